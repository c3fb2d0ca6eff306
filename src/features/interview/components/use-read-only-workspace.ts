'use client'

import { useState } from 'react'
import { fedBySheet } from '@/core/interview/fed-by-sheet'
import type { StepId } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import { nothingSelected, type Selection } from '@/features/canvas/selection'
import type { Simulation } from '@/features/simulation/use-simulation'
import type { Workspace } from './use-workspace'
import { bringLinkedCells, effectiveDesign } from '../client-design'

// whoever looks on sees whatever comes, from the first moment
bringLinkedCells(fedBySheet)

const nothing = () => {}
const refuse = () => false
const nothingToFinish = async () => {}

/**
 * The workspace of somebody who only looks: the same as the candidate's, with nothing that could change the interview and
 * nothing that would be sent. `simulation` runs in this page and is recorded nowhere.
 */
export function useReadOnlyWorkspace(
  state: InterviewState,
  step: StepId,
  onStepChange: (step: StepId) => void,
  simulation: Simulation,
): Workspace {
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const { design } = effectiveDesign(state)
  return {
    state,
    design,
    blocked: design.links.length === 0 ? 'No blocks are linked yet: nothing would travel.' : null,
    simulation,
    saveState: 'saved',
    trouble: null,
    step,
    selection,
    isFinished: state.phase === 'finished',
    isTimeUp: false,
    isReadOnly: true,
    isOnlooker: true,
    goToStep: onStepChange,
    setSelection,
    undo: nothing,
    redo: nothing,
    finish: nothingToFinish,
    dispatch: refuse,
  }
}
