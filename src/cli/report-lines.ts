import { lossText, noticedText } from '../core/design/describe'
import type { Report } from '../core/design/report'
import type { Design, Objective } from '../core/design/schema'
import { formatDuration, formatNumber, formatRate, formatRatio } from '../core/units/format'
import { formatUsd } from '../core/units/format-usd'

/** A report as tables of text, the same facts as in its JSON, one string a line. */
export function reportLines(design: Design, report: Report): string[] {
  return [
    ...heading(design, report),
    ...section('Requests', requestTable(design, report)),
    ...section('Blocks', blockTable(design, report)),
    ...section('Links', linkTable(design, report)),
    ...section('Objectives', objectiveTable(design, report)),
    ...section('Faults', faultTable(report)),
    ...section('Checks', checkTable(report)),
    ...section(
      'Findings',
      report.findings.map(({ severity, text, fix }) => [severity, `${text} ${fix}`]),
    ),
  ]
}

function heading(design: Design, report: Report): string[] {
  const { replications, seed, events, wallS, engineVersion, designHash } = report
  const lines = [
    design.title,
    `${spans(report)}, seed ${seed}` +
      (replications > 1 ? `, ${replications} replications` : '') +
      `, ${formatNumber(events)} events` +
      (wallS === null ? '' : ` in ${formatDuration(wallS)}`),
    `engine ${engineVersion}, design ${designHash}`,
  ]
  const { scale } = report
  if (scale) {
    const biases = Object.entries(scale.bias).map(
      ([id, { mean, p99 }]) => `${id} ${formatRatio(mean)}, ${formatRatio(p99)}`,
    )
    lines.push(`scaled down: 1 / ${scale.factor} of machines and traffic; bias of mean and p99: ${biases.join('; ')}`)
  }
  if (report.truncated !== null) lines.push(`stopped early: ${report.truncated}`)
  if (report.bottleneck !== null) lines.push(`bottleneck: ${report.bottleneck.block} (${report.bottleneck.why})`)
  if (report.costPerMonthUsd !== null) lines.push(`cost: ${formatUsd(report.costPerMonthUsd, { per: 'month' })}`)
  return lines
}

/** "60 s simulated after 10 s of warm-up (settled)" */
const spans = (report: Report) =>
  report.simulatedS > 0 || report.events === 0
    ? `${formatDuration(report.simulatedS)} simulated after ${formatDuration(report.warmupS)} of warm-up${settled(report)}`
    : `stopped within its warm-up of ${formatDuration(report.warmupS)}: nothing was measured`

const settled = ({ warmupSettled }: Report) =>
  warmupSettled == null ? '' : warmupSettled ? ' (settled)' : ' (not settled)'

/** "41 ms – 52 ms"; empty where it is not known. */
const interval = (ends: readonly [number, number] | null | undefined) =>
  ends ? ends.map((end) => formatDuration(end)).join(' – ') : ''

/** Rows under a title, in columns as wide as their widest cell; nothing when there are no rows. */
export function section(title: string, rows: string[][]): string[] {
  if (rows.length === 0) return []
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, i) => {
      // the last column needs no padding, so one long text does not stretch the table
      if (i < row.length - 1) widths[i] = Math.max(widths[i] ?? 0, cell.length)
    })
  }
  const lines = rows.map(
    (row) => `  ${row.map((cell, i) => cell.padEnd(i < row.length - 1 ? widths[i]! : 0)).join('  ')}`,
  )
  return ['', title, ...lines.map((line) => line.trimEnd())]
}

const count = (value: number) => formatNumber(value, { scale: 'grouped', figures: 12 })

function requestTable(design: Design, report: Report): string[][] {
  const rows = Object.entries(report.requests).map(([id, figures]) => {
    const { failed, latencyS } = figures
    return [
      id,
      count(figures.offered),
      count(figures.completed),
      ...[failed.rejected, failed.timeout, failed.unavailable, failed.lost, figures.inFlight].map(count),
      formatRate(figures.throughputPerS),
      formatRatio(figures.availability),
      formatDuration(latencyS.mean),
      interval(latencyS.meanCi95),
      ...[latencyS.p50, latencyS.p95, latencyS.p99].map((seconds) => formatDuration(seconds)),
      interval(latencyS.p99Ci95),
      formatDuration(latencyS.max),
    ]
  })
  const head = ['class', 'offered', 'completed', 'rejected', 'timed out', 'unavailable', 'lost', 'in flight']
  return rows.length === 0
    ? []
    : [[...head, 'throughput', 'available', 'mean', '(95 %)', 'p50', 'p95', 'p99', '(95 %)', 'max'], ...rows]
}

function blockTable(design: Design, report: Report): string[][] {
  const rows = Object.entries(report.blocks).map(([id, figures]) => [
    id,
    count(figures.arrivals),
    count(figures.completed),
    count(figures.rejected),
    count(figures.failed ?? 0),
    formatRatio(figures.utilisation),
    formatNumber(figures.queueLength.mean),
    formatNumber(figures.queueLength.max),
    formatDuration(figures.waitS.mean),
    formatDuration(figures.waitS.p99),
    formatRatio(figures.hitRatio),
  ])
  const head = ['block', 'arrivals', 'completed', 'rejected', 'failed', 'utilisation', 'queue', 'longest']
  return rows.length === 0 ? [] : [[...head, 'wait', 'wait p99', 'hits'], ...rows]
}

function linkTable(design: Design, report: Report): string[][] {
  const rows = Object.entries(report.links).map(([id, figures]) => {
    const link = design.links.find((each) => each.id === id)
    return [
      id,
      `${link?.from ?? ''} → ${link?.to ?? ''}`,
      ...[figures.calls, figures.retries, figures.timeouts, figures.lost ?? 0, figures.refused ?? 0].map(count),
      formatDuration(figures.meanS),
    ]
  })
  return rows.length === 0 ? [] : [['link', '', 'calls', 'retries', 'time-outs', 'lost', 'refused', 'mean'], ...rows]
}

function objectiveTable(design: Design, report: Report): string[][] {
  return report.objectives.map(({ id, measured, met }) => {
    const objective = design.objectives?.find((each) => each.id === id)
    const verdict = met === null ? 'unknown' : met ? 'met' : 'missed'
    return [id, verdict, objective === undefined ? '' : target(objective), `measured ${shown(objective, measured)}`]
  })
}

function target(objective: Objective): string {
  switch (objective.metric) {
    case 'latency':
      return `p${objective.percentile} of ${objective.request} at most ${formatDuration(objective.atMost)}`
    case 'availability':
      return `availability of ${objective.request} at least ${formatRatio(objective.atLeast)}`
    case 'throughput':
      return `throughput of ${objective.request} at least ${formatRate(objective.atLeast)}`
    case 'cost':
      return `cost at most ${formatUsd(objective.atMost, { per: 'month' })}`
  }
}

function shown(objective: Objective | undefined, measured: number | null): string {
  switch (objective?.metric) {
    case 'latency':
      return formatDuration(measured)
    case 'availability':
      return formatRatio(measured)
    case 'throughput':
      return formatRate(measured)
    case 'cost':
      return formatUsd(measured, { per: 'month' })
    default:
      return formatNumber(measured)
  }
}

function faultTable(report: Report): string[][] {
  if (report.faults.length === 0) return []
  const rows = report.faults.map((figures) => {
    const { id, kind, atS, forS, note, failedDuring, recoveredAfterS } = figures
    const when = [formatDuration(atS), formatDuration(forS)]
    if (note !== undefined) return [id, kind, ...when, '—', '—', '—', `changes nothing: ${note}`]
    const failed = failedDuring === null ? '—' : count(failedDuring)
    return [id, kind, ...when, noticedText(figures), failed, formatDuration(recoveredAfterS), lossText(figures)]
  })
  return [['fault', '', 'at', 'for', 'noticed after', 'failed meanwhile', 'recovered after its end', 'lost'], ...rows]
}

function checkTable(report: Report): string[][] {
  return report.checks.map(({ id, passed, detail }) => [id, passed ? 'passed' : 'FAILED', detail])
}
