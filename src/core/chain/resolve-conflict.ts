import type { SheetEdit } from '@/core/estimate/edits'
import { evaluateText } from '@/core/estimate/evaluate-text'
import { designValueOf, linkValue, plainSource } from '@/core/estimate/link-value'
import { parseCell } from '@/core/estimate/parse'
import type { Cell, CellLink } from '@/core/estimate/sheet'
import { formatQuantity } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'

/** The design follows the cell again. */
export function followCell(id: string, link: CellLink): SheetEdit {
  const { byHand: _, ...following } = link
  return { type: 'cell-changed', id, changes: { link: following } }
}

/** What becomes of a cell when the value of the design is kept: its number is rewritten, or a formula is unlinked. */
export type Keeping = { how: 'rewrite'; edit: SheetEdit } | { how: 'unlink'; edit: SheetEdit }

/**
 * The design keeps its value, `designValue` in SI units. A cell that holds a number takes it over, in its own unit. A formula
 * is somebody's reasoning, which a number must not replace: it stays, and the design no longer follows it.
 */
export function keepDesign(cell: Cell, link: CellLink, quantity: Quantity, designValue: number): Keeping {
  const src = isNumber(cell.src) ? sourceFor(quantity, link, designValue) : null
  if (src === null) return { how: 'unlink', edit: { type: 'cell-changed', id: cell.id, changes: { link: null } } }
  const { byHand: _, ...following } = link
  return { how: 'rewrite', edit: { type: 'cell-changed', id: cell.id, changes: { src, link: following } } }
}

function isNumber(src: string): boolean {
  const parsed = parseCell(src, { names: new Set(), nouns: [] })
  return parsed.kind === 'expression' && parsed.root.kind === 'quantity'
}

/** A source that gives the design just this value again, in the cell's own unit if that says it exactly. */
function sourceFor(quantity: Quantity, link: CellLink, designValue: number): string | null {
  const inItsUnit = formatQuantity({ ...quantity, value: designValueOf(link, designValue) }, { figures: 12 })
  const sources = [inItsUnit, plainSource(link, designValue)]
  return sources.find((src) => gives(src, link, designValue)) ?? null
}

function gives(src: string, link: CellLink, designValue: number): boolean {
  const read = evaluateText(src)
  const given = read.ok ? linkValue(read.quantity, link) : null
  return given?.ok === true && Math.abs(given.value - designValue) <= 1e-9 * Math.abs(designValue)
}
