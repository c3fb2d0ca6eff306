import { freeName, namesOf } from './cell-names'
import type { SheetEdit } from './edits'
import { type Cell, type Sheet, sheetLimits } from './sheet'

/** A quantity from elsewhere, to be put into a sheet. */
export interface OfferedQuantity {
  /** As a formula has it: "20 ms", "100k to 1M requests/s". */
  src: string
  /** What a cell of its own is called. */
  name: string
  /** Where it is from, for the note of a cell of its own. */
  note: string
}

/** Where in a sheet: the cell that is worked on and what is selected in its formula. */
export interface SheetCaret {
  cellId: string
  start: number
  end: number
}

export interface QuantityInserted {
  /** One gesture. */
  edits: SheetEdit[]
  /** Where one goes on typing. */
  cellId: string
  caret: number
}

/** Puts a quantity where the caret is; into a cell of its own when the sheet has no caret. */
export function insertQuantity(
  sheet: Sheet,
  quantity: OfferedQuantity,
  caret: SheetCaret | null,
  newId: () => string,
): QuantityInserted {
  const cell = sheet.cells.find(({ id }) => id === caret?.cellId)
  if (!cell || caret === null) return addAsCell(sheet, quantity, sheet.cells.at(-1)?.id ?? null, newId)
  return cell.src.trim() === '' ? fillCell(sheet, quantity, cell) : insertAt(quantity, cell, caret)
}

/** Puts a quantity into a new cell after another; null is the top of the sheet. */
export function addAsCell(
  sheet: Sheet,
  quantity: OfferedQuantity,
  after: string | null,
  newId: () => string,
): QuantityInserted {
  const { src, note } = quantity
  const cell: Cell = { id: newId(), name: nameFor(sheet, quantity), src, note: note.slice(0, sheetLimits.noteChars) }
  return { edits: [{ type: 'cells-added', cells: [cell], after }], cellId: cell.id, caret: src.length }
}

/** An empty cell gets name and note too, unless it has its own. */
function fillCell(sheet: Sheet, quantity: OfferedQuantity, cell: Cell): QuantityInserted {
  const { src, note } = quantity
  const changes = {
    src,
    ...(cell.name === '' ? { name: nameFor(sheet, quantity) } : {}),
    ...(cell.note === undefined ? { note: note.slice(0, sheetLimits.noteChars) } : {}),
  }
  return { edits: [{ type: 'cell-changed', id: cell.id, changes }], cellId: cell.id, caret: src.length }
}

function insertAt(quantity: OfferedQuantity, cell: Cell, caret: SheetCaret): QuantityInserted {
  const before = cell.src.slice(0, caret.start)
  const after = cell.src.slice(caret.end)
  const alone = before.trim() === '' && after.trim() === ''
  const text = alone || !isExpression.test(quantity.src) ? quantity.src : `(${quantity.src})`
  const start = `${before}${needsSpace(before.at(-1)) ? ' ' : ''}${text}`
  const src = `${start}${needsSpace(after.at(0)) ? ' ' : ''}${after}`
  return {
    edits: [{ type: 'cell-changed', id: cell.id, changes: { src: src.slice(0, sheetLimits.srcChars) } }],
    cellId: cell.id,
    caret: Math.min(start.length, sheetLimits.srcChars),
  }
}

const nameFor = (sheet: Sheet, { name }: OfferedQuantity): string =>
  freeName(name, new Set(namesOf(sheet).cells.keys()))

/** More than one quantity: beside others it needs brackets. A price is "$0.4/1M requests": divided by one. */
const isExpression = /[*^(]|->|\sto\s|\s[+-]\s|\s\/\s|\/\d/

/** Beside all but brackets, commas and spaces: "2 *" and "x" would run into it. */
const needsSpace = (beside: string | undefined): boolean => beside !== undefined && !/[\s(),]/.test(beside)
