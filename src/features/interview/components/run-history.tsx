import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import { blockNameIn } from '@/core/design/block-name'
import { formatMeasured, objectiveSubject, objectiveTarget } from '@/core/design/describe'
import type { Design } from '@/core/design/schema'
import type { RecordedRun } from '@/core/interview/state'
import { formatUsd } from '@/core/units/format-usd'
import { runWords } from './run-words'

export interface RunHistoryProps {
  runs: readonly RecordedRun[]
  design: Design
}

/** The runs made so far, the newest first: decisions can be linked to them, and a report leads to them. */
export function RunHistory({ runs, design }: RunHistoryProps) {
  return (
    <section aria-labelledby="guide-runs">
      <h3 id="guide-runs" className="text-sm font-semibold text-ink-2">
        Runs
      </h3>
      {runs.length === 0 && (
        <p className="mt-1 text-ink-3">None yet. What happens to your design under this traffic?</p>
      )}
      <ol reversed className="mt-1 flex flex-col gap-2">
        {runs
          .map((run, index) => (
            <li key={run.run} data-row-key={run.run} className="rounded-sm">
              <p className="font-medium">{runWords(run, index)}</p>
              <ul>
                {run.objectives.map((measured) => (
                  <RunObjective key={measured.id} measured={measured} design={design} />
                ))}
              </ul>
              <p className="text-ink-2">
                {bottleneckText(run, design)} {formatUsd(run.figures.costPerMonthUsd, { per: 'month' })}
              </p>
            </li>
          ))
          .reverse()}
      </ol>
    </section>
  )
}

function bottleneckText({ figures: { bottleneck } }: RecordedRun, design: Design): string {
  return bottleneck ? `${blockNameIn(design, bottleneck.block)}: ${bottleneck.why}.` : 'No bottleneck found.'
}

const looks = {
  met: { Icon: CircleCheck, word: 'met', colour: 'text-good' },
  missed: { Icon: CircleX, word: 'missed', colour: 'text-bad' },
  unknown: { Icon: CircleHelp, word: 'unknown', colour: 'text-ink-3' },
} as const

/** An objective may be gone since: then only what was measured is left to say. */
function RunObjective({ measured, design }: { measured: RecordedRun['objectives'][number]; design: Design }) {
  const { Icon, word, colour } = looks[measured.met === null ? 'unknown' : measured.met ? 'met' : 'missed']
  const objective = design.objectives?.find((each) => each.id === measured.id)
  if (!objective) return null
  return (
    <li className="flex items-start gap-1.5">
      <Icon size={14} aria-hidden className={`mt-0.5 shrink-0 ${colour}`} />
      <span>
        {objectiveSubject(objective, design)} {formatMeasured(objective, measured.measured)}{' '}
        <span className="text-ink-3">{objectiveTarget(objective)}</span>
        <span className="sr-only">, {word}</span>
      </span>
    </li>
  )
}
