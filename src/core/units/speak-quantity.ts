import { DAY_S, YEAR_S } from './calendar'
import { exponentOf, isPlain } from './dims'
import { formatDuration, formatRatio, thinSpace } from './format'
import { chooseUnit } from './format-quantity'
import type { Quantity } from './quantity'
import { textOfUnit, type UnitExpression, type UnitFactor } from './unit-expression'

/** A quantity as one says it: "12 thousand" and "requests per server a second". */
export interface SpokenQuantity {
  number: string
  /** Empty for a plain number. */
  unit: string
  /** What is counted is left out of the unit: "a second". */
  shortUnit: string
  /** The number was rounded by more than nobody notices. */
  isAbout: boolean
}

export interface SpeakOptions {
  /** Significant figures; whole numbers below 1 000 are said in full. */
  figures?: number
  /** A noun that the listener adds himself: after "users times", "10 a day" needs no "per user". */
  withoutPer?: string | undefined
}

export function speakQuantity(quantity: Quantity, { figures = 3, withoutPer }: SpeakOptions = {}): SpokenQuantity {
  const { amount, unit } = amountAndUnit(quantity)
  if (isPlain(quantity.dims) && (quantity.hints.percent ?? false))
    return { number: `${digitsOf(formatRatio(quantity.value))} per cent`, unit: '', shortUnit: '', isAbout: false }
  const { text, rounded } = numberInWords(amount, figures)
  const words = unitInWords(unit, text === '1', withoutPer)
  return { number: text, ...words, isAbout: Math.abs(rounded - amount) > 0.004 * Math.abs(amount) }
}

/** The whole of it: "about 12 thousand requests a second". */
export const saidInFull = ({ number, unit, isAbout }: SpokenQuantity): string =>
  `${isAbout ? 'about ' : ''}${number}${unit === '' ? '' : ` ${unit}`}`

const digitsOf = (text: string): string => text.replace(/[\u202f\u00a0]%$/, '')

/** The number and the unit that people would use, data with its prefix and short times in their own unit. */
function amountAndUnit(quantity: Quantity): { amount: number; unit: UnitExpression } {
  const unit = quantity.unit ?? chooseUnit(quantity)
  const amount = quantity.value / unit.factors.reduce((product, part) => product * part.unit.factor ** part.power, 1)
  const [first, ...rest] = unit.factors
  if (!first || first.power !== 1) return { amount, unit }
  if (first.unit.kind === 'time' && rest.length === 0 && !quantity.unit) return durationOf(quantity.value)
  if (first.unit.kind === 'money' && amount > 0 && amount < 1)
    return { amount: amount * 100, unit: { factors: [{ unit: cent, power: 1 }, ...rest] } }
  if (first.unit.kind === 'bytes' || first.unit.kind === 'bits') return scaledData(quantity, amount, first, rest)
  return { amount, unit }
}

function durationOf(seconds: number): { amount: number; unit: UnitExpression } {
  const symbol = /[^\d\s.]+$/u.exec(formatDuration(seconds))?.[0] ?? 's'
  const [name, factor] = durations.find(([text]) => text === symbol || `${text}s` === symbol) ?? ['s', 1]
  return { amount: seconds / factor, unit: { factors: [{ unit: wordUnit(name, factor), power: 1 }] } }
}

const durations = [
  ['ns', 1e-9],
  ['µs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['min', 60],
  ['h', 3600],
  ['day', DAY_S],
  ['year', YEAR_S],
] as const

const wordUnit = (symbol: string, factor: number): UnitFactor['unit'] => ({ symbol, dims: {}, factor, kind: 'time' })

const cent: UnitFactor['unit'] = { symbol: 'cent', plural: 'cents', dims: {}, factor: 0.01, kind: 'money' }

/** 30 000 000 000 B is 30 GB, and 1 500 MB stay what somebody wrote. */
function scaledData({ hints }: Quantity, amount: number, first: UnitFactor, rest: UnitFactor[]) {
  if (first.unit.symbol !== 'B' && first.unit.symbol !== 'bit') return { amount, unit: { factors: [first, ...rest] } }
  const isBinary = /i(B|bit)$/.test(hints.data ?? '')
  const base = isBinary ? 1024 : 1000
  const size = Math.max(1, Math.abs(roundTo(amount, 3)))
  const steps = Math.min(6, Math.floor(Math.log(size) / Math.log(base) + 1e-12))
  const prefix = `${['', 'k', 'M', 'G', 'T', 'P', 'E'][steps]}`
  const symbol = `${isBinary && steps > 0 ? `${prefix.toUpperCase()}i` : prefix}${first.unit.symbol}`
  return { amount: amount / base ** steps, unit: { factors: [{ unit: { ...first.unit, symbol }, power: 1 }, ...rest] } }
}

const scales = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
  [1e4, 'thousand'],
] as const

function numberInWords(value: number, figures: number): { text: string; rounded: number } {
  const size = Math.abs(value)
  const isSmallCount = size < 1000 && Math.abs(value - Math.round(value)) <= 1e-9 * size
  const rounded = isSmallCount ? Math.round(value) : roundTo(value, figures)
  const sign = rounded < 0 ? 'minus ' : ''
  return { text: `${sign}${sizeInWords(Math.abs(rounded))}`, rounded }
}

function sizeInWords(size: number): string {
  if (size === 0) return '0'
  if (size === 1000) return 'a thousand'
  if (size < 1e-3 || size >= 1e15) {
    const [mantissa = '', exponent = 0] = size.toExponential().split('e')
    const power = Number(exponent)
    return `${mantissa === '1' ? '' : `${mantissa} times `}10 to the ${power < 0 ? 'minus ' : ''}${Math.abs(power)}`
  }
  const scale = scales.find(([from]) => size >= from)
  if (!scale) return grouped(size)
  const from = scale[1] === 'thousand' ? 1000 : scale[0]
  return size === from ? `a ${scale[1]}` : `${grouped(Number((size / from).toPrecision(12)))} ${scale[1]}`
}

const grouped = (size: number): string => {
  const [whole = '', fraction] = String(size).split('.')
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, thinSpace)
  return fraction === undefined ? digits : `${digits}.${fraction}`
}

const roundTo = (value: number, figures: number): number =>
  value === 0 || !Number.isFinite(value) ? value : Number(value.toPrecision(figures))

function unitInWords(
  unit: UnitExpression,
  isOne: boolean,
  withoutPer: string | undefined,
): Pick<SpokenQuantity, 'unit' | 'shortUnit'> {
  // Nobody says square seconds: such a unit is read as it is written.
  if (unit.factors.some(({ power }) => Math.abs(power) !== 1)) {
    const text = textOfUnit(unit)
    return { unit: text, shortUnit: text }
  }
  const upper = unit.factors.filter(({ power }) => power > 0)
  const lower = unit.factors.filter(({ power, unit: { symbol } }) => power < 0 && symbol !== withoutPer)
  const ordered = [...lower.filter((factor) => !isTime(factor)), ...lower.filter(isTime)]
  const below = ordered.map((factor) =>
    isTime(factor) ? `${articleOf(factor)} ${word(factor, true)}` : `per ${word(factor, true)}`,
  )
  const above = upper.map((factor) => word(factor, isOne))
  const counted = upper.some(({ unit: { kind } }) => kind === 'noun' || kind === 'rate')
  const rate = upper.some(({ unit: { kind } }) => kind === 'rate') ? ['a second'] : []
  return {
    unit: inWords([...above, ...rate, ...below]),
    shortUnit: inWords([...(counted && (below.length > 0 || rate.length > 0) ? [] : above), ...rate, ...below]),
  }
}

const isTime = ({ unit: { kind } }: UnitFactor): boolean => kind === 'time'
const inWords = (parts: string[]): string => parts.filter((part) => part !== '').join(' ')
const articleOf = (factor: UnitFactor): string => (factor.unit.symbol === 'h' ? 'an' : 'a')

const prefixWords: Readonly<Record<string, string>> = {
  k: 'kilo',
  M: 'mega',
  G: 'giga',
  T: 'tera',
  P: 'peta',
  E: 'exa',
  Ki: 'kibi',
  Mi: 'mebi',
  Gi: 'gibi',
  Ti: 'tebi',
  Pi: 'pebi',
  Ei: 'exbi',
}
const timeWords: Readonly<Record<string, string>> = {
  ns: 'nanosecond',
  µs: 'microsecond',
  ms: 'millisecond',
  s: 'second',
  min: 'minute',
  h: 'hour',
}
const rateWords: Readonly<Record<string, string>> = {
  rps: 'requests',
  qps: 'queries',
  tps: 'transactions',
  iops: 'operations',
}

function word({ unit: { symbol, plural, kind } }: UnitFactor, isOne: boolean): string {
  if (kind === 'bytes' || kind === 'bits') {
    const prefix = symbol.slice(0, symbol.length - (kind === 'bytes' ? 1 : 3))
    return `${prefixWords[prefix] ?? ''}${kind === 'bytes' ? 'byte' : 'bit'}${isOne ? '' : 's'}`
  }
  if (symbol === '$') return isOne ? 'dollar' : 'dollars'
  if (kind === 'rate') return rateWords[symbol] ?? symbol
  if (kind === 'time') return `${timeWords[symbol] ?? symbol}${isOne ? '' : 's'}`
  return (isOne ? symbol : (plural ?? symbol)).replaceAll('_', ' ')
}

/** Whether two quantities are said with one unit of time: a rate a day with a rate a day. */
export function saidTime(quantity: Quantity): string | undefined {
  if (exponentOf(quantity.dims, 'time') !== -1) return undefined
  const { factors } = quantity.unit ?? chooseUnit(quantity)
  const time = factors.find(({ unit }) => unit.kind === 'time' || unit.kind === 'rate')
  return time?.unit.kind === 'rate' ? 's' : time?.unit.symbol
}
