'use client'

import { CircleX, Hash, Play, VolumeX } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { KeyMoment, KeyMomentKind } from '@/core/interview/replay-moments'
import { watchSize } from '@/features/canvas/components/watch-size'
import { useReplay, useReplayPlayer } from '../replay'
import { clockText } from './clock-text'

const looks: Record<KeyMomentKind, { Icon: typeof Hash; label: string }> = {
  'first-number': { Icon: Hash, label: 'First number' },
  'first-run': { Icon: Play, label: 'First run' },
  'first-failure': { Icon: CircleX, label: 'First failure' },
  'longest-silence': { Icon: VolumeX, label: 'Longest silence' },
}

const labelOf = ({ kind, lastsMs }: KeyMoment): string =>
  lastsMs === null ? looks[kind].label : `${looks[kind].label}, ${clockText(lastsMs / 1000)}`

/** The height of a row of flags, and the width of a letter and of what stands around the words, px. */
const ROW = 24
const LETTER = 6.4
const AROUND = 30

interface Flag {
  moment: KeyMoment
  /** 0..1 of the axis. */
  share: number
  row: number
  /** It hangs to the left of its place: to the right there is no room. */
  isLeft: boolean
}

/** The key moments, by name, above their places on the axis. */
export function ReplayFlags() {
  const player = useReplayPlayer()
  const moments = useReplay((view) => view.moments)
  const scale = useReplay((view) => view.scale)
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = box.current
    if (!element) return
    setWidth(element.clientWidth)
    return watchSize(element, (_, after) => setWidth(after.width))
  }, [])
  const flags = useMemo(
    () =>
      placed(
        moments.map((moment) => [moment, scale.shownAt(moment.atMs) / Math.max(1, scale.shownMs)]),
        width,
      ),
    [moments, scale, width],
  )
  const rows = Math.max(0, ...flags.map(({ row }) => row + 1))
  return (
    <div ref={box} role="group" aria-label="Key moments" className="relative" style={{ height: rows * ROW }}>
      {flags.map(({ moment, share, row, isLeft }) => {
        const { Icon } = looks[moment.kind]
        return (
          <button
            key={moment.kind}
            type="button"
            title={`Go to: ${labelOf(moment)}`}
            onClick={() => player.goTo(moment.seq)}
            className={`absolute flex h-6 items-center gap-1 border-accent px-1 text-xs whitespace-nowrap text-ink-2 hover:text-ink ${isLeft ? 'flex-row-reverse border-e' : 'border-s'}`}
            style={{
              top: row * ROW,
              ...(isLeft ? { right: `${100 * (1 - share)}%` } : { left: `${100 * share}%` }),
            }}
          >
            <Icon size={12} aria-hidden className="shrink-0 text-accent" />
            {labelOf(moment)}
          </button>
        )
      })}
    </div>
  )
}

/** Flags in rows, so that none lies on another: the later ones stand lower. */
function placed(moments: readonly (readonly [KeyMoment, number])[], width: number): Flag[] {
  const taken: { from: number; to: number }[][] = []
  return moments.map(([moment, share]) => {
    const at = share * width
    const length = labelOf(moment).length * LETTER + AROUND
    const isLeft = at + length > width
    const span = isLeft ? { from: at - length, to: at } : { from: at, to: at + length }
    const fits = (row: number) => (taken[row] ?? []).every(({ from, to }) => span.to < from || span.from > to)
    let row = 0
    while (!fits(row)) row += 1
    taken[row] = [...(taken[row] ?? []), span]
    return { moment, share, row, isLeft }
  })
}
