'use client'

import { FastForward, Pause, Play, SkipBack, SkipForward, UserRound } from 'lucide-react'
import { Button, IconButton } from '@/ui/button'
import { type ReplaySpeed, SPEEDS } from '../replay-player'
import { useReplay, useReplayClock, useReplayPlayer } from '../replay'
import { clockText } from './clock-text'
import { shortStepNames } from './step-names'

/** Play, step, speed; and what has just happened, in words. */
export function ReplayControls() {
  const player = useReplayPlayer()
  const isPlaying = useReplay((view) => view.isPlaying)
  const speed = useReplay((view) => view.speed)
  const skipsIdle = useReplay((view) => view.skipsIdle)
  const seq = useReplay((view) => view.seq)
  const last = useReplay((view) => view.replay.lastSeq)
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-1.5 gap-y-1">
      <IconButton size="sm" label="Event before" disabled={seq <= 1} onClick={() => player.goBy(-1)}>
        <SkipBack size={14} aria-hidden />
      </IconButton>
      <IconButton
        size="sm"
        variant="primary"
        label={isPlaying ? 'Stop playing' : 'Play the interview'}
        disabled={last === 0}
        onClick={player.toggle}
      >
        {isPlaying ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
      </IconButton>
      <IconButton size="sm" label="Event after" disabled={seq >= last} onClick={() => player.goBy(1)}>
        <SkipForward size={14} aria-hidden />
      </IconButton>
      <select
        aria-label="Speed of playing"
        className="h-7 rounded-md border border-line bg-surface px-1 text-sm"
        value={speed}
        onChange={(event) => player.setSpeed(Number(event.target.value) as ReplaySpeed)}
      >
        {SPEEDS.map((value) => (
          <option key={value} value={value}>
            {value}×
          </option>
        ))}
      </select>
      <IconButton
        size="sm"
        label="Skip what is idle"
        pressed={skipsIdle}
        onClick={() => player.setSkipsIdle(!skipsIdle)}
      >
        <FastForward size={14} aria-hidden />
      </IconButton>
      <Elapsed />
      <JustHappened />
      <PinnedStep />
      <span className="ms-auto text-xs whitespace-nowrap text-ink-3 max-sm:hidden">
        Event {seq} of {last}
      </span>
    </div>
  )
}

function Elapsed() {
  const { elapsedS } = useReplayClock()
  return <span className="min-w-10 px-1 text-end font-semibold">{clockText(elapsedS)}</span>
}

/** Spoken where somebody steps by hand; while it plays that would never end. */
function JustHappened() {
  const text = useReplay((view) => view.change?.text ?? '')
  const isPlaying = useReplay((view) => view.isPlaying)
  return (
    <p
      aria-live={isPlaying ? 'off' : 'polite'}
      className="min-w-0 flex-1 truncate max-sm:order-last max-sm:basis-full"
      title={text}
    >
      {text}
    </p>
  )
}

/** A step that somebody chose to look at, and the way back to following the candidate. */
function PinnedStep() {
  const player = useReplayPlayer()
  const pinned = useReplay((view) => view.pinned)
  const step = useReplay((view) => view.state.clock.step)
  if (pinned === null) return null
  return (
    <Button size="sm" icon={<UserRound size={12} aria-hidden />} onClick={() => player.pin(null)}>
      <span>
        Follow<span className="max-sm:sr-only"> the candidate: {shortStepNames[step]}</span>
      </span>
    </Button>
  )
}
