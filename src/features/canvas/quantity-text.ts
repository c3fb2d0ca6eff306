import { dataUnits, timeUnits } from '@/core/units/catalogue'
import { type Dims, exponentOf, isPlain, nounsOf } from '@/core/units/dims'
import { thinSpace } from '@/core/units/format'
import { quantityOf } from '@/core/units/quantity'
import { readQuantity } from '@/core/units/read-quantity'

/**
 * Numbers of the design file in fields that people type into: "10 ms" for 0.01 s. Exact, unlike the numbers of other
 * screens: what is shown and left alone must come back as the very same number.
 * The unit is that of the raw number: 's', 'B', '/s', '%' (of a ratio), '$', a noun ("items"), or '' for a plain number.
 */
export type ReadText = { ok: true; value: number } | { ok: false; problem: string }

interface Shown {
  digits: string
  /** With its prefix: "ms", "k", "%"; '' for none. */
  unit: string
}

export function showNumber(value: number, unit: string): string {
  if (unit === '$') return `$${digits(value)}`
  const shown = chosen(value, unit)
  return shown.unit === '' ? shown.digits : `${shown.digits}${shown.unit.startsWith('/') ? '' : thinSpace}${shown.unit}`
}

/**
 * Reads what was typed. A number without a unit is in the unit that the field showed before: "20" typed over
 * "10 ms" is 20 ms.
 */
export function readText(text: string, unit: string, before: number | null): ReadText {
  const trimmed = text.trim()
  const sign = /^[-−]\s*/.exec(trimmed)?.[0] ?? ''
  const read = readQuantity(trimmed, sign.length)
  if (read === undefined) return { ok: false, problem: `Give a number${example(unit)}.` }
  if (read.problem !== undefined) return { ok: false, problem: read.problem.message }
  if (read.end < trimmed.length) return { ok: false, problem: `"${trimmed.slice(read.end).trim()}" is no unit here.` }
  const { value, dims } = quantityOf(read.amount, read.unit)
  const signed = sign === '' ? value : -value
  const fits = fitsUnit(unit, dims, read.ratio)
  if (fits) return { ok: true, value: tidy(signed) }
  if (!isPlain(dims) || read.ratio) return { ok: false, problem: `That is not ${kind(unit)}${example(unit)}.` }
  const factor = before === null ? (unit === '%' ? 0.01 : 1) : typedFactor(before, unit)
  return { ok: true, value: tidy(signed * factor) }
}

function fitsUnit(unit: string, dims: Dims, isRatio: boolean): boolean {
  const is = (dimension: string, exponent: number) =>
    exponentOf(dims, dimension) === exponent && Object.keys(dims).length === 1
  switch (unit) {
    case 's':
      return is('time', 1)
    case 'B':
      return is('data', 1)
    case '$':
      return is('money', 1)
    case '/s':
      return exponentOf(dims, 'time') === -1 && exponentOf(dims, 'data') === 0
    case '%':
      return isRatio
    default:
      return nounsOf(dims).length === Object.keys(dims).length && !isPlain(dims)
  }
}

/** What a bare number counts in a field that shows `before`; suffixes of plain numbers (k, M) are not inherited. */
function typedFactor(before: number, unit: string): number {
  if (unit === '%') return 0.01
  const shown = chosen(before, unit).unit
  const units = unit === 's' ? timeUnits : unit === 'B' ? dataUnits : []
  return units.find((candidate) => candidate.symbol === shown || candidate.plural === shown)?.factor ?? 1
}

const kind = (unit: string): string =>
  ({ s: 'a time', B: 'an amount of data', '/s': 'a rate', '%': 'a share', $: 'an amount of money' })[unit] ??
  (unit === '' ? 'a plain number' : `a number of ${unit}`)

const example = (unit: string): string =>
  ({
    s: ', such as 10 ms or 2 s',
    B: ', such as 500 B or 2 MB',
    '/s': ', such as 1 000/s or 5k/s',
    '%': ', such as 20 %',
  })[unit] ?? ''

function chosen(value: number, unit: string): Shown {
  switch (unit) {
    case 's':
      return time(value)
    case 'B':
      return scaled(value, dataSteps, 'B')
    case '%':
      return { digits: digits(value * 100), unit: '%' }
    case '/s': {
      const { digits: number, unit: prefix } = scaled(value, countSteps, '')
      return { digits: prefix === '' ? number : `${number}${thinSpace}${prefix}`, unit: '/s' }
    }
    default:
      return scaled(value, countSteps, '')
  }
}

const timeSteps = [
  { factor: 86_400, unit: 'days', from: 2 * 86_400, whole: true },
  { factor: 3600, unit: 'h', from: 2 * 3600, whole: true },
  { factor: 60, unit: 'min', from: 120, whole: true },
  { factor: 1, unit: 's', from: 1, whole: false },
  { factor: 1e-3, unit: 'ms', from: 1e-3, whole: false },
  { factor: 1e-6, unit: 'µs', from: 1e-6, whole: false },
] as const

function time(seconds: number): Shown {
  if (seconds === 0) return { digits: '0', unit: 's' }
  const size = Math.abs(seconds)
  const step = timeSteps.find(
    ({ from, factor, whole }) => size >= from * (1 - 1e-12) && (!whole || size % factor === 0),
  )
  return step === undefined
    ? { digits: digits(seconds * 1e9), unit: 'ns' }
    : { digits: digits(seconds / step.factor), unit: step.unit }
}

interface Step {
  factor: number
  prefix: string
  /** Used from here on, and only where at most two decimals are left. */
  from: number
}

const large: readonly Step[] = [
  { factor: 1e9, prefix: 'G', from: 1e9 },
  { factor: 1e6, prefix: 'M', from: 1e6 },
]
const dataSteps: readonly Step[] = [
  { factor: 1e12, prefix: 'T', from: 1e12 },
  ...large,
  { factor: 1e3, prefix: 'k', from: 1e3 },
]
/** Counts stay in plain digits up to 10 000. */
const countSteps: readonly Step[] = [...large, { factor: 1e3, prefix: 'k', from: 1e4 }]

function scaled(value: number, among: readonly Step[], symbol: string): Shown {
  const size = Math.abs(value)
  const step = among.find(({ from, factor }) => size >= from && Number.isInteger(tidy((size / factor) * 100)))
  return step === undefined
    ? { digits: digits(value), unit: symbol }
    : { digits: digits(value / step.factor), unit: `${step.prefix}${symbol}` }
}

/** Drops what floating point adds beyond the fifteenth digit, so that 0.0035 s is 3.5 ms and back. */
const tidy = (value: number): number => Number(value.toPrecision(15))

function digits(value: number): string {
  const text = String(Number(value.toPrecision(15)))
  if (text.includes('e')) return text
  const [whole = '', fraction] = text.replace('-', '').split('.')
  const grouped = whole.length > 4 ? whole.replaceAll(/\B(?=(\d{3})+$)/g, thinSpace) : whole
  return `${value < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}
