import { stepElapsedMs } from '@/core/interview/clock'
import { outlineFor, type PlannedStep } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import type { Score } from '@/core/scoring/score'
import { formatRatio } from '@/core/units/format'
import { budgetText, clockText } from '@/features/interview/components/clock-text'

export interface TimeByStepProps {
  state: InterviewState
  /** Null while it is worked out. */
  score: Score | null
}

/** Time in each step beside its budget, and the pauses. */
export function TimeByStep({ state, score }: TimeByStepProps) {
  const steps = outlineFor(state.minutes)
  const { clock } = state
  const spentS = (step: PlannedStep) => stepElapsedMs(clock, step.id, clock.lastAtMs) / 1000
  const longestS = Math.max(1, ...steps.map((step) => Math.max(spentS(step), step.budgetS?.max ?? 0)))
  return (
    <section aria-labelledby="report-time" className="break-inside-avoid rounded-md border border-line bg-surface p-4">
      <h2 id="report-time" className="text-lg font-semibold">
        Time in each step
      </h2>
      <p className="text-ink-2">{timeWords(state, score)}</p>
      <table className="mt-3 w-full">
        <thead className="sr-only">
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Share of the longest</th>
            <th scope="col">Time</th>
            <th scope="col">Budget</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.id} className="border-t border-line">
              <th scope="row" className="w-44 py-1.5 pe-3 text-start font-normal max-sm:w-28">
                {step.name}
              </th>
              <td className="py-1.5">
                <StepBar spentS={spentS(step)} maxS={step.budgetS?.max ?? null} longestS={longestS} />
              </td>
              <td className="w-16 py-1.5 ps-3 text-end font-medium">{clockText(spentS(step))}</td>
              <td className="w-28 py-1.5 ps-3 text-end whitespace-nowrap text-ink-2 max-sm:hidden">
                {step.budgetS ? budgetWords(step.budgetS) : 'no budget'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const budgetWords = ({ min, max }: { min: number; max: number }): string =>
  min === max ? `of ${budgetText(max)} min` : `of ${budgetText(min)} to ${budgetText(max)} min`

function StepBar({ spentS, maxS, longestS }: { spentS: number; maxS: number | null; longestS: number }) {
  const share = (seconds: number) => `${Math.min(100, (seconds / longestS) * 100).toFixed(1)}%`
  const overS = maxS === null ? 0 : Math.max(0, spentS - maxS)
  return (
    <span aria-hidden className="relative block h-2.5 rounded-sm bg-sunken">
      <span className="absolute inset-y-0 start-0 rounded-sm bg-accent" style={{ width: share(spentS - overS) }} />
      {overS > 0 && maxS !== null && (
        <span className="absolute inset-y-0 bg-warn" style={{ insetInlineStart: share(maxS), width: share(overS) }} />
      )}
      {maxS !== null && (
        <span className="absolute -inset-y-0.5 w-px bg-ink" style={{ insetInlineStart: share(maxS) }} />
      )}
    </span>
  )
}

function timeWords({ clock, minutes }: InterviewState, score: Score | null): string {
  const pauses =
    clock.pauses === 0
      ? ''
      : ` Paused ${clock.pauses === 1 ? 'once' : `${clock.pauses} times`}, ${clockText(clock.pausedMs / 1000)} in all.`
  if (minutes === null) return `The interview was untimed, so time is not part of the score.${pauses}`
  if (!score?.time) return `Planned for ${minutes} minutes.${pauses}`
  return `Kept to ${formatRatio(score.time.credit)}; time makes up ${formatRatio(score.timeShare)} of the total.${pauses}`
}
