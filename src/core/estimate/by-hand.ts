import type { Rounding } from '@/core/units/rounding'
import { evaluateSheet, type SheetResult } from './evaluate-sheet'
import type { Node } from './parse'
import type { Sheet } from './sheet'
import { workingSteps } from './working'
import type { WorkingStep } from './working-steps'

/** How a person reckons in the head: every number and every step rounded, perhaps with handy days and years. */
export interface HandRules {
  rounding: Exclude<Rounding, 'exact'>
  handy?: boolean
}

export interface HandResult {
  display: string
  /** In base units. */
  value: number
  /** By hand over exact: 0.86 is 14 % too low. Undefined where one of them has no value or is 0. */
  drift: number | undefined
  /** Numbers that were multiplied or divided on the longest way here, those of the cells that it uses among them. */
  factors: number
  working: WorkingStep[]
  /** What cannot come out well this way. */
  warning?: string
}

/** With more factors than this, powers of ten alone are soon an order of magnitude off: x0.09 to x11.6 with five (nine times in ten). */
const MOST_FACTORS_BY_POWERS = 4

/** Every cell with a value, reckoned by hand, and how far that has drifted from `exact`, the same sheet as it is. */
export function computeByHand(sheet: Sheet, exact: SheetResult, rules: HandRules): ReadonlyMap<string, HandResult> {
  const byHand = evaluateSheet(sheet, { samples: 0, byHand: rules.rounding, handy: rules.handy ?? false })
  const factors = factorCounts(byHand)
  const results = new Map<string, HandResult>()
  for (const [id, { quantity, display }] of byHand.cells) {
    if (!quantity) continue
    const drift = quantity.value / (exact.cells.get(id)?.quantity?.value ?? Number.NaN)
    const count = factors(id)
    results.set(id, {
      display,
      value: quantity.value,
      drift: Number.isFinite(drift) && drift !== 0 ? drift : undefined,
      factors: count,
      working: workingSteps(byHand, id),
      ...(rules.rounding === 'power-of-ten' && count > MOST_FACTORS_BY_POWERS
        ? { warning: `Powers of ten alone cannot stay within a factor of ten over ${count} factors.` }
        : {}),
    })
  }
  return results
}

/** For each cell the factors on its longest way; a cell that others use is counted once and remembered. */
function factorCounts({ memory: { cells, names } }: SheetResult): (id: string) => number {
  const known = new Map<string, number>()
  const ofCell = (id: string): number => {
    const parsed = cells.get(id)?.parsed
    if (parsed?.kind !== 'expression') return 0
    const count = known.get(id) ?? ofNode(parsed.root)
    known.set(id, count)
    return count
  }
  const ofNode = (node: Node): number => {
    switch (node.kind) {
      case 'name':
        return ofCell(names.cells.get(node.name)?.id ?? '')
      case 'binary':
        if (node.operator === '^') return ofNode(node.left)
        return node.operator === '*' || node.operator === '/'
          ? ofNode(node.left) + ofNode(node.right)
          : Math.max(ofNode(node.left), ofNode(node.right))
      case 'negate':
      case 'convert':
        return ofNode(node.of)
      case 'call':
        return Math.max(0, ...node.args.map(ofNode))
      default:
        return 1
    }
  }
  return ofCell
}
