import { formatMeasured, objectiveSubject, requestName } from '@/core/design/describe'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import type { RunSummary } from '@/core/interview/items'
import { formatDuration, formatRate, formatRatio } from '@/core/units/format'
import { formatUsd } from '@/core/units/format-usd'
import { runSummaryOf } from '@/core/interview/run-summary'

/** One figure of a run, then and now. */
export interface ComparedFigure {
  label: string
  before: string
  now: string
  /** To the last digit, not only as written here. */
  isEqual: boolean
}

export interface RunComparison {
  figures: ComparedFigure[]
  different: number
  /** Another version of the engine made it then: figures may rightly differ. Null: the same one. */
  engineThen: string | null
}

type Figure = number | null | undefined

/** The figures that an interview keeps of a run beside those of a run made now, of the same `design`. */
export function compareRun(before: RunSummary, report: Report, design: Design): RunComparison {
  const now = runSummaryOf(before.run, report)
  const figures = [
    ...requestFigures(before, now, design),
    ...objectiveFigures(before, now, design),
    ...costFigures(before, now),
  ]
  return {
    figures,
    different: figures.filter(({ isEqual }) => !isEqual).length,
    engineThen: before.engineVersion === now.engineVersion ? null : before.engineVersion,
  }
}

const compared = (label: string, before: Figure, now: Figure, text: (value: Figure) => string): ComparedFigure => ({
  label,
  before: text(before),
  now: text(now),
  isEqual: (before ?? null) === (now ?? null),
})

function requestFigures(before: RunSummary, now: RunSummary, design: Design): ComparedFigure[] {
  const ids = new Set([...Object.keys(before.figures.requests), ...Object.keys(now.figures.requests)])
  return [...ids].flatMap((id) => {
    const [was, is] = [before.figures.requests[id], now.figures.requests[id]]
    const name = requestName(design, id)
    return [
      compared(`Throughput of ${name}`, was?.throughputPerS, is?.throughputPerS, formatRate),
      compared(`Availability of ${name}`, was?.availability, is?.availability, formatRatio),
      compared(`p50 of ${name}`, was?.p50S, is?.p50S, formatDuration),
      compared(`p99 of ${name}`, was?.p99S, is?.p99S, formatDuration),
    ]
  })
}

function objectiveFigures(before: RunSummary, now: RunSummary, design: Design): ComparedFigure[] {
  return (design.objectives ?? []).flatMap((objective) => {
    const [was, is] = [before, now].map((run) => run.objectives.find(({ id }) => id === objective.id))
    if (!was && !is) return []
    const label = `Objective: ${objectiveSubject(objective, design)}`
    return [compared(label, was?.measured, is?.measured, (value) => formatMeasured(objective, value ?? null))]
  })
}

/** A run that was made without a list of prices had no cost: then there is nothing to compare. */
function costFigures(before: RunSummary, now: RunSummary): ComparedFigure[] {
  const { costPerMonthUsd } = before.figures
  if (costPerMonthUsd === null) return []
  return [compared('Cost', costPerMonthUsd, now.figures.costPerMonthUsd, (usd) => formatUsd(usd, { per: 'month' }))]
}
