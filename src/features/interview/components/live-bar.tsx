'use client'

import { Play } from 'lucide-react'
import Link from 'next/link'
import { nextRedo, nextUndo, undoLabel } from '@/core/interview/undo'
import { Button, buttonClass } from '@/ui/button'
import { useInterviewClock } from '../client'
import { ClockNudges } from './clock-nudges'
import { SaveState } from './save-state'
import { isCanvasStep } from './step-names'
import type { Workspace } from './use-workspace'
import { WorkspaceBar } from './workspace-bar'

export interface LiveBarProps {
  workspace: Workspace
  interviewId: string
  isPanelOpen: boolean
  onPanelToggle: () => void
  onPalette: () => void
  onShortcuts: () => void
  onFinish: () => void
}

/** The bar with the running clock: the one part of the workspace that is drawn again every second. */
export function LiveBar({ workspace, interviewId, isPanelOpen, onPanelToggle, ...props }: LiveBarProps) {
  const reading = useInterviewClock()
  const { state, step, isFinished, isReadOnly, simulation, blocked, design, dispatch } = workspace
  const undone = nextUndo(state)
  const redone = nextRedo(state)
  const canPause = state.mode === 'practice' && !isFinished
  return (
    <>
      <WorkspaceBar
        title={state.title}
        reading={reading}
        step={step}
        onStepChange={workspace.goToStep}
        saveState={<SaveState status={workspace.saveState} />}
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
        undo={
          isFinished
            ? undefined
            : {
                label: undone ? `Undo ${undoLabel(undone)}` : 'Undo',
                isDisabled: isReadOnly || !undone,
                onSelect: workspace.undo,
              }
        }
        redo={
          isFinished
            ? undefined
            : {
                label: redone ? `Redo ${undoLabel(redone)}` : 'Redo',
                isDisabled: isReadOnly || !redone,
                onSelect: workspace.redo,
              }
        }
        pause={
          canPause
            ? {
                label: reading.isPaused ? 'Resume the clock' : 'Pause the clock',
                onSelect: () => dispatch({ type: reading.isPaused ? 'resumed' : 'paused' }),
              }
            : undefined
        }
        finish={isFinished ? undefined : { label: 'Finish interview', onSelect: props.onFinish }}
        palette={{ label: 'Find any action (Ctrl+K)', onSelect: props.onPalette }}
        shortcuts={{ label: 'Keyboard shortcuts', onSelect: props.onShortcuts }}
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
