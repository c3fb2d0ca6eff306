import * as rows from './rows'
import type { Sim } from './sim'

/** What stands in a run at one moment, by block: found by looking at every job, and so independent of what is counted. */
export interface Standing {
  /** Calls that have reached the block and not left it. */
  inside: Int32Array
  /** Time that the jobs that wait have waited so far. */
  waited: Float64Array
  /** Time that the jobs that hold a server have held it so far. */
  held: Float64Array
  /** Requests that arrived within the measured time and are not done, by class. */
  requests: Int32Array
  /** Those of them that never will be. */
  lost: Int32Array
}

export function standing(sim: Sim): Standing {
  const blocks = sim.program.blocks.length
  const result: Standing = {
    inside: new Int32Array(blocks),
    waited: new Float64Array(blocks),
    held: new Float64Array(blocks),
    requests: new Int32Array(sim.classCount),
    lost: new Int32Array(sim.classCount),
  }
  const now = sim.nowS
  sim.forEachJob((job) => {
    const block = sim.blockOf(job)
    const real = job << rows.REAL_BITS
    if (!sim.isOwn(job) && sim.hasFlag(job, rows.FLAG.INSIDE)) result.inside[block]!++
    if (sim.hasFlag(job, rows.FLAG.HOLDS)) result.held[block]! += now - rows.JOB_REAL.WORK_START[real]!
    if (sim.hasFlag(job, rows.FLAG.COUNTED)) result.requests[sim.classOf(job)]!++
  })
  for (const job of sim.requestsLostForGood()) {
    if (sim.hasFlag(job, rows.FLAG.COUNTED)) result.lost[sim.classOf(job)]!++
  }
  for (let block = 0; block < blocks; block++) addWaiting(sim, block, result)
  return result
}

function addWaiting(sim: Sim, block: number, result: Standing): void {
  const now = sim.nowS
  const visit = (job: number) => {
    result.waited[block]! += now - rows.JOB_REAL.ENTERED[job << rows.REAL_BITS]!
  }
  const first = sim.firstStationOf(block)
  for (let station = first; station < first + sim.instancesOf(block); station++) {
    sim.forEachQueued(station, visit)
    const unfinished = sim.schedulers.get(station)?.unfinished(sim, station)
    if (unfinished === undefined) continue
    result.waited[block]! += unfinished.waited
    result.held[block]! += unfinished.worked
  }
  sim.behaviourOf(block).forEachWaiting?.(sim, block, visit)
}
