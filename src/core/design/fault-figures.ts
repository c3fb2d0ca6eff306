import type { FaultClock } from './fault-clock'
import { isSimulated } from './fault-clock'
import type { MergedResult } from './merge-results'
import type { FaultFigures } from './report'
import type { Design, Fault } from './schema'

/** Latencies within so many times the usual count as usual again. */
const SLOWER = 1.5
/** And so large a share of failures on top of the usual one. */
const FAILING = 0.01

export function faultFigures(design: Design, merged: MergedResult, clocks: readonly FaultClock[]): FaultFigures[] {
  return (design.faults ?? []).map((fault, i) => {
    const during = clocks.map((clock) => clock.failedDuring(i))
    const simulated = isSimulated(fault.kind)
    const struck = during.filter((count) => count !== null)
    return {
      id: fault.id,
      kind: fault.kind,
      atS: fault.atS,
      forS: fault.forS ?? null,
      simulated,
      failedDuring: simulated && struck.length > 0 ? struck.reduce((sum, count) => sum + count, 0) : null,
      recoveredAfterS: simulated ? recoveredAfterS(fault, merged) : null,
    }
  })
}

/**
 * How long after the end of a fault its traces were gone: the end of the first step of the series from which on no class fails
 * or is slower than before the fault struck. null: not within the run, or nothing was measured before to compare with.
 */
function recoveredAfterS(fault: Fault, merged: MergedResult): number | null {
  const { steps } = merged
  const endS = fault.atS + (fault.forS ?? 0)
  const lastBefore = steps.findLastIndex((end) => end <= fault.atS)
  if (lastBefore < 0) return null
  const usual = merged.classes.map((_, c) => stepsOf(merged, c, 0, lastBefore))
  let recovered: number | null = null
  for (let step = steps.length - 1; step > lastBefore; step--) {
    const start = step === 0 ? 0 : steps[step - 1]!
    if (start < endS) break
    const isUsual = usual.every((before, c) => {
      const now = stepsOf(merged, c, step, step)
      const isFailing = now.failing > before.failing + FAILING
      return !isFailing && (now.meanS === null || before.meanS === null || now.meanS <= SLOWER * before.meanS)
    })
    if (!isUsual) break
    recovered = start - endS
  }
  return recovered
}

interface Steps {
  failing: number
  meanS: number | null
}

function stepsOf(merged: MergedResult, c: number, from: number, to: number): Steps {
  const { series } = merged.classes[c]!
  let completed = 0
  let failed = 0
  let latency = 0
  for (let step = from; step <= to; step++) {
    completed += series.completed[step]!
    failed += series.failed[step]!
    latency += series.latencySum[step]!
  }
  return {
    failing: completed + failed > 0 ? failed / (completed + failed) : 0,
    meanS: completed > 0 ? latency / completed : null,
  }
}
