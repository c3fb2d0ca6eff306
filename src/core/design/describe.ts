import { formatDuration, formatRate, formatRatio, formatUsd } from '@/core/units/format'
import type { Design, Objective } from './schema'

/** The name that people gave it; the id where they gave none or it is gone. */
export function requestName(design: Design, id: string): string {
  return design.requests.find((request) => request.id === id)?.name || id
}

/** "p99 of Follow a short link": what an objective measures. */
export function objectiveSubject(objective: Objective, design: Design): string {
  switch (objective.metric) {
    case 'latency':
      return `p${objective.percentile} of ${requestName(design, objective.request)}`
    case 'availability':
      return `Availability of ${requestName(design, objective.request)}`
    case 'throughput':
      return `Throughput of ${requestName(design, objective.request)}`
    case 'cost':
      return 'Cost'
  }
}

/** "≤ 200 ms": what an objective asks for. */
export function objectiveTarget(objective: Objective): string {
  return 'atMost' in objective
    ? `≤ ${formatMeasured(objective, objective.atMost)}`
    : `≥ ${formatMeasured(objective, objective.atLeast)}`
}

/** A measured value in the unit of its objective; "—" when the run could not tell. */
export function formatMeasured(objective: Objective, value: number | null): string {
  switch (objective.metric) {
    case 'latency':
      return formatDuration(value)
    case 'availability':
      return formatRatio(value)
    case 'throughput':
      return formatRate(value)
    case 'cost':
      return formatUsd(value, { per: 'month' })
  }
}
