'use client'

import { useEffect, useRef } from 'react'
import type uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

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
 * Lines over simulated time, drawn by uPlot on a canvas. Pointing or dragging chooses a moment; the sentence and the
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
    void import('uplot').then(({ default: UPlot }) => {
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

  return (
    <figure className="min-w-0">
      <figcaption className="flex flex-wrap items-center gap-x-3 text-ink-2">
        <span className="font-medium text-ink">{title}</span>
        {lines.map((line) => (
          <span key={line.label} className="flex items-center gap-1 text-sm">
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
      <div ref={host} role="img" aria-label={`${title}. ${summary}`} style={{ height }} className="w-full" />
    </figure>
  )
}

function chartData({ lines, stepS }: SeriesChartProps): uPlot.AlignedData {
  const length = Math.max(0, ...lines.map((line) => line.values.length))
  const times = Array.from({ length }, (_, i) => (i + 1) * stepS)
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
  return {
    width: element.clientWidth || 300,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false },
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- uPlot's enum exists in its types alone; 3 is logarithmic
      y: log ? { distr: 3 } : { range: (_, _min, max) => [0, max > 0 ? max * 1.05 : 1] },
    },
    axes: [
      { ...axis, values: (_, ticks) => ticks.map((tick) => `${tick} s`), size: 24 },
      { ...axis, values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : format(tick))), size: 64 },
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
      setCursor: [
        (chart) => {
          const left = chart.cursor.left
          latest.current.onScrub(
            left === undefined || left === null || left < 0 ? null : Math.max(0, chart.posToVal(left, 'x')),
          )
        },
      ],
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
