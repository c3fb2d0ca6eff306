import { nextBelow, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'
import { cohenKappa, gwetAc, ordinalAlpha, shareWithin } from './rater-agreement'
import { addSparse, emptyTally, type RatedUnit, type RaterTally, sparse, tallyOf } from './rater-tally'

/** Below so many interviews that two rated, a statistic says more about chance than about the raters. */
export const FEWEST_DOUBLE_RATED = 10
/** Bootstrap draws behind an interval. */
const DRAWS = 1000
/** An interval needs the statistic to be defined in nearly all draws. */
const FEWEST_DEFINED = 0.95 * DRAWS

/** Every statistic with its full name: weighted ones of different weights cannot be compared, so the weight is part of it. */
export const AGREEMENT_STATISTICS = [
  { id: 'exact', name: 'Exact agreement', of: (tally) => shareWithin(tally, 0) },
  { id: 'within-one', name: 'Within one level', of: (tally) => shareWithin(tally, 1) },
  { id: 'kappa-quadratic', name: 'Cohen’s kappa, quadratic weights', of: (tally) => cohenKappa(tally, 'quadratic') },
  { id: 'kappa-linear', name: 'Cohen’s kappa, linear weights', of: (tally) => cohenKappa(tally, 'linear') },
  { id: 'kappa', name: 'Cohen’s kappa, unweighted', of: (tally) => cohenKappa(tally, 'unweighted') },
  { id: 'alpha', name: 'Krippendorff’s alpha, ordinal', of: ordinalAlpha },
  { id: 'ac2', name: 'Gwet’s AC2, quadratic weights', of: (tally) => gwetAc(tally, 'quadratic') },
] as const satisfies readonly { id: string; name: string; of: (tally: RaterTally) => number | null }[]

export type AgreementStatisticId = (typeof AGREEMENT_STATISTICS)[number]['id']

/** A statistic with its 95 % interval. */
export interface AgreementFigure {
  id: AgreementStatisticId
  name: string
  /** Null where it is not defined, as kappa is when all gave the same: "n/a", neither 0 nor 1. */
  value: number | null
  /** Null where too many draws leave it undefined. */
  interval: [number, number] | null
}

export interface Agreement {
  /** Interviews in which two or more rated the same thing. */
  interviews: number
  /** Pairs of ratings of the same thing. */
  pairs: number
  /** Null: not enough data, fewer interviews than it takes. */
  figures: AgreementFigure[] | null
}

/**
 * How far raters agree, over interviews: each is the units rated in it, all with the same raters in the same order, ratings
 * 1 .. `levels`. Intervals are percentiles of a bootstrap that draws whole interviews, because ratings of one interview go
 * together.
 * Source: Efron and Tibshirani, "An Introduction to the Bootstrap", chapter 13; clusters as in Davison and Hinkley, section 3.8.
 * @param seed names the stream of the draws: the same ratings give the same intervals
 */
export function agreementOf(
  interviews: readonly (readonly RatedUnit[])[],
  levels: number,
  seed: string,
  fewest = FEWEST_DOUBLE_RATED,
): Agreement {
  const units = interviews.map((rated) => rated.map((unit) => unit.map((level) => (level === null ? null : level - 1))))
  const doubled = units.filter((rated) => rated.some((unit) => unit.filter((level) => level !== null).length > 1))
  const whole = tallyOf(doubled.flat(), levels)
  const pairs = whole.pairs.reduce((sum, count) => sum + count, 0) / 2
  if (doubled.length < fewest) return { interviews: doubled.length, pairs, figures: null }
  const draws = drawnFigures(doubled, levels, seed)
  const figures = AGREEMENT_STATISTICS.map(({ id, name, of }, i) => {
    const value = of(whole)
    return { id, name, value, interval: value === null ? null : percentileInterval(draws.map((draw) => draw[i]!)) }
  })
  return { interviews: doubled.length, pairs, figures }
}

/** Every statistic of every draw. */
function drawnFigures(interviews: readonly RatedUnit[][], levels: number, seed: string): (number | null)[][] {
  const tallies = interviews.map((units) => sparse(tallyOf(units, levels)))
  const stream = new Int32Array(WORDS_PER_STREAM)
  seedStream(stream, 0, seed)
  const sum = emptyTally(levels, interviews[0]![0]!.length)
  return Array.from({ length: DRAWS }, () => {
    sum.cells.fill(0)
    for (let i = 0; i < tallies.length; i++) addSparse(sum, tallies[nextBelow(stream, 0, tallies.length)]!)
    return AGREEMENT_STATISTICS.map(({ of }) => of(sum))
  })
}

function percentileInterval(draws: readonly (number | null)[]): [number, number] | null {
  const known = draws.filter((value) => value !== null).sort((a, b) => a - b)
  if (known.length < FEWEST_DEFINED) return null
  const at = (share: number) => known[Math.round(share * (known.length - 1))]!
  return [at(0.025), at(0.975)]
}
