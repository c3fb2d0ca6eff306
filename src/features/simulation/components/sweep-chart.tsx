'use client'

import { useId, useLayoutEffect, useRef, useState } from 'react'
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
  /** Whether the values at a load are not the last word, which is drawn all over it, one a load. */
  isUnsettled: readonly boolean[]
  /** Says in the legend why they are not. */
  unsettledLabel: string
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
const TALL = HEIGHT - PLOT.top - PLOT.bottom

/** Lines over offered load, drawn point by point as they come. The panel reads the points aloud and has them in a table. */
export function SweepChart(props: SweepChartProps) {
  const { title, factors, lines, marks, isUnsettled, target, chosen } = props
  const { host, width } = useWidth()
  const hatch = useId()
  const scales = scalesOf(props, width)
  const { x, y } = scales
  return (
    <figure className="min-w-0">
      <figcaption className="flex flex-wrap items-center gap-x-3 text-ink-2">
        <span className="font-medium text-ink">{title}</span>
        {lines.map((line) => (
          <LegendEntry key={line.label} {...line} />
        ))}
        {target && <LegendEntry label={target.label} colour="--ink-2" dash="1 3" />}
        {isUnsettled.includes(true) && <HatchEntry label={props.unsettledLabel} hatch={hatch} />}
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
          <Hatch id={hatch} />
          {spansOf(isUnsettled, factors.map(x), [PLOT.left, width - PLOT.right]).map(([from, to]) => (
            <rect key={from} x={from} y={PLOT.top} width={to - from} height={TALL} fill={`url(#${hatch})`} />
          ))}
          <Axes {...scales} width={width} format={props.format} />
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
            <LinePath key={line.label} {...line} factors={factors} isOpen={isUnsettled} x={x} y={y} />
          ))}
          {chosen !== null && <Reading {...props} at={chosen} x={x} y={y} />}
        </svg>
      </div>
    </figure>
  )
}

/** The pattern of what is not settled, once a chart. */
function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" x2="0" y1="0" y2="6" stroke="var(--edge)" strokeWidth="1.5" />
    </pattern>
  )
}

function HatchEntry({ label, hatch }: { label: string; hatch: string }) {
  return (
    <span className="flex items-center gap-1 text-sm">
      <svg width="16" height="12" aria-hidden="true">
        <rect width="16" height="12" fill={`url(#${hatch})`} stroke="var(--edge)" />
      </svg>
      {label}
    </span>
  )
}

/** Where they are set, from half-way to the load before to half-way to the load after. */
function spansOf(at: readonly boolean[], positions: readonly number[], [left, right]: [number, number]) {
  const spans: [number, number][] = []
  const between = (i: number) => {
    if (i === 0) return left
    return i === positions.length ? right : (positions[i - 1]! + positions[i]!) / 2
  }
  at.forEach((isSet, i) => {
    if (isSet && at[i - 1] && spans.length > 0) spans.at(-1)![1] = between(i + 1)
    else if (isSet) spans.push([between(i), between(i + 1)])
  })
  return spans
}

function Axes({ x, y, ticksX, ticksY, width, format }: Scales & { width: number; format: SweepChartProps['format'] }) {
  return (
    <>
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
    </>
  )
}

interface LinePathProps extends SweepLine, Pick<Scales, 'x' | 'y'> {
  factors: readonly number[]
  /** Which points are drawn as open circles: the line may yet move there. */
  isOpen: readonly boolean[]
}

function LinePath({ values, colour, dash, factors, isOpen, x, y }: LinePathProps) {
  const stroke = `var(${colour})`
  return (
    <g>
      <path d={pathOf(values, factors, x, y)} fill="none" stroke={stroke} strokeWidth="1.5" strokeDasharray={dash} />
      {factors.map((factor, i) => {
        const value = values[i] ?? null
        if (value === null || !isOpen[i]) return null
        return <circle key={factor} cx={x(factor)} cy={y(value)} r="2.5" fill="var(--surface)" stroke={stroke} />
      })}
    </g>
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

interface Scales {
  x: Scale
  y: Scale
  ticksX: readonly number[]
  ticksY: readonly number[]
}

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

function scalesOf({ range, lines, target, scale }: SweepChartProps, width: number): Scales {
  const [from, to] = range
  const inside = width - PLOT.left - PLOT.right
  const x: Scale = (factor) => PLOT.left + (inside * Math.log(factor / from)) / Math.log(to / from)
  const ticksX = [0.1, 0.2, 0.5, 1, 2, 5, 10].filter((factor) => factor >= from && factor <= to)
  const bottom = HEIGHT - PLOT.bottom
  if (scale === 'share')
    return { x, y: (value: number) => bottom - TALL * value, ticksX, ticksY: [0, 0.25, 0.5, 0.75, 1] }
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null && value > 0)) as number[]
  const all = target === null ? known : [...known, target.value]
  const least = Math.floor(Math.log10(Math.min(...all, 1)))
  const most = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...all, 1e-9))))
  const y: Scale = (value) => bottom - (TALL * (Math.log10(Math.max(value, 1e-12)) - least)) / (most - least)
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
