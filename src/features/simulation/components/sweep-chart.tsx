'use client'

import { useLayoutEffect, useRef, useState } from 'react'
import { formatFactor } from '@/core/units/format'

export interface SweepLine {
  label: string
  /** One value a load; null where it is not known. */
  values: readonly (number | null)[]
  /** CSS variable of the colour; lines also differ by dash. */
  colour: string
  dash?: string
}

export interface SweepMark {
  label: string
  factor: number
  colour: string
}

export interface SweepChartProps {
  title: string
  factors: readonly number[]
  /** Ends of the axis of loads, which is logarithmic. */
  range: readonly [number, number]
  lines: readonly SweepLine[]
  marks: readonly SweepMark[]
  /** A level that is asked for, across the chart. */
  target: { label: string; value: number } | null
  scale: 'log' | 'share'
  format: (value: number) => string
  /** Index of the load that is read. */
  chosen: number | null
  onChoose: (index: number) => void
}

const HEIGHT = 164
/** Room that the words of a mark take. */
const LABEL = 130
const PLOT = { left: 56, right: 14, top: 32, bottom: 22 } as const

/** Lines over offered load, drawn point by point as they come. The panel reads the points aloud and has them in a table. */
export function SweepChart(props: SweepChartProps) {
  const { title, factors, lines, marks, target, chosen, format } = props
  const { host, width } = useWidth()
  const { x, y, ticksX, ticksY } = scalesOf(props, width)
  return (
    <figure className="min-w-0">
      <figcaption className="flex flex-wrap items-center gap-x-3 text-ink-2">
        <span className="font-medium text-ink">{title}</span>
        {lines.map((line) => (
          <LegendEntry key={line.label} {...line} />
        ))}
        {target && <LegendEntry label={target.label} colour="--ink-2" dash="1 3" />}
      </figcaption>
      <div ref={host}>
        <svg
          width={width}
          height={HEIGHT}
          aria-hidden="true"
          className="block text-xs"
          onPointerMove={(event) => {
            const at = event.clientX - event.currentTarget.getBoundingClientRect().left
            if (factors.length > 0) props.onChoose(nearest(factors.map(x), at))
          }}
        >
          {ticksY.map((value) => (
            <g key={value}>
              <line x1={PLOT.left} x2={width - PLOT.right} y1={y(value)} y2={y(value)} stroke="var(--line)" />
              <text x={PLOT.left - 6} y={y(value) + 4} textAnchor="end" fill="var(--ink-3)">
                {format(value)}
              </text>
            </g>
          ))}
          {ticksX.map((factor) => (
            <text key={factor} x={x(factor)} y={HEIGHT - 6} textAnchor="middle" fill="var(--ink-3)">
              {formatFactor(factor)}
            </text>
          ))}
          {marks.map((mark, row) => (
            <Mark key={mark.label} {...mark} row={row} x={x(mark.factor)} isLast={x(mark.factor) > width - LABEL} />
          ))}
          {target && (
            <line
              x1={PLOT.left}
              x2={width - PLOT.right}
              y1={y(target.value)}
              y2={y(target.value)}
              stroke="var(--ink-2)"
              strokeDasharray="1 3"
              strokeWidth="1.5"
            />
          )}
          {lines.map((line) => (
            <path
              key={line.label}
              d={pathOf(line.values, factors, x, y)}
              fill="none"
              stroke={`var(${line.colour})`}
              strokeWidth="1.5"
              strokeDasharray={line.dash}
            />
          ))}
          {chosen !== null && <Reading {...props} at={chosen} x={x} y={y} />}
        </svg>
      </div>
    </figure>
  )
}

function LegendEntry({ label, colour, dash }: { label: string; colour: string; dash?: string }) {
  return (
    <span className="flex items-center gap-1 text-sm">
      <svg width="16" height="6" aria-hidden="true">
        <line x1="0" x2="16" y1="3" y2="3" strokeWidth="2" stroke={`var(${colour})`} strokeDasharray={dash} />
      </svg>
      {label}
    </span>
  )
}

/** Labels stand in rows of their own, as marks may lie side by side. */
function Mark({ label, colour, row, x, isLast }: SweepMark & { row: number; x: number; isLast: boolean }) {
  return (
    <g>
      <line x1={x} x2={x} y1={2 + 14 * row} y2={HEIGHT - PLOT.bottom} stroke={`var(${colour})`} strokeDasharray="4 3" />
      <text
        x={x + (isLast ? -4 : 4)}
        y={11 + 14 * row}
        textAnchor={isLast ? 'end' : 'start'}
        fill={`var(${colour})`}
        stroke="var(--surface)"
        strokeWidth="4"
        paintOrder="stroke"
      >
        {label}
      </text>
    </g>
  )
}

type Scale = (value: number) => number

/** A thin line at the load that is read, and a dot on each line. */
function Reading({ factors, lines, at, x, y }: SweepChartProps & { at: number; x: Scale; y: Scale }) {
  const factor = factors[at]
  if (factor === undefined) return null
  return (
    <g>
      <line x1={x(factor)} x2={x(factor)} y1={PLOT.top} y2={HEIGHT - PLOT.bottom} stroke="var(--edge)" />
      {lines.map(({ label, colour, values }) => {
        const value = values[at] ?? null
        return value === null ? null : (
          <circle key={label} cx={x(factor)} cy={y(value)} r="3" fill={`var(${colour})`} stroke="var(--surface)" />
        )
      })}
    </g>
  )
}

/** A gap where a value is not known: what comes after it is a line of its own. */
function pathOf(values: readonly (number | null)[], factors: readonly number[], x: Scale, y: Scale): string {
  let isDown = false
  return values
    .map((value, i) => {
      const to = value === null ? '' : `${isDown ? 'L' : 'M'}${x(factors[i]!).toFixed(1)},${y(value).toFixed(1)}`
      isDown = value !== null
      return to
    })
    .join('')
}

function scalesOf({ range, lines, target, scale }: SweepChartProps, width: number) {
  const [from, to] = range
  const inside = width - PLOT.left - PLOT.right
  const x: Scale = (factor) => PLOT.left + (inside * Math.log(factor / from)) / Math.log(to / from)
  const ticksX = [0.1, 0.2, 0.5, 1, 2, 5, 10].filter((factor) => factor >= from && factor <= to)
  const bottom = HEIGHT - PLOT.bottom
  const tall = bottom - PLOT.top
  if (scale === 'share')
    return { x, y: (value: number) => bottom - tall * value, ticksX, ticksY: [0, 0.25, 0.5, 0.75, 1] }
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null && value > 0)) as number[]
  const all = target === null ? known : [...known, target.value]
  const least = Math.floor(Math.log10(Math.min(...all, 1)))
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...all, 1e-9))))
  const y: Scale = (value) => bottom - (tall * (Math.log10(Math.max(value, 1e-12)) - least)) / (most - least)
  return { x, y, ticksX, ticksY: Array.from({ length: most - least + 1 }, (_, i) => 10 ** (least + i)) }
}

function nearest(positions: readonly number[], at: number): number {
  return positions.reduce(
    (best, position, i) => (Math.abs(position - at) < Math.abs(positions[best]! - at) ? i : best),
    0,
  )
}

function useWidth() {
  const host = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(300)
  // before it is painted: otherwise it is seen to jump
  useLayoutEffect(() => {
    const element = host.current
    if (!element) return
    const measure = () => setWidth(Math.max(200, element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { host, width }
}
