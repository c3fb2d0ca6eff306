import { batchMeansInterval, intoBatches } from './batch-means'
import { bucketOf, bucketStart, HISTOGRAM_BUCKETS, type HistogramPart, quantiles } from './latency-histogram'

/**
 * The 95 % interval of a quantile from batches of a correlated series: how far the share of values below the quantile varies
 * from batch to batch says between which levels the true quantile lies.
 * Source: Woodruff, "Confidence intervals for medians and other position measures", JASA 47, 1952; batches as in Law,
 * "Simulation Modeling and Analysis".
 * @param parts the values of the series, step by step
 * @param batches into which neighbouring steps are joined
 * @param all the histogram of all of them together
 * @param max the largest value
 * @returns null when the values are too few to bound it from both sides
 */
export function quantileInterval(
  parts: readonly HistogramPart[],
  batches: number,
  { all, max }: { all: Int32Array; max: number },
  level: number,
): [number, number] | null {
  const [at] = quantiles({ from: 0, counts: all }, [level], max)
  if (at === null || at === undefined) return null
  const totals = parts.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0))
  const below = parts.map((part) => countBelow(part, at))
  const share = batchMeansInterval(intoBatches(below, batches), intoBatches(totals, batches))
  const total = totals.reduce((sum, count) => sum + count, 0)
  if (share === null) return null
  const [low, high] = [level - (share[1] - share[0]) / 2, level + (share[1] - share[0]) / 2]
  // beyond the last value but one there is nothing to read the upper end from
  if (low <= 0 || high >= 1 - 1 / total) return null
  return quantiles({ from: 0, counts: all }, [low, high], max) as [number, number]
}

/** Values up to a limit, interpolated inside its bucket. */
function countBelow({ from, counts }: HistogramPart, limitS: number): number {
  const limit = bucketOf(limitS)
  let total = 0
  for (let i = 0; i < counts.length && from + i < limit; i++) total += counts[i]!
  const inside = counts[limit - from] ?? 0
  if (inside === 0) return total
  const start = bucketStart(limit)
  const width = limit === 0 || limit === HISTOGRAM_BUCKETS - 1 ? 0 : bucketStart(limit + 1) - start
  return total + inside * (width === 0 ? 1 : Math.min(1, (limitS - start) / width))
}
