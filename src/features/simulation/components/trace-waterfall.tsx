'use client'

import { useMemo } from 'react'
import { blockNameIn } from '@/core/design/block-name'
import { requestName } from '@/core/design/describe'
import { FAILURE_WORDS } from '@/core/design/moment'
import type { Trace, TraceSpan } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { type SpanPhases, type SpanTimes, spanPhases, spanTimes } from '@/core/design/trace-way'
import { formatDuration } from '@/core/units/format'
import { classNames } from '@/ui/class-names'

interface Row {
  span: TraceSpan
  index: number
  depth: number
}

/** Spans depth first, children in the order in which they began. */
function rowsOf(trace: Trace): Row[] {
  const children = new Map<number, number[]>()
  trace.spans.forEach((span, index) => {
    const list = children.get(span.parent)
    if (list) list.push(index)
    else children.set(span.parent, [index])
  })
  const rows: Row[] = []
  const visit = (parent: number, depth: number) => {
    const list = (children.get(parent) ?? []).sort((a, b) => trace.spans[a]!.startS - trace.spans[b]!.startS)
    for (const index of list) {
      rows.push({ span: trace.spans[index]!, index, depth })
      visit(index, depth + 1)
    }
  }
  visit(-1, 0)
  return rows
}

interface WaterfallProps {
  trace: Trace
  design: Design
  onSelectBlock?: (id: string) => void
}

/** Every call of a request below the one that made it, over the time that the request took. */
export function Waterfall({ trace, design, onSelectBlock }: WaterfallProps) {
  const rows = useMemo(() => rowsOf(trace), [trace])
  const times = useMemo(() => spanTimes(trace), [trace])
  const phases = useMemo(() => spanPhases(trace), [trace])
  const totalS = Math.max(trace.latencyS, ...trace.spans.map((span) => (span.endS ?? span.startS) - trace.startS), 1e-9)
  const percent = (atS: number) => `${(100 * Math.min(Math.max((atS - trace.startS) / totalS, 0), 1)).toFixed(2)}%`
  return (
    // beside a list that is longer it stays in sight while that is gone through
    <div className="min-w-0 self-start md:sticky md:top-0">
      {/* not the caption, which is as wide as the table, and that may be wider than the screen */}
      <p aria-hidden="true" className="pb-1 text-ink-2">
        {captionOf(trace, design)}
      </p>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse">
          <caption className="sr-only">{captionOf(trace, design)}</caption>
          <thead>
            <tr className="text-end text-xs text-ink-3">
              <th className="text-start font-normal">Block</th>
              <th className="text-start font-normal">
                <Key />
              </th>
              <th className="px-2 font-normal max-sm:hidden">Wire</th>
              <th className="px-2 font-normal max-sm:hidden">Waited</th>
              <th className="px-2 font-normal max-sm:hidden">Served</th>
              <th className="ps-2 font-normal">Took</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ span, index, depth }) => (
              <tr key={index} className="border-b border-line last:border-0">
                <th
                  scope="row"
                  className="w-[220px] max-w-[220px] py-0.5 pe-2 text-start font-normal max-sm:w-28 max-sm:max-w-28"
                  style={{ paddingInlineStart: depth * 12 }}
                >
                  <button
                    type="button"
                    className="block min-h-6 max-w-full truncate hover:underline"
                    onClick={() => onSelectBlock?.(span.block)}
                  >
                    {blockNameIn(design, span.block)}
                    {span.instance >= 0 && <span className="text-ink-3"> #{span.instance + 1}</span>}
                  </button>
                </th>
                <td className="relative h-6 min-w-40 max-sm:min-w-24" title={timesText(times[index]!)}>
                  <SpanBar phases={phases[index]!} colour={spanColour(span)} percent={percent} />
                </td>
                <TimeCells times={times[index]!} />
                <td className="w-32 ps-2 text-end whitespace-nowrap max-sm:w-16">
                  {span.outcome !== 'ok' && (
                    <span className={classNames('pe-1', isFailure(span) ? 'text-bad' : 'text-ink-3')}>
                      {span.outcome === 'timeout' ? FAILURE_WORDS.timeout : span.outcome}
                    </span>
                  )}{' '}
                  {formatDuration((span.endS ?? trace.startS + totalS) - span.startS)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function captionOf(trace: Trace, design: Design): string {
  const begun = `${requestName(design, trace.request)}, begun at ${formatDuration(trace.startS, { figures: 4 })}: `
  if (trace.outcome === 'lost')
    return `${begun}lost, no answer in the ${formatDuration(trace.latencyS)} until the run ended.`
  const outcome = trace.outcome === 'completed' ? trace.outcome : FAILURE_WORDS[trace.outcome]
  return `${begun}${outcome} after ${formatDuration(trace.latencyS)}.`
}

function Key() {
  return (
    <span className="flex flex-wrap items-center gap-x-3 sm:whitespace-nowrap">
      <span className="flex items-center gap-1">
        <span className="inline-block h-px w-4 bg-ink-3" /> wire
      </span>
      <span className="flex items-center gap-1">
        <span className="inline-block h-2.5 w-4 rounded-sm bg-accent-soft outline outline-accent" /> waiting
      </span>
      <span className="flex items-center gap-1">
        <span className="inline-block h-2.5 w-4 shrink-0 rounded-sm bg-accent" /> served, and calls behind
      </span>
    </span>
  )
}

interface SpanBarProps {
  phases: SpanPhases
  colour: string
  /** Where a moment stands, CSS. */
  percent: (atS: number) => string
}

/** A line for the way, a light bar for waiting, a solid one from the time that a server took it up. */
function SpanBar({ phases, colour, percent }: SpanBarProps) {
  const { startS, arrivedS, serviceStartS, leftS, endS } = phases
  const part = (fromS: number, toS: number) => ({ left: percent(fromS), right: `calc(100% - ${percent(toS)})` })
  return (
    <>
      <span className="absolute top-3 h-px bg-ink-3" style={part(startS, endS)} />
      {arrivedS !== null && (
        <span
          className="absolute top-1.5 h-3 min-w-0.5 rounded-sm bg-accent-soft outline outline-accent"
          style={part(arrivedS, leftS)}
        />
      )}
      <span className={classNames('absolute top-1.5 h-3 rounded-sm', colour)} style={part(serviceStartS, leftS)} />
    </>
  )
}

function TimeCells({ times }: { times: SpanTimes }) {
  return [times.wireS, times.waitedS, times.servedS].map((valueS, i) => (
    // oxlint-disable-next-line react/no-array-index-key -- three columns in their order
    <td key={i} className="px-2 text-end whitespace-nowrap text-ink-2 max-sm:hidden">
      {valueS === 0 ? '0' : formatDuration(valueS)}
    </td>
  ))
}

const timesText = ({ wireS, waitedS, servedS }: SpanTimes): string =>
  `On the wire ${formatDuration(wireS)}, waited ${formatDuration(waitedS)}, served ${formatDuration(servedS)}`

const isFailure = (span: TraceSpan) => !['ok', 'hit', 'miss'].includes(span.outcome)
const spanColour = (span: TraceSpan) => (isFailure(span) ? 'bg-bad' : 'bg-accent')
