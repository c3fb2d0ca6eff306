import { type CellResult, evaluateSheet, type SheetResult } from '@/core/estimate/evaluate-sheet'
import type { Cell, Sheet } from '@/core/estimate/sheet'

/** What has changed in a sheet since the sampler last heard of it. */
export interface SheetChange {
  /** Makes the draws. */
  seed: string
  /** Cells that are new or not as they were. */
  cells: readonly Cell[]
  /** Ids of all cells in their order; null where that is as it was. */
  order: readonly string[] | null
  nouns: readonly string[] | undefined
}

export interface Sampled {
  /** Uncertain cells whose figures are other than they were. */
  changed: CellResult[]
  /** Ids of cells that were uncertain and are no more. */
  certain: string[]
}

/**
 * The sampled figures of one sheet. Follows it change by change, keeps what it computed, and tells only of cells whose
 * figures are new, so that little has to travel from a worker to its page and little is drawn again.
 */
export class SheetSampler {
  private cells = new Map<string, Cell>()
  private sheet: Sheet = { cells: [] }
  private seed = ''
  private result: SheetResult | undefined
  private told = new Map<string, CellResult>()

  take({ seed, cells, order, nouns }: SheetChange): void {
    for (const cell of cells) this.cells.set(cell.id, cell)
    const ids = order ?? this.sheet.cells.map(({ id }) => id)
    const now = ids.flatMap((id) => this.cells.get(id) ?? [])
    this.sheet = { cells: now, ...(nouns && { nouns: [...nouns] }) }
    this.seed = seed
    if (order) this.cells = new Map(now.map((cell) => [cell.id, cell]))
  }

  evaluate(): Sampled {
    this.result = evaluateSheet(this.sheet, { seed: this.seed, previous: this.result })
    const uncertain = [...this.result.cells.values()].filter(({ band }) => band !== undefined)
    const changed = uncertain.filter((result) => this.told.get(result.id) !== result)
    const before = this.told
    this.told = new Map(uncertain.map((result) => [result.id, result]))
    return { changed, certain: [...before.keys()].filter((id) => !this.told.has(id)) }
  }
}

/** What to tell a sampler that knows `before`; null: it knows nothing. */
export function changeBetween(before: Sheet | null, sheet: Sheet, seed: string): SheetChange {
  const known = new Map(before?.cells.map((cell) => [cell.id, cell]))
  const isSameOrder =
    before?.cells.length === sheet.cells.length && before.cells.every(({ id }, at) => id === sheet.cells[at]?.id)
  return {
    seed,
    cells: sheet.cells.filter((cell) => known.get(cell.id) !== cell),
    order: isSameOrder ? null : sheet.cells.map(({ id }) => id),
    nouns: sheet.nouns,
  }
}
