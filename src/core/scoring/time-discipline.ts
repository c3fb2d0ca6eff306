import type { ClockState } from '@/core/interview/clock'
import { outlineFor, type StepId } from '@/core/interview/outline'
import { rounded } from './evidence'

export interface TimeDiscipline {
  /** 0..1, the mean of the steps. */
  credit: number
  steps: { step: StepId; minutes: number; budgetMinutes: { min: number; max: number }; credit: number }[]
}

/**
 * How well the time was kept: in budget 1, falling in a straight line to 0.5 at 150 % and to 0.2 at 200 % of it, 0 for a
 * step that was never entered. A step that was merely opened counts for the part of its least time that was spent there.
 * Null when the interview was untimed.
 */
export function timeDiscipline(clock: ClockState, minutes: number | null): TimeDiscipline | null {
  if (minutes === null) return null
  const steps = outlineFor(minutes).map(({ id, budgetS }) => {
    const spentS = clock.stepMs[id] / 1000
    const budget = budgetS ?? { min: 0, max: 0 }
    return {
      step: id,
      minutes: rounded(spentS / 60),
      budgetMinutes: { min: budget.min / 60, max: budget.max / 60 },
      credit: clock.visits[id] === 0 ? 0 : rounded(stepCredit(spentS, budget)),
    }
  })
  return { credit: rounded(steps.reduce((sum, step) => sum + step.credit, 0) / steps.length), steps }
}

function stepCredit(spentS: number, { min, max }: { min: number; max: number }): number {
  if (spentS < min / 2) return (2 * spentS) / min
  const over = spentS / max
  if (over <= 1) return 1
  if (over <= 1.5) return 1 - (over - 1)
  return Math.max(0.2, 0.5 - (over - 1.5) * 0.6)
}
