import { dimensionsOf, type Dims, isHard, makeDims, sameHardDims } from '@/core/units/dims'
import { unitBySymbol } from '@/core/units/find-unit'
import { describeKind } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import type { SheetResult } from './evaluate-sheet'
import type { Cell, CellLink, Sheet } from './sheet'

/** What a parameter of a design takes, from the unit at the end of its name. */
interface Wanted {
  kind: 'rate' | 'time' | 'data' | 'money' | 'cost' | 'share' | 'count'
  dims: Dims
  /** In words, for a refusal: "a time". */
  says: string
  /** What stands behind the number of the design in a source: " s". */
  unit: string
}

const MONTH_S = unitBySymbol('month').factor

const dims = (...entries: [string, number][]): Dims => makeDims(entries)
const rate: Wanted = { kind: 'rate', dims: dims(['time', -1]), says: 'a rate, like req/s', unit: '/s' }
const time: Wanted = { kind: 'time', dims: dims(['time', 1]), says: 'a time, like ms', unit: ' s' }
const data: Wanted = { kind: 'data', dims: dims(['data', 1]), says: 'data, like GB', unit: ' B' }
const usd: Wanted = { kind: 'money', dims: dims(['money', 1]), says: 'money, like $', unit: ' USD' }
const share: Wanted = { kind: 'share', dims: dims(), says: 'a share from 0 to 100 %', unit: '' }
const count: Wanted = { kind: 'count', dims: dims(), says: 'a number, like servers', unit: '' }
const costRate: Wanted = {
  kind: 'cost',
  dims: dims(['money', 1], ['time', -1]),
  says: 'a cost, like $/month',
  unit: ' USD/month',
}
const byMetric = { latency: time, availability: share, throughput: rate, cost: costRate }

/** Settings are SI numbers whose unit ends their name; one without a unit is a count. */
function wantedBy(link: CellLink): Wanted {
  if (link.target === 'request-rate') return rate
  if (link.target === 'objective') return byMetric[link.metric]
  const key = link.path.split('.').at(-1) ?? ''
  if (key.endsWith('PerS')) return rate
  if (/[a-z0-9]S$/.test(key)) return time
  if (/bytes$/i.test(key)) return data
  if (/usd$/i.test(key)) return usd
  return /ratio$/i.test(key) ? share : count
}

export type LinkValue = { ok: true; value: number } | { ok: false; reason: string }

/**
 * The value that a cell gives to a parameter of a design, in SI units. Counts are rounded up: 137.8 servers are 138.
 * A refusal says what the parameter takes.
 */
export function linkValue(quantity: Quantity, link: CellLink): LinkValue {
  const wanted = wantedBy(link)
  if (!sameHardDims(quantity.dims, wanted.dims))
    return { ok: false, reason: `This takes ${wanted.says}; the cell is ${describeKind(quantity.dims)}.` }
  const below = dimensionsOf(quantity.dims).find(([name, exponent]) => !isHard(name) && exponent < 0)
  if (below) return { ok: false, reason: `This takes ${wanted.says}; the cell is per ${below[0]}.` }
  if (quantity.value < 0) return { ok: false, reason: 'This cannot be below 0.' }
  if (wanted.kind === 'share' && quantity.value > 1) return { ok: false, reason: `This takes ${wanted.says}.` }
  if (wanted.kind === 'cost') return { ok: true, value: quantity.value * MONTH_S }
  return { ok: true, value: wanted.kind === 'count' ? Math.ceil(quantity.value * (1 - 1e-12)) : quantity.value }
}

/** The value that a quantity must have to give a design `value`, both in SI units: the other way round. */
export const designValueOf = (link: CellLink, value: number): number =>
  wantedBy(link).kind === 'cost' ? value / MONTH_S : value

/** What the value of a design is, for showing it. */
export const kindOfValue = (link: CellLink): Wanted['kind'] => wantedBy(link).kind

/** A source that reads as the value of a design: "4000/s". */
export const plainSource = (link: CellLink, value: number): string => `${value}${wantedBy(link).unit}`

/** What one linked cell of a sheet feeds into the design. */
export interface Feed {
  cellId: string
  name: string
  link: CellLink
  value: LinkValue
}

/** A cell with the link that it has. */
export interface LinkedCell {
  cell: Cell
  link: CellLink
}

/** The links that count: of several cells with one target the last does, as in any list of orders. */
export function linkedCells(sheet: Sheet): LinkedCell[] {
  const byTarget = new Map<string, LinkedCell>()
  for (const cell of sheet.cells) if (cell.link) byTarget.set(linkKey(cell.link), { cell, link: cell.link })
  return [...byTarget.values()]
}

/** Every linked cell with what it would give, those among them whose place in the design was changed by hand since. */
function allFeeds(sheet: Sheet, result: SheetResult): Feed[] {
  return linkedCells(sheet).map(({ cell, link }) => {
    const quantity = result.cells.get(cell.id)?.quantity
    const value: LinkValue = quantity ? linkValue(quantity, link) : { ok: false, reason: 'The cell has no value.' }
    return { cellId: cell.id, name: cell.name, link, value }
  })
}

/** Every linked cell that the design follows, with what it gives. */
export const feedsOf = (sheet: Sheet, result: SheetResult): Feed[] =>
  allFeeds(sheet, result).filter(({ link }) => link.byHand !== true)

/** Every linked cell that the design does not follow any more, with what it would give. */
export const heldFeedsOf = (sheet: Sheet, result: SheetResult): Feed[] =>
  allFeeds(sheet, result).filter(({ link }) => link.byHand === true)

/** Names the target of a link: equal for equal targets. */
export function linkKey(link: CellLink): string {
  switch (link.target) {
    case 'request-rate':
      return `request-rate/${link.request}`
    case 'objective':
      return `objective/${link.objective}`
    case 'config':
      return `config/${link.block}/${link.path}`
  }
  return link satisfies never
}
