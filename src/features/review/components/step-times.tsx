import type { Step } from '@/core/interview/outline'
import { unknownText } from '@/core/units/format'
import { clockText } from '@/features/interview/components/clock-text'
import { ScrollRegion } from '@/ui/scroll-region'
import type { Attempt } from '../boards/board-shapes'

/** Where the time went: one line an attempt, each step as long as it took and beside its most in a 45-minute interview. */
export function StepTimes({
  attempts,
  steps,
  text,
}: {
  attempts: readonly Attempt[]
  steps: readonly Step[]
  text: string
}) {
  const longestS = Math.max(1, ...attempts.flatMap(({ stepS }) => Object.values(stepS)))
  return (
    <section aria-labelledby="attempts-time">
      <h2 id="attempts-time" className="text-lg font-semibold">
        Time in each step
      </h2>
      <p className="text-ink-2">{text}</p>
      <ScrollRegion label="Times" className="mt-3 rounded-md border border-line bg-surface">
        <table className="w-full">
          <thead className="text-sm text-ink-2">
            <tr>
              <th scope="col" className="px-3 py-2 text-start font-medium">
                Interview
              </th>
              {steps.map(({ id, name }) => (
                <th key={id} scope="col" className="px-2 py-2 text-start font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {attempts.toReversed().map(({ interview, title, stepS }) => (
              <tr key={interview} className="border-t border-line">
                <th scope="row" className="max-w-52 truncate px-3 py-1.5 text-start font-normal">
                  {title}
                </th>
                {steps.map(({ id }) => (
                  <td key={id} className="min-w-24 px-2 py-1.5">
                    <TimeBar seconds={stepS[id] ?? null} longestS={longestS} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function TimeBar({ seconds, longestS }: { seconds: number | null; longestS: number }) {
  if (seconds === null) return <>{unknownText}</>
  return (
    <span className="flex flex-col gap-0.5">
      {clockText(seconds)}
      <span aria-hidden className="block h-1.5 rounded-sm bg-sunken">
        <span className="block h-full rounded-sm bg-accent" style={{ width: `${(100 * seconds) / longestS}%` }} />
      </span>
    </span>
  )
}

/** "In the newest, most of the time, went into Requirements: 18:20 of 41:00." */
export function newestTimeText(attempts: readonly Attempt[], steps: readonly Step[]): string {
  const newest = attempts.at(-1)
  if (!newest) return ''
  const all = steps.map((step) => ({ name: step.name, seconds: newest.stepS[step.id] ?? 0 }))
  const total = all.reduce((sum, { seconds }) => sum + seconds, 0)
  const [most] = all.toSorted((a, b) => b.seconds - a.seconds)
  if (!most || total === 0) return 'The newest interview has no time in any step.'
  return `In the newest, most of the time went into ${most.name}: ${clockText(most.seconds)} of ${clockText(total)}.`
}
