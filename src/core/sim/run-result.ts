import type { HistogramPart } from '@/core/stats/latency-histogram'
import type { BlockExtras } from './behaviour'

/** Columns over the steps of the series, one entry a step. */
export interface ClassSeries {
  offered: number[]
  completed: number[]
  failed: number[]
  latencySum: number[]
  p50S: (number | null)[]
  p99S: (number | null)[]
  /** Latencies of those that completed in the step. */
  latencies: HistogramPart[]
}

export interface BlockSeries {
  /** Integral of the servers that were busy, server seconds. */
  busyS: number[]
  /** Integral of the jobs that waited, job seconds. */
  queueS: number[]
  /** Jobs that waited at the end of the step. */
  queued: number[]
  arrivals: number[]
  /** Calls that left, well or badly. */
  left: number[]
  hits: number[]
  misses: number[]
  /** Calls that failed here and not behind it, one column a reason, in the order of FAILURES. */
  failed: number[][]
}

export interface LinkSeries {
  /** First attempts and further ones. */
  calls: number[]
}

export interface ClassResult {
  offered: number
  completed: number
  /** By reason, in the order of FAILURES. */
  failed: number[]
  inFlight: number
  latencySum: number
  latencyMax: number
  latencies: Int32Array
  series: ClassSeries
}

export interface BlockResult {
  arrivals: number
  done: number
  rejected: number
  broken: number
  wasted: number
  hits: number
  misses: number
  queueMax: number
  queueS: number
  waits: number
  waitSum: number
  waitTimes: Int32Array
  busyS: number
  /** Servers of all instances. */
  servers: number
  stations: { busyS: number; arrivals: number; servers: number }[]
  extras: BlockExtras
  series: BlockSeries
  /** The same times once more, added up job by job. */
  waitedS: number
  heldS: number
  /** Differences that should be 0: calls, job seconds, server seconds. */
  flowError: number
  littleError: number
  utilisationError: number
  /** Calls that were there when measuring began, and at the end. */
  insideFirst: number
  inside: number
}

export interface LinkResult {
  calls: number
  retries: number
  timeouts: number
  lost: number
  refused: number
  unheard: number
  answers: number
  timeS: number
  series: LinkSeries
}

/** Everything that one replication has measured; results of replications add up. */
export interface RunResult {
  measuredS: number
  events: number
  steps: number[]
  classes: ClassResult[]
  blocks: BlockResult[]
  links: LinkResult[]
}
