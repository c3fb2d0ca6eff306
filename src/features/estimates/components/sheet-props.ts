import type { ReactNode } from 'react'
import type { SheetEdit } from '@/core/estimate/edits'
import type { CellResult } from '@/core/estimate/evaluate-sheet'
import type { Cell, Sheet } from '@/core/estimate/sheet'
import type { LinkTarget } from '../link-targets'
import type { SheetFigures } from '../sheet-figures'

export interface EstimateSheetProps {
  value: Sheet
  /** One gesture of the person; all of its edits belong together, for one step of undo. */
  onEdit: (edits: SheetEdit[]) => void
  /** What of a design the cells can feed; absent where there is no design. */
  targets?: readonly LinkTarget[]
  /** Why the value of a linked cell did not reach the design, by the id of the cell. */
  linkProblems?: ReadonlyMap<string, string>
  /** Makes the draws of ranges; the id of an interview. */
  seed?: string
  readOnly?: boolean
  /** `panel`: on wide screens the details of the selected cell are shown elsewhere, by `SelectedCell`. */
  details?: 'inline' | 'panel'
  /** Tells which cell is worked on. */
  onSelect?: (cellId: string) => void
  /** Opens the reference numbers beside the sheet. */
  onNumbers?: (() => void) | undefined
  /** What else there is to tell of a cell, below its details. */
  more?: ((cellId: string) => ReactNode) | undefined
  /** Shown at the right end of the toolbar. */
  actions?: ReactNode
}

/** What the parts of one row are given. */
export interface CellProps {
  cell: Cell
  result: CellResult
  figures: SheetFigures
  edit: (edits: SheetEdit[]) => void
  readOnly: boolean
  targets: readonly LinkTarget[] | undefined
  linkProblem: string | undefined
  more: EstimateSheetProps['more']
}

/** What a row asks of the sheet when something happens in it; the same object for the life of the sheet. */
export interface SheetReach {
  /** The sheet with what is being typed. */
  sheetNow: () => Sheet
  /** The value of a cell, as shown. */
  display: (cellId: string) => string
  edit: (edits: SheetEdit[]) => void
  typing: (cellId: string, text: string | null) => void
  pasteLines: (cellId: string, text: string) => void
  toggle: (cellId: string) => void
}

export const cellTitle = (cell: Cell, index: number): string => (cell.name === '' ? `cell ${index + 1}` : cell.name)
