import { z } from 'zod'
import { type Cell, cellSchema, type Sheet, sheetLimits, sheetNounSchema } from './sheet'

const id = cellSchema.shape.id
/** The cell after which something is put; null is the top of the sheet. */
const after = id.nullable()

/** What can change in a cell; null takes an optional field away. */
export const cellChangesSchema = z.strictObject({
  name: cellSchema.shape.name.optional(),
  src: cellSchema.shape.src.optional(),
  role: cellSchema.shape.role.nullable(),
  note: cellSchema.shape.note.nullable(),
  displayUnit: cellSchema.shape.displayUnit.nullable(),
  link: cellSchema.shape.link.nullable(),
})
export type CellChanges = z.infer<typeof cellChangesSchema>

/**
 * One change of a sheet. Edits carry everything they do: a rename brings the rewritten sources of the cells that
 * refer to the old name, so that replaying it never depends on how a later version reads an expression.
 */
export const sheetEditSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('cells-added'), cells: z.array(cellSchema).min(1).max(sheetLimits.cells), after }),
  z.strictObject({ type: z.literal('cell-changed'), id, changes: cellChangesSchema }),
  z.strictObject({
    type: z.literal('cell-renamed'),
    id,
    name: cellSchema.shape.name,
    rewrites: z.array(z.strictObject({ id, src: cellSchema.shape.src })).max(sheetLimits.cells),
  }),
  z.strictObject({ type: z.literal('cells-removed'), ids: z.array(id).min(1).max(sheetLimits.cells) }),
  z.strictObject({ type: z.literal('cell-moved'), id, after }),
  z.strictObject({ type: z.literal('noun-added'), noun: sheetNounSchema }),
  z.strictObject({ type: z.literal('noun-removed'), noun: sheetNounSchema }),
])
export type SheetEdit = z.infer<typeof sheetEditSchema>

export type SheetEditOutcome = { ok: true; sheet: Sheet } | { ok: false; reason: string }

const refuse = (reason: string): SheetEditOutcome => ({ ok: false, reason })
const accept = (sheet: Sheet): SheetEditOutcome => ({ ok: true, sheet })

/** Applies one edit. An edit that does not fit (its cell is gone, the sheet is full) is refused with a reason to show. */
export function applySheetEdit(sheet: Sheet, edit: SheetEdit): SheetEditOutcome {
  switch (edit.type) {
    case 'cells-added':
      return addCells(sheet, edit.cells, edit.after)
    case 'cell-changed':
      return replaceCell(sheet, edit.id, (cell) => changeCell(cell, edit.changes))
    case 'cell-renamed':
      return renameCell(sheet, edit.id, edit.name, edit.rewrites)
    case 'cells-removed': {
      const gone = new Set(edit.ids)
      const kept = sheet.cells.filter((cell) => !gone.has(cell.id))
      return kept.length === sheet.cells.length
        ? refuse('The cell was already removed.')
        : accept({ ...sheet, cells: kept })
    }
    case 'cell-moved': {
      const moved = sheet.cells.find((cell) => cell.id === edit.id)
      if (!moved) return refuse('The cell to move was removed.')
      if (edit.after === edit.id) return accept(sheet)
      const rest = sheet.cells.filter((cell) => cell.id !== edit.id)
      return accept({ ...sheet, cells: insertAfter(rest, [moved], edit.after) })
    }
  }
  return changeNouns(sheet, edit.type === 'noun-added', edit.noun)
}

/**
 * The edits that take `edit` back, to be applied in order; `sheet` is the sheet before the edit.
 * Empty when the edit does not fit, as then nothing happened.
 */
export function invertSheetEdit(sheet: Sheet, edit: SheetEdit): SheetEdit[] {
  if (!applySheetEdit(sheet, edit).ok) return []
  switch (edit.type) {
    case 'cells-added':
      return [{ type: 'cells-removed', ids: edit.cells.map((cell) => cell.id) }]
    case 'cell-changed': {
      const cell = cellOf(sheet, edit.id)
      return [{ type: 'cell-changed', id: edit.id, changes: pickChanged(cell, edit.changes) }]
    }
    case 'cell-renamed': {
      const rewritten = edit.rewrites.filter((rewrite) => sheet.cells.some((cell) => cell.id === rewrite.id))
      const rewrites = rewritten.map((rewrite) => ({ id: rewrite.id, src: cellOf(sheet, rewrite.id).src }))
      return [{ type: 'cell-renamed', id: edit.id, name: cellOf(sheet, edit.id).name, rewrites }]
    }
    case 'cells-removed':
      return restoreRemoved(sheet, new Set(edit.ids))
    case 'cell-moved':
      return [{ type: 'cell-moved', id: edit.id, after: idBefore(sheet, edit.id) }]
    case 'noun-added':
      return [{ type: 'noun-removed', noun: edit.noun }]
  }
  return [{ type: 'noun-added', noun: edit.noun }]
}

function addCells(sheet: Sheet, cells: Cell[], afterId: string | null): SheetEditOutcome {
  if (sheet.cells.length + cells.length > sheetLimits.cells)
    return refuse(`A sheet holds at most ${sheetLimits.cells} cells: remove some first.`)
  const known = new Set(sheet.cells.map((cell) => cell.id))
  for (const cell of cells) {
    if (known.has(cell.id)) return refuse('A cell with this id is already there.')
    known.add(cell.id)
  }
  return accept({ ...sheet, cells: insertAfter(sheet.cells, cells, afterId) })
}

function renameCell(sheet: Sheet, cellId: string, name: string, rewrites: { id: string; src: string }[]) {
  const sources = new Map(rewrites.map((rewrite) => [rewrite.id, rewrite.src]))
  if (!sheet.cells.some((cell) => cell.id === cellId)) return refuse('The cell to rename was removed.')
  const cells = sheet.cells.map((cell) => {
    const src = sources.get(cell.id) ?? cell.src
    return { ...cell, src, name: cell.id === cellId ? name : cell.name }
  })
  return accept({ ...sheet, cells })
}

function changeNouns(sheet: Sheet, add: boolean, noun: string): SheetEditOutcome {
  const nouns = sheet.nouns ?? []
  if (nouns.includes(noun) === add)
    return refuse(add ? `“${noun}” is already counted.` : `“${noun}” is not counted here.`)
  if (add && nouns.length >= sheetLimits.nouns)
    return refuse(`A sheet counts at most ${sheetLimits.nouns} things of its own.`)
  return accept({ ...sheet, nouns: add ? [...nouns, noun] : nouns.filter((known) => known !== noun) })
}

function replaceCell(sheet: Sheet, cellId: string, change: (cell: Cell) => Cell): SheetEditOutcome {
  if (!sheet.cells.some((cell) => cell.id === cellId)) return refuse('The cell to change was removed.')
  return accept({ ...sheet, cells: sheet.cells.map((cell) => (cell.id === cellId ? change(cell) : cell)) })
}

function changeCell(cell: Cell, changes: CellChanges): Cell {
  const next: Record<string, unknown> = { ...cell }
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) delete next[key]
    else if (value !== undefined) next[key] = value
  }
  return next as Cell
}

/** The old values of the fields that `changes` names; null where the cell had none. */
function pickChanged(cell: Cell, changes: CellChanges): CellChanges {
  const old: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(changes)) {
    if (value !== undefined) old[key] = cell[key as keyof Cell] ?? null
  }
  return old
}

/** Where the anchor is gone the cells go to the end: losing what was typed would be worse than a wrong place. */
function insertAfter(cells: Cell[], added: Cell[], afterId: string | null): Cell[] {
  if (afterId === null) return [...added, ...cells]
  const at = cells.findIndex((cell) => cell.id === afterId)
  return at < 0 ? [...cells, ...added] : [...cells.slice(0, at + 1), ...added, ...cells.slice(at + 1)]
}

function restoreRemoved(sheet: Sheet, gone: Set<string>): SheetEdit[] {
  const edits: { type: 'cells-added'; cells: Cell[]; after: string | null }[] = []
  let previous: Cell | null = null
  for (const cell of sheet.cells) {
    if (gone.has(cell.id)) {
      const open = edits.at(-1)
      if (open && previous && gone.has(previous.id)) open.cells.push(cell)
      else edits.push({ type: 'cells-added', cells: [cell], after: previous?.id ?? null })
    }
    previous = cell
  }
  return edits
}

function idBefore(sheet: Sheet, cellId: string): string | null {
  const at = sheet.cells.findIndex((cell) => cell.id === cellId)
  return sheet.cells[at - 1]?.id ?? null
}

function cellOf(sheet: Sheet, cellId: string): Cell {
  const cell = sheet.cells.find((candidate) => candidate.id === cellId)
  if (!cell) throw new Error(`no cell ${cellId} in a sheet that was just checked to hold it`)
  return cell
}
