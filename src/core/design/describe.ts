import { formatDuration, formatNumber, formatRate, formatRatio, formatUsd } from '@/core/units/format'
import { blockNameIn } from './block-name'
import type { FaultFigures } from './report'
import type { Design, Objective } from './schema'

/** The name that people gave it; the id where they gave none or it is gone. */
export function requestName(design: Design, id: string): string {
  return design.requests.find((request) => request.id === id)?.name || id
}

/** "Crash of Orders": what goes wrong, and where, of a fault of the design. */
export function faultName(design: Design, id: string): string {
  const fault = design.faults?.find((each) => each.id === id)
  if (fault === undefined) return id
  const kind = fault.kind.replace('-', ' ')
  const where = faultSubject(design, fault)
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}${where === '' ? '' : ` of ${where}`}`
}

function faultSubject(design: Design, fault: NonNullable<Design['faults']>[number]): string {
  if ('request' in fault && fault.request !== undefined) return requestName(design, fault.request)
  if (fault.kind === 'spike' || fault.kind === 'hot-key') return fault.target ? requestName(design, fault.target) : ''
  if (fault.kind === 'zone-outage') return fault.zone
  if (fault.kind === 'region-outage') return fault.region
  return 'target' in fault ? blockNameIn(design, fault.target) : ''
}

const NOTICED_BY = {
  'health-check': 'by a health check',
  failover: 'by a failover',
  breaker: 'by a breaker',
  'failed-request': 'by a failed request',
} as const

/** "2.5 s, by a health check"; "—" when nobody noticed. */
export function noticedText({ detectedAfterS = null, detectedBy = null }: FaultFigures): string {
  if (detectedAfterS === null || detectedBy === null) return '—'
  return `${formatDuration(detectedAfterS)}, ${NOTICED_BY[detectedBy]}`
}

/** "50 requests (30 timeout, 20 lost), 3 acknowledged writes": what a fault has cost, "nothing" where it cost nothing. */
export function lossText({ lost }: FaultFigures): string {
  if (!lost) return '—'
  const reasons = Object.entries(lost.requests).filter(([, count]) => count > 0)
  const requests = reasons.reduce((sum, [, count]) => sum + count, 0)
  const parts = [
    requests > 0
      ? `${formatNumber(requests)} requests (${reasons.map(([why, n]) => `${formatNumber(n)} ${why}`).join(', ')})`
      : '',
    lost.acknowledgedWrites > 0 ? `${formatNumber(lost.acknowledgedWrites)} acknowledged writes` : '',
    lost.messages > 0 ? `${formatNumber(lost.messages)} messages` : '',
    lost.wastedCalls > 0 ? `${formatNumber(lost.wastedCalls)} calls done for nobody` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'nothing' : parts.join(', ')
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
