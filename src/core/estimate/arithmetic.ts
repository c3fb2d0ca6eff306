import {
  type Dims,
  describeDims,
  dimensionsOf,
  exponentOf,
  hardOf,
  isPlain,
  nounsOf,
  sameDims,
  sameHardDims,
} from '@/core/units/dims'
import { nounNamed } from '@/core/units/find-unit'
import { describeKind, formatQuantity, shownUnitFactor } from '@/core/units/format-quantity'
import { divide, multiply, power, type Quantity } from '@/core/units/quantity'
import type { Span } from '@/core/units/read-quantity'
import { absBounds, type Bounds, negateBounds, type Operation, riseBounds } from './bounds'
import { parseLimits } from './parse'
import { fail } from './source-problem'
import { combineUncertain, lognormal, mapUncertain, scaleLoads, type Uncertainty } from './uncertainty'

/** A quantity and, if anything in it is uncertain, what is known of that; its number is then the median. */
export interface Value {
  quantity: Quantity
  uncertainty?: Uncertainty
}

export interface Notices {
  warn: (text: string, at: Span) => void
}

/** Multiplies or divides, without a look at nouns that were forgotten: see `missing-per.ts`. */
export function scaleValues(operator: '*' | '/', a: Value, b: Value, at: Span): Value {
  if (operator === '/' && b.quantity.value === 0) fail('domain', 'This divides by zero.', at)
  const quantity = operator === '*' ? multiply(a.quantity, b.quantity) : divide(a.quantity, b.quantity)
  return combine(operator, quantity, a, b)
}

export function addValues(operator: '+' | '-', a: Value, b: Value, at: Span, notices: Notices): Value {
  const sign = operator === '+' ? 1 : -1
  const verb = operator === '+' ? ['add', 'to', 'adding'] : ['subtract', 'from', 'subtracting']
  const first = operator === '+' ? a : b
  const second = operator === '+' ? b : a
  if (!sameHardDims(a.quantity.dims, b.quantity.dims)) refuseSum(operator, a, b, at)
  if (nounsClash(a.quantity.dims, b.quantity.dims))
    notices.warn(`${verb[2]} ${describeDims(first.quantity.dims)} ${verb[1]} ${describeDims(second.quantity.dims)}`, at)
  const quantity = sumQuantity(a.quantity, b.quantity, a.quantity.value + sign * b.quantity.value)
  return combine(operator, quantity, a, b)
}

/** min and max: the same rules as adding, as only like things can be compared. */
export function pickValue(name: 'min' | 'max', values: readonly Value[], at: Span, notices: Notices): Value {
  const pick = name === 'min' ? Math.min : Math.max
  return values.reduce((a, b) => {
    if (!sameHardDims(a.quantity.dims, b.quantity.dims))
      fail(
        'dimensions',
        `Cannot compare ${describeKind(a.quantity.dims)} (${formatQuantity(a.quantity)}) with ${describeKind(b.quantity.dims)} (${formatQuantity(b.quantity)}).`,
        at,
      )
    if (nounsClash(a.quantity.dims, b.quantity.dims))
      notices.warn(`comparing ${describeDims(a.quantity.dims)} with ${describeDims(b.quantity.dims)}`, at)
    const value = pick(a.quantity.value, b.quantity.value)
    const [chosen, other] = value === a.quantity.value ? [a.quantity, b.quantity] : [b.quantity, a.quantity]
    const unit = chosen.unit ? { unit: chosen.unit } : {}
    return combine(name, { ...sumQuantity(chosen, other, value), ...unit }, a, b)
  })
}

/** 2^64 is how many values a word has; a unit that is raised this far is a slip. */
const MOST_BITS = 64

export function raiseValue(base: Value, exponent: Value, at: Span): Value {
  const { value: e, dims } = exponent.quantity
  if (!isPlain(dims))
    fail(
      'dimensions',
      `An exponent is a plain number; this is ${describeKind(dims)}. A unit stands apart: 2^10 * 1 B.`,
      at,
    )
  const plain = isPlain(base.quantity.dims)
  if (!plain && exponent.uncertainty)
    fail('dimensions', 'A quantity with a unit needs an exponent that is certain.', at)
  // A probability to a high power ("1 - (1 - p)^60") stays small; anything else soon means a mistake.
  const share = plain && base.quantity.value >= 0 && base.quantity.value <= 1
  const limit = share ? 1e6 : plain ? MOST_BITS : parseLimits.exponent
  if (Math.abs(e) > limit) fail('limit', `An exponent goes from -${limit} to ${limit}.`, at)
  return combine('^', power(base.quantity, e), base, exponent)
}

export const negateValue = (a: Value): Value =>
  mapValue(a, { ...a.quantity, value: -a.quantity.value }, (x) => -x, negateBounds)

// What is whole but for the last bits of a double stays what it is: ceil(0.3 / 0.1) is 3.
const roundings = {
  ceil: (x: number) => Math.ceil(x - Math.abs(x) * 1e-12),
  floor: (x: number) => Math.floor(x + Math.abs(x) * 1e-12),
  round: Math.round,
}

/** Rounding is in the unit that is shown: ceil(5.2 GB) is 6 GB. */
export function roundValue(name: 'ceil' | 'floor' | 'round', a: Value): Value {
  const factor = shownUnitFactor(a.quantity)
  const apply = (x: number) => roundings[name](x / factor) * factor
  return mapValue(a, { ...a.quantity, value: apply(a.quantity.value) }, apply)
}

export function functionOfNumber(name: 'abs' | 'sqrt' | 'log2' | 'log10' | 'ln', a: Value, at: Span): Value {
  const { quantity } = a
  if (name === 'abs') {
    // a lognormal has no sign to lose
    if (a.uncertainty?.loads) return a
    return mapValue(a, { ...quantity, value: Math.abs(quantity.value) }, Math.abs, absBounds)
  }
  if (name === 'sqrt') {
    if (quantity.value < 0) fail('domain', 'There is no square root of a negative number.', at)
    return rootOf(a)
  }
  if (!isPlain(hardOf(quantity.dims)))
    fail('dimensions', `${name} takes a plain number; this is ${describeKind(quantity.dims)}.`, at)
  if (quantity.value <= 0) fail('domain', `${name} needs a number above 0.`, at)
  const apply = name === 'ln' ? Math.log : Math[name]
  return mapValue(a, { value: apply(quantity.value), dims: hardOf(quantity.dims), hints: {} }, apply)
}

function rootOf({ quantity, uncertainty }: Value): Value {
  const root = power(quantity, 0.5)
  if (!uncertainty?.loads) return mapValue(uncertainty ? { quantity, uncertainty } : { quantity }, root, Math.sqrt)
  const bounds = riseBounds(uncertainty.bounds, Math.sqrt)
  return {
    quantity: root,
    uncertainty: lognormal(root.value, scaleLoads(uncertainty.loads, 0.5), bounds, uncertainty.source),
  }
}

/** A function of one value; `boundsOf` where it does not rise throughout. */
function mapValue(
  { uncertainty }: Value,
  quantity: Quantity,
  apply: (x: number) => number,
  boundsOf: (bounds: Bounds) => Bounds = (bounds) => riseBounds(bounds, apply),
): Value {
  if (!uncertainty) return { quantity }
  return { quantity, uncertainty: mapUncertain(uncertainty, apply, boundsOf(uncertainty.bounds)) }
}

function combine(operation: Operation, quantity: Quantity, a: Value, b: Value): Value {
  if (!a.uncertainty && !b.uncertainty) return { quantity }
  const [left, right] = [a, b].map(({ quantity: { value }, uncertainty }) => ({ value, uncertainty }))
  return { quantity, uncertainty: combineUncertain(operation, left!, right!, quantity.value) }
}

/** A sum is shown like its first part; a plain number beside something counted is taken to be the same thing. */
function sumQuantity(a: Quantity, b: Quantity, value: number): Quantity {
  const [shown, other] = nounsOf(a.dims).length === 0 && nounsOf(b.dims).length > 0 ? [b, a] : [a, b]
  const { percent: _percent, ...hints } = { ...other.hints, ...shown.hints }
  // "1 - 99.9 %" is a share again; "5 + 20 %" is not.
  const some = (a.hints.percent ?? false) || (b.hints.percent ?? false)
  const percent = some && (a.hints.percent ?? a.value === 1) && (b.hints.percent ?? b.value === 1)
  return { value, dims: shown.dims, hints: percent && isPlain(shown.dims) ? { ...hints, percent: true } : hints }
}

function nounsClash(a: Dims, b: Dims): boolean {
  return nounsOf(a).length > 0 && nounsOf(b).length > 0 && !sameDims(a, b)
}

function refuseSum(operator: '+' | '-', a: Value, b: Value, at: Span): never {
  const said = ({ quantity }: Value) => `${formatQuantity(quantity)} is ${describeKind(quantity.dims)}`
  const clash = `${describeDims(a.quantity.dims)} ${operator === '+' ? '+' : '−'} ${describeDims(b.quantity.dims)}`
  const hint =
    operator === '-' && isPlain(a.quantity.dims) && a.quantity.value < b.quantity.value
      ? ' For a range write “5 to 10 GB”.'
      : ''
  return fail(
    'dimensions',
    `Cannot ${operator === '+' ? 'add' : 'subtract'} these: ${said(a)}, ${said(b)} (${clash}).${hint || percentHint(operator, b) || timeHint(a, b)}`,
    at,
  )
}

/** "300 GB + 20 %" is what pocket calculators take. */
function percentHint(operator: '+' | '-', { quantity }: Value): string {
  if (!quantity.hints.percent) return ''
  const share = formatQuantity(quantity)
  return ` For ${share} ${operator === '+' ? 'more' : 'less'} multiply by (1 ${operator === '+' ? '+' : '−'} ${share}).`
}

/** Where only the time differs, the way out is known. */
function timeHint(a: Value, b: Value): string {
  const difference = dimensionsOf(hardOf(a.quantity.dims)).filter(
    ([name, exponent]) => exponentOf(b.quantity.dims, name) !== exponent,
  )
  const back = dimensionsOf(hardOf(b.quantity.dims)).filter(
    ([name, exponent]) => exponentOf(a.quantity.dims, name) !== exponent,
  )
  const names = new Set([...difference, ...back].map(([name]) => name))
  return names.size === 1 && names.has('time') ? ' Multiply the rate by how long it lasts.' : ''
}

/** For words about a noun: "users". */
export const pluralNoun = (name: string): string => nounNamed(name).plural
