/**
 * The entries that fit a query, best first: those that start with it, have a word that starts with it, contain it, or
 * at least have its letters in order ("ldb" finds "Load balancer"). All of them, in their order, for an empty query.
 */
export function rankMatches<T>(entries: readonly T[], query: string, textOf: (entry: T) => string, limit = 50): T[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return entries.slice(0, limit)
  return entries
    .map((entry, order) => ({ entry, order, rank: rankOf(textOf(entry).toLowerCase(), wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .slice(0, limit)
    .map(({ entry }) => entry)
}

const NO_MATCH = 4

function rankOf(text: string, query: string): number {
  if (text.startsWith(query)) return 0
  const at = text.indexOf(query)
  if (at >= 0) return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? 2 : 1
  let from = 0
  for (const letter of query.replaceAll(/\s/g, '')) {
    from = text.indexOf(letter, from) + 1
    if (from === 0) return NO_MATCH
  }
  return 3
}
