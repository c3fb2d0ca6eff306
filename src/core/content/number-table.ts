import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { isPlain, nounsOf } from '@/core/units/dims'
import {
  formatDuration,
  formatNumber,
  formatRatio,
  minus,
  roundToFigures,
  thinSpace,
  wordSpace,
} from '@/core/units/format'
import { chooseUnit, formatQuantity } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import { factorOfUnit, textOfUnit } from '@/core/units/unit-expression'
import { columnSpecs, type NumberColumnId } from './number-columns'
import type { NumberEntry, NumberFile } from './numbers'
import type { PriceList } from './prices'

/** A figure worked out of a number, in base units and as shown. */
export interface DerivedNumber {
  value: number
  text: string
}

/** What another table says for the same thing. */
export interface OtherNumber {
  id: string
  text: string
  year: number | null
  source: string
}

/** One reference number, ready to be shown and to be put into an estimate sheet. */
export interface ReferenceNumber {
  id: string
  name: string
  group: string | null
  /** As a formula has it. */
  src: string
  /** What a cell that takes it is called. */
  cell: string
  /** In base units; the median of a range. */
  value: number
  text: string
  /** One for each column of its table. */
  columns: DerivedNumber[]
  /** What people put for it by hand, and how far that is off: "+16 %". */
  handy: { src: string; text: string; off: string } | null
  /** As if a nanosecond were a second. */
  humanTime: string | null
  /** Length of its bar, 0 to 1 on the logarithmic scale of its table. */
  bar: number | null
  year: number | null
  source: string
  note: string | null
  /** The same from other sources, or of other years. */
  others: OtherNumber[]
}

export interface NumberTable {
  id: string
  title: string
  tab: string
  about: string
  /** Of most of its rows. */
  year: number | null
  source: string
  /** Titles of what is worked out. */
  columns: string[]
  rows: ReferenceNumber[]
}

/** Everything that is worked out of the files and the price list, in the order in which the tables are shown. */
export function numberTables(files: Readonly<Record<string, NumberFile>>, prices: PriceList): NumberTable[] {
  const priced = priceFile(prices)
  const all = [...Object.entries(files), ['prices', priced] as const].sort(([, a], [, b]) => a.order - b.order)
  const entries = all.flatMap(([, file]) => file.rows.map((entry) => ({ entry, file })))
  return all.map(([id, file]) => ({
    id,
    title: file.title,
    tab: file.tab,
    about: file.about,
    year: file.year,
    source: file.source,
    columns: (file.columns ?? []).map((column) => columnSpecs[column].title),
    rows: withBars(
      file,
      file.rows.map((entry) => numberOf(entry, file, othersOf(entry, entries))),
    ),
  }))
}

/** The price list as a table: one source for what a run costs and for what an estimate counts with. */
function priceFile({ prices }: PriceList): NumberFile {
  return {
    title: 'Prices of a cloud',
    tab: 'Prices',
    order: 90,
    about: 'What the cost of a design is worked out with: list prices on demand in one region, in US dollars.',
    year: null,
    source: 'The price list of this program',
    rows: Object.entries(prices).map(([id, { name, usd, per, source, year }]) => ({
      id,
      name,
      value: `$${usd}/${per}`,
      year,
      source,
    })),
  }
}

type Entries = readonly { entry: NumberEntry; file: NumberFile }[]

function numberOf(entry: NumberEntry, file: NumberFile, others: OtherNumber[]): ReferenceNumber {
  const { quantity, ends, text } = read(entry.value)
  const columns = (file.columns ?? []).map((column) => derived(quantity, ends, column))
  return {
    id: entry.id,
    name: entry.name,
    group: entry.group ?? null,
    src: entry.value,
    cell: entry.cell ?? entry.id.replaceAll('-', '_'),
    value: quantity.value,
    text,
    columns,
    handy: entry.handy === undefined ? null : handyOf(entry.handy, quantity),
    humanTime: file.humanTime === undefined ? null : humanTime(chosen(quantity, file.humanTime)),
    bar: file.bars === undefined ? null : chosen(quantity, file.bars),
    year: entry.year === undefined ? file.year : entry.year,
    source: entry.source ?? file.source,
    note: entry.note ?? null,
    others,
  }
}

function othersOf(entry: NumberEntry, all: Entries): OtherNumber[] {
  const { same } = entry
  if (same === undefined) return []
  return all
    .filter(({ entry: other }) => other.same === same && other.id !== entry.id)
    .map(({ entry: other, file }) => ({
      id: other.id,
      text: read(other.value).text,
      year: other.year === undefined ? file.year : other.year,
      source: other.source ?? file.source,
    }))
}

interface ReadNumber {
  quantity: Quantity
  /** Of a range, in base units. */
  ends: readonly [number, number] | null
  text: string
}

/** Of what was checked to be a quantity when its file was read. */
function read(src: string): ReadNumber {
  const result = evaluateSheet({ cells: [{ id: 'number', name: '', src }] }).cells.get('number')
  if (!result?.quantity) throw new Error(`a reference number without a value: ${src}`)
  const { quantity, band } = result
  // A range is its two ends, and a price is for as much as its list says: both stay as they are written.
  if (band) return { quantity, ends: [band.p5, band.p95], text: isWorkedOut(src) ? band.display : src }
  if (src.startsWith('$')) return { quantity, ends: null, text: src }
  const text = isCount(quantity) ? countText(quantity) : formatQuantity(quantity, { figures: figuresOf(quantity) })
  return { quantity, ends: null, text }
}

/** Three, and all where a value is exact in its unit: a month has 2 629 800 s and 730.5 h. */
function figuresOf({ value, unit }: Quantity): number {
  if (unit === undefined) return 3
  const amount = value / factorOfUnit(unit)
  return Math.abs(roundToFigures(amount, 8) / amount - 1) < 1e-12 ? 8 : 3
}

const isWorkedOut = (src: string): boolean => /[*/^(]/.test(src.replaceAll(/\/\p{L}/gu, ''))

/** A whole number of things is told to the last digit: 8 334 servers, 4 294 967 296. */
const isCount = ({ value, dims, hints }: Quantity): boolean =>
  Number.isInteger(value) && !hints.percent && (isPlain(dims) || Object.keys(dims).length === nounsOf(dims).length)

function countText(quantity: Quantity): string {
  const digits = BigInt(quantity.value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, thinSpace)
  const unit = textOfUnit(quantity.unit ?? chooseUnit(quantity), quantity.value)
  return unit === '' ? digits : `${digits}${wordSpace}${unit}`
}

function derived({ value }: Quantity, ends: ReadNumber['ends'], column: NumberColumnId): DerivedNumber {
  const { of, show } = columnSpecs[column]
  return { value: of(value), text: (ends ?? [value]).map((end) => show(of(end))).join(' – ') }
}

const chosen = ({ value }: Quantity, which: 'value' | NumberColumnId): number =>
  which === 'value' ? value : columnSpecs[which].of(value)

/** Seconds and longer: what people can wait for. */
function humanTime(seconds: number): string {
  const asHuman = seconds * 1e9
  return asHuman < 1 ? formatNumber(asHuman, { unit: 's', scale: 'grouped' }) : formatDuration(asHuman)
}

function handyOf(src: string, exact: Quantity): NonNullable<ReferenceNumber['handy']> {
  const { quantity, text } = read(src)
  const off = quantity.value / exact.value - 1
  const size = formatRatio(Number(Math.abs(off).toPrecision(2)))
  return { src, text, off: Math.abs(off) < 1e-12 ? 'exact' : `${off < 0 ? minus : '+'}${size}` }
}

/** Shortest bar of a table, so that the least value has one too. */
const SHORTEST = 0.02

function withBars(file: NumberFile, rows: ReferenceNumber[]): ReferenceNumber[] {
  if (file.bars === undefined) return rows
  const logs = rows.map(({ bar }) => Math.log10(bar ?? 0))
  const least = Math.min(...logs)
  const span = Math.max(...logs) - least
  return rows.map((row, index) => ({ ...row, bar: SHORTEST + (1 - SHORTEST) * ((logs[index]! - least) / span) }))
}
