'use client'

import { type PointerEvent, useEffect, useRef } from 'react'
import type uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { fetchPlot } from '../fetch-plot'

export interface Line {
  label: string
  /** One value a step; null where there was nothing to measure. */
  values: readonly (number | null)[]
  /** CSS variable of the colour; lines also differ by dash. */
  colour: string
  dash?: number[]
}

export interface Band {
  label: string
  fromS: number
  toS: number
}

export interface SeriesChartProps {
  title: string
  /** Text that says the same as the picture, in a sentence. */
  summary: string
  stepS: number
  lines: readonly Line[]
  bands?: readonly Band[]
  format: (value: number | null) => string
  /** Log axis, for latencies. */
  log?: boolean
  height?: number
  /** Chosen point of the time axis, seconds. */
  atS: number | null
  onScrub: (atS: number | null) => void
}

/**
 * Lines over simulated time, drawn by uPlot on a canvas. Pressing or dragging chooses a moment; the sentence and the
 * table of the drawer say the same to those who cannot see it.
 */
export function SeriesChart(props: SeriesChartProps) {
  const { title, summary, lines, height = 150 } = props
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })

  const shape = JSON.stringify([lines.map((l) => [l.label, l.colour]), props.log, props.bands, props.stepS])
  useEffect(() => {
    const element = host.current
    if (!element || !shape) return
    let gone = false
    let observer: ResizeObserver | undefined
    void fetchPlot().then((UPlot) => {
      if (gone) return
      chart.current = new UPlot(chartOptions(latest, element), chartData(latest.current), element)
      observer = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height }))
      observer.observe(element)
    })
    return () => {
      gone = true
      observer?.disconnect()
      chart.current?.destroy()
      chart.current = null
    }
  }, [shape, height])

  useEffect(() => {
    chart.current?.setData(chartData(props))
  }, [props])

  function onPointer(event: PointerEvent<HTMLDivElement>) {
    const plot = chart.current
    if (!plot || event.buttons !== 1) return
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    const atS = plot.posToVal(event.clientX - plot.over.getBoundingClientRect().left, 'x')
    // the end of the axis belongs to the last step
    props.onScrub(Math.min(Math.max(0, atS), endOf(props) - props.stepS / 2))
  }

  return (
    <figure className="flex min-w-0 flex-col justify-between gap-1">
      <figcaption className="flex flex-wrap items-center gap-x-3 text-ink-2">
        <span className="font-medium text-ink">{title}</span>
        {lines.map((line, index) => (
          // two request classes may have one name
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} className="flex items-center gap-1 text-sm">
            <svg width="16" height="6" aria-hidden="true">
              <line
                x1="0"
                x2="16"
                y1="3"
                y2="3"
                strokeWidth="2"
                stroke={`var(${line.colour})`}
                strokeDasharray={line.dash?.join(' ')}
              />
            </svg>
            <span className="max-w-36 truncate" title={line.label}>
              {line.label}
            </span>
          </span>
        ))}
        <span className="sr-only">{summary}</span>
      </figcaption>
      <div
        ref={host}
        role="img"
        aria-label={`${title}. ${summary}`}
        style={{ height }}
        className="w-full touch-pan-y"
        onPointerDown={onPointer}
        onPointerMove={onPointer}
      />
    </figure>
  )
}

const stepsOf = ({ lines }: SeriesChartProps): number => Math.max(0, ...lines.map((line) => line.values.length))
const endOf = (props: SeriesChartProps): number => stepsOf(props) * props.stepS

/** A value is of a whole step: it stands in the middle of it. */
function chartData(props: SeriesChartProps): uPlot.AlignedData {
  const { lines, stepS } = props
  const times = Array.from({ length: stepsOf(props) }, (_, i) => (i + 0.5) * stepS)
  return [times, ...lines.map((line) => [...line.values])]
}

function chartOptions(latest: { current: SeriesChartProps }, element: HTMLElement): uPlot.Options {
  const { lines, log, height = 150, format } = latest.current
  const css = getComputedStyle(element)
  const colour = (name: string) => css.getPropertyValue(name)
  const axis: uPlot.Axis = {
    stroke: () => resolved(element, '--ink-3'),
    grid: { stroke: () => resolved(element, '--line'), width: 1 },
    ticks: { show: false },
    font: `11px ${colour('font-family')}`,
  }
  // a line for each of 2 to 9 would be a wall
  const decades: uPlot.Axis.Grid = {
    ...axis.grid,
    filter: (_, ticks) => ticks.map((tick) => (Number.isInteger(Math.log10(tick)) ? tick : null)),
  }
  return {
    width: element.clientWidth || 300,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: () => [0, endOf(latest.current) || 1] },
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- uPlot's enum exists in its types alone; 3 is logarithmic
      y: log ? { distr: 3 } : { range: (_, _min, max) => [0, max > 0 ? max * 1.05 : 1] },
    },
    axes: [
      { ...axis, values: (_, ticks) => ticks.map((tick) => `${tick} s`), size: 24 },
      {
        ...axis,
        values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : format(tick))),
        size: 64,
        ...(log && { grid: decades }),
      },
    ],
    series: [
      {},
      ...lines.map((line) => ({
        label: line.label,
        width: 1.5,
        dash: line.dash,
        stroke: () => resolved(element, line.colour),
        points: { show: false },
      })),
    ],
    hooks: {
      drawClear: [(chart) => drawBands(chart, latest.current.bands ?? [], resolved(element, '--warn-soft'))],
      draw: [(chart) => drawMoment(chart, latest.current, resolved(element, '--accent'))],
    },
  }
}

/** uPlot draws on a canvas, which knows no light-dark(): a probe element turns the variable into a colour. */
function resolved(element: HTMLElement, variable: string): string {
  element.style.setProperty('caret-color', `var(${variable})`)
  const value = getComputedStyle(element).caretColor
  element.style.removeProperty('caret-color')
  return value
}

/** The moment that the canvas shows. */
function drawMoment(chart: uPlot, { atS, stepS }: SeriesChartProps, colour: string) {
  if (atS === null) return
  const { ctx, bbox } = chart
  const from = chart.valToPos(Math.floor(atS / stepS + 1e-9) * stepS, 'x', true)
  ctx.save()
  ctx.fillStyle = colour
  ctx.fillRect(from - 1, bbox.top, 2 * devicePixelRatio, bbox.height)
  ctx.restore()
}

function drawBands(chart: uPlot, bands: readonly Band[], colour: string) {
  const { ctx, bbox } = chart
  ctx.save()
  ctx.fillStyle = colour
  for (const band of bands) {
    const from = Math.max(chart.valToPos(band.fromS, 'x', true), bbox.left)
    const to = Math.min(chart.valToPos(band.toS, 'x', true), bbox.left + bbox.width)
    if (to > from) ctx.fillRect(from, bbox.top, to - from, bbox.height)
  }
  ctx.restore()
}
