import { formatDuration, formatNumber, formatRate, formatRatio, thinSpace } from '@/core/units/format'
import { formatUsd } from '@/core/units/format-usd'
import { blockNameIn } from './block-name'
import { FAILURE_WORDS } from './moment'
import type { FailureReason, FaultFigures } from './report'
import type { Design, Fault, Objective } from './schema'

/** The name that people gave it; the id where they gave none or it is gone. */
export function requestName(design: Design, id: string): string {
  return design.requests.find((request) => request.id === id)?.name || id
}

/** The title of a fault of the design, by id; the id where it is gone. */
export function faultName(design: Design, id: string): string {
  const fault = design.faults?.find((each) => each.id === id)
  return fault === undefined ? id : faultTitle(design, fault)
}

/** "Crash of Orders": what goes wrong, and where. */
export function faultTitle(design: Design, fault: Fault): string {
  const where = faultSubject(design, fault)
  return where === '' ? FAULT_TITLES[fault.kind]('…') : FAULT_TITLES[fault.kind](where)
}

const FAULT_TITLES: Record<Fault['kind'], (where: string) => string> = {
  crash: (where) => `Crash of ${where}`,
  slow: (where) => `Slowdown of ${where}`,
  spike: (where) => `Spike of ${where}`,
  'cache-flush': (where) => `Cache flush of ${where}`,
  'hot-key': (where) => `Hot key in ${where}`,
  'zone-outage': (where) => `Outage of zone ${where}`,
  'region-outage': (where) => `Outage of region ${where}`,
  partition: () => 'Network partition',
  'packet-loss': (where) => `Packet loss to ${where}`,
  'dependency-error': (where) => `Failing calls to ${where}`,
  'consumer-stop': (where) => `Stop of ${where}`,
  'clock-skew': (where) => `Wrong clock of ${where}`,
  pause: (where) => `Pause of ${where}`,
  deploy: (where) => `Deployment of ${where}`,
}

function faultSubject(design: Design, fault: Fault): string {
  if ('request' in fault && fault.request !== undefined) return requestName(design, fault.request)
  if (fault.kind === 'spike' || fault.kind === 'hot-key') return fault.target ? requestName(design, fault.target) : ''
  if (fault.kind === 'zone-outage') return fault.zone
  if (fault.kind === 'region-outage') return design.regions?.find(({ id }) => id === fault.region)?.name ?? fault.region
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

/** "50 requests (30 timed out, 20 lost), 3 acknowledged writes": what a fault has cost, "nothing" where it cost nothing. */
export function lossText({ lost }: FaultFigures): string {
  if (!lost) return '—'
  const reasons = Object.entries(lost.requests).filter(([, count]) => count > 0)
  const requests = reasons.reduce((sum, [, count]) => sum + count, 0)
  const each = reasons.map(([why, n]) => `${formatNumber(n)} ${FAILURE_WORDS[why as FailureReason]}`).join(', ')
  const parts = [
    requests > 0 ? `${counted(requests, 'request', 'requests')} (${each})` : '',
    lost.acknowledgedWrites > 0 ? counted(lost.acknowledgedWrites, 'acknowledged write', 'acknowledged writes') : '',
    lost.messages > 0 ? counted(lost.messages, 'message', 'messages') : '',
    lost.wastedCalls > 0 ? counted(lost.wastedCalls, 'call done for nobody', 'calls done for nobody') : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}

const counted = (n: number, one: string, many: string): string => `${formatNumber(n)} ${n === 1 ? one : many}`

/** How many wait in the mean; below a thousandth the figures would be noise. */
export function waitingText(length: number | null): string {
  return length !== null && length > 0 && length < 0.001 ? `<${thinSpace}0.001` : formatNumber(length)
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
