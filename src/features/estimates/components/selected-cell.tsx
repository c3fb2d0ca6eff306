'use client'

import { useCellResult, useSheetFigures } from '../use-sheet-figures'
import { shownValue } from './cell-value'
import { CellDetails } from './cell-details'
import { cellTitle, type EstimateSheetProps } from './sheet-props'

export interface SelectedCellProps
  extends Pick<EstimateSheetProps, 'value' | 'onEdit' | 'targets' | 'linkProblems' | 'seed' | 'readOnly'> {
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
}: SelectedCellProps) {
  const cellResult = useCellResult(useSheetFigures(value, seed), cellId)
  const index = value.cells.findIndex(({ id }) => id === cellId)
  const cell = value.cells[index]
  if (!cell) return null
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="min-w-0 flex-1 truncate text-md font-semibold">{cellTitle(cell, index)}</h2>
        <span className="text-md">{shownValue(cellResult)}</span>
      </div>
      {/* Fields keep what is typed until a pause: another cell gets fields of its own. */}
      <CellDetails
        key={cellId}
        cell={cell}
        result={cellResult}
        edit={onEdit}
        readOnly={readOnly}
        targets={targets}
        linkProblem={linkProblems?.get(cellId)}
        layout="column"
      />
    </div>
  )
}
