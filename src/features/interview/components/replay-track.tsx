'use client'

import { type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { stepOf } from '@/core/interview/outline'
import type { AxisMark, Lane } from '@/core/interview/replay-axis'
import type { ReplayScale } from '@/core/interview/replay-scale'
import { classNames } from '@/ui/class-names'
import { useReplay, useReplayClock, useReplayPlayer } from '../replay'
import { clockText, spokenDuration } from './clock-text'
import { ReplayFlags } from './replay-flags'
import { shortStepNames } from './step-names'

const laneNames: Record<Exclude<Lane, 'clock'>, string> = {
  interviewer: 'Interviewer',
  answers: 'Answers',
  sheet: 'Sheet',
  canvas: 'Canvas',
  runs: 'Runs',
}
type ShownLane = { key: string; name: string; marks: readonly Pick<AxisMark, 'seq' | 'atMs' | 'hasFault'>[] }

/** The axis itself: the steps as bands, a lane for each kind of event, and where one is. A slider over the events. */
export function ReplayTrack() {
  const lanes = useLanes()
  return (
    <div className="flex items-end gap-2">
      <div aria-hidden className="w-16 shrink-0 pb-[17px] text-xs text-ink-3 max-sm:hidden">
        {lanes.map(({ key, name }) => (
          <div key={key} className="h-[13px] truncate leading-[13px]">
            {name}
          </div>
        ))}
      </div>
      <div className="min-w-0 flex-1">
        <ReplayFlags />
        <Slider lanes={lanes} />
        <Ticks />
      </div>
    </div>
  )
}

/** Lanes of which there is something; what others put on the axis comes last. */
function useLanes(): ShownLane[] {
  const replay = useReplay((view) => view.replay)
  const marks = useReplay((view) => view.axis.marks)
  const notes = useReplay((view) => view.notes)
  return useMemo(() => {
    const own = Object.entries(laneNames).map(([key, name]) => ({
      key,
      name,
      marks: marks.filter(({ lane }) => lane === key),
    }))
    const others = Object.entries(notes).map(([key, list]) => ({
      key: `notes-${key}`,
      name: key,
      marks: list.map(({ seq }) => ({ seq, atMs: replay.atMs(seq), hasFault: false })),
    }))
    return [
      ...own.filter((lane) => lane.key !== 'interviewer' || lane.marks.length > 0),
      ...others.filter((lane) => lane.marks.length > 0),
    ]
  }, [replay, marks, notes])
}

function Slider({ lanes }: { lanes: readonly ShownLane[] }) {
  const player = useReplayPlayer()
  const scale = useReplay((view) => view.scale)
  const seq = useReplay((view) => view.seq)
  const last = useReplay((view) => view.replay.lastSeq)
  const change = useReplay((view) => view.change)
  const step = useReplay((view) => view.state.clock.step)
  const { elapsedS } = useReplayClock()

  function onPointer(event: PointerEvent<HTMLDivElement>) {
    if (event.buttons !== 1) return
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width))
    player.goToMoment(scale.momentAt(share * scale.shownMs))
  }

  return (
    <div
      role="slider"
      data-replay
      tabIndex={0}
      aria-label="Moment of the interview"
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={last}
      aria-valuenow={seq}
      aria-valuetext={`${spokenDuration(elapsedS)}, ${stepOf(step).name}: ${change?.text ?? ''}`}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      className="relative cursor-ew-resize touch-pan-y rounded-sm border border-line bg-sunken select-none"
    >
      <Bands />
      {lanes.map((lane) => (
        <LaneMarks key={lane.key} lane={lane} scale={scale} />
      ))}
      <Cuts />
      <Playhead />
    </div>
  )
}

const share = (scale: ReplayScale, atMs: number): number => (100 * scale.shownAt(atMs)) / Math.max(1, scale.shownMs)

function Bands() {
  const bands = useReplay((view) => view.axis.bands)
  const scale = useReplay((view) => view.scale)
  return (
    <div aria-hidden className="relative h-4 overflow-hidden rounded-t-sm border-b border-line bg-surface">
      {bands.map(({ step, seq, fromMs, toMs }, i) => {
        const left = share(scale, fromMs)
        return (
          <span
            key={seq}
            title={shortStepNames[step]}
            className={classNames(
              'absolute inset-y-0 overflow-hidden border-s border-line ps-1 text-xs leading-4 text-ellipsis whitespace-nowrap text-ink-2',
              i % 2 === 1 && 'bg-accent-soft',
            )}
            style={{ left: `${left}%`, width: `${share(scale, toMs) - left}%` }}
          >
            {shortStepNames[step]}
          </span>
        )
      })}
    </div>
  )
}

/** All marks of a lane in one path: thousands of them cost as much as one. A fault is a triangle. */
function LaneMarks({ lane, scale }: { lane: ShownLane; scale: ReplayScale }) {
  const { plain, faults } = useMemo(() => {
    const at = lane.marks.map(({ atMs, hasFault }) => ({ x: 10 * share(scale, atMs), hasFault }))
    return {
      plain: at
        .filter(({ hasFault }) => !hasFault)
        .map(({ x }) => `M${x.toFixed(1)},3v7`)
        .join(''),
      faults: at.filter(({ hasFault }) => hasFault),
    }
  }, [lane, scale])
  const isDot = lane.key === 'runs' || lane.key.startsWith('notes-')
  return (
    <div aria-hidden className="relative h-[13px]">
      <svg viewBox="0 0 1000 13" preserveAspectRatio="none" className="absolute inset-0 h-full w-full overflow-visible">
        <path
          d={plain}
          vectorEffect="non-scaling-stroke"
          strokeLinecap={isDot ? 'round' : 'butt'}
          className={isDot ? 'stroke-accent' : 'stroke-ink-3'}
          strokeWidth={isDot ? 4 : 1.5}
        />
      </svg>
      {faults.map(({ x }) => (
        <span
          key={x}
          title="A fault"
          className="absolute top-0.5 -ms-1 border-x-4 border-b-8 border-x-transparent border-b-bad"
          style={{ left: `${x / 10}%` }}
        />
      ))}
    </div>
  )
}

const cutWords = { paused: 'Paused', left: 'Nothing happened' } as const

/** Stretches that are shown shorter than they were. */
function Cuts() {
  const scale = useReplay((view) => view.scale)
  return scale.cuts.map(({ fromMs, toMs, why }) => {
    const left = share(scale, fromMs)
    return (
      <span
        key={fromMs}
        aria-hidden
        title={`${cutWords[why]} for ${spokenDuration((toMs - fromMs) / 1000)}: shown shortened`}
        className="absolute inset-y-0 border-x border-dashed border-edge bg-[repeating-linear-gradient(135deg,transparent_0_4px,var(--line)_4px_6px)]"
        style={{ left: `${left}%`, width: `${share(scale, toMs) - left}%` }}
      />
    )
  })
}

/** Where one is. Written past React: it moves with every frame. */
function Playhead() {
  const player = useReplayPlayer()
  const line = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const place = () => {
      const { scale, atMs } = player.getState()
      if (line.current) line.current.style.left = `${share(scale, atMs)}%`
    }
    place()
    return player.subscribe(place)
  }, [player])
  return (
    <span ref={line} aria-hidden className="pointer-events-none absolute inset-y-0 -ms-px border-s-2 border-accent">
      <span className="absolute -top-1 -left-[6px] size-2.5 rounded-full bg-accent" />
    </span>
  )
}

/** Distances that ticks may have, minutes, and how many there are about. */
const DISTANCES_MIN = [0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300]
const ABOUT = 9

/** Minutes of the interview's clock, pauses left out, along the axis. */
function Ticks() {
  const axis = useReplay((view) => view.axis)
  const scale = useReplay((view) => view.scale)
  const ticks = useMemo(() => {
    const pausedMs = axis.pauses.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
    const minutes = (axis.toMs - axis.fromMs - pausedMs) / 60_000
    const distance = DISTANCES_MIN.find((each) => minutes / each <= ABOUT) ?? minutes
    const count = distance > 0 ? Math.floor(minutes / distance) + 1 : 1
    return Array.from({ length: count }, (_, i) => {
      const workedMs = i * distance * 60_000
      return { workedMs, at: share(scale, afterWork(axis, workedMs)) }
    })
  }, [axis, scale])
  return (
    <div
      className="relative h-4 overflow-hidden text-xs text-ink-3 max-sm:[&>:nth-child(even)]:hidden"
      aria-hidden="true"
    >
      {ticks.map(({ workedMs, at }) => (
        <span
          key={workedMs}
          className="absolute whitespace-nowrap"
          style={at > 90 ? { right: `${100 - at}%` } : { left: `${at}%` }}
        >
          {clockText(workedMs / 1000)}
        </span>
      ))}
    </div>
  )
}

/** The moment at which so much time had been worked. */
function afterWork(
  { fromMs, pauses }: { fromMs: number; pauses: readonly { fromMs: number; toMs: number }[] },
  workedMs: number,
) {
  let at = fromMs + workedMs
  for (const pause of pauses) if (pause.fromMs < at) at += pause.toMs - pause.fromMs
  return at
}
