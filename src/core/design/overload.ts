import type { BlockResult } from '@/core/sim/run-result'
import type { MergedResult } from './merge-results'

export interface Overload {
  /** Jobs a second by which the queue grew in the second half of the run; 0 when it did not. */
  growthPerS: number
  /** Calls turned away, a second. */
  rejectedPerS: number
}

/** Fewer jobs than this are a fluctuation, whatever the statistics say. */
const LEAST_GROWTH = 20
/** Standard deviations of a queue that is a random walk. */
const SIGNIFICANT = 3
/** A smaller share turned away is a burst that did not fit, not an overload. */
const LEAST_REJECTED = 0.001

/**
 * Whether a block got more than it could serve: its queue was still growing in the second half, by more than chance moves a
 * queue that keeps up, or it had to turn calls away. null when it kept up: callers whose patience is short also leave a queue
 * that is served in time, and are an overload only where all of them are more work than its servers can do.
 */
export function overloadOf(block: BlockResult, merged: MergedResult): Overload | null {
  const { steps, replications, weight } = merged
  const growthPerS = growth(block, steps, { replications, weight })
  const rejectedPerS = merged.measuredS > 0 ? block.rejected / merged.measuredS : 0
  const countsAll = serversWanted(block) >= block.servers * merged.measuredS
  const turnedAway = countsAll ? block.rejected : block.rejected - (block.extras.waitedTooLong ?? 0)
  const turnsAway = turnedAway > LEAST_REJECTED * block.arrivals
  if (growthPerS === 0 && !turnsAway) return null
  return { growthPerS, rejectedPerS: turnsAway ? rejectedPerS : 0 }
}

/** Server seconds that it would take to serve those too who were turned away. */
const serversWanted = ({ busyS, arrivals, rejected }: BlockResult): number =>
  rejected < arrivals ? (busyS * arrivals) / (arrivals - rejected) : Infinity

function growth(
  { series }: BlockResult,
  steps: readonly number[],
  { replications, weight }: Pick<MergedResult, 'replications' | 'weight'>,
): number {
  if (steps.length < 4) return 0
  const middle = Math.floor(steps.length / 2) - 1
  const last = steps.length - 1
  const from = series.queued[middle]!
  const to = series.queued[last]!
  let moved = 0
  for (let step = middle + 1; step <= last; step++) moved += series.arrivals[step]! + series.left[step]!
  // series are means over replications, which vary less by the root of their number
  const deviation = Math.sqrt((weight * (moved + weight)) / replications)
  const isGrowth = to - from >= LEAST_GROWTH * weight && to > 1.3 * from && to - from > SIGNIFICANT * deviation
  return isGrowth ? (to - from) / (steps[last]! - steps[middle]!) : 0
}
