/* What two designs are compared by: apart from compare.ts, which brings the engine with it. */

export type MetricName = 'mean' | 'p50' | 'p95' | 'p99' | 'availability' | 'throughput' | 'utilisation' | 'cost'

export interface ComparedMetric {
  metric: MetricName
  /** A request class, a block, or null for the whole design. */
  of: { request: string } | { block: string } | null
  /** Seconds, ratios 0..1, requests a second or USD a month: means over the replications; null where one could not tell. */
  before: number | null
  after: number | null
  /** After minus before, and its 95 % interval; null where one of the two is. */
  difference: number | null
  interval: [number, number] | null
  /** `none`: the interval contains 0, so no difference was found, and one that is there lies within the interval. */
  verdict: 'lower' | 'higher' | 'none' | 'unknown'
}

/** With fewer the interval is wider than most differences. */
export const COMPARED_REPLICATIONS = 10

export type Compared = Pick<ComparedMetric, 'metric' | 'of'>

/** Of one metric, as a key. */
export function metricKey({ metric, of }: Compared): string {
  if (of === null) return metric
  return 'request' in of ? `${metric} request ${of.request}` : `${metric} block ${of.block}`
}
