import { formatQuantity } from '@/core/units/format-quantity'
import { lowered } from '@/core/units/raised-digits'
import { formulaText, hasNames } from './formula-text'
import type { Node } from './parse'
import { type LinePart, unitConversions, unitLine } from './unit-line'
import type { WorkedCell } from './worked-cells'

/** One line of how a result came about. Parts that are struck are units that cancel. */
export interface WorkingStep {
  kind: 'names' | 'values' | 'units' | 'conversions' | 'result'
  parts: LinePart[]
  /** The result of a range is its median. */
  isAbout?: boolean
}

/** The formula in names, with values and units, which units cancel and how they convert, and what it comes to. */
export function stepsOf({ root, values, src, display, quantity, isUncertain }: WorkedCell): WorkingStep[] {
  if (root.kind === 'quantity') return []
  const steps: WorkingStep[] = []
  const line = (kind: WorkingStep['kind'], text: string) => steps.push({ kind, parts: [{ text }] })
  const numbers = formulaText(root, (leaf) => valueText(leaf, values))
  if (hasNames(root) || (isUncertain && numbers === display))
    line(
      'names',
      formulaText(root, (leaf) => writtenText(leaf, src)),
    )
  if (numbers !== display) line('values', numbers)
  const units = unitLine(root, values)
  if (units) steps.push({ kind: 'units', parts: units })
  const conversions = unitConversions(root, values, quantity)
  if (conversions.length > 0) line('conversions', conversions.join(', '))
  return [...steps, { kind: 'result', parts: [{ text: display }], ...(isUncertain ? { isAbout: true } : {}) }]
}

/** A number or a name as it was typed, without brackets of its own: the formula sets those that it needs. */
export function writtenText(leaf: Node, src: string): string {
  const text = src
    .slice(leaf.start, leaf.end)
    .replace(/^[\s(]+/, '')
    .replace(/[\s)]+$/, '')
  // a raised exponent gets a sign of its own before it
  return /^[⁻⁰¹²³⁴-⁹]/.test(text) ? lowered(text).replace('-', '−') : text
}

/** A number or a name by its value and unit; of a range the median. */
export function valueText(leaf: Node, values: WorkedCell['values']): string {
  const value = values.get(leaf)
  return value ? formatQuantity(value.quantity) : ''
}
