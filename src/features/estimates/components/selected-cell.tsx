'use client'

import { useDeferredValue } from 'react'
import { useDisplay } from '../display-settings'
import { shownValue } from '../figure-text'
import { useCellFigures, useSheetFigures } from '../use-sheet-figures'
import { CellDetails } from './cell-details'
import { cellTitle, type EstimateSheetProps } from './sheet-props'

export interface SelectedCellProps
  extends Pick<EstimateSheetProps, 'value' | 'onEdit' | 'targets' | 'linkProblems' | 'seed' | 'readOnly' | 'more'> {
  cellId: string
}

/** The inspector of one cell, for a panel beside the sheet. Nothing when the cell is gone. */
export function SelectedCell({
  value,
  cellId,
  onEdit,
  targets,
  linkProblems,
  seed = '',
  readOnly = false,
  more,
}: SelectedCellProps) {
  // Behind the sheet itself, so that nobody who types on waits for what is shown beside it.
  const figures = useSheetFigures(useDeferredValue(value), seed)
  const { result: cellResult } = useCellFigures(figures, cellId)
  const display = useDisplay()
  const index = value.cells.findIndex(({ id }) => id === cellId)
  const cell = value.cells[index]
  if (!cell) return null
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="min-w-0 flex-1 truncate text-md font-semibold">{cellTitle(cell, index)}</h2>
        <span className="text-md">{shownValue(cellResult, display)}</span>
      </div>
      {/* Fields keep what is typed until a pause: another cell gets fields of its own. */}
      <CellDetails
        key={cellId}
        cell={cell}
        result={cellResult}
        figures={figures}
        edit={onEdit}
        readOnly={readOnly}
        targets={targets}
        linkProblem={linkProblems?.get(cellId)}
        more={more}
        layout="column"
      />
    </div>
  )
}
