'use client'

import type { RefObject } from 'react'
import type { CandidateProblem } from '@/core/content/problem'
import type { Finding } from '@/core/design/report'
import type { DesignCanvasHandle } from '@/features/canvas/components/design-canvas'
import { FindingsList } from './findings-list'
import { RunHistory } from './run-history'
import { StepGuide } from './step-guide'
import { isCanvasStep } from './step-names'
import type { Workspace } from './use-workspace'

export interface WorkspacePanelProps {
  workspace: Workspace
  problem: CandidateProblem
  canvas: RefObject<DesignCanvasHandle | null>
}

/** What stands in the panel: the inspector of what is chosen on the canvas, else the guide of the step. */
export function WorkspacePanel({ workspace, problem, canvas }: WorkspacePanelProps) {
  const { step, state, findings, design, setSelection } = workspace

  function show(finding: Finding) {
    setSelection({ blocks: finding.blocks, links: finding.links ?? [] })
    canvas.current?.reveal(finding.blocks)
  }

  return (
    <StepGuide step={step} problem={problem} state={state}>
      {isCanvasStep(step) && (
        <>
          <FindingsList findings={findings} onShow={show} />
          <RunHistory runs={state.runs} design={design} />
        </>
      )}
    </StepGuide>
  )
}
