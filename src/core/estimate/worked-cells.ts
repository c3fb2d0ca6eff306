import type { Quantity } from '@/core/units/quantity'
import { formatRatio } from '@/core/units/format'
import type { Value } from './arithmetic'
import { evaluateExpression } from './evaluate-cell'
import type { SheetResult } from './evaluate-sheet'
import type { Node } from './parse'
import type { CellRole } from './sheet'
import type { Spread } from './spread'
import { coneOf } from './vary'

/** A cell opened up: its formula with what every part came to. */
export interface WorkedCell {
  id: string
  name: string
  src: string
  role?: CellRole
  root: Node
  values: ReadonlyMap<Node, Value>
  quantity: Quantity
  /** As the sheet shows it. */
  display: string
  isUncertain: boolean
  band?: { p5: number; p95: number }
  /** The ranges in it, in base units, as they were written. */
  ranges: ReadonlyMap<Node, WrittenRange>
}

/** A cell and all that it stands on, in order of evaluation, the cell itself last. Empty for one without a value. */
export function workedCells(result: SheetResult, id: string): WorkedCell[] {
  const cone = coneOf(result, id)
  const inOrder = [...result.memory.cells.keys()].filter((other) => cone.has(other))
  const cells = inOrder.flatMap((other) => workedCell(result, other) ?? [])
  return cells.length === inOrder.length ? cells : []
}

/** One cell opened up; undefined for one without a value. */
export function workedCell(result: SheetResult, id: string): WorkedCell | undefined {
  const { cells, names, source, rules } = result.memory
  const known = cells.get(id)
  const shown = result.cells.get(id)
  if (!shown?.quantity || known?.parsed.kind !== 'expression') return undefined
  const { root } = known.parsed
  const { name, src, role } = known.cell
  const ranges = new Map<Node, WrittenRange>()
  const evaluated = evaluateExpression(root, {
    src,
    id,
    lookup: (used) => {
      const usedId = names.cells.get(used)?.id ?? ''
      const value = cells.get(usedId)?.value
      // the number that the sheet shows, so that the working adds up to the eye
      return value
        ? { ...value, quantity: result.cells.get(usedId)?.quantity ?? value.quantity }
        : { error: 'no value' }
    },
    source,
    rules,
    respread: (_, spread, node) => {
      ranges.set(node, rangeOf(spread, node))
      return spread
    },
  })
  if (!evaluated.ok) return undefined
  const { quantity, display, band, bounds } = shown
  return {
    id,
    name,
    src,
    ...(role === undefined ? {} : { role }),
    root,
    values: evaluated.values,
    quantity,
    display,
    isUncertain: bounds !== undefined,
    ...(band ? { band } : {}),
    ranges,
  }
}

/** A range as it was written, in base units. */
export interface WrittenRange {
  low: number
  high: number
  /** Of "~7 GB" and "7 GB ± 20 %". */
  middle?: number
  /** "20 per cent" */
  spread?: string
  /** Of a triangular distribution. */
  likely?: number
}

function rangeOf(spread: Spread, node: Node): WrittenRange {
  const { low, high } = spread
  if (spread.shape === 'triangular') return { low, high, likely: spread.likely }
  if (node.kind === 'about') return { low, high, middle: 2 * low }
  if (node.kind !== 'around' || node.middle.ratio) return { low, high }
  const middle = (low + high) / 2
  return { low, high, middle, spread: formatRatio((high - middle) / middle).replace(/[\u202f\u00a0]%$/, ' per cent') }
}
