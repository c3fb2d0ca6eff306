import { BLOCK_ROW, CLASS_ROW, FAILURES, FIRST_FAILURE, FLAG, LINK_ROW, OUTCOME, ROW_BITS } from '@/core/sim/rows'
import type { Sim } from '@/core/sim/sim'
import type { FaultLosses } from './report'

/** Counts since measuring began: requests failed in the order of FAILURES, then writes, messages and calls. */
export type LossCounts = readonly number[]

const REASONS = FAILURES.length

export function lossesSoFar(sim: Sim): LossCounts {
  const failed = FAILURES.map((_, reason) => {
    let sum = 0
    for (let c = 0; c < sim.classCount; c++) sum += CLASS_ROW.FAILED[sim.classAt(c) + reason]!
    return sum
  })
  failed[OUTCOME.LOST - FIRST_FAILURE]! += lostForGood(sim)
  let writes = 0
  let messages = 0
  let wasted = 0
  for (let block = 0; block < sim.program.blocks.length; block++) {
    const extras = sim.behaviourOf(block).figures?.(sim, block)
    writes += extras?.lostWrites ?? 0
    messages += extras?.droppedMessages ?? 0
    wasted += BLOCK_ROW.WASTED[block << ROW_BITS]!
  }
  return [...failed, writes, messages, wasted]
}

/** Requests that will never be answered: no counter knows of them, so the jobs are looked at where messages have been lost at all. */
function lostForGood(sim: Sim): number {
  const isLossy = sim.program.links.some((_, link) => LINK_ROW.LOST[sim.linkAt(link)]! > 0)
  if (!isLossy) return 0
  let count = 0
  for (const job of sim.requestsLostForGood()) if (sim.hasFlag(job, FLAG.COUNTED)) count++
  return count
}

/** Counts of all replications as the report shows them. */
export function asLosses(all: readonly LossCounts[]): FaultLosses {
  const sums = all[0]!.map((_, i) => all.reduce((sum, counts) => sum + counts[i]!, 0))
  const [rejected, timeout, unavailable, lost] = sums as [number, number, number, number]
  const [acknowledgedWrites, messages, wastedCalls] = sums.slice(REASONS) as [number, number, number]
  return { requests: { rejected, timeout, unavailable, lost }, acknowledgedWrites, messages, wastedCalls }
}
