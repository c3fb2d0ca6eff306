import type { FailureReason, Report, Series } from './report'

/** Looking at one moment of a run: a moment is a step of its series, as finer the run does not look. */

const REASONS = ['rejected', 'timeout', 'unavailable', 'lost'] as const satisfies readonly FailureReason[]

/** What became of a call that failed, as in "12/s timed out". */
export const FAILURE_WORDS: Record<FailureReason, string> = {
  rejected: 'rejected',
  timeout: 'timed out',
  unavailable: 'unavailable',
  lost: 'lost',
}

/** How many steps a run has. */
export function stepCount({ series }: Report): number {
  // every column has one entry a step
  for (const id in series.blocks) return series.blocks[id]!.arrivalsPerS.length
  return 0
}

/** The step that a moment lies in, from 0; moments outside the run belong to its first or last step. @param atS seconds */
export function stepAt(report: Report, atS: number): number {
  // a hair of tolerance: the begin of a step must not fall into the one before it
  return Math.max(0, Math.min(stepCount(report) - 1, Math.floor(atS / report.series.stepS + 1e-9)))
}

/** When a step begins and ends, seconds; the last may be shorter than the others. */
export function stepSpan(report: Report, step: number): [number, number] {
  const { stepS } = report.series
  const endS = (step + 1) * stepS
  return [step * stepS, report.simulatedS > step * stepS ? Math.min(endS, report.simulatedS) : endS]
}

/** What a block fails within a step, by reason, the commonest first. */
export function failingCalls(
  series: Series['blocks'][string],
  step: number,
): { reason: FailureReason; perS: number }[] {
  return REASONS.map((reason) => ({ reason, perS: series.failedPerS?.[reason]?.[step] ?? 0 }))
    .filter(({ perS }) => perS > 0)
    .sort((a, b) => b.perS - a.perS)
}
