import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import { formatMeasured, objectiveSubject, objectiveTarget } from '@/core/design/describe'
import type { ObjectiveFigures } from '@/core/design/report'
import type { Design, Objective } from '@/core/design/schema'
import { classNames } from '@/ui/class-names'

const looks = {
  met: { Icon: CircleCheck, word: 'met', colour: 'text-good' },
  missed: { Icon: CircleX, word: 'missed', colour: 'text-bad' },
  unknown: { Icon: CircleHelp, word: 'unknown', colour: 'text-ink-3' },
} as const

function lookOf(figures: ObjectiveFigures | undefined) {
  if (!figures || figures.met === null) return looks.unknown
  return figures.met ? looks.met : looks.missed
}

export interface ObjectiveGaugesProps {
  design: Design
  /** Of the last run; absent before the first. */
  measured: readonly ObjectiveFigures[] | undefined
  /** Where objectives come from, for a design that has none. */
  source: string
}

/** One gauge an objective: what was measured, what was asked for, and whether it holds. */
export function ObjectiveGauges({ design, measured, source }: ObjectiveGaugesProps) {
  const objectives = design.objectives ?? []
  if (objectives.length === 0) return <p className="truncate text-ink-3">No objectives yet: {source}</p>
  return (
    <ul className="flex items-center gap-4" aria-label="Objectives">
      {objectives.map((objective) => (
        <Gauge
          key={objective.id}
          objective={objective}
          design={design}
          figures={measured?.find((f) => f.id === objective.id)}
        />
      ))}
    </ul>
  )
}

function Gauge({
  objective,
  design,
  figures,
}: {
  objective: Objective
  design: Design
  figures: ObjectiveFigures | undefined
}) {
  const { Icon, word, colour } = lookOf(figures)
  return (
    <li className="flex items-center gap-1.5 whitespace-nowrap">
      <Icon size={14} className={colour} aria-hidden />
      <span className="max-w-56 truncate text-ink-2 max-sm:max-w-36" title={objectiveSubject(objective, design)}>
        {objectiveSubject(objective, design)}
      </span>
      <span className={classNames('font-medium', figures?.met === false && 'text-bad')}>
        {formatMeasured(objective, figures?.measured ?? null)}
      </span>
      <span className="text-ink-3">{objectiveTarget(objective)}</span>
      <span className="sr-only">{word}</span>
    </li>
  )
}
