import {
  type Dims,
  describeDims,
  exponentOf,
  hardOf,
  isPlain,
  makeDims,
  nounsOf,
  sameDims,
  sameHardDims,
} from '@/core/units/dims'
import { describeKind, formatQuantity } from '@/core/units/format-quantity'
import { hintsOf, type Quantity } from '@/core/units/quantity'
import { dimsOfUnit, type UnitExpression } from '@/core/units/unit-expression'

export type Converted = { ok: true; quantity: Quantity; warning?: string } | { ok: false; message: string }

/**
 * Shows a quantity in a unit. Hard dimensions must agree. Nouns are lenient: what is counted may be named by the unit
 * ("ceil(load / capacity) -> servers"), left out ("-> /s"), and qps takes any noun; a change of noun is a warning.
 */
export function convertQuantity(quantity: Quantity, unit: UnitExpression, text: string): Converted {
  const target = dimsOfUnit(unit)
  const shown = { ...quantity, unit, hints: { ...quantity.hints, ...hintsOf(unit) } }
  if (!sameHardDims(quantity.dims, target)) return { ok: false, message: clashMessage(quantity, target, text) }
  if (unit.factors[0]?.unit.kind === 'ratio' && !isPlain(quantity.dims))
    return { ok: false, message: `Cannot show ${describeKind(quantity.dims)} in %.` }
  const flexible = unit.factors.some((factor) => factor.unit.kind === 'rate')
  const source = quantity.dims
  if (sameDims(source, target) || (flexible && nounsOf(source).every(([, exponent]) => exponent === 1)))
    return { ok: true, quantity: shown }
  if (nounsOf(source).length === 0) return { ok: true, quantity: { ...shown, dims: target } }
  const below = nounsOf(source).filter(([name, exponent]) => exponent < 0 && exponentOf(target, name) === 0)
  if (below.length > 0)
    return {
      ok: true,
      quantity: shown,
      warning: `${text} leaves out “${below.map(([name]) => `per ${name}`).join(' ')}”`,
    }
  if (nounsOf(target).length === 0) return { ok: true, quantity: shown }
  const renamed = { ...shown, dims: target }
  return {
    ok: true,
    quantity: renamed,
    warning: `${describeDims(nounDims(source))} shown as ${describeDims(nounDims(target))}`,
  }
}

function clashMessage(quantity: Quantity, target: Dims, text: string): string {
  const message = `Cannot show ${formatQuantity(quantity)} in ${text}: it is ${describeKind(quantity.dims)} (${describeDims(hardOf(quantity.dims))}), ${text} is ${describeKind(target)} (${describeDims(hardOf(target))}).`
  const timeless = sameDims(withoutTime(quantity.dims), withoutTime(target))
  if (!timeless) return message
  return exponentOf(quantity.dims, 'time') < exponentOf(target, 'time')
    ? `${message} Multiply by how long it lasts.`
    : `${message} Divide by a time.`
}

const nounDims = (dims: Dims): Dims => makeDims(nounsOf(dims))
const withoutTime = (dims: Dims): Dims => makeDims(Object.entries(hardOf(dims)).filter(([name]) => name !== 'time'))
