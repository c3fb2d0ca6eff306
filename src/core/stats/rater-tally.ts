/** One thing that was rated: the category that each rater gave it, 0 .. categories - 1; null where a rater gave none. */
export type RatedUnit = readonly (number | null)[]

/**
 * What every statistic of agreement is worked out from, added up over units: so that the units of one interview are
 * counted once, and a bootstrap draw is a sum of interviews. Tables are `from * categories + to`; all are views of `cells`.
 */
export interface RaterTally {
  categories: number
  cells: Float64Array
  /** Ordered pairs of ratings within a unit, each weighed 1 / (ratings of the unit - 1). */
  coincidences: Float64Array
  /** Ordered pairs of ratings within a unit, each counted once. */
  pairs: Float64Array
  /** Share of all pairs within a unit that are (from, to), summed over the units that two or more rated. */
  pairShares: Float64Array
  /** Share of a unit's ratings that are in a category, summed over the units that anybody rated. */
  shares: Float64Array
  /** For each two raters, in their order, how often they gave (from, to). */
  byRaters: Float64Array[]
}

export function emptyTally(categories: number, raters: number): RaterTally {
  const size = categories * categories
  const twos = (raters * (raters - 1)) / 2
  const cells = new Float64Array((3 + twos) * size + categories)
  const table = (at: number) => cells.subarray(at * size, (at + 1) * size)
  return {
    categories,
    cells,
    coincidences: table(0),
    pairs: table(1),
    pairShares: table(2),
    byRaters: Array.from({ length: twos }, (_, i) => table(3 + i)),
    shares: cells.subarray((3 + twos) * size),
  }
}

/** The tally of some units, all of which list the same raters in the same order. */
export function tallyOf(units: readonly RatedUnit[], categories: number): RaterTally {
  const tally = emptyTally(categories, units[0]?.length ?? 0)
  for (const unit of units) countUnit(tally, unit)
  return tally
}

function countUnit(tally: RaterTally, unit: RatedUnit): void {
  const { categories } = tally
  const given = unit.flatMap((category, rater) => (category === null ? [] : [{ category, rater }]))
  const count = given.length
  for (const { category } of given) tally.shares[category]! += 1 / count
  for (const one of given) {
    for (const other of given) {
      if (one.rater === other.rater) continue
      const cell = one.category * categories + other.category
      tally.coincidences[cell]! += 1 / (count - 1)
      tally.pairShares[cell]! += 1 / (count * (count - 1))
      tally.pairs[cell]! += 1
      // of two raters the later one counts those before it, as in a triangle
      if (one.rater < other.rater) tally.byRaters[(other.rater * (other.rater - 1)) / 2 + one.rater]![cell]! += 1
    }
  }
}

/** The cells of a tally that hold anything: what a bootstrap adds up a thousand times. */
export interface SparseTally {
  at: number[]
  values: number[]
}

export function sparse({ cells }: RaterTally): SparseTally {
  const at = [...cells.keys()].filter((i) => cells[i] !== 0)
  return { at, values: at.map((i) => cells[i]!) }
}

export function addSparse({ cells }: RaterTally, { at, values }: SparseTally): void {
  for (let i = 0; i < at.length; i++) cells[at[i]!]! += values[i]!
}
