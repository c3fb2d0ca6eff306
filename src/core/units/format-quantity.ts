import { type Dims, dimensionsOf, exponentOf, isHard, isPlain, nounsOf } from './dims'
import { handyUnit, nounUnit } from './catalogue'
import { nounNamed, unitBySymbol } from './find-unit'
import { formatBytes } from './format-bytes'
import { durationUnitS, formatDuration, formatNumber, formatRatio } from './format'
import { formatUsd } from './format-usd'
import type { DisplayHints, Quantity } from './quantity'
import {
  factorOfUnit,
  leadsWithMoney,
  textAfterMoney,
  textOfUnit,
  type UnitExpression,
  type UnitFactor,
} from './unit-expression'

/** A quantity as people read it: "11.6 k requests/s", "30 GB/day", "$115 000 / month", "333 min", "99.95 %". */
export function formatQuantity(quantity: Quantity, { figures = 3 }: { figures?: number } = {}): string {
  if (Number.isNaN(quantity.value)) return formatNumber(null)
  const unit = quantity.unit ?? chooseUnit(quantity)
  return formatIn(quantity, unit, quantity.unit !== undefined, figures)
}

/** Another value of the same quantity in the unit that the quantity is shown in, so that both compare at a glance. */
export function formatLike(quantity: Quantity, value: number, options: { figures?: number } = {}): string {
  // The time of a rate that was chosen by size must not change with the size.
  const time = chooseUnit(quantity).factors.find(({ unit, power }) => unit.kind === 'time' && power === -1)
  const hints = time ? { ...quantity.hints, time: time.unit.symbol } : quantity.hints
  return formatQuantity({ ...quantity, value, hints }, options)
}

/**
 * The unit in which a quantity is shown when none is fixed: the time of rates as last written (money by the month),
 * else the longest period that keeps the number at 0.1 or more; data as bits or bytes by the last writing.
 */
export function chooseUnit({ value, dims, hints }: Quantity): UnitExpression {
  const factors: UnitFactor[] = []
  const money = exponentOf(dims, 'money')
  const data = exponentOf(dims, 'data')
  const time = exponentOf(dims, 'time')
  if (money !== 0) factors.push({ unit: unitBySymbol('$'), power: money })
  if (data !== 0) factors.push({ unit: unitBySymbol(dataSymbol(data, hints)), power: data })
  // What is above the line stands before what is below it: "requests/s".
  for (const [name, power] of nounsOf(dims)) factors.push({ unit: nounUnit(nounNamed(name)), power })
  if (time !== 0) {
    const unit = unitBySymbol(timeSymbol(value, dims, hints))
    factors.push({ unit: hints.handy ? handyUnit(unit) : unit, power: time })
  }
  if (isPlain(dims) && hints.percent) factors.push({ unit: unitBySymbol('%'), power: 1 })
  return { factors: factors.sort((a, b) => Math.sign(b.power) - Math.sign(a.power)) }
}

/** The unit in which a quantity is really read, prefix included: 5.2e9 B is shown as 5.2 GB, so GB. For rounding as shown. */
export function shownUnitFactor(quantity: Quantity): number {
  const unit = quantity.unit ?? chooseUnit(quantity)
  const factor = factorOfUnit(unit)
  const first = unit.factors[0]?.unit
  if (quantity.unit !== undefined || first === undefined || isPlain(quantity.dims)) return factor
  if (isDuration(unit)) return durationUnitS(quantity.value, quantity.hints.handy)
  if (first.kind !== 'bits' && first.kind !== 'bytes') return factor
  const step = isBinary(quantity) ? 1024 : 1000
  const steps = Math.floor(Math.log(Math.max(1, Math.abs(quantity.value / factor))) / Math.log(step) + 1e-12)
  return factor * step ** Math.min(steps, 6)
}

function formatIn(quantity: Quantity, unit: UnitExpression, fixed: boolean, figures: number): string {
  const amount = quantity.value / factorOfUnit(unit)
  const first = unit.factors[0]?.unit
  if (leadsWithMoney(unit)) return `${formatUsd(amount, { figures })}${textAfterMoney(unit)}`
  if (first?.kind === 'ratio') return formatRatio(quantity.value, { figures })
  if (!fixed && isDuration(unit))
    return formatDuration(quantity.value, { figures, handy: quantity.hints.handy ?? false })
  if (!fixed && isBinary(quantity)) return formatBinary(amount, unit, figures)
  // A fixed unit of data or time has its prefix; what is counted has none, so it takes one with the number.
  const above = (unit.factors[0]?.power ?? 0) > 0
  const grouped = fixed && above && (first?.kind === 'bits' || first?.kind === 'bytes' || first?.kind === 'time')
  return formatNumber(amount, { unit: textOfUnit(unit, amount), figures, scale: grouped ? 'grouped' : 'si' })
}

/** Gibibytes and the like, with what follows them: "1.5 GiB/s". */
function formatBinary(amount: number, unit: UnitExpression, figures: number): string {
  const bytes = formatBytes(amount, { binary: true, figures })
  return bytes.replace(/B$/, textOfUnit(unit, 2))
}

const isDuration = ({ factors }: UnitExpression): boolean =>
  factors.length === 1 && factors[0]?.unit.kind === 'time' && factors[0].power === 1

const isBinary = ({ dims, hints }: Quantity): boolean =>
  hints.data !== undefined && /i(B|bit)/.test(hints.data) && exponentOf(dims, 'data') === 1

function dataSymbol(exponent: number, hints: DisplayHints): string {
  if (exponent < 0) return hints.data ?? 'B'
  return hints.data?.endsWith('bit') ? 'bit' : 'B'
}

function timeSymbol(value: number, dims: Dims, hints: DisplayHints): string {
  if (exponentOf(dims, 'time') !== -1) return 's'
  if (hints.time !== undefined) return hints.time
  if (exponentOf(dims, 'money') === 1) return 'month'
  if (exponentOf(dims, 'data') !== 0) return 's'
  const size = Math.abs(value)
  const symbols = ['s', 'min', 'h', 'day'] as const
  return size === 0 ? 's' : (symbols.find((symbol) => size * unitBySymbol(symbol).factor >= 0.1) ?? 'day')
}

/**
 * The same quantity in the other ways that people want to see it: a rate per day also per second, a bandwidth in
 * bits also in bytes. Empty where there is no second way.
 */
export function otherReadings(quantity: Quantity): string[] {
  const { dims, value } = quantity
  if (exponentOf(dims, 'time') !== -1 || exponentOf(dims, 'money') !== 0) return []
  const shown = quantity.unit?.factors ?? chooseUnit(quantity).factors
  const perSecond = shown.some(({ unit }) => unit.symbol === 's' || unit.kind === 'rate')
  const data = exponentOf(dims, 'data')
  const texts: string[] = []
  // "0.000116 requests/user/s" tells nobody anything.
  if (!perSecond && (data !== 0 || Math.abs(value) >= 0.1))
    texts.push(formatQuantity({ value, dims, hints: { ...quantity.hints, time: 's' } }))
  if (data === 1 && nounsOf(dims).length === 0) {
    const bits = shown.some(({ unit }) => unit.kind === 'bits')
    texts.push(formatQuantity({ value, dims, hints: { time: 's', data: bits ? 'B' : 'bit' } }))
  }
  return texts
}

/** Names a kind of quantity for messages: "a rate", "data", "money a time". */
export function describeKind(dims: Dims): string {
  const hard = dimensionsOf(dims).filter(([name]) => isHard(name))
  const key = hard
    .map(([name, exponent]) => `${name}${exponent}`)
    .sort()
    .join(' ')
  if (key === '')
    return isPlain(dims) ? 'a plain number' : `a number of ${textOfUnit(chooseUnit({ value: 2, dims, hints: {} }))}`
  return kinds[key] ?? `in ${textOfUnit(chooseUnit({ value: 2, dims, hints: {} }))}`
}

const kinds: Readonly<Record<string, string>> = {
  time1: 'a time',
  data1: 'data',
  money1: 'money',
  'time-1': 'a rate',
  'data1 time-1': 'data per time',
  'money1 time-1': 'money per time',
  'data-1 money1': 'money per data',
}
