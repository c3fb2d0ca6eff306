import { setImmediate } from 'node:timers/promises'
import type { Db, RootDb } from '../db'

/** One answer a change, in their order; an error is the answer to its own change and leaves the others alone. */
type Write<Change, Answer> = (tx: Db, changes: readonly Change[]) => Promise<(Answer | Error)[]>

interface Waiting<Change, Answer> {
  change: Change
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

export interface GroupCommitOptions<Change, Answer> {
  write: Write<Change, Answer>
  /** A group has at most one change of each owner: of one owner's rows it never waits for one while it holds another. */
  ownerOf: (change: Change) => string
  sizeOf: (change: Change) => number
  /** All sizes of one group together, unless a single change is larger. */
  maxSize: number
  /** As Prisma's `$transaction` takes them, ms. */
  turn: { maxWait: number; timeout: number }
}

/**
 * Writes what arrives while a transaction is under way together in the next one: under load many changes then share the
 * statements and the one wait for the disk. Nobody waits for company, and nobody is answered before the commit.
 *
 * A group whose transaction fails is written again one change after the other, each in a transaction of its own, so that
 * nobody fails for somebody else's change. A commit whose outcome is not known is thereby repeated: `write` must recognise
 * what it has written.
 */
export class GroupCommit<Change, Answer> {
  readonly #db: RootDb
  readonly #options: GroupCommitOptions<Change, Answer>
  #waiting: Waiting<Change, Answer>[] = []
  #isWriting = false

  constructor(db: RootDb, options: GroupCommitOptions<Change, Answer>) {
    this.#db = db
    this.#options = options
  }

  /** Resolves when the change is on disk. */
  add(change: Change): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, resolve, reject })
      if (!this.#isWriting) void this.#writeAll()
    })
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      // The embedded database answers before the event loop turns: without a turn no other request would ever be there.
      await setImmediate()
      await this.#writeGroup()
    }
    this.#isWriting = false
  }

  async #writeGroup(): Promise<void> {
    let group: Waiting<Change, Answer>[] = []
    try {
      // Chosen when the transaction has begun: whoever came while it waited for its turn goes along.
      await this.#transact(() => (group = this.#nextGroup()))
    } catch (error) {
      if (group.length > 1) {
        for (const one of group) await this.#transact(() => [one]).catch(one.reject)
        return
      }
      if (group.length === 0) group = this.#nextGroup() // the transaction could not even begin
      for (const { reject } of group) reject(error)
    }
  }

  async #transact(choose: () => Waiting<Change, Answer>[]): Promise<void> {
    let group: Waiting<Change, Answer>[] = []
    const answers = await this.#db.$transaction((tx) => {
      group = choose()
      return this.#options.write(
        tx,
        group.map(({ change }) => change),
      )
    }, this.#options.turn)
    group.forEach(({ resolve, reject }, index) => {
      const answer = answers[index]!
      if (answer instanceof Error) reject(answer)
      else resolve(answer)
    })
  }

  /** The longest waiting of each owner, as many as fit; the rest goes on waiting. */
  #nextGroup(): Waiting<Change, Answer>[] {
    const { ownerOf, sizeOf, maxSize } = this.#options
    const owners = new Set<string>()
    const group: Waiting<Change, Answer>[] = []
    const rest: Waiting<Change, Answer>[] = []
    let size = 0
    for (const one of this.#waiting) {
      const grown = size + sizeOf(one.change)
      const fits = !owners.has(ownerOf(one.change)) && (group.length === 0 || grown <= maxSize)
      owners.add(ownerOf(one.change)) // also of one that waits: nobody's later change overtakes their earlier one
      if (fits) size = grown
      ;(fits ? group : rest).push(one)
    }
    this.#waiting = rest
    return group
  }
}
