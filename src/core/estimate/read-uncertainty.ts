import { log } from '@/core/random/elementary'
import { normalShare } from '@/core/stats/normal-quantile'
import type { Bounds } from './bounds'
import type { ExactForm } from './cell-result'
import type { SheetResult } from './evaluate-sheet'
import { chanceAbove } from './quantiles'

/**
 * The samples of an uncertain cell in base units, drawn now if nobody looked before: index i of every cell is one and
 * the same world. Undefined for a certain cell, and where the sheet was evaluated without samples.
 */
export function cellSamples({ memory }: SheetResult, id: string): Float64Array | undefined {
  const uncertainty = memory.cells.get(id)?.value?.uncertainty
  return uncertainty && memory.source.count > 0 ? uncertainty.draws.samples : undefined
}

/** The closed form of a cell that is a product of lognormals and constants; undefined for every other. */
export const exactOf = ({ cells }: SheetResult, id: string): ExactForm | undefined => cells.get(id)?.exact

/** The worst cases of an uncertain cell, by interval arithmetic from the ends of its inputs; undefined for a certain one. */
export const boundsOf = ({ cells }: SheetResult, id: string): Bounds | undefined => cells.get(id)?.bounds

/**
 * How likely a cell is above a limit (base units), in [0, 1]: in closed form where there is one, else by its samples; 0 or
 * 1 for a certain cell. Undefined without a value or without samples.
 */
export function chanceOver(result: SheetResult, id: string, limit: number): number | undefined {
  const cell = result.cells.get(id)
  if (!cell?.quantity) return undefined
  if (!cell.bounds) return cell.quantity.value > limit ? 1 : 0
  if (cell.exact && cell.exact.sigma > 0) {
    const { mu, sigma } = cell.exact
    return limit <= 0 ? 1 : 1 - normalShare((log(limit) - mu) / sigma)
  }
  const samples = cellSamples(result, id)
  return samples && chanceAbove(samples, limit)
}
