import { evaluateSheet } from './evaluate-sheet'
import type { Quantity } from '@/core/units/quantity'

export type TextValue = { ok: true; quantity: Quantity; display: string } | { ok: false; message: string }

/**
 * The value of one expression ("190 req/s", "dau * 10/user/day"), with the cells of `given` (name to source) in
 * reach: for reference figures of problems and for tests.
 */
export function evaluateText(src: string, given: Readonly<Record<string, string>> = {}): TextValue {
  const cells = Object.entries(given).map(([name, source], index) => ({ id: `given-${index}`, name, src: source }))
  const result = evaluateSheet({ cells: [...cells, { id: 'wanted', name: '', src }] }).cells.get('wanted')
  if (result?.quantity) return { ok: true, quantity: result.quantity, display: result.display }
  return { ok: false, message: result?.error?.message ?? 'There is nothing to compute.' }
}
