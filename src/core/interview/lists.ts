/** Ordered lists of things with ids, never changed in place. A refusal is a sentence for a person. */
export type ListOutcome<T> = { ok: true; list: T[] } | { ok: false; reason: string }

interface Named {
  id: string
}

const refuse = <T>(reason: string): ListOutcome<T> => ({ ok: false, reason })

/** `noun` is how one entry is called in a refusal: "requirement". */
export function addTo<T extends Named>(list: T[], item: T, after: string | null, noun: string, limit: number) {
  if (list.some((other) => other.id === item.id)) return refuse<T>(`This ${noun} is already there.`)
  if (list.length >= limit) return refuse<T>(`There is room for ${limit} here and no more: remove some first.`)
  return { ok: true as const, list: insert(list, item, after) }
}

export function changeIn<T extends Named>(list: T[], id: string, noun: string, change: (item: T) => T): ListOutcome<T> {
  if (!list.some((item) => item.id === id)) return refuse(`The ${noun} was removed.`)
  return { ok: true, list: list.map((item) => (item.id === id ? change(item) : item)) }
}

export function removeFrom<T extends Named>(list: T[], id: string, noun: string): ListOutcome<T> {
  if (!list.some((item) => item.id === id)) return refuse(`The ${noun} was already removed.`)
  return { ok: true, list: list.filter((item) => item.id !== id) }
}

export function moveIn<T extends Named>(list: T[], id: string, after: string | null, noun: string): ListOutcome<T> {
  const item = list.find((candidate) => candidate.id === id)
  if (!item) return refuse(`The ${noun} was removed.`)
  if (after === id) return { ok: true, list }
  return {
    ok: true,
    list: insert(
      list.filter((other) => other !== item),
      item,
      after,
    ),
  }
}

/** What stands before an entry: with it as `after`, the entry can be put where it is now. Null is the top. */
export function idBefore(list: readonly Named[], id: string): string | null {
  const at = list.findIndex((item) => item.id === id)
  return at > 0 ? list[at - 1]!.id : null
}

/** Where the anchor is gone the entry goes to the end: a wrong place is better than a lost line. */
function insert<T extends Named>(list: T[], item: T, after: string | null): T[] {
  if (after === null) return [item, ...list]
  const at = list.findIndex((other) => other.id === after)
  return at < 0 ? [...list, item] : [...list.slice(0, at + 1), item, ...list.slice(at + 1)]
}
