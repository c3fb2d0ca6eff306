import { chooseUnit } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import { textOfUnit } from '@/core/units/unit-expression'
import type { CellResult } from './evaluate-sheet'
import { roleSpec } from './roles'
import type { Cell, Sheet } from './sheet'
import { isBlank } from './sheet-text'

const columns = ['name', 'formula', 'value', 'unit', 'p5', 'p50', 'p95', 'shown as', 'stands for', 'note', 'error']

/**
 * A sheet with its results as CSV (RFC 4180: commas, CRLF, quotes doubled), one cell a row. `value` and the quantiles
 * are in `unit`, without prefixes: seconds, bytes, dollars, or what is counted. No field is a formula to a spreadsheet.
 */
export function sheetToCsv({ cells }: Sheet, resultOf: (id: string) => CellResult): string {
  return [columns, ...cells.filter((cell) => !isBlank(cell)).map((cell) => rowOf(cell, resultOf(cell.id)))]
    .map((row) => `${row.map(fieldOf).join(',')}\r\n`)
    .join('')
}

type Field = string | number | undefined

function rowOf(cell: Cell, { quantity, band, display, state, error, nameProblem }: CellResult): Field[] {
  const unit = quantity && baseUnitText(quantity)
  const shown = state === 'value' ? display : undefined
  const role = cell.role && roleSpec(cell.role).label
  const wrong = [nameProblem, error?.message].filter((text) => text !== undefined).join(' ')
  const { p5, p50, p95 } = band ?? {}
  return [cell.name, cell.src, quantity?.value, unit, p5, p50, p95, shown, role, cell.note, wrong]
}

/** The unit of a quantity's value: "requests/s", "B", "$/s"; nothing for a plain number. */
const baseUnitText = ({ dims }: Quantity): string =>
  textOfUnit(chooseUnit({ value: 2, dims, hints: { time: 's', data: 'B' } }), 2)

/**
 * Spreadsheets compute what begins with one of these signs, also in their wide forms, whoever wrote it: an apostrophe
 * before it makes it text. Numbers stay numbers.
 */
const computed = /^[=+\-@\t\r\n＝＋－＠]/

function fieldOf(value: Field): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const text = computed.test(value.trimStart()) || computed.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
