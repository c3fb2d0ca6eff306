import { computeByHand, type HandResult, type HandRules } from '@/core/estimate/by-hand'
import { type CellResult, evaluateSheet, type SheetResult } from '@/core/estimate/evaluate-sheet'
import { type Density, densityOf } from '@/core/estimate/quantiles'
import { cellSamples } from '@/core/estimate/read-uncertainty'
import type { Cell, Sheet } from '@/core/estimate/sheet'
import { answerFrom, type SheetAnswer, type SheetQuestion } from './sheet-questions'

/** How a sheet is reckoned besides what stands in it. */
export interface Reckoning {
  /** Makes the draws. */
  seed: string
  /** Days of 10^5 s and years of 3 x 10^7 s. */
  handy: boolean
  /** By hand too, and so; null: not. */
  byHand: HandRules['rounding'] | null
}

/** What has changed in a sheet since the sampler last heard of it. */
export interface SheetChange {
  reckoning: Reckoning
  /** Cells that are new or not as they were. */
  cells: readonly Cell[]
  /** Ids of all cells in their order; null where that is as it was. */
  order: readonly string[] | null
  nouns: readonly string[] | undefined
}

/** A cell that is uncertain and has no closed form. */
export interface SampledCell {
  result: CellResult
  density: Density | undefined
}

export interface Sampled {
  /** Those whose figures are other than they were. */
  changed: SampledCell[]
  /** Ids of cells that needed samples and do no more. */
  certain: string[]
  /** Every cell by hand, by its id; empty where nothing is reckoned by hand. */
  byHand: ReadonlyMap<string, HandResult>
}

const DENSITY_BINS = 24
/** Samples come in no order, so that any part of them is spread as all are: enough for a shape a few pixels high. */
const DENSITY_SAMPLES = 2000

/**
 * The sampled figures of one sheet. Follows it change by change, keeps what it computed, and tells only of cells whose
 * figures are new, so that little has to travel from a worker to its page and little is drawn again.
 */
export class SheetSampler {
  private cells = new Map<string, Cell>()
  private sheet: Sheet = { cells: [] }
  private reckoning: Reckoning = { seed: '', handy: false, byHand: null }
  private result: SheetResult | undefined
  private told = new Map<string, CellResult>()

  take({ reckoning, cells, order, nouns }: SheetChange): void {
    for (const cell of cells) this.cells.set(cell.id, cell)
    const ids = order ?? this.sheet.cells.map(({ id }) => id)
    const now = ids.flatMap((id) => this.cells.get(id) ?? [])
    this.sheet = { cells: now, ...(nouns && { nouns: [...nouns] }) }
    this.reckoning = reckoning
    if (order) this.cells = new Map(now.map((cell) => [cell.id, cell]))
  }

  answer(question: SheetQuestion): SheetAnswer {
    const { seed, handy } = this.reckoning
    return answerFrom(question, this.sheet, { seed, handy, previous: this.result })
  }

  evaluate(): Sampled {
    const { seed, handy, byHand } = this.reckoning
    const result = evaluateSheet(this.sheet, { seed, handy, previous: this.result })
    this.result = result
    const needed = [...result.cells.values()].filter(needsSamples)
    const before = this.told
    this.told = new Map(needed.map((cell) => [cell.id, cell]))
    return {
      changed: needed
        .filter((cell) => before.get(cell.id) !== cell)
        .map((cell) => ({ result: cell, density: this.densityOf(cell.id) })),
      certain: [...before.keys()].filter((id) => !this.told.has(id)),
      byHand: byHand === null ? new Map() : computeByHand(this.sheet, result, { rounding: byHand, handy }),
    }
  }

  /** A copy, for others to keep. */
  samplesOf(id: string): Float64Array<ArrayBuffer> | undefined {
    return this.result && cellSamples(this.result, id)?.slice()
  }

  private densityOf(id: string): Density | undefined {
    const samples = this.result && cellSamples(this.result, id)
    return samples && densityOf(samples.subarray(0, DENSITY_SAMPLES), DENSITY_BINS)
  }
}

/** Uncertain, and not a product of lognormals, whose figures need no samples. */
export const needsSamples = ({ bounds, exact }: CellResult): boolean => bounds !== undefined && exact === undefined

/** What to tell a sampler that knows `before`; null: it knows nothing. */
export function changeBetween(before: Sheet | null, sheet: Sheet, reckoning: Reckoning): SheetChange {
  const known = new Map(before?.cells.map((cell) => [cell.id, cell]))
  const isSameOrder =
    before?.cells.length === sheet.cells.length && before.cells.every(({ id }, at) => id === sheet.cells[at]?.id)
  return {
    reckoning,
    cells: sheet.cells.filter((cell) => known.get(cell.id) !== cell),
    order: isSameOrder ? null : sheet.cells.map(({ id }) => id),
    nouns: sheet.nouns,
  }
}
