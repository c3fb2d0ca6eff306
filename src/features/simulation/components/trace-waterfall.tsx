'use client'

import { useMemo, useState } from 'react'
import { blockNameIn } from '@/core/design/block-name'
import { requestName } from '@/core/design/describe'
import type { Report, Trace, TraceSpan } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration } from '@/core/units/format'
import { classNames } from '@/ui/class-names'
import { EmptyState } from '@/ui/display'

interface TraceProps {
  design: Design
  report: Report
  onSelectBlock?: (id: string) => void
}

/** Slow and failed requests to choose from, and the way of the chosen one through the blocks. */
export function Traces({ design, report, onSelectBlock }: TraceProps) {
  const traces = useMemo(
    () =>
      [...report.traces].sort(
        (a, b) => Number(b.outcome !== 'completed') - Number(a.outcome !== 'completed') || b.latencyS - a.latencyS,
      ),
    [report],
  )
  const [chosen, setChosen] = useState(0)
  const trace = traces[Math.min(chosen, traces.length - 1)]
  if (!trace) return <EmptyState title="No request was followed in this run." />
  return (
    <div className="grid min-h-0 grid-cols-[minmax(180px,260px)_1fr] gap-3 max-sm:grid-cols-1">
      <ul className="max-h-full overflow-auto" aria-label="Requests followed">
        {traces.map((item, index) => (
          <li key={`${item.request}-${item.startS}-${item.latencyS}`}>
            <button
              type="button"
              aria-pressed={item === trace}
              onClick={() => setChosen(index)}
              className="flex min-h-7 w-full items-center gap-2 rounded-sm px-2 text-start hover:bg-sunken aria-pressed:bg-accent-soft"
            >
              <span className="min-w-0 flex-1 truncate">{requestName(design, item.request)}</span>
              {item.outcome !== 'completed' && <span className="text-bad">{item.outcome}</span>}
              <span className="text-ink-2">{formatDuration(item.latencyS)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Waterfall trace={trace} design={design} onSelectBlock={onSelectBlock} />
    </div>
  )
}

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

export function Waterfall({
  trace,
  design,
  onSelectBlock,
}: {
  trace: Trace
  design: Design
  onSelectBlock?: (id: string) => void
}) {
  const rows = useMemo(() => rowsOf(trace), [trace])
  const totalS = Math.max(trace.latencyS, ...trace.spans.map((span) => (span.endS ?? span.startS) - trace.startS), 1e-9)
  const percent = (atS: number) => `${(100 * Math.min(Math.max((atS - trace.startS) / totalS, 0), 1)).toFixed(2)}%`
  return (
    <div className="min-w-0 overflow-auto">
      <table className="w-full border-collapse">
        <caption className="pb-1 text-start text-ink-2">
          {requestName(design, trace.request)}, begun at {formatDuration(trace.startS)}: {trace.outcome} after{' '}
          {formatDuration(trace.latencyS)}. Light: waiting; solid: being served.
        </caption>
        <thead className="sr-only">
          <tr>
            <th>Block</th>
            <th>Time</th>
            <th>Took</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ span, index, depth }) => {
            const endS = span.endS ?? trace.startS + totalS
            const serviceS = span.serviceStartS ?? endS
            return (
              <tr key={index} className="border-b border-line last:border-0">
                <th
                  scope="row"
                  className="w-[220px] max-w-[220px] py-0.5 pe-2 text-start font-normal"
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
                <td
                  className="relative h-6 min-w-40"
                  aria-label={`Waited ${formatDuration(serviceS - span.startS)}, served ${formatDuration(endS - serviceS)}`}
                >
                  <span
                    className="absolute top-1.5 h-3 min-w-0.5 rounded-sm bg-accent-soft outline outline-accent"
                    style={{ left: percent(span.startS), right: `calc(100% - ${percent(endS)})` }}
                  />
                  <span
                    className={classNames('absolute top-1.5 h-3 rounded-sm', spanColour(span))}
                    style={{ left: percent(serviceS), right: `calc(100% - ${percent(endS)})` }}
                  />
                </td>
                <td className="w-32 ps-3 text-end whitespace-nowrap">
                  {span.outcome !== 'ok' && (
                    <span className={classNames('pe-2', isFailure(span) ? 'text-bad' : 'text-ink-3')}>
                      {span.outcome}
                    </span>
                  )}
                  {formatDuration(endS - span.startS)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const isFailure = (span: TraceSpan) => !['ok', 'hit', 'miss'].includes(span.outcome)
const spanColour = (span: TraceSpan) => (isFailure(span) ? 'bg-bad' : 'bg-accent')
