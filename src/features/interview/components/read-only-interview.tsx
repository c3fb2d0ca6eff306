'use client'

import { type ReactNode, useRef, useState } from 'react'
import type { ClockReading } from '@/core/interview/clock'
import type { CandidateProblem } from '@/core/content/problem'
import type { ChangeTarget } from '@/core/interview/replay-change'
import type { StepId } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import { useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import type { Simulation } from '@/features/simulation/use-simulation'
import { showCommandOverlay } from '@/ui/command-overlay'
import { useHydrated } from '@/ui/use-hydrated'
import { CanvasReach } from './canvas-reach'
import { type ExtraPanel, InterviewBody, marksOf } from './interview-body'
import { isCanvasStep } from './step-names'
import { useChangeMarks } from './use-change-marks'
import { useChosenTarget } from './use-chosen-target'
import { useFrame } from './use-frame'
import type { BesideStep } from './use-leading'
import { useReadOnlyWorkspace } from './use-read-only-workspace'
import { useWorkspaceKeys, workspaceShortcuts } from './use-workspace-keys'
import { WorkspaceBar } from './workspace-bar'

export interface ReadOnlyInterviewProps {
  id: string
  title: string
  problem: CandidateProblem
  /** What is shown; nothing here changes it. */
  state: InterviewState
  /** The clock as it stands, or stood. */
  reading: ClockReading
  /** The step that is shown. */
  step: StepId
  onStepChange: (step: StepId) => void
  /** What is to be seen just now: it is marked for a moment, whenever this is another object. */
  marked?: readonly ChangeTarget[]
  /** Told of the thing that whoever looks has chosen: a row, or what is selected on the canvas. Null: nothing. */
  onTarget?: (target: ChangeTarget | null) => void
  /** Beside the clock: what this view of the interview is. */
  status: ReactNode
  /** Right end of the bar. */
  aside?: ReactNode
  /** What else stands in the side panel. */
  extraPanels?: readonly ExtraPanel[]
  /** For what else stands in the side panel. */
  beside?: BesideStep
  /** Runs in this page, which are recorded nowhere. */
  simulation: Simulation
  /** In the bar on canvas steps. */
  run?: ReactNode
  /** Between the bar and the step. */
  head?: ReactNode
  /** Between the step and the lower edge. */
  foot?: ReactNode
}

/** An interview for somebody who only looks: the very components of the candidate, with nothing that could be changed. */
export function ReadOnlyInterview(props: ReadOnlyInterviewProps) {
  const { id, title, problem, state, reading, step, onStepChange, marked } = props
  const workspace = useReadOnlyWorkspace(state, step, onStepChange, props.simulation)
  const [canvas] = useState(() => new CanvasReach())
  const frame = useFrame(workspace, canvas, null)
  const isHydrated = useHydrated()
  useRegisteredShortcuts(workspaceShortcuts)
  useWorkspaceKeys({
    goToStep: onStepChange,
    undo: workspace.undo,
    redo: workspace.redo,
    save: workspace.undo,
    panel: frame.togglePanel,
  })
  useChangeMarks(marked, workspace, canvas)
  const root = useRef<HTMLDivElement>(null)
  useChosenTarget(root, workspace, props.onTarget)
  return (
    <div ref={root} className="flex h-dvh flex-col overflow-hidden" data-ready={isHydrated || undefined}>
      <WorkspaceBar
        title={title}
        reading={reading}
        step={step}
        onStepChange={onStepChange}
        saveState={props.status}
        run={isCanvasStep(step) && props.run}
        palette={{ label: 'Find any action (Ctrl+K)', onSelect: () => showCommandOverlay('palette') }}
        shortcuts={{ label: 'Keyboard shortcuts', onSelect: () => showCommandOverlay('shortcuts') }}
        isPanelOpen={frame.isPanelShown}
        panelMark={marksOf(props.extraPanels)}
        onPanelToggle={frame.togglePanel}
        report={props.aside}
      />
      {props.head}
      <InterviewBody
        id={id}
        problem={problem}
        workspace={workspace}
        frame={frame}
        canvas={canvas}
        saveText="Nothing here can be changed."
        extraPanels={props.extraPanels}
        beside={props.beside}
      />
      {props.foot}
    </div>
  )
}
