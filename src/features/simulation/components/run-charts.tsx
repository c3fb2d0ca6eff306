'use client'

import { useMemo } from 'react'
import { blockNameIn } from '@/core/design/block-name'
import { requestName } from '@/core/design/describe'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration, formatRate, formatRatio } from '@/core/units/format'
import { faultBars } from '../fault-bars'
import { type Band, type Line, SeriesChart } from './series-chart'

interface Props {
  design: Design
  report: Report
  atS: number | null
  onScrub: (atS: number | null) => void
}

const colours = ['--accent', '--info', '--warn', '--good'] as const
const colourOf = (index: number) => colours[index % colours.length]!

/** Latency, throughput and utilisation over simulated time, with faults as bands. */
export function RunCharts({ design, report, atS, onScrub }: Props) {
  const bands = useMemo(() => faultBands(design, report), [design, report])
  const latency = useMemo(() => latencyLines(design, report), [design, report])
  const throughput = useMemo(() => throughputLines(design, report), [design, report])
  const busiest = useMemo(() => utilisationLines(design, report), [design, report])
  const shared = { stepS: report.series.stepS, bands, atS, onScrub }
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <SeriesChart
        {...shared}
        title="Latency"
        log
        lines={latency}
        format={formatDuration}
        summary={latencySummary(design, report)}
      />
      <SeriesChart
        {...shared}
        title="Throughput"
        lines={throughput}
        format={formatRate}
        summary={throughputSummary(design, report)}
      />
      <SeriesChart
        {...shared}
        title="Utilisation, busiest blocks"
        lines={busiest}
        format={formatRatio}
        summary={report.bottleneck?.why ?? 'No block stands out.'}
      />
    </div>
  )
}

function faultBands(design: Design, report: Report): Band[] {
  return faultBars(design, report).map(({ label, fromS, toS }) => ({
    label,
    fromS,
    toS: Math.max(toS, fromS + report.series.stepS),
  }))
}

function latencyLines(design: Design, report: Report): Line[] {
  return Object.entries(report.series.requests).flatMap(([id, series], index) => [
    { label: `p99 of ${requestName(design, id)}`, values: series.p99S, colour: colourOf(index) },
    { label: `p50 of ${requestName(design, id)}`, values: series.p50S, colour: colourOf(index), dash: [4, 4] },
  ])
}

function throughputLines(design: Design, report: Report): Line[] {
  return Object.entries(report.series.requests).flatMap(([id, series], index) => [
    { label: requestName(design, id), values: series.completedPerS, colour: colourOf(index) },
    {
      label: `Failed: ${requestName(design, id)}`,
      values: series.failedPerS,
      colour: '--bad',
      dash: [2, 3 + 3 * index],
    },
  ])
}

function utilisationLines(design: Design, report: Report): Line[] {
  return Object.entries(report.series.blocks)
    .map(([id, series]) => ({ id, series, peak: Math.max(0, ...series.utilisation.map((u) => u ?? 0)) }))
    .filter(({ peak }) => peak > 0)
    .sort((a, b) => b.peak - a.peak)
    .slice(0, 3)
    .map(({ id, series }, index) => ({
      label: blockNameIn(design, id),
      values: series.utilisation,
      colour: colourOf(index),
      dash: index === 0 ? undefined : [6 - index, 2 + index],
    }))
}

function latencySummary(design: Design, report: Report): string {
  return Object.entries(report.requests)
    .map(
      ([id, figures]) =>
        `${requestName(design, id)}: p50 ${formatDuration(figures.latencyS.p50)}, p99 ${formatDuration(figures.latencyS.p99)}.`,
    )
    .join(' ')
}

function throughputSummary(design: Design, report: Report): string {
  return Object.entries(report.requests)
    .map(
      ([id, figures]) =>
        `${requestName(design, id)}: ${formatRate(figures.throughputPerS)}, availability ${formatRatio(figures.availability)}.`,
    )
    .join(' ')
}
