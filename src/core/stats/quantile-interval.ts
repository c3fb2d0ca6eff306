import { batchMeansInterval, intoBatches } from './batch-means'
import { bucketOf, bucketStart, HISTOGRAM_BUCKETS, quantiles } from './latency-histogram'

/** The occupied stretch of a histogram, counts from bucket `from` on. */
export interface HistogramPart {
  from: number
  counts: Int32Array
}

/** The occupied stretch of the histogram that begins at `offset`. */
export function occupiedPart(counts: Int32Array, offset: number): HistogramPart {
  let from = 0
  let end = HISTOGRAM_BUCKETS
  while (from < end && counts[offset + from] === 0) from++
  while (end > from && counts[offset + end - 1] === 0) end--
  return { from, counts: counts.slice(offset + from, offset + end) }
}

/** Adds a stretch to the histogram that begins at `offset`. @returns how many times it holds */
export function addPart(counts: Int32Array, offset: number, part: HistogramPart): number {
  let total = 0
  for (let i = 0, at = offset + part.from; i < part.counts.length; i++, at++) {
    counts[at]! += part.counts[i]!
    total += part.counts[i]!
  }
  return total
}

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
  const [at] = quantiles(all, 0, [level], max)
  if (at === null || at === undefined) return null
  const totals = parts.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0))
  const below = parts.map((part) => countBelow(part, at))
  const share = batchMeansInterval(intoBatches(below, batches), intoBatches(totals, batches))
  const total = totals.reduce((sum, count) => sum + count, 0)
  if (share === null) return null
  const [low, high] = [level - (share[1] - share[0]) / 2, level + (share[1] - share[0]) / 2]
  // beyond the last value but one there is nothing to read the upper end from
  if (low <= 0 || high >= 1 - 1 / total) return null
  return quantiles(all, 0, [low, high], max) as [number, number]
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
