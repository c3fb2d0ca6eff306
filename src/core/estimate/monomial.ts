import type { Node } from './parse'
import type { UncertainInput, VariedCell } from './vary'

/** How often each uncertain number is a factor, by its key: 2 for a square, -1 for a divisor. */
export type Powers = ReadonlyMap<string, number>

export interface ProductContext {
  /** Every cell that the output stands on, by its id, in order of evaluation. */
  cells: ReadonlyMap<string, VariedCell>
  cellNamed: (name: string) => string | undefined
  inputs: readonly UncertainInput[]
}

/** The powers of a cell that is a product, quotient or power of uncertain and certain numbers; undefined for any other. */
export function powersOf(cellId: string, { cells, cellNamed, inputs }: ProductContext): Powers | undefined {
  const byNode = new Map(inputs.map(({ node, key }) => [node, key]))
  const known = new Map<string, Powers | undefined>()
  const named = (name: string) => known.get(cellNamed(name) ?? '')
  for (const [id, cell] of cells) known.set(id, powersOfNode(cell.root, { cell, byNode, named }))
  return known.get(cellId)
}

interface Place {
  cell: VariedCell
  byNode: ReadonlyMap<Node, string>
  named: (name: string) => Powers | undefined
}

const none: Powers = new Map()

function powersOfNode(node: Node, place: Place): Powers | undefined {
  const of = (part: Node) => powersOfNode(part, place)
  const key = place.byNode.get(node)
  if (key !== undefined) return new Map([[key, 1]])
  switch (node.kind) {
    case 'name':
      return place.named(node.name)
    case 'negate':
    case 'convert':
      return of(node.of)
    case 'call':
      if (node.name === 'keep' || node.name === 'sqrt') return scaled(of(node.args[0]!), node.name === 'sqrt' ? 0.5 : 1)
      return node.args.every((arg) => of(arg)?.size === 0) ? none : undefined
    case 'binary': {
      const [left, right] = [of(node.left), of(node.right)]
      if (node.operator === '*') return sum(left, right)
      if (node.operator === '/') return sum(left, scaled(right, -1))
      if (node.operator === '^' && right?.size === 0)
        return scaled(left, place.cell.values.get(node.right)?.quantity.value ?? Number.NaN)
      return left?.size === 0 && right?.size === 0 ? none : undefined
    }
    default:
      return none
  }
}

const scaled = (powers: Powers | undefined, by: number): Powers | undefined =>
  powers && new Map([...powers].map(([key, power]) => [key, power * by]))

function sum(left: Powers | undefined, right: Powers | undefined): Powers | undefined {
  if (!left || !right) return undefined
  const both = new Map(left)
  for (const [key, power] of right) both.set(key, (both.get(key) ?? 0) + power)
  return both
}
