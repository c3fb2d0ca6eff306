'use client'

import { SelectedCell } from '@/features/estimates/client'
import { useCellHistory, useSheetLinks } from './estimates-step'
import type { Workspace } from './use-workspace'

export interface CellInspectorProps {
  workspace: Workspace
  /** The same sheet draws the same samples: the interview's id. */
  seed: string
  cell: string
}

/** The cell of the sheet that is worked on, in the panel. */
export function CellInspector({ workspace, seed, cell }: CellInspectorProps) {
  const { state, dispatch, isReadOnly } = workspace
  const { targets, linkProblems } = useSheetLinks(state)
  return (
    <SelectedCell
      value={state.sheet}
      cellId={cell}
      onEdit={(edits) => dispatch({ type: 'sheet-edited', edits })}
      targets={targets}
      linkProblems={linkProblems}
      seed={seed}
      readOnly={isReadOnly}
      more={useCellHistory(seed)}
    />
  )
}
