import type { RaterTally } from './rater-tally'

/** How much a disagreement counts by its distance: not at all, in proportion, or by its square. */
export type AgreementWeight = 'unweighted' | 'linear' | 'quadratic'

/** 1 for the same category, 0 for the two ends of the scale (unweighted: for any two). */
function likeness(distance: number, categories: number, weight: AgreementWeight): number {
  if (weight === 'unweighted') return distance === 0 ? 1 : 0
  const share = distance / (categories - 1)
  return 1 - (weight === 'linear' ? share : share * share)
}

/** Sum over the cells of a table of what `of` gives for each, times the cell. */
function sumOver(table: ArrayLike<number>, categories: number, of: (from: number, to: number) => number): number {
  let sum = 0
  for (let i = 0; i < table.length; i++) {
    if (table[i] !== 0) sum += table[i]! * of(Math.floor(i / categories), i % categories)
  }
  return sum
}

function total(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}

/** Share of pairs of ratings of the same unit that lie at most `distance` apart; null where there is no pair. */
export function shareWithin({ pairs, categories }: RaterTally, distance: number): number | null {
  const all = total(pairs)
  const near = sumOver(pairs, categories, (from, to) => (Math.abs(from - to) <= distance ? 1 : 0))
  return all === 0 ? null : near / all
}

/**
 * Cohen's kappa. With more than two raters, or with gaps, disagreement seen and disagreement expected from the raters'
 * own margins are added up over all pairs of raters; for one pair it is Cohen's kappa itself.
 * Source: Cohen, Psychological Bulletin 70, 1968 (weighted kappa); Conger, Psychological Bulletin 88, 1980 (several raters).
 * @returns null where it is not defined: no disagreement is expected, as when all gave one category only
 */
export function cohenKappa({ byRaters, categories }: RaterTally, weight: AgreementWeight): number | null {
  let seen = 0
  let expected = 0
  const apart = (from: number, to: number) => 1 - likeness(Math.abs(from - to), categories, weight)
  for (const table of byRaters) {
    const count = total(table)
    if (count === 0) continue
    const rows = margins(table, categories, (from) => from)
    const columns = margins(table, categories, (_, to) => to)
    seen += sumOver(table, categories, apart)
    const chance = table.map((_, i) => (rows[Math.floor(i / categories)]! * columns[i % categories]!) / count)
    expected += sumOver(chance, categories, apart)
  }
  return expected === 0 ? null : 1 - seen / expected
}

function margins(table: ArrayLike<number>, categories: number, of: (from: number, to: number) => number): number[] {
  const sums = Array.from({ length: categories }, () => 0)
  for (let i = 0; i < table.length; i++) sums[of(Math.floor(i / categories), i % categories)]! += table[i]!
  return sums
}

/**
 * Krippendorff's alpha for ordered categories: any number of raters, any gaps; a unit with a single rating says nothing.
 * Source: Krippendorff, "Content Analysis", 2013, chapter 12: coincidences and the ordinal difference function.
 * @returns null where it is not defined: all ratings are the same
 */
export function ordinalAlpha({ coincidences, categories }: RaterTally): number | null {
  const counts = margins(coincidences, categories, (from) => from)
  const all = total(counts)
  const apart = (from: number, to: number) => {
    const [low, high] = from < to ? [from, to] : [to, from]
    const between = total(counts.slice(low, high + 1))
    return (between - (counts[low]! + counts[high]!) / 2) ** 2
  }
  const chance = coincidences.map((_, i) => counts[Math.floor(i / categories)]! * counts[i % categories]!)
  const expected = sumOver(chance, categories, apart)
  return expected === 0 ? null : 1 - ((all - 1) * sumOver(coincidences, categories, apart)) / expected
}

/**
 * Gwet's AC1 (unweighted) or AC2: stays where it should when nearly everybody gives the same category, where kappa collapses.
 * Source: Gwet, "Handbook of Inter-Rater Reliability", 4th edition 2014, chapters 4 and 5, with missing ratings.
 * @returns null where no unit has two ratings
 */
export function gwetAc({ pairShares, shares, categories }: RaterTally, weight: AgreementWeight): number | null {
  const doubled = total(pairShares)
  const rated = total(shares)
  if (doubled === 0) return null
  const like = (from: number, to: number) => likeness(Math.abs(from - to), categories, weight)
  const seen = sumOver(pairShares, categories, like) / doubled
  const weights = sumOver(new Float64Array(pairShares.length).fill(1), categories, like)
  const spread = total(shares.map((share) => (share / rated) * (1 - share / rated)))
  const chance = (weights * spread) / (categories * (categories - 1))
  return (seen - chance) / (1 - chance)
}
