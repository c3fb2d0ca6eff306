/** What people did that a file tells of. */
type PersonRole = 'reviewer' | 'interviewer'

/** Names for the people of one file that say nothing about who they are: the same person always gets the same. */
export class People {
  readonly #labels = new Map<string, string>()
  readonly #taken: Record<PersonRole, number>

  /** `known`: labels that are in use already, in what was imported. */
  constructor(ownerId: string, known: Iterable<string>) {
    this.#labels.set(ownerId, 'owner')
    this.#taken = { reviewer: 0, interviewer: 0 }
    for (const label of known) {
      // an actor of an imported log is kept under the very label that the file gave them
      this.#labels.set(label, label)
      const [role, number] = label.split('-')
      if (role === 'reviewer' || role === 'interviewer') this.#taken[role] = Math.max(this.#taken[role], Number(number))
    }
  }

  labelOf(id: string, role: PersonRole): string {
    const known = this.#labels.get(id)
    if (known !== undefined) return known
    const label = `${role}-${(this.#taken[role] += 1)}`
    this.#labels.set(id, label)
    return label
  }
}
