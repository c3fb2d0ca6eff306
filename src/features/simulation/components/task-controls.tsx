'use client'

import { CircleAlert, Play, Square } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatRatio } from '@/core/units/format'
import { Button } from '@/ui/button'
import type { TaskStatus } from '../use-task'

export interface TaskControlsProps {
  status: TaskStatus
  /** On the button that starts it. */
  verb: string
  onStart: () => void
  onStop: () => void
  /** Why it cannot start now; null when it can. */
  blocked: string | null
  /** Beside the button: what can be chosen. */
  children?: ReactNode
}

/** Starts and stops what takes seconds, and says how far it is. */
export function TaskControls({ status, verb, onStart, onStop, blocked, children }: TaskControlsProps) {
  const isRunning = status.state === 'running'
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {isRunning ? (
        <Button icon={<Square size={12} aria-hidden />} onClick={onStop}>
          Stop
        </Button>
      ) : (
        <Button
          variant="primary"
          icon={<Play size={12} aria-hidden />}
          disabled={blocked !== null}
          title={blocked ?? undefined}
          onClick={onStart}
        >
          {verb}
        </Button>
      )}
      {children}
      <span role="status" className="text-ink-2">
        {isRunning && `${formatRatio(Math.round(status.ratio * 100) / 100)} done`}
        {status.state === 'stopped' && 'Stopped: what is shown is what was there by then.'}
        {status.state === 'idle' && blocked}
      </span>
      {status.state === 'failed' && (
        <span className="flex items-center gap-1 text-bad">
          <CircleAlert size={14} aria-hidden /> {status.message}
        </span>
      )}
    </div>
  )
}

/** A table wider than the drawer: it scrolls by itself, also by keyboard. */
export function ScrolledSideways({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      className="overflow-x-auto"
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must get there
      tabIndex={0}
    >
      {children}
    </div>
  )
}
