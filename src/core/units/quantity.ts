import { type Dims, exponentOf, isPlain, multiplyDims, plainDims, powerDims } from './dims'
import { dimsOfUnit, factorOfUnit, handyExpression, noUnit, type UnitExpression } from './unit-expression'

/** How people last wrote parts of a quantity, so that a result per day is not shown per second. Never affects values. */
export interface DisplayHints {
  /** Symbol of the unit of time that a rate is written in. */
  time?: string
  /** Symbol of the unit of data. */
  data?: string
  /** Shown in per cent. */
  percent?: boolean
  /** Days and years have the seconds that are easy in the head. */
  handy?: boolean
}

/** A value in base units (s, B, USD, plain counts), what it measures, and how it is shown. */
export interface Quantity {
  value: number
  dims: Dims
  /** Exactly this unit, as typed or asked for by a conversion; otherwise one is chosen by size. */
  unit?: UnitExpression
  hints: DisplayHints
}

export const plainQuantity = (value: number): Quantity => ({ value, dims: plainDims, hints: {} })

/** `amount` of a unit: (5, GB) is 5e9 B, shown in GB. */
export function quantityOf(amount: number, unit: UnitExpression = noUnit): Quantity {
  const value = amount * factorOfUnit(unit)
  if (unit.factors.length === 0) return plainQuantity(value)
  return { value, dims: dimsOfUnit(unit), unit, hints: hintsOf(unit) }
}

/** As `quantityOf`, with handy days and years. */
export function handyQuantityOf(amount: number, unit: UnitExpression): Quantity {
  const quantity = quantityOf(amount, handyExpression(unit))
  return { ...quantity, hints: { ...quantity.hints, handy: true } }
}

/** What the units of an expression say about how to show what is computed from it. */
export function hintsOf(unit: UnitExpression): DisplayHints {
  const hints: DisplayHints = {}
  for (const { unit: factor, power } of unit.factors) {
    if (factor.kind === 'time' && power === -1) hints.time = factor.symbol
    if (factor.kind === 'rate') hints.time = 's'
    if (factor.kind === 'bits' || factor.kind === 'bytes') hints.data ??= factor.symbol
    if (factor.kind === 'ratio') hints.percent = true
  }
  return hints
}

export function multiply(a: Quantity, b: Quantity): Quantity {
  return derived(a.value * b.value, multiplyDims(a.dims, b.dims), a, b)
}

export function divide(a: Quantity, b: Quantity): Quantity {
  // Per day above, per month below says nothing about how to show the quotient's own time.
  return derived(a.value / b.value, multiplyDims(a.dims, powerDims(b.dims, -1)), a, {
    ...b,
    hints: { ...(b.hints.data === undefined ? {} : { data: b.hints.data }), ...timeBelow(b), ...handyOf(b) },
  })
}

export function power(base: Quantity, exponent: number): Quantity {
  const hints = { ...(base.hints.percent ? { percent: true } : {}), ...handyOf(base) }
  return { value: base.value ** exponent, dims: powerDims(base.dims, exponent), hints }
}

/** Keeps the value and dims of a result and takes what it can of how its operands were written. */
function derived(value: number, dims: Dims, a: Quantity, b: Quantity): Quantity {
  const hints: DisplayHints = { ...handyOf(a), ...handyOf(b) }
  if (exponentOf(dims, 'time') === -1) {
    const time = a.hints.time ?? b.hints.time
    if (time !== undefined) hints.time = time
  }
  const data = a.hints.data ?? b.hints.data
  if (exponentOf(dims, 'data') !== 0 && data !== undefined) hints.data = data
  if (isPlain(dims) && (a.hints.percent ?? false) && (b.hints.percent ?? false)) hints.percent = true
  return { value, dims, hints }
}

const handyOf = ({ hints }: Quantity): DisplayHints => (hints.handy ? { handy: true } : {})

/** A divisor in plain time ("/ day", "/ 5 years") makes a rate in its unit; a wait ("/ 200 ms") makes one a second. */
function timeBelow(divisor: Quantity): DisplayHints {
  const [only, ...more] = divisor.unit?.factors ?? []
  const time = only?.unit.kind === 'time' && only.power === 1 && more.length === 0 && only.unit.factor >= 60
  return time ? { time: only.unit.symbol } : {}
}
