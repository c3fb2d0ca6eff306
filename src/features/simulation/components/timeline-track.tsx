'use client'

import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo } from 'react'
import { stepCount } from '@/core/design/moment'
import type { Report } from '@/core/design/report'
import { niceStep } from '@/core/units/nice-step'
import { classNames } from '@/ui/class-names'
import { strain } from '../strain'

export interface TrackProps {
  report: Report
  /** The step that is shown; null for the whole run. */
  step: number | null
  onStep: (step: number | null) => void
  /** The moment in words. */
  words: string
  isPlaying: boolean
  disabled: boolean
  /** What stands below the axis, over its whole width. */
  children: ReactNode
}

const PAGE = 10

/**
 * The axis of a run: a slider over its steps, whose last place is the end of the run, where everything is about the whole of
 * it. Behind it how many wait and how many fail, so that one sees where to look.
 */
export function TimelineTrack({ report, step, onStep, words, isPlaying, disabled, children }: TrackProps) {
  const steps = stepCount(report)

  function onKeyDown(event: KeyboardEvent) {
    const at = step ?? steps
    const targets: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      PageUp: at + PAGE,
      PageDown: at - PAGE,
      Home: 0,
      End: steps,
    }
    const next = targets[event.key]
    if (next === undefined || disabled || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    onStep(next >= steps ? null : Math.max(0, next))
  }

  function onPointer(event: PointerEvent<HTMLDivElement>) {
    if (disabled || event.buttons !== 1) return
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const next = Math.floor(((event.clientX - left) / width) * steps)
    onStep(Math.max(0, Math.min(steps - 1, next)))
  }

  const place = { left: `${(100 * (step ?? steps)) / steps}%`, width: step === null ? 0 : `${100 / steps}%` }
  return (
    <div className="relative">
      <div
        role="slider"
        tabIndex={disabled ? -1 : 0}
        aria-label="Moment of the run"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={steps}
        aria-valuenow={step ?? steps}
        aria-valuetext={words}
        aria-disabled={disabled}
        onKeyDown={onKeyDown}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        className={classNames(
          'relative h-10 touch-pan-y rounded-sm border border-line bg-sunken select-none',
          disabled ? 'cursor-not-allowed opacity-60' : 'cursor-ew-resize',
        )}
      >
        <Background report={report} steps={steps} />
        <span
          className={classNames(
            'pointer-events-none absolute inset-y-0 border-s-2 border-accent bg-accent/20',
            isPlaying && 'transition-[left] duration-(--motion) ease-linear motion-reduce:transition-none',
          )}
          style={place}
        >
          <span className="absolute -top-1 -left-[6px] size-2.5 rounded-full bg-accent" />
        </span>
      </div>
      <Axis simulatedS={report.simulatedS} />
      {children}
    </div>
  )
}

/**
 * Waiting from the middle up, failing from the middle down: apart by place and by shape. Less than one that waits is no hill.
 */
function Background({ report, steps }: { report: Report; steps: number }) {
  const { waiting, failing, mostWaiting, mostFailing } = useMemo(() => strain(report), [report])
  return (
    <svg
      viewBox={`0 0 ${steps} 40`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 h-full w-full"
    >
      <path d={area(waiting, Math.max(1, mostWaiting), 22, -19)} className="fill-info opacity-60" />
      {failing.map((perS, i) =>
        perS === 0 ? null : (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- a step is its place
            key={i}
            x={i + 0.1}
            y={24}
            width={0.8}
            height={Math.max(2, (16 * perS) / mostFailing)}
            className="fill-bad"
          />
        ),
      )}
    </svg>
  )
}

/** A filled curve in steps. @param height of the largest value; below 0 upwards */
function area(values: readonly number[], most: number, base: number, height: number): string {
  const line = values.map((value, i) => `L${i},${(base + (height * value) / most).toFixed(2)}h1`).join('')
  return `M0,${base}${line}L${values.length},${base}Z`
}

/** Parts of the axis at most, as many as have room for their words on a phone. */
const AXIS_PARTS = 5

function Axis({ simulatedS }: { simulatedS: number }) {
  const stepS = niceStep(simulatedS / AXIS_PARTS)
  const count = Math.floor(simulatedS / stepS + 1e-9) + 1
  return (
    <div className="relative h-4 text-xs text-ink-3" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => i * stepS).map((atS) => (
        <span
          key={atS}
          className="absolute whitespace-nowrap"
          style={{
            left: `${(100 * atS) / simulatedS}%`,
            // those at the ends stay inside
            transform: `translateX(${(-100 * atS) / simulatedS}%)`,
          }}
        >
          {Number(atS.toPrecision(3))} s
        </span>
      ))}
    </div>
  )
}
