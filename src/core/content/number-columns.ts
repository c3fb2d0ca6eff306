import { MONTH_S, YEAR_S } from '@/core/units/calendar'
import { formatBytes } from '@/core/units/format-bytes'
import { durationUnitS, formatDuration, formatRate, formatRatio } from '@/core/units/format'

/** What can be worked out of a reference number; "value" in base units. */
interface NumberColumn {
  title: string
  of: (value: number) => number
  show: (derived: number) => string
}

export const numberColumns = [
  'down-a-year',
  'down-a-month',
  'one-takes',
  'per-second',
  'as-bytes',
  'over-decimal',
] as const
export type NumberColumnId = (typeof numberColumns)[number]

export const columnSpecs: Readonly<Record<NumberColumnId, NumberColumn>> = {
  // of an availability
  'down-a-year': { title: 'Down a year', of: (value) => (1 - value) * YEAR_S, show: asPrinted },
  'down-a-month': { title: 'Down a month', of: (value) => (1 - value) * MONTH_S, show: asPrinted },
  // of a rate
  'one-takes': { title: 'One takes', of: (value) => 1 / value, show: formatDuration },
  'per-second': { title: 'A second', of: (value) => value, show: (perS) => formatRate(perS) },
  // of a plain number
  'as-bytes': { title: 'As bytes', of: (value) => value, show: (bytes) => formatBytes(bytes, { binary: true }) },
  'over-decimal': { title: 'Over decimal', of: overDecimal, show: formatRatio },
}

/** With two decimals, as tables of availability are printed: 36.53 days, 315.58 ms. */
function asPrinted(seconds: number): string {
  // 36.525 is a little less in binary, and still to be rounded up.
  const rounding = seconds * (1 + 1e-12)
  const whole = Math.max(1, Math.floor(Math.log10(rounding / durationUnitS(rounding))) + 1)
  return formatDuration(rounding, { figures: whole + 2 })
}

/** How much more the binary prefix that a number reaches is than the decimal one: 2^40 has Ti, a tenth more than T. */
function overDecimal(value: number): number {
  const prefix = Math.floor(Math.log2(value) / 10)
  return 1.024 ** prefix - 1
}
