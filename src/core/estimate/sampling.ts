import { normalQuantile } from '@/core/stats/normal-quantile'

/** Gives each label its own stream of numbers in [0, 1); the same label always the same stream. */
export type RandomFor = (label: string) => () => number

/**
 * What is believed about an uncertain input. `interval` is "5 to 10": a 90 % range, p5 to p95. It is lognormal where it
 * is above 0, logit-normal for a share of a whole (so that it never leaves 0 to 1), and normal otherwise.
 */
export type Spread =
  | { shape: 'interval'; low: number; high: number; share: boolean }
  | { shape: 'symmetric'; low: number; high: number }
  | { shape: 'uniform'; low: number; high: number }
  | { shape: 'triangular'; low: number; likely: number; high: number }

/** Standard deviations from the middle to the end of a 90 % range. */
const zOfP95 = 1.644_853_626_951_472_2

/** The value below which the share `u` of a spread lies, for u in (0, 1). */
export function quantileOfSpread(spread: Spread, u: number): number {
  const { low, high } = spread
  switch (spread.shape) {
    case 'uniform':
      return low + u * (high - low)
    case 'triangular':
      return triangularQuantile(low, spread.likely, high, u)
    case 'symmetric':
      return normalBetween(low, high, u)
    default:
      break
  }
  if (spread.share && high <= 1 && low >= 0) return shareQuantile(low, high, u)
  return low > 0 ? Math.exp(normalBetween(Math.log(low), Math.log(high), u)) : normalBetween(low, high, u)
}

export const medianOfSpread = (spread: Spread): number => quantileOfSpread(spread, 0.5)

/** `count` values of a spread, one from each of `count` equal slices of probability, in random order (Latin hypercube). */
export function sampleSpread(spread: Spread, count: number, random: () => number): Float64Array {
  const samples = new Float64Array(count)
  for (let slice = 0; slice < count; slice++) {
    const u = (slice + random()) / count
    samples[slice] = quantileOfSpread(spread, Math.min(Math.max(u, 1e-12), 1 - 1e-12))
  }
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const moved = samples[last] ?? 0
    samples[last] = samples[other] ?? 0
    samples[other] = moved
  }
  return samples
}

export interface Quantiles {
  p5: number
  p50: number
  p95: number
}

/** Quantiles of samples by linear interpolation; undefined if any sample has no value. Sorts a copy. */
export function quantilesOf(samples: Float64Array): Quantiles | undefined {
  const sorted = samples.slice().sort()
  if (sorted.length === 0 || Number.isNaN(sorted.at(-1))) return undefined
  const at = (share: number): number => {
    const position = share * (sorted.length - 1)
    const below = sorted[Math.floor(position)] ?? Number.NaN
    const above = sorted[Math.ceil(position)] ?? Number.NaN
    return below === above ? below : below + (position - Math.floor(position)) * (above - below)
  }
  return { p5: at(0.05), p50: at(0.5), p95: at(0.95) }
}

function normalBetween(low: number, high: number, u: number): number {
  return (low + high) / 2 + (normalQuantile(u) * (high - low)) / (2 * zOfP95)
}

/** Ends at 0 or 1 have no logit: there a normal is cut off at the ends. */
function shareQuantile(low: number, high: number, u: number): number {
  if (low <= 0 || high >= 1) return Math.min(1, Math.max(0, normalBetween(low, high, u)))
  return 1 / (1 + Math.exp(-normalBetween(logit(low), logit(high), u)))
}

function triangularQuantile(low: number, likely: number, high: number, u: number): number {
  const turn = (likely - low) / (high - low)
  return u <= turn
    ? low + Math.sqrt(u * (high - low) * (likely - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - likely))
}

const logit = (share: number): number => Math.log(share / (1 - share))
