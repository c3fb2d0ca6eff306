import { HISTOGRAM_BUCKETS } from '@/core/stats/latency-histogram'
import { FAILURES } from './job'

/**
 * What a run counts, in typed arrays by class, block, station and link. Everything is set to 0 when the warm-up ends.
 *
 * An area is the integral of a number over time (jobs waiting, servers busy). It is kept without looking at the clock
 * between changes: a rise at time t takes t away, a fall at t adds t, and what still stands at T adds T for each.
 */
export class Metrics {
  readonly classes: number
  readonly blocks: number

  /** Requests that arrived within the measured time, and what became of them; failures by reason, four a class. */
  readonly offered: Int32Array
  readonly completed: Int32Array
  readonly failed: Int32Array
  readonly latencySum: Float64Array
  readonly latencyMax: Float64Array
  /** Latencies since the last step of the series, one histogram a class. */
  readonly latencies: Int32Array

  readonly arrivals: Int32Array
  readonly done: Int32Array
  readonly rejected: Int32Array
  readonly broken: Int32Array
  /** Jobs finished for callers that had given up. */
  readonly wasted: Int32Array
  readonly hits: Int32Array
  readonly misses: Int32Array
  readonly queued: Int32Array
  readonly queueMax: Int32Array
  readonly queueArea: Float64Array
  readonly waits: Int32Array
  readonly waitSum: Float64Array
  /** Time waited by jobs that left a queue without being served. */
  readonly waitBroken: Float64Array
  readonly waitTimes: Int32Array
  /** Time that servers were occupied, added up job by job. */
  readonly holdSum: Float64Array

  readonly stationArrivals: Int32Array
  readonly busyArea: Float64Array

  readonly linkCalls: Int32Array
  readonly linkRetries: Int32Array
  readonly linkTimeouts: Int32Array
  readonly linkLost: Int32Array
  /** Calls that an open breaker refused. */
  readonly linkRefused: Int32Array
  readonly linkAnswers: Int32Array
  readonly linkTime: Float64Array

  constructor(classes: number, blocks: number, stations: number, links: number) {
    const ints = (count: number) => new Int32Array(count)
    const reals = (count: number) => new Float64Array(count)
    this.classes = classes
    this.blocks = blocks
    this.offered = ints(classes)
    this.completed = ints(classes)
    this.failed = ints(classes * FAILURES.length)
    this.latencySum = reals(classes)
    this.latencyMax = reals(classes)
    this.latencies = ints(classes * HISTOGRAM_BUCKETS)
    this.arrivals = ints(blocks)
    this.done = ints(blocks)
    this.rejected = ints(blocks)
    this.broken = ints(blocks)
    this.wasted = ints(blocks)
    this.hits = ints(blocks)
    this.misses = ints(blocks)
    this.queued = ints(blocks)
    this.queueMax = ints(blocks)
    this.queueArea = reals(blocks)
    this.waits = ints(blocks)
    this.waitSum = reals(blocks)
    this.waitBroken = reals(blocks)
    this.waitTimes = ints(blocks * HISTOGRAM_BUCKETS)
    this.holdSum = reals(blocks)
    this.stationArrivals = ints(stations)
    this.busyArea = reals(stations)
    this.linkCalls = ints(links)
    this.linkRetries = ints(links)
    this.linkTimeouts = ints(links)
    this.linkLost = ints(links)
    this.linkRefused = ints(links)
    this.linkAnswers = ints(links)
    this.linkTime = reals(links)
  }

  /** Starts counting anew at time 0. What stands in queues goes on standing there: `queued` is a level, not a count. */
  reset(): void {
    const levels: unknown = this.queued
    for (const value of Object.values(this) as unknown[]) {
      if (value !== levels && (value instanceof Int32Array || value instanceof Float64Array)) value.fill(0)
    }
    this.queueMax.set(this.queued)
  }
}
