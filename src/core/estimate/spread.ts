import { exp, log } from '@/core/random/elementary'
import { normalQuantile } from '@/core/stats/normal-quantile'

/**
 * What is believed about an uncertain input. `interval` is "5 to 10": a 90 % range, p5 to p95. It is lognormal where it
 * is above 0, logit-normal for a share of a whole (so that it never leaves 0 to 1), and normal otherwise. `most` cuts it
 * off: what would be above is there.
 */
export type Spread =
  | { shape: 'interval'; low: number; high: number; share: boolean; most?: number }
  | { shape: 'uniform'; low: number; high: number }
  | { shape: 'triangular'; low: number; likely: number; high: number }

/** Standard deviations from the middle to the end of a 90 % range. */
export const Z95 = 1.644_853_626_951_472_2

/** Standard deviation of the logarithm of a lognormal spread; undefined for any other. */
export function logSigma(spread: Spread): number | undefined {
  if (spread.shape !== 'interval' || isShare(spread) || spread.low <= 0 || spread.most !== undefined) return undefined
  return log(spread.high / spread.low) / (2 * Z95)
}

/** The value below which the share `u` of a spread lies, for u in (0, 1). */
export function quantileOfSpread(spread: Spread, u: number): number {
  const { low, high } = spread
  if (spread.shape === 'uniform') return low + u * (high - low)
  if (spread.shape === 'triangular') return triangularQuantile(low, spread.likely, high, u)
  if (isShare(spread)) return shareQuantile(low, high, u)
  const { most = Infinity } = spread
  return Math.min(most, low > 0 ? exp(normalBetween(log(low), log(high), u)) : normalBetween(low, high, u))
}

export function medianOfSpread(spread: Spread): number {
  return logSigma(spread) === undefined ? quantileOfSpread(spread, 0.5) : Math.sqrt(spread.low) * Math.sqrt(spread.high)
}

const isShare = (spread: Spread): boolean =>
  spread.shape === 'interval' && spread.share && spread.low >= 0 && spread.high <= 1

function normalBetween(low: number, high: number, u: number): number {
  return (low + high) / 2 + (normalQuantile(u) * (high - low)) / (2 * Z95)
}

/** Ends at 0 or 1 have no logit: there a normal is cut off at the ends. */
function shareQuantile(low: number, high: number, u: number): number {
  if (low <= 0 || high >= 1) return Math.min(1, Math.max(0, normalBetween(low, high, u)))
  return 1 / (1 + exp(-normalBetween(logit(low), logit(high), u)))
}

function triangularQuantile(low: number, likely: number, high: number, u: number): number {
  const turn = (likely - low) / (high - low)
  return u <= turn
    ? low + Math.sqrt(u * (high - low) * (likely - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - likely))
}

const logit = (share: number): number => log(share / (1 - share))

/** Slices of probability that a variance is summed over. */
const SLICES = 4000

/** The variance of the natural logarithm of a spread; undefined where it reaches 0 or below. */
export function logVariance(spread: Spread): number | undefined {
  const sigma = logSigma(spread)
  return sigma === undefined ? varianceBySlices(spread) : sigma ** 2
}

/** By the midpoints of equal slices of probability. */
function varianceBySlices(spread: Spread): number | undefined {
  let [total, squares] = [0, 0]
  for (let slice = 0; slice < SLICES; slice++) {
    const value = quantileOfSpread(spread, (slice + 0.5) / SLICES)
    if (!(value > 0)) return undefined
    const logarithm = log(value)
    total += logarithm
    squares += logarithm * logarithm
  }
  return Math.max(0, squares / SLICES - (total / SLICES) ** 2)
}
