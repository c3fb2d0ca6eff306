import type { SheetResult } from '@/core/estimate/evaluate-sheet'
import type { Cell, CellRole, Sheet } from '@/core/estimate/sheet'
import { hardOf, isPlain, makeDims, sameDims } from '@/core/units/dims'
import { formatNumber } from '@/core/units/format'
import { formatQuantity } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'

/** What a cell says, in base units: of a range its 5 % and 95 % points and its median, else three times the same. */
export interface Estimate {
  cell: Cell
  quantity: Quantity
  low: number
  mid: number
  high: number
}

/** How an estimate can be meant: of the whole service, or of the part of it that a canvas holds. */
export interface Meant extends Pick<Estimate, 'low' | 'mid' | 'high'> {
  isPart: boolean
}

const DAY_S = 86_400
const MONTH_S = 30.4375 * DAY_S

/** The first cell of a role that has a value above 0. */
export function estimateOf(sheet: Sheet, result: SheetResult, role: CellRole): Estimate | null {
  const id = result.byRole.get(role)
  const cell = sheet.cells.find((candidate) => candidate.id === id)
  const found = cell ? estimateIn(cell, result) : null
  if (!found) return null
  // "30 GB" and "$900" say "a day" and "a month" by their role
  if (role === 'storage_day' && isPure(found.quantity, 'data')) return times(found, 1 / DAY_S)
  return role === 'cost_month' && isPure(found.quantity, 'money') ? times(found, 1 / MONTH_S) : found
}

function isPure({ dims }: Quantity, name: string): boolean {
  const hard = Object.entries(hardOf(dims))
  return hard.length === 1 && hard[0]?.[0] === name && hard[0][1] === 1
}

function times(estimate: Estimate, factor: number): Estimate {
  const { low, mid, high, quantity } = estimate
  const scaled = { ...quantity, value: quantity.value * factor }
  return { ...estimate, quantity: scaled, low: low * factor, mid: mid * factor, high: high * factor }
}

/** What a cell says; null where it has no value above 0. */
export function estimateIn(cell: Cell, result: SheetResult): Estimate | null {
  const found = result.cells.get(cell.id)
  const quantity = found?.quantity
  if (!quantity || !(quantity.value > 0) || !Number.isFinite(quantity.value)) return null
  const { p5, p95 } = found.band ?? { p5: quantity.value, p95: quantity.value }
  return { cell, quantity, low: p5, mid: quantity.value, high: p95 }
}

/** Cells whose name has one of the words, in any of its parts: "db_replicas" has "replicas". */
export function estimatesNamed(sheet: Sheet, result: SheetResult, words: ReadonlySet<string>): Estimate[] {
  return sheet.cells.flatMap((cell) => {
    if (!wordsOf(cell.name).some((word) => words.has(word))) return []
    return estimateIn(cell, result) ?? []
  })
}

export const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

export const isPlainNumber = ({ quantity }: Estimate): boolean => isPlain(hardOf(quantity.dims))

/** A sheet may speak of the whole service, or of the part on the canvas: nobody says which. */
export function meaningsOf({ low, mid, high }: Estimate, shareOfService: number): Meant[] {
  const whole: Meant = { low, mid, high, isPart: false }
  if (shareOfService >= 1) return [whole]
  const [l, m, h] = [low, mid, high].map((each) => each * shareOfService) as [number, number, number]
  return [whole, { low: l, mid: m, high: h, isPart: true }]
}

/** Where an estimate and a figure lie to each other. */
export interface Gap {
  meant: Meant
  /** The figure, of several that could be meant, that comes nearest. */
  figure: number
  side: 'above' | 'below'
}

/**
 * How an estimate misses a figure in each of its meanings, as the meaning that misses least; null where one of them does not
 * miss. It misses where the whole of its 90 % range lies further off than the tolerance, a factor: what is uncertain is not
 * contradicted by what it allows for.
 */
export function gapOf(meanings: readonly Meant[], figures: readonly number[], tolerance: number): Gap | null {
  let nearest: Gap | null = null
  let least = Infinity
  for (const meant of meanings) {
    for (const figure of figures) {
      const above = meant.low / (figure * tolerance)
      const below = figure / (meant.high * tolerance)
      const miss = Math.max(above, below)
      if (miss <= 1 + 1e-9) return null
      if (miss >= least) continue
      least = miss
      nearest = { meant, figure, side: above > below ? 'above' : 'below' }
    }
  }
  return nearest
}

/** As `gapOf`, for what an estimate must not exceed: more room than that is no contradiction. */
export function excessOf(meanings: readonly Meant[], room: number, tolerance: number): Gap | null {
  if (meanings.some(({ low }) => low <= room * tolerance * (1 + 1e-9))) return null
  const meant = meanings.toSorted((a, b) => a.low - b.low)[0]!
  return { meant, figure: room, side: 'above' }
}

/**
 * "9.5 k requests/s", or "38 k requests/s (9.5 k requests/s on this canvas)". Rates are told by the second, as the design has them;
 * `noun` is what a plain number counts.
 */
export function said({ quantity, mid }: Estimate, meant: Meant, noun = ''): string {
  const show = (value: number) => {
    if (noun !== '' && isPlain(hardOf(quantity.dims))) return formatNumber(value, { unit: noun })
    const { unit: _, ...shown } = quantity
    return isRate(quantity)
      ? formatQuantity({ ...shown, value, hints: { time: 's' } })
      : formatQuantity({ ...quantity, value })
  }
  return meant.isPart ? `${show(mid)} (${show(meant.mid)} on this canvas)` : show(mid)
}

const RATE = makeDims([['time', -1]])
const isRate = ({ dims }: Quantity): boolean => sameDims(hardOf(dims), RATE)

export const nameOf = ({ name }: Cell): string => (name.trim() === '' ? 'a cell' : name.trim())
