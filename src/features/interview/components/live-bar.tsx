'use client'

import { Play } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ClockReading } from '@/core/interview/clock'
import { nextRedo, nextUndo, undoLabel } from '@/core/interview/undo'
import { Button, buttonClass } from '@/ui/button'
import { useInterviewClock } from '../client'
import { ClockNudges } from './clock-nudges'
import { SaveState } from './save-state'
import { isCanvasStep } from './step-names'
import type { Workspace } from './use-workspace'
import { Watchers } from './watchers'
import { WorkspaceBar, type WorkspaceBarProps } from './workspace-bar'

export interface LiveBarProps {
  workspace: Workspace
  interviewId: string
  /** The button that shares the interview. */
  share?: ReactNode
  isPanelOpen: boolean
  panelMark?: ReactNode
  onPanelToggle: () => void
  onPalette: () => void
  onShortcuts: () => void
  onFinish: () => void
}

/** The bar with the running clock: the one part of the workspace that is drawn again every second. */
export function LiveBar({ workspace, interviewId, share, isPanelOpen, onPanelToggle, ...props }: LiveBarProps) {
  const reading = useInterviewClock()
  const { state, step, isFinished, simulation, blocked, design } = workspace
  return (
    <>
      <WorkspaceBar
        title={state.title}
        reading={reading}
        step={step}
        onStepChange={workspace.goToStep}
        saveState={
          <>
            <Watchers />
            <SaveState status={workspace.saveState} />
          </>
        }
        run={
          isCanvasStep(step) && (
            <Button
              variant="primary"
              aria-label="Run the design"
              icon={<Play size={14} aria-hidden />}
              disabled={blocked !== null || simulation.status.state === 'running'}
              title={blocked ?? 'Run the design'}
              onClick={() => simulation.run(design)}
            >
              <span className="max-sm:sr-only">Run</span>
            </Button>
          )
        }
        {...editActions(workspace, reading)}
        finish={isFinished ? undefined : { label: 'Finish interview', onSelect: props.onFinish }}
        palette={{ label: 'Find any action (Ctrl+K)', onSelect: props.onPalette }}
        shortcuts={{ label: 'Keyboard shortcuts', onSelect: props.onShortcuts }}
        share={share}
        isPanelOpen={isPanelOpen}
        onPanelToggle={onPanelToggle}
        report={
          isFinished && (
            <Link href={`/interview/${interviewId}/report`} className={buttonClass('primary')}>
              Report
            </Link>
          )
        }
      />
      <ClockNudges remainingS={reading.isRunning ? reading.remainingS : null} />
    </>
  )
}

/** What the bar can do to the interview just now; nothing when it is finished. */
function editActions(
  { state, isFinished, isReadOnly, undo, redo, dispatch }: Workspace,
  { isPaused }: ClockReading,
): Pick<WorkspaceBarProps, 'undo' | 'redo' | 'pause'> {
  if (isFinished) return {}
  const undone = nextUndo(state)
  const redone = nextRedo(state)
  const pause = {
    label: isPaused ? 'Resume the clock' : 'Pause the clock',
    onSelect: () => void dispatch({ type: isPaused ? 'resumed' : 'paused' }),
  }
  return {
    undo: { label: undone ? `Undo ${undoLabel(undone)}` : 'Undo', isDisabled: isReadOnly || !undone, onSelect: undo },
    redo: { label: redone ? `Redo ${undoLabel(redone)}` : 'Redo', isDisabled: isReadOnly || !redone, onSelect: redo },
    pause: state.mode === 'practice' ? pause : undefined,
  }
}
