import { namesOf } from '@/core/estimate/cell-names'
import { type Node, parseCell } from '@/core/estimate/parse'
import type { Cell, Sheet } from '@/core/estimate/sheet'
import type { Dims } from '@/core/units/dims'
import { writtenIn } from './estimate-inputs'

/** One number that a result is multiplied from: a cell that is not taken apart, or a number written into a formula. */
export interface Factor {
  /** The cell itself, or the one whose formula the number stands in. */
  cell: string
  /** Null where the factor is the cell. */
  written: { value: number; dims: Dims } | null
  exponent: number
}

/** A result as a product, through all the cells it refers to. */
export interface Product {
  factors: Factor[]
  /** Cells that take part inside a sum or another function, where no exponent can be told. */
  mixed: ReadonlySet<string>
}

export interface TakeApart {
  sheet: Sheet
  /** Cells that count as one number, whatever they are worked out from. */
  isWhole: (cell: string) => boolean
}

/** Functions that leave a product what it is, but for rounding. */
const ROUNDING = new Set(['ceil', 'floor', 'round'])

/** Takes a formula apart. The sheet must evaluate: a circle among its cells would have no value. */
export function productOf(src: string, home: string, { sheet, isWhole }: TakeApart): Product {
  const { cells: byName } = namesOf(sheet)
  const context = { names: new Set(byName.keys()), nouns: sheet.nouns ?? [] }
  const factors: Factor[] = []
  const mixed = new Set<string>()

  const visitCell = (cell: Cell, exponent: number, inside: ReadonlySet<string>) => {
    if (isWhole(cell.id)) factors.push({ cell: cell.id, written: null, exponent })
    else if (!inside.has(cell.id)) visitSource(cell.src, cell.id, exponent, new Set(inside).add(cell.id))
  }
  const visitSource = (source: string, cell: string, exponent: number, inside: ReadonlySet<string>) => {
    const parsed = parseCell(source, context)
    if (parsed.kind === 'expression') visit(parsed.root, cell, exponent, inside)
  }
  const visit = (node: Node, cell: string, exponent: number, inside: ReadonlySet<string>): void => {
    switch (node.kind) {
      case 'name': {
        const named = byName.get(node.name)
        if (named) visitCell(named, exponent, inside)
        return
      }
      case 'negate':
      case 'convert':
        return visit(node.of, cell, exponent, inside)
      case 'call':
        if (ROUNDING.has(node.name) && node.args[0]) return visit(node.args[0], cell, exponent, inside)
        return mix(node)
      case 'binary': {
        if (node.operator === '+' || node.operator === '-') return mix(node)
        if (node.operator === '^') {
          const [power] = writtenIn(node.right)
          return power ? visit(node.left, cell, exponent * power.value, inside) : mix(node)
        }
        visit(node.left, cell, exponent, inside)
        return visit(node.right, cell, node.operator === '*' ? exponent : -exponent, inside)
      }
      case 'unit':
        return
      default:
        for (const written of writtenIn(node)) factors.push({ cell, written, exponent })
    }
  }
  const mix = (node: Node): void => {
    for (const name of namesIn(node)) {
      const named = byName.get(name)
      if (!named || mixed.has(named.id)) continue
      mixed.add(named.id)
      const parsed = parseCell(named.src, context)
      if (!isWhole(named.id) && parsed.kind === 'expression') mix(parsed.root)
    }
  }

  visitSource(src, home, 1, new Set([home]))
  return { factors, mixed }
}

function namesIn(node: Node): string[] {
  switch (node.kind) {
    case 'name':
      return [node.name]
    case 'negate':
    case 'convert':
      return namesIn(node.of)
    case 'binary':
      return [...namesIn(node.left), ...namesIn(node.right)]
    case 'call':
      return node.args.flatMap(namesIn)
    default:
      return []
  }
}
