'use client'

import { Circle } from 'lucide-react'
import { useState } from 'react'
import type { ClockReading } from '@/core/interview/clock'
import { classNames } from '@/ui/class-names'
import { clockText, spokenDuration } from './clock-text'

export interface InterviewClockProps {
  reading: ClockReading
}

/**
 * The interview's clock; a click hides it to a dot for those whom it makes nervous. Screen readers may look at it, and it
 * never speaks by itself: `ClockNudges` does, three times.
 */
export function InterviewClock({ reading }: InterviewClockProps) {
  const [isHidden, setIsHidden] = useState(false)
  const { elapsedS, remainingS } = reading
  const overS = overtimeS(remainingS)
  const isOver = overS > 0
  // Time left is rounded up, so that "0:00" means over.
  const text = isOver ? `+${clockText(overS)}` : clockText(remainingS === null ? elapsedS : Math.ceil(remainingS))
  const words = clockWords(reading)
  return (
    <div className="relative flex h-8 shrink-0 items-center justify-center rounded-md px-1.5 focus-within:bg-sunken hover:bg-sunken">
      <span role="timer" aria-live="off" aria-label={words} className="flex items-center gap-1">
        {isHidden ? (
          <Circle size={8} aria-hidden className={isOver ? 'fill-warn text-warn' : 'fill-ink-3 text-ink-3'} />
        ) : (
          <span className={classNames('text-md font-semibold', isOver ? 'text-warn' : 'text-ink')}>{text}</span>
        )}
        {!isHidden && <span className="text-xs text-ink-3 max-sm:hidden">{suffix(reading)}</span>}
      </span>
      <button
        type="button"
        aria-pressed={isHidden}
        aria-label="Hide the clock"
        title={isHidden ? `Show the clock: ${words}` : 'Hide the clock'}
        onClick={() => setIsHidden(!isHidden)}
        className="absolute inset-0 rounded-md"
      />
    </div>
  )
}

/** Whole seconds over the plan; 0 while there is time left or none was planned. */
const overtimeS = (remainingS: number | null): number =>
  remainingS === null ? 0 : Math.max(0, Math.floor(-remainingS))

function suffix({ remainingS, isPaused, isFinished }: ClockReading): string {
  if (isFinished) return 'finished'
  if (isPaused) return 'paused'
  if (remainingS === null) return 'untimed'
  return overtimeS(remainingS) > 0 ? 'overtime' : 'left'
}

function clockWords({ elapsedS, remainingS, isPaused, isFinished }: ClockReading): string {
  const state = isFinished ? ', finished' : isPaused ? ', paused' : ''
  if (remainingS === null) return `${spokenDuration(elapsedS)} so far${state}`
  const overS = overtimeS(remainingS)
  return overS > 0
    ? `${spokenDuration(overS)} over time${state}`
    : `${spokenDuration(Math.ceil(remainingS))} left${state}`
}
