import { gammaTail } from './special-functions'

/** Share of keys that move when `hash mod n` gets one shard more: 1 - 1/(n+1). */
export function movedByModulo(shards: number): number {
  return 1 - 1 / (shards + 1)
}

/** Share of keys that move when a consistent hash (ring, jump, rendezvous) gets one shard more: 1/(n+1). Source: Karger et al. (1997). */
export function movedByConsistentHash(shards: number): number {
  return 1 / (shards + 1)
}

/**
 * Coefficient of variation of a shard's share of a ring with v random points a shard: sqrt((n-1) / (n v + 1)), the share
 * being Beta(v, (n-1) v).
 */
export function ringShareCv(shards: number, vnodes: number): number {
  return Math.sqrt((shards - 1) / (shards * vnodes + 1))
}

/**
 * Mean over rings of the largest share, as a multiple of the mean share. Shares are gamma variables over their sum and
 * independent of it, so that this is E[max of n Gamma(v)] / v, an integral. With one point a shard it is H_n.
 */
export function ringPeakToMean(shards: number, vnodes: number): number {
  // simpson's rule where the largest of n can be at all; half widths in standard deviations
  const spread = Math.sqrt(vnodes)
  const high = vnodes + 12 * spread + 60
  const low = Math.max(0, vnodes - 12 * spread)
  const steps = 2000
  const width = (high - low) / steps
  const above = (x: number) => -Math.expm1(shards * Math.log1p(-gammaTail(vnodes, x)))
  let sum = above(low) + above(high)
  for (let i = 1; i < steps; i++) sum += above(low + i * width) * (i % 2 === 1 ? 4 : 2)
  return (low + (sum * width) / 3) / vnodes
}

/** Coefficient of variation of the load of a shard when keys of these shares of traffic are spread at random: sqrt((n-1) sum p^2). */
export function hotShardCv(shares: Float64Array, shards: number): number {
  let squares = 0
  for (let i = 0; i < shares.length; i++) squares += shares[i]! ** 2
  return Math.sqrt(squares * (shards - 1))
}

/** Least load of the shard with the hottest key, as a multiple of the mean: that key and its part of the rest. */
export function hottestShardAtLeast(hottestShare: number, shards: number): number {
  return shards * (hottestShare + (1 - hottestShare) / shards)
}
