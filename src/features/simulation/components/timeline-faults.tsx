'use client'

import { useEffect, useRef, useState } from 'react'
import { formatDuration } from '@/core/units/format'
import { type FaultBar, stackBars } from '../fault-bars'

const LANE_PX = 20
/** Of a label, about: 11 px Inter, and the padding. */
const CHAR_PX = 6
const PADDING_PX = 12

const labelPx = ({ label }: FaultBar): number => label.length * CHAR_PX + PADDING_PX

interface FaultsProps {
  bars: readonly FaultBar[]
  simulatedS: number
}

/** The faults of a run below its axis, each in a row of its own while others last. */
export function TimelineFaults(props: FaultsProps) {
  return props.bars.length === 0 ? null : <FaultRows {...props} />
}

function FaultRows({ bars, simulatedS }: FaultsProps) {
  const list = useRef<HTMLUListElement>(null)
  const [widthPx, setWidthPx] = useState(600)
  useEffect(() => {
    const element = list.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const labelS = (bar: FaultBar) => (labelPx(bar) / widthPx) * simulatedS
  const placed = stackBars(bars, { labelS, simulatedS })
  const lanes = Math.max(...placed.map(({ lane }) => lane)) + 1
  const percent = (atS: number) => `${((100 * atS) / simulatedS).toFixed(3)}%`
  return (
    <ul ref={list} aria-label="Faults" className="relative" style={{ height: lanes * LANE_PX }}>
      {placed.map((bar) => (
        <li key={bar.id} title={`${bar.label}, ${whenText(bar)}`}>
          <span
            className="absolute h-1 min-w-1 rounded-sm bg-warn"
            style={{ top: bar.lane * LANE_PX, left: percent(bar.fromS), width: percent(bar.toS - bar.fromS) }}
          />
          <span
            className="absolute truncate text-xs leading-4 text-ink"
            style={{ top: bar.lane * LANE_PX + 3, left: percent(bar.labelFromS), right: 0 }}
          >
            {bar.label}
            <span className="sr-only">, {whenText(bar)}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

const whenText = ({ fromS, toS, isMoment }: FaultBar): string =>
  isMoment ? `at ${formatDuration(fromS)}` : `${formatDuration(fromS)} to ${formatDuration(toS)}`
