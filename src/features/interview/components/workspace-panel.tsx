'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { CandidateProblem } from '@/core/content/problem'
import { whenReachable } from '@/ui/fetched-part'
import type { CanvasReach } from './canvas-reach'
import { StepGuide } from './step-guide'
import { isCanvasStep } from './step-names'
import type { Workspace } from './use-workspace'

const CanvasPanel = dynamic(
  whenReachable(() => import('./canvas-panel').then((module) => module.CanvasPanel)),
  { ssr: false },
)

const CellInspector = dynamic(
  whenReachable(() => import('./cell-inspector').then((module) => module.CellInspector)),
  { ssr: false },
)

// Fetched when an interviewer has said something: most interviews have none.
const FromInterviewer = dynamic(
  whenReachable(() => import('./from-interviewer').then((module) => module.FromInterviewer)),
  {
    ssr: false,
  },
)

export interface WorkspacePanelProps {
  workspace: Workspace
  interviewId: string
  problem: CandidateProblem
  canvas: CanvasReach
  /** The cell of the sheet that is worked on. */
  cell: string | null
}

/** What stands in the panel: what is chosen on the canvas or worked on in the sheet, else the guide of the step. */
export function WorkspacePanel({ workspace, interviewId, problem, canvas, cell }: WorkspacePanelProps) {
  const { step, state } = workspace
  const guide = (children?: ReactNode) => (
    <StepGuide step={step} problem={problem} state={state}>
      {children}
    </StepGuide>
  )
  const said =
    // A finished interview is read; a paused one, or one whose time is up, can still be answered.
    state.interjections.length > 0 && (
      <FromInterviewer
        state={state}
        dispatch={workspace.dispatch}
        isReadOnly={workspace.isFinished || workspace.isOnlooker}
      />
    )
  if (isCanvasStep(step))
    return (
      <div className="flex h-full flex-col">
        <div className="max-h-1/2 shrink-0 overflow-y-auto">{said}</div>
        <div className="min-h-0 flex-1">
          <CanvasPanel workspace={workspace} canvas={canvas} guide={guide} />
        </div>
      </div>
    )
  const rest = (
    <div className="flex flex-col gap-4 p-3">
      {step === 'estimates' && cell !== null && (
        <div className="border-b border-line pb-4 empty:hidden max-lg:hidden">
          <CellInspector workspace={workspace} seed={interviewId} cell={cell} />
        </div>
      )}
      {guide()}
    </div>
  )
  return (
    <>
      {said}
      {rest}
    </>
  )
}
