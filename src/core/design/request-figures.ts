import type { ClassResult } from '@/core/sim/run-result'
import { batchMeansInterval, intoBatches } from '@/core/stats/batch-means'
import { quantilesAboveZero } from '@/core/stats/latency-histogram'
import { quantileInterval } from '@/core/stats/quantile-interval'
import type { MergedResult } from './merge-results'
import type { LatencyFigures, RequestFigures, Series } from './report'

const LEVELS = [0.5, 0.9, 0.95, 0.99, 0.999]
/** Batches of one replication, for the interval of the mean. */
const BATCHES = 20

/** @param isStationary false when latencies grow as long as the run goes on: they then have no mean and no percentiles */
export function requestFigures(merged: MergedResult, classIndex: number, isStationary: boolean): RequestFigures {
  const result = merged.classes[classIndex]!
  const [rejected, timeout, unavailable, lost] = result.failed as [number, number, number, number]
  const failed = rejected + timeout + unavailable + lost
  const ended = result.completed + failed
  return {
    offered: result.offered,
    completed: result.completed,
    inFlight: result.inFlight,
    failed: { rejected, timeout, unavailable, lost },
    throughputPerS: merged.measuredS > 0 ? result.completed / merged.measuredS : null,
    availability: ended > 0 ? result.completed / ended : null,
    latencyS: latencyFigures(merged, classIndex, isStationary),
  }
}

function latencyFigures(merged: MergedResult, classIndex: number, isStationary: boolean): LatencyFigures {
  const result = merged.classes[classIndex]!
  const max = result.completed > 0 ? result.latencyMax : null
  if (max === null || !isStationary) {
    return { mean: null, meanCi95: null, p50: null, p90: null, p95: null, p99: null, p99Ci95: null, p999: null, max }
  }
  const [p50 = null, p90 = null, p95 = null, p99 = null, p999 = null] = quantilesAboveZero(
    { from: 0, counts: result.latencies },
    LEVELS,
    max,
  )
  const batches = BATCHES * merged.replications
  return {
    mean: result.latencySum / result.completed,
    meanCi95: meanInterval(merged, classIndex),
    p50,
    p90,
    p95,
    p99,
    p99Ci95:
      p99 === null ? null : quantileInterval(result.series.latencies, batches, { all: result.latencies, max }, 0.99),
    p999,
    max,
  }
}

/** The 95 % interval of the mean latency of a class; null where too little was measured. */
export function meanInterval(merged: MergedResult, classIndex: number): [number, number] | null {
  const { sums, counts } = merged.batches[classIndex]!
  const batches = BATCHES * merged.replications
  const interval = batchMeansInterval(intoBatches(sums, batches), intoBatches(counts, batches))
  return interval === null ? null : [Math.max(0, interval[0]), interval[1]]
}

export function requestSeries(result: ClassResult, widths: readonly number[]): Series['requests'][string] {
  const { series } = result
  const perS = (column: readonly number[]) => widths.map((width, i) => column[i]! / width)
  return {
    offeredPerS: perS(series.offered),
    completedPerS: perS(series.completed),
    failedPerS: perS(series.failed),
    p50S: widths.map((_, i) => series.p50S[i] ?? null),
    p99S: widths.map((_, i) => series.p99S[i] ?? null),
  }
}
