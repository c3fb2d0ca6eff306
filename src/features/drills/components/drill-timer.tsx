'use client'

import { useEffect, useState } from 'react'
import { IconButton } from '@/ui/button'
import { Timer, TimerOff } from 'lucide-react'
import { useTimerShown } from '../use-timer-shown'

/**
 * The time that a question takes, against what is meant for it. It keeps its place and width whatever it says, and whoever
 * is made nervous by it turns it off.
 * @param stoppedS the time that it took, once it is answered
 */
export function DrillTimer({ timeS, stoppedS }: { timeS: number; stoppedS: number | null }) {
  const [isShown, show] = useTimerShown()
  const runningS = useSecondsSinceShown(stoppedS === null && isShown)
  const seconds = Math.floor(stoppedS ?? runningS)
  return (
    <div className="flex items-center gap-2">
      {isShown && (
        <>
          <span
            aria-hidden
            className="h-1 w-24 overflow-hidden rounded-full bg-line max-sm:hidden"
            title={`${timeS} s are meant for this`}
          >
            <span
              className={seconds > timeS ? 'block h-full bg-warn' : 'block h-full bg-accent'}
              style={{ width: `${Math.min(100, (100 * seconds) / timeS)}%` }}
            />
          </span>
          <span role="timer" className="min-w-20 text-end text-ink-2 tabular-nums">
            {seconds} of {timeS} s
          </span>
        </>
      )}
      <IconButton
        size="sm"
        label={isShown ? 'Hide the time' : 'Show the time'}
        pressed={!isShown}
        onClick={() => show(!isShown)}
      >
        {isShown ? <Timer size={14} aria-hidden /> : <TimerOff size={14} aria-hidden />}
      </IconButton>
    </div>
  )
}

/** Seconds since this was first on the screen. The server has its own clock, which is the one that counts. */
function useSecondsSinceShown(isRunning: boolean): number {
  const [fromMs] = useState(() => performance.now())
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (!isRunning) return
    const tick = () => setSeconds((performance.now() - fromMs) / 1000)
    tick()
    const interval = setInterval(tick, 500)
    return () => clearInterval(interval)
  }, [isRunning, fromMs])
  return seconds
}
