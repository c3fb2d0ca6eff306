/** Deep equality of plain JSON. Shared parts are told by identity, so comparing two states of one interview is cheap. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((entry, i) => isEqual(entry, b[i]))
  if (!isRecord(a) || !isRecord(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * `next`, with every part that says the same as in `previous` being the very object it was there: screens that compare by
 * identity then draw only what changed. Goes two levels deep.
 */
export function reuseParts<T extends object>(previous: T, next: T, depth = 2): T {
  if (previous === next) return previous
  const keys = Object.keys(next) as (keyof T)[]
  const result = { ...next }
  let isSame = keys.length === Object.keys(previous).length
  for (const key of keys) {
    const before = previous[key]
    const after = next[key]
    if (isEqual(before, after)) result[key] = before
    else {
      isSame = false
      if (depth > 1 && isRecord(before) && isRecord(after)) result[key] = reuseParts(before, after, depth - 1)
    }
  }
  return isSame ? previous : result
}
