import { HISTOGRAM_BUCKETS, recordTime } from '@/core/stats/latency-histogram'
import { ENTERED, REAL_BITS } from './job'
import type { Sim } from './sim'

const wait = new Float64Array(1)

/** One more waits at a block. */
export function joinQueue(sim: Sim, block: number): void {
  const { metrics } = sim
  metrics.queueArea[block]! -= sim.clock[0]!
  const queued = metrics.queued[block]! + 1
  metrics.queued[block] = queued
  if (queued > metrics.queueMax[block]!) metrics.queueMax[block] = queued
}

/** One fewer waits at a block. */
export function leaveQueue(sim: Sim, block: number): void {
  sim.metrics.queueArea[block]! += sim.clock[0]!
  sim.metrics.queued[block]!--
}

/** Notes how long a job has waited at its block: since it reached it, less `workS` of work it has had meanwhile. */
export function recordWait(sim: Sim, job: number, block: number, workS: number): void {
  const { metrics } = sim
  const time = Math.max(0, sim.clock[0]! - sim.reals[(job << REAL_BITS) + ENTERED]! - workS)
  metrics.waits[block]!++
  metrics.waitSum[block]! += time
  wait[0] = time
  recordTime(metrics.waitTimes, block * HISTOGRAM_BUCKETS, wait)
}
