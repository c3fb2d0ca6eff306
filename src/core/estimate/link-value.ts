import { dimensionsOf, type Dims, isHard, makeDims, sameHardDims } from '@/core/units/dims'
import { describeKind } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import type { SheetResult } from './evaluate-sheet'
import type { CellLink, Sheet } from './sheet'

/** What a parameter of a design takes, from the unit at the end of its name. */
interface Wanted {
  dims: Dims
  /** In words, for a refusal: "a time". */
  says: string
  whole?: boolean
  share?: boolean
}

const dims = (...entries: [string, number][]): Dims => makeDims(entries)
const rate: Wanted = { dims: dims(['time', -1]), says: 'a rate, like req/s' }
const time: Wanted = { dims: dims(['time', 1]), says: 'a time, like ms' }
const data: Wanted = { dims: dims(['data', 1]), says: 'data, like GB' }
const usd: Wanted = { dims: dims(['money', 1]), says: 'money, like $' }
const share: Wanted = { dims: dims(), says: 'a share from 0 to 100 %', share: true }
const count: Wanted = { dims: dims(), says: 'a number, like servers', whole: true }

/** Settings are SI numbers whose unit ends their name; one without a unit is a count. */
function wantedBy(link: CellLink): Wanted {
  if (link.target === 'request-rate') return rate
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
  if (wanted.share && quantity.value > 1) return { ok: false, reason: `This takes ${wanted.says}.` }
  return { ok: true, value: wanted.whole ? Math.ceil(quantity.value * (1 - 1e-12)) : quantity.value }
}

/** What one linked cell of a sheet feeds into the design. */
export interface Feed {
  cellId: string
  name: string
  link: CellLink
  value: LinkValue
}

/** Every linked cell with what it gives; of several cells with one target the last counts, as in any list of orders. */
export function feedsOf(sheet: Sheet, result: SheetResult): Feed[] {
  const feeds = new Map<string, Feed>()
  for (const cell of sheet.cells) {
    if (!cell.link) continue
    const quantity = result.cells.get(cell.id)?.quantity
    const value: LinkValue = quantity ? linkValue(quantity, cell.link) : { ok: false, reason: 'The cell has no value.' }
    feeds.set(linkKey(cell.link), { cellId: cell.id, name: cell.name, link: cell.link, value })
  }
  return [...feeds.values()]
}

/** Names the target of a link: equal for equal targets. */
export const linkKey = (link: CellLink): string =>
  link.target === 'request-rate' ? `request-rate/${link.request}` : `config/${link.block}/${link.path}`
