'use client'

import { type KeyboardEvent, useMemo, useRef } from 'react'
import { requestName } from '@/core/design/describe'
import { FAILURE_WORDS } from '@/core/design/moment'
import type { Report, Trace, TraceRole } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration, formatNumber } from '@/core/units/format'
import { EmptyState } from '@/ui/display'
import { Waterfall } from './trace-waterfall'

interface TraceBrowserProps {
  design: Design
  report: Report
  /** The one whose way is shown. */
  trace: Trace | null
  onTrace: (trace: Trace) => void
  onSelectBlock?: (id: string) => void
}

const ROLES: readonly TraceRole[] = ['p50', 'p90', 'p99', 'max']
const roleWords = { p50: 'p50', p90: 'p90', p99: 'p99', max: 'slowest' } as const

/** Requests that were written down, by class: what stands for the percentiles, the slowest, and those that failed. */
export function TraceBrowser({ design, report, trace, onTrace, onSelectBlock }: TraceBrowserProps) {
  const groups = useMemo(() => groupsOf(report), [report])
  const all = groups.flatMap(({ traces }) => traces)
  const list = useRef<HTMLDivElement>(null)
  if (all.length === 0) return <EmptyState title="No request was followed in this run." />

  function choose(index: number) {
    onTrace(all[index]!)
    list.current?.querySelectorAll<HTMLElement>('[role=option]')[index]?.focus()
  }
  function onKeyDown(event: KeyboardEvent) {
    const at = trace === null ? -1 : all.indexOf(trace)
    const targets: Record<string, number> = {
      ArrowDown: Math.min(all.length - 1, at + 1),
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: all.length - 1,
    }
    const next = targets[event.key]
    if (next === undefined) return
    event.preventDefault()
    choose(next)
  }
  const tabStop = trace === null ? 0 : Math.max(0, all.indexOf(trace))
  return (
    <div className="grid min-h-0 grid-cols-[minmax(220px,300px)_1fr] gap-3 max-md:grid-cols-1">
      <div
        ref={list}
        role="listbox"
        aria-label="Requests followed"
        tabIndex={-1}
        className="flex flex-col gap-2 max-md:max-h-44 max-md:overflow-auto"
        onKeyDown={onKeyDown}
      >
        {groups.map(({ request, traces }) => (
          <div key={request} role="group" aria-label={requestName(design, request)}>
            <p className="px-2 text-sm font-medium text-ink-2" aria-hidden="true">
              {requestName(design, request)}
            </p>
            {traces.map((item) => {
              const index = all.indexOf(item)
              return (
                <TraceOption
                  key={index}
                  report={report}
                  trace={item}
                  isChosen={item === trace}
                  isTabStop={index === tabStop}
                  onChoose={() => choose(index)}
                />
              )
            })}
            <p className="px-2 text-sm text-ink-3">{unseenWords(report, request, traces)}</p>
          </div>
        ))}
      </div>
      {trace === null ? (
        <p className="px-2 text-ink-2">Choose a request to see where its time went, here and on the canvas.</p>
      ) : (
        <Waterfall trace={trace} design={design} onSelectBlock={onSelectBlock} />
      )}
    </div>
  )
}

interface OptionProps {
  report: Report
  trace: Trace
  isChosen: boolean
  isTabStop: boolean
  onChoose: () => void
}

function TraceOption({ report, trace, isChosen, isTabStop, onChoose }: OptionProps) {
  const compared = comparedWords(report, trace)
  return (
    <div
      role="option"
      aria-selected={isChosen}
      tabIndex={isTabStop ? 0 : -1}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onChoose()
      }}
      className="flex min-h-7 cursor-pointer items-center gap-2 rounded-sm px-2 hover:bg-sunken aria-selected:bg-accent-soft aria-selected:font-medium"
    >
      <span className={trace.outcome === 'completed' ? 'flex-1' : 'flex-1 text-bad'}>{titleOf(trace)}</span>
      <span className="text-end">
        {trace.outcome === 'lost' ? 'no answer' : formatDuration(trace.latencyS)}
        {compared !== null && <span className="block text-xs font-normal text-ink-3">{compared}</span>}
      </span>
    </div>
  )
}

function titleOf({ outcome, standsFor = [] }: Trace): string {
  if (outcome !== 'completed') return `✕ ${FAILURE_WORDS[outcome]}`
  if (standsFor.length === 0) return 'slow'
  return standsFor.map((role) => roleWords[role]).join(' and ')
}

/** "run: p99 208 ms", where the request that stands for a latency is not exactly it. */
function comparedWords(report: Report, { request, latencyS, standsFor = [] }: Trace): string | null {
  const own = formatDuration(latencyS)
  const others = standsFor.flatMap((role) => {
    const whole = report.requests[request]?.latencyS[role] ?? null
    return whole === null || formatDuration(whole) === own ? [] : [`${roleWords[role]} ${formatDuration(whole)}`]
  })
  return others.length === 0 ? null : `of the run: ${others.join(', ')}`
}

/** Only some requests are written down: a way to fail that none of them met is said, not passed over. */
function unseenWords(report: Report, request: string, traces: readonly Trace[]): string | null {
  const failed = Object.entries(report.requests[request]?.failed ?? {})
  const unseen = failed.filter(([reason, count]) => count > 0 && traces.every(({ outcome }) => outcome !== reason))
  if (unseen.length === 0) return null
  return `${unseen.map(([reason, count]) => `${formatNumber(count)} ${FAILURE_WORDS[reason as keyof typeof FAILURE_WORDS]}`).join(', ')}: none of them among those followed.`
}

function groupsOf(report: Report): { request: string; traces: Trace[] }[] {
  return Object.keys(report.requests)
    .map((request) => ({
      request,
      traces: report.traces
        .filter((trace) => trace.request === request)
        .sort((a, b) => placeOf(a) - placeOf(b) || b.latencyS - a.latencyS),
    }))
    .filter(({ traces }) => traces.length > 0)
}

/** Percentiles first, then failures, then what else was slow. */
function placeOf({ outcome, standsFor = [] }: Trace): number {
  if (outcome !== 'completed') return ROLES.length
  return standsFor.length > 0 ? ROLES.indexOf(standsFor[0]!) : ROLES.length + 1
}
