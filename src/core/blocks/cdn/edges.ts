/**
 * Which edges serve whom: all of them everybody, where nobody's region is known; else they are dealt to the regions in
 * turn, and those whose region is not known use them all. With more regions than edges some share one.
 * @param regions of those who are served
 * @returns the edges of each of them, one and the same array for those who share them
 */
export function edgesOf(edges: number, regions: readonly (string | null)[]): readonly number[][] {
  const all = Array.from({ length: edges }, (_, edge) => edge)
  const known = [...new Set(regions.filter((region) => region !== null))]
  const dealt = known.map((_, r) => {
    const own = all.filter((edge) => edge % known.length === r)
    return own.length > 0 ? own : [r % edges]
  })
  return regions.map((region) => (region === null ? all : dealt[known.indexOf(region)]!))
}
