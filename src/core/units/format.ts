import { DAY_S, HANDY_DAY_S, HANDY_YEAR_S, YEAR_S } from './calendar'
import { raisedDigits } from './raised-digits'

/**
 * Numbers as every screen shows them: three significant figures, a thin space before the unit, unknown is "—".
 * Only display rounds: keep and compare the numbers themselves. All inputs are in base units (s, B, USD, per second).
 */

/** Narrow no-break space: a thin space at which a line never breaks, so that a number keeps its unit. */
export const thinSpace = '\u202f'
/** No-break space: before a unit that is a word ("138 servers"), where a thin one would be read over. */
export const wordSpace = '\u00a0'
export const unknownText = '—'
export const minus = '\u2212'

export type Maybe = number | null | undefined

export interface NumberFormat {
  /** Unit after the number: "B", "req"; one that starts with "/" stands close to the number or its prefix: "/s". */
  unit?: string
  /** Significant figures; 3 unless told. */
  figures?: number
  /** `si`: 1.24 k, 4.1 G (default). `grouped`: 1 240. `full`: grouped and rounded only to a whole number from 100 up. */
  scale?: 'si' | 'grouped' | 'full'
}

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const
/** What is counted has no giga: nobody says "2 G users", and a B would be bytes. */
const countPrefixes = ['', 'k', 'M', 'billion', 'trillion'] as const

/** A count or any number with a unit: 11 574 -> "11.6 k", (4.1e9, B) -> "4.1 GB", (0.5) -> "0.5". */
export function formatNumber(value: Maybe, { unit = '', figures = 3, scale = 'si' }: NumberFormat = {}): string {
  if (value === null || value === undefined || Number.isNaN(value)) return unknownText
  if (!Number.isFinite(value)) return withUnit(`${value < 0 ? minus : ''}∞`, '', unit)
  if (scale === 'full') return withUnit(fullNumber(value, figures), '', unit)
  const rounded = roundToFigures(value, figures)
  if (scale === 'grouped') return withUnit(plainNumber(rounded, figures), '', unit)
  const isCount = !symbolUnit.test(unit)
  if (isCount && Math.abs(rounded) >= 1e15) return withUnit(plainNumber(rounded, figures), '', unit)
  const [scaled, prefix] = scaleBy(rounded, 1000, isCount ? countPrefixes : prefixes)
  return withUnit(plainNumber(scaled, figures), prefix, unit)
}

/** Seconds in the unit that reads best: 0.0385 -> "38.5 ms", 150 -> "2.5 min", 157 788 000 -> "5 years". */
export function formatDuration(
  seconds: Maybe,
  { figures = 3, handy = false }: { figures?: number; handy?: boolean } = {},
): string {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return unknownText
  if (seconds === 0 || !Number.isFinite(seconds)) return formatNumber(seconds, { unit: 's' })
  const step = durationStep(seconds, figures, handy)
  const amount = plainNumber(roundToFigures(seconds / step.unitS, figures), figures)
  const unit = step.unit.endsWith('s') && step.unit.length > 2 && amount === '1' ? step.unit.slice(0, -1) : step.unit
  return withUnit(amount, '', unit)
}

/** The unit in which a duration reads best, in seconds. */
export const durationUnitS = (seconds: number, handy = false): number => durationStep(seconds, 3, handy).unitS

function durationStep(seconds: number, figures: number, handy: boolean): { unitS: number; unit: string } {
  const rounded = Math.abs(roundToFigures(seconds, Math.max(3, figures)))
  const step = durationSteps.find(({ fromS }) => rounded >= fromS) ?? { unitS: 1e-9, unit: 'ns' }
  return handy && 'handyS' in step ? { ...step, unitS: step.handyS } : step
}

const durationSteps = [
  { fromS: 730 * DAY_S, unitS: YEAR_S, unit: 'years', handyS: HANDY_YEAR_S },
  { fromS: 48 * 3600, unitS: DAY_S, unit: 'days', handyS: HANDY_DAY_S },
  { fromS: 120 * 60, unitS: 3600, unit: 'h' },
  { fromS: 120, unitS: 60, unit: 'min' },
  { fromS: 1, unitS: 1, unit: 's' },
  { fromS: 1e-3, unitS: 1e-3, unit: 'ms' },
  { fromS: 1e-6, unitS: 1e-6, unit: 'µs' },
] as const

/** A rate per second: 1 240 -> "1.24 k/s"; slow ones a minute, an hour, a day: 1e-5 -> "0.864/day". */
export function formatRate(perS: Maybe, noun = ''): string {
  if (perS === null || perS === undefined || !Number.isFinite(perS) || perS === 0 || Math.abs(perS) >= 0.1)
    return formatNumber(perS, { unit: `${noun}/s` })
  const period = slowPeriods.find((candidate) => Math.abs(perS) * candidate.s >= 0.1) ?? { s: 86_400, unit: 'day' }
  return formatNumber(perS * period.s, { unit: `${noun}/${period.unit}` })
}

const slowPeriods = [
  { s: 60, unit: 'min' },
  { s: 3600, unit: 'h' },
] as const

/** 0.97 -> "97 %". Near 1 it keeps the figures that count, so that 0.9995 is "99.95 %" and never "100 %". */
export function formatRatio(ratio: Maybe, { figures = 3 }: { figures?: number } = {}): string {
  if (ratio === null || ratio === undefined || !Number.isFinite(ratio)) return formatNumber(ratio)
  const rest = 1 - ratio
  if (ratio < 0.99 || rest < 1e-12) return formatNumber(ratio * 100, { unit: '%', scale: 'grouped', figures })
  const nines = Math.max(1, Math.ceil(-Math.log10(rest) - 1e-9) - 1)
  const decimals = Math.min(12, figures > 3 ? Math.max(nines, figures - 2) : nines)
  // One figure more than the first that differs from 9, rounded down so as not to promise more than there is.
  const factor = 10 ** decimals
  const percent = Math.floor(ratio * 100 * factor * (1 + 1e-14) + 1e-6) / factor
  return withUnit(trimZeros(percent.toFixed(decimals)), '', '%')
}

/** How many times as much: 2.5 -> "×2.5". */
export function formatFactor(factor: Maybe): string {
  const text = formatNumber(factor)
  return text === unknownText ? text : `×${text}`
}

/** Marks a text as an approximation. An unknown stays unknown, and a bound a bound. */
export const approximately = (text: string): string =>
  text === unknownText || text.startsWith('<') ? text : `≈${thinSpace}${text}`

/** `value` rounded to so many significant figures; 0 and infinities stay. */
export function roundToFigures(value: number, figures: number): number {
  return value === 0 || !Number.isFinite(value) ? value : Number(value.toPrecision(Math.min(figures, 21)))
}

/** A value and the prefix that makes it smaller than `base`. */
export function scaleBy(value: number, base: number, names: readonly string[]): [number, string] {
  let scaled = value
  let step = 0
  while (Math.abs(scaled) >= base && step < names.length - 1) {
    scaled /= base
    step += 1
  }
  return [scaled, names[step] ?? '']
}

/** A rounded number in digits, thousands grouped; very small and very large ones as a power of ten. */
export function plainNumber(value: number, figures: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size < 1e-4 || size >= 1e9) return powerOfTen(value, figures)
  const decimals = Math.max(0, figures - 1 - Math.floor(Math.log10(size) + 1e-12))
  return signed(value, group(trimZeros(size.toFixed(Math.min(decimals, 20)))))
}

function fullNumber(value: number, figures: number): string {
  const size = Math.abs(value)
  if (size >= 1e15 || size < 100) return plainNumber(roundToFigures(value, figures), figures)
  return signed(value, group(Math.round(size).toFixed(0)))
}

function powerOfTen(value: number, figures: number): string {
  const [mantissa = '', exponent = '0'] = Math.abs(value)
    .toExponential(figures - 1)
    .split('e')
  const power = Number(exponent)
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => raisedDigits[Number(digit)] ?? '')
  return signed(value, `${trimZeros(mantissa)}${thinSpace}×${thinSpace}10${power < 0 ? '⁻' : ''}${digits}`)
}

/** Units that take SI prefixes: "GB", "Gbit/s", "ms". */
const symbolUnit = /^(B|bit|s)(?![\p{L}_])/u

const signed = (value: number, digits: string): string => (value < 0 ? `${minus}${digits}` : digits)
const trimZeros = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits)

function group(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thinSpace)
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** Digits, prefix and unit with the spaces between them. */
export function withUnit(digits: string, prefix: string, unit: string): string {
  if (prefix === '' && (unit === '' || unit.startsWith('/'))) return `${digits}${unit}`
  // A symbol is one with its prefix ("1.2 kB"), a word keeps its distance ("1.2 k users").
  const apart = prefix !== '' && unit !== '' && !unit.startsWith('/') && !symbolUnit.test(unit)
  const isWord = /^(?!(min|[kKMGTPE]?i?(bit|B))(?![\p{L}_]))[\p{L}_]{3,}/u.test(prefix === '' ? unit : prefix)
  const before = isWord ? wordSpace : thinSpace
  return `${digits}${before}${prefix}${apart ? wordSpace : ''}${unit}`
}
