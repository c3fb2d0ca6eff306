import { baseUnitText } from '@/core/units/base-unit'
import { unknownText } from '@/core/units/format'
import { type CellResult, evaluateSheet, GRADING_SAMPLES } from './evaluate-sheet'
import { type Cell, type Sheet, sheetLimits } from './sheet'
import { readLines, type SheetLine } from './sheet-text'

/** Largest text of a sheet that is read: 200 cells with the longest formulas and notes are half of it. */
export const MOST_SHEET_CHARS = 1_000_000

/** Where an error stands: the line from 1, and its characters from 0 in that line, the end not included. */
export interface LineSpan {
  line: number
  start: number
  end: number
}

/** One cell as other programs read it. `null` is what is not known: a cell with an error has no value. */
export interface DocumentCell {
  /** In base units (s, B, USD, plain counts); of an uncertain cell its median. */
  value: number | null
  /** Of `value`, `p5`, `p50` and `p95`: "B/s", "USD/s", "requests"; '' for a plain number. */
  unit: string | null
  /** As a sheet shows it: "30 GB/day". */
  display: string
  /** Of a certain cell all three are its value. */
  p5: number | null
  p50: number | null
  p95: number | null
  error: { message: string; at: LineSpan } | null
}

export interface SheetDocument {
  /** By name; a formula without a name goes by "line 3". Remarks are left out. */
  cells: Record<string, DocumentCell>
}

/** A cell as the lines of a report need it. */
export interface EstimatedLine {
  key: string
  result: CellResult
  cell: DocumentCell
}

/** `line` is null where it is the whole text that cannot be. */
export type Estimated =
  | { ok: true; document: SheetDocument; lines: EstimatedLine[] }
  | { ok: false; line: number | null; message: string }

const refusal = (message: string, line: number | null = null): Estimated => ({ ok: false, line, message })

/** Reads a sheet as text and computes it, with as many samples as grading takes. The same text, the same bytes. */
export function estimateText(text: string): Estimated {
  if (text.length > MOST_SHEET_CHARS)
    return refusal(`This is too big: a sheet has at most ${MOST_SHEET_CHARS} characters.`)
  const lines = [...readLines(text)]
  const cellLines = lines.filter((line) => 'cell' in line)
  if (cellLines.length === 0) return refusal('There is nothing in it.')
  const over = cellLines[sheetLimits.cells]
  if (over) return refusal(`A sheet holds at most ${sheetLimits.cells} cells.`, over.line)
  const placed = placeCells(cellLines)
  const nouns = lines.flatMap((line) => ('nouns' in line ? line.nouns : []))
  return documentOf(placed, { cells: placed.map(({ cell }) => cell), ...(nouns.length > 0 && { nouns }) })
}

interface PlacedCell {
  cell: Cell
  line: number
  text: string
  /** An earlier line has the same name. */
  isSecond: boolean
}

/** The name is the id: what is drawn for a cell does not depend on where it stands. */
function placeCells(lines: readonly Extract<SheetLine, { cell: unknown }>[]): PlacedCell[] {
  const taken = new Set<string>()
  return lines.map(({ cell, line, text }) => {
    const isSecond = cell.name !== '' && taken.has(cell.name)
    taken.add(cell.name)
    return { cell: { ...cell, id: cell.name === '' || isSecond ? `line ${line}` : cell.name }, line, text, isSecond }
  })
}

function documentOf(placed: readonly PlacedCell[], sheet: Sheet): Estimated {
  const { cells } = evaluateSheet(sheet, { samples: GRADING_SAMPLES })
  const first = new Map<string, number>()
  const lines = placed.flatMap((each): EstimatedLine[] => {
    const result = cells.get(each.cell.id)!
    if (each.cell.name !== '' && !each.isSecond) first.set(each.cell.name, each.line)
    if (result.state === 'text' || (result.state === 'empty' && each.cell.name === '')) return []
    const error = errorOf(each, result, first.get(each.cell.name))
    return [{ key: each.cell.id, result, cell: cellOf(result, error) }]
  })
  return { ok: true, lines, document: { cells: Object.fromEntries(lines.map(({ key, cell }) => [key, cell])) } }
}

function errorOf(placed: PlacedCell, result: CellResult, firstLine: number | undefined): DocumentCell['error'] {
  const { cell, line, text, isSecond } = placed
  const nameAt = { line, ...spanIn(text, cell.name, 0) }
  if (isSecond) return { message: `“${cell.name}” is defined in line ${firstLine} already.`, at: nameAt }
  if (result.nameProblem !== undefined) return { message: result.nameProblem, at: nameAt }
  if (!result.error) return null
  const source = spanIn(text, cell.src, cell.name === '' ? 0 : text.indexOf('=') + 1).start
  const { message, at } = result.error
  return { message, at: { line, start: source + at.start, end: source + at.end } }
}

/** Where something written stands in its line; at the start where the braces at the end of the line say it. */
function spanIn(text: string, part: string, from: number): { start: number; end: number } {
  const start = Math.max(0, text.indexOf(part, from))
  return { start, end: start + part.length }
}

function cellOf({ quantity, display, band, bounds }: CellResult, error: DocumentCell['error']): DocumentCell {
  if (error || !quantity)
    return { value: null, unit: null, display: unknownText, p5: null, p50: null, p95: null, error }
  const { value, dims } = quantity
  const certain = bounds === undefined ? value : null
  const { p5, p50, p95 } = band ?? { p5: certain, p50: certain, p95: certain }
  return { value, unit: baseUnitText(dims), display, p5, p50, p95, error: null }
}
