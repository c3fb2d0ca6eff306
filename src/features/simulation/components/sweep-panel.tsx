'use client'

import { type KeyboardEvent, useMemo, useState } from 'react'
import { requestName } from '@/core/design/describe'
import type { Design } from '@/core/design/schema'
import type { SweepFigures, SweepPoint, SweepResult } from '@/core/design/sweep'
import { DEFAULT_SWEEP_OPTIONS } from '@/core/design/sweep-options'
import { bottleneckWords, failedText, sweepSentences } from '@/core/design/sweep-words'
import { formatDuration, formatFactor, formatRate, formatRatio, unknownText } from '@/core/units/format'
import { Notice } from '@/ui/display'
import { Select } from '@/ui/input'
import { usePrices } from '../prices'
import { sentence } from '../sentence'
import type { Simulation } from '../use-simulation'
import { SweepChart, type SweepMark } from './sweep-chart'
import { ScrolledSideways, TaskControls } from './task-controls'

interface Props {
  /** As it stands on the canvas now. */
  design: Design
  simulation: Simulation
  blocked: string | null
}

type Detail = 'quick' | 'thorough'

/** Requests a point: what a few seconds allow, and many times that. */
const REQUESTS: Record<Detail, number> = { quick: DEFAULT_SWEEP_OPTIONS.requestsAPoint, thorough: 100_000 }

const details = [
  { value: 'quick', label: '15 k requests a load' },
  { value: 'thorough', label: '100 k requests a load' },
] as const

/** Latency and errors against offered load: where the design bends, where it ends, and what limits it at each load. */
export function SweepPanel({ design, simulation, blocked }: Props) {
  const { status, outcome, task, start, stop } = simulation.sweep
  const prices = usePrices()
  const [detail, setDetail] = useState<Detail>('quick')
  const [chosenClass, setChosenClass] = useState<string | null>(null)
  const classes = task?.design.requests ?? []
  const request =
    classes.find(({ id }) => id === chosenClass)?.id ?? busiestClass(outcome?.points) ?? classes[0]?.id ?? ''
  const options = { ...DEFAULT_SWEEP_OPTIONS, seed: simulation.options.seed, requestsAPoint: REQUESTS[detail] }
  return (
    <div className="flex flex-col gap-3">
      <TaskControls
        status={status}
        verb="Sweep the load"
        onStart={() => start({ type: 'sweep', design, options, prices })}
        onStop={stop}
        blocked={blocked}
      >
        <div className="w-48">
          <Select aria-label="Requests a load" value={detail} options={details} onValueChange={setDetail} />
        </div>
        {outcome && task && task.design.requests.length > 1 && (
          <div className="w-56">
            <Select
              aria-label="Request class"
              value={request}
              options={task.design.requests.map(({ id }) => ({ value: id, label: requestName(task.design, id) }))}
              onValueChange={setChosenClass}
            />
          </div>
        )}
        {task && task.design !== design && status.state !== 'running' && (
          <span className="text-warn">Design changed since this sweep</span>
        )}
      </TaskControls>
      {outcome && task ? (
        <SweepOutcome design={task.design} result={outcome} request={request} />
      ) : (
        <p className="max-w-[70ch] text-ink-2">
          Runs the design under 0.1 to 10 times its own load, all with the same random streams, and shows where latency
          turns up, where it stops keeping up, and which block it is. Faults are left out.
        </p>
      )}
    </div>
  )
}

function SweepOutcome({ design, result, request }: { design: Design; result: SweepResult; request: string }) {
  const { points, problem } = result
  const [read, setRead] = useState<number | null>(null)
  if (problem !== null)
    return (
      <Notice tone="warn" title="Nothing was run">
        {sentence(problem)}
      </Notice>
    )
  // until somebody points at a load, it is the knee, or the design's own load
  const own = points.findIndex(({ factor }) => factor === (result.marks.knee?.factor ?? 1))
  const chosen = read !== null && read < points.length ? read : own === -1 ? points.length - 1 : own
  return (
    <>
      <Charts design={design} result={result} request={request} chosen={chosen} onChoose={setRead} />
      <ul className="flex max-w-[90ch] list-disc flex-col gap-0.5 ps-4">
        {sweepSentences(design, result).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <PointTable design={design} points={points} request={request} />
    </>
  )
}

function busiestClass(points: readonly SweepPoint[] = []): string | undefined {
  const classes = Object.entries(points[0]?.requests ?? {})
  return classes.sort(([, a], [, b]) => (b.offeredPerS ?? 0) - (a.offeredPerS ?? 0))[0]?.[0]
}

interface ChartsProps {
  design: Design
  result: SweepResult
  request: string
  chosen: number
  onChoose: (index: number) => void
}

/** Both charts are one thing to read: arrows go from load to load, and every load is said in a sentence. */
function Charts({ design, result, request, chosen, onChoose }: ChartsProps) {
  const { points } = result
  const lines = useMemo(() => linesOf(points, request), [points, request])
  const point = points[chosen]
  if (point === undefined) return null
  const words = pointWords(design, point, request)
  const shared = {
    factors: points.map(({ factor }) => factor),
    range: [0.1, 10] as const,
    chosen,
    onChoose,
    marks: marksOf(result),
    isUnsettled: areGrowing(points, request),
  }
  const asked = (design.objectives ?? []).find((one) => one.metric === 'latency' && one.request === request)
  const promised = (design.objectives ?? []).find((one) => one.metric === 'availability' && one.request === request)
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`Load, ${requestName(design, request)}`}
      aria-valuemin={points[0]!.factor}
      aria-valuemax={points.at(-1)!.factor}
      aria-valuenow={point.factor}
      aria-valuetext={words}
      onKeyDown={(event) => chooseByKey(event, chosen, points.length, onChoose)}
      className="flex flex-col gap-1 rounded-md"
    >
      <div className="grid gap-4 lg:grid-cols-2">
        <SweepChart
          {...shared}
          title="Latency"
          unsettledLabel="queue still growing"
          lines={lines.latency}
          scale="log"
          format={formatDuration}
          target={asked?.metric === 'latency' ? { label: `p${asked.percentile} asked for`, value: asked.atMost } : null}
        />
        <SweepChart
          {...shared}
          title="Failed"
          unsettledLabel="queue still growing: more in a longer run"
          lines={lines.failed}
          scale="share"
          format={formatRatio}
          target={
            promised?.metric === 'availability' ? { label: 'at most, asked for', value: 1 - promised.atLeast } : null
          }
        />
      </div>
      <p className="min-h-10 text-ink-2" aria-hidden="true">
        {words}
      </p>
    </div>
  )
}

/** At which loads a queue on the way of the class still grew while they were measured. */
const areGrowing = (points: readonly SweepPoint[], request: string): boolean[] =>
  points.map(({ requests }) => (requests[request]?.growing.length ?? 0) > 0)

function chooseByKey(event: KeyboardEvent, at: number, count: number, onChoose: (index: number) => void) {
  const next = { ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, Home: 0, End: count - 1 }[
    event.key
  ]
  if (next === undefined) return
  event.preventDefault()
  onChoose(Math.min(count - 1, Math.max(0, next)))
}

function linesOf(points: readonly SweepPoint[], request: string) {
  const of = (level: 'mean' | 'p50' | 'p99') => points.map(({ requests }) => requests[request]?.latencyS[level] ?? null)
  return {
    latency: [
      { label: 'p99', values: of('p99'), colour: '--accent' },
      { label: 'mean', values: of('mean'), colour: '--info', dash: '6 3' },
      { label: 'p50', values: of('p50'), colour: '--warn', dash: '2 2' },
    ],
    failed: [
      { label: 'failed', values: points.map(({ requests }) => requests[request]?.errorRatio ?? null), colour: '--bad' },
    ],
  }
}

function marksOf({ marks: { knee, capacity } }: SweepResult): SweepMark[] {
  return [
    ...(knee === null ? [] : [{ label: `knee ${formatFactor(knee.factor)}`, factor: knee.factor, colour: '--ink' }]),
    ...(capacity.notFrom === null
      ? []
      : [{ label: `saturated at ${formatFactor(capacity.notFrom)}`, factor: capacity.notFrom, colour: '--bad' }]),
  ]
}

const knownWithin = (interval: [number, number] | null = null): string =>
  interval === null ? '' : ` (95 %: ${interval.map((seconds) => formatDuration(seconds)).join(' to ')})`

/** Everything that is known of one load, in a sentence or two. */
function pointWords(design: Design, point: SweepPoint, request: string): string {
  const figures = point.requests[request]
  const isGrowing = (figures?.growing.length ?? 0) > 0
  const failed = isGrowing ? `at least ${formatRatio(figures?.errorRatio)}` : formatRatio(figures?.errorRatio)
  const more = isGrowing ? ', more in a longer run, as a queue still grew' : ''
  return `${formatFactor(point.factor)}, ${formatRate(figures?.offeredPerS)} offered: ${latencyWords(figures)}, ${failed} failed${more}. ${bottleneckWords(design, point)}.`
}

function latencyWords(figures: SweepFigures | undefined): string {
  const { mean = null, meanCi95, p50 = null, p99 = null, p99Ci95 } = figures?.latencyS ?? {}
  if (mean === null) return 'latency is not known'
  return `mean ${formatDuration(mean)}${knownWithin(meanCi95)}, p50 ${formatDuration(p50)}, p99 ${formatDuration(p99)}${knownWithin(p99Ci95)}`
}

const intervalText = (interval: [number, number] | null | undefined): string =>
  interval?.map((seconds) => formatDuration(seconds)).join(' – ') ?? '—'

const HEADS = ['Load', 'Offered', 'Throughput', 'Failed', 'Mean', 'Mean, 95 %', 'p50', 'p99', 'p99, 95 %'] as const

function PointTable({ design, points, request }: { design: Design; points: readonly SweepPoint[]; request: string }) {
  const isUnsettled = areGrowing(points, request).includes(true)
  return (
    <ScrolledSideways label="Load by load">
      <table className="w-full border-collapse">
        <caption className="pb-1 text-start text-ink-2">
          {requestName(design, request)}, load by load
          {isUnsettled && '. “≥”: at least, as a queue still grew while it was measured'}
        </caption>
        <thead>
          <tr className="border-b border-line text-ink-2">
            {HEADS.map((head) => (
              <th key={head} scope="col" className="px-2 py-1 text-end font-medium whitespace-nowrap">
                {head}
              </th>
            ))}
            <th scope="col" className="px-2 py-1 text-start font-medium">
              Bottleneck
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <PointRow key={point.factor} design={design} point={point} request={request} />
          ))}
        </tbody>
      </table>
    </ScrolledSideways>
  )
}

function PointRow({ design, point, request }: { design: Design; point: SweepPoint; request: string }) {
  const figures = point.requests[request]
  const latencyS = figures?.latencyS
  const cells = [
    formatRate(figures?.offeredPerS),
    formatRate(figures?.throughputPerS),
    figures === undefined ? unknownText : failedText(figures),
    formatDuration(latencyS?.mean),
    intervalText(latencyS?.meanCi95),
    formatDuration(latencyS?.p50),
    formatDuration(latencyS?.p99),
    intervalText(latencyS?.p99Ci95),
  ]
  return (
    <tr className="border-b border-line last:border-0 hover:bg-sunken">
      <th scope="row" className="px-2 py-1 text-end font-normal whitespace-nowrap">
        {formatFactor(point.factor)}
      </th>
      {cells.map((cell, i) => (
        <td key={HEADS[i + 1]} className="px-2 py-1 text-end whitespace-nowrap">
          {cell}
        </td>
      ))}
      <td className="px-2 py-1 whitespace-nowrap">
        {bottleneckWords(design, point)}
        {point.truncated && <span className="text-warn"> (stopped early: {point.truncated})</span>}
      </td>
    </tr>
  )
}
