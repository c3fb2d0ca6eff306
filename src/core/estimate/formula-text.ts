import type { BinaryOperator, Node } from './parse'

const sign: Readonly<Record<BinaryOperator, string>> = { '+': ' + ', '-': ' − ', '*': ' × ', '/': ' / ', '^': '^' }
export const operatorRank: Readonly<Record<BinaryOperator, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 4 }

/** Writes a formula again, with the brackets that its meaning needs and no others; `leaf` writes numbers and names. */
export function formulaText(node: Node, leaf: (leaf: Node) => string, outer = 0, divides = false): string {
  const bracket = (text: string, own: number) => (own < outer ? `(${text})` : text)
  switch (node.kind) {
    case 'binary': {
      const own = operatorRank[node.operator]
      const left = formulaText(node.left, leaf, node.operator === '^' ? own + 1 : own)
      const right = formulaText(node.right, leaf, node.operator === '^' ? own : own + 1, node.operator === '/')
      return bracket(`${left}${sign[node.operator]}${right}`, own)
    }
    case 'negate':
      return bracket(`−${formulaText(node.of, leaf, 3)}`, 3)
    case 'convert':
      return bracket(`${formulaText(node.of, leaf)} → ${node.text}`, 0)
    case 'call':
      return `${node.name}(${node.args.map((arg) => formulaText(arg, leaf)).join(', ')})`
    default: {
      const text = leaf(node)
      // "2 TB / 100 MB/s" would be read from left to right by many.
      return (divides || outer > 3) && /[/·\s]/u.test(text) ? `(${text})` : text
    }
  }
}

/** The numbers and names of a formula, from left to right. */
export function leavesOf(node: Node): Node[] {
  switch (node.kind) {
    case 'binary':
      return [...leavesOf(node.left), ...leavesOf(node.right)]
    case 'negate':
    case 'convert':
      return leavesOf(node.of)
    case 'call':
      return node.args.flatMap(leavesOf)
    default:
      return [node]
  }
}

export const hasNames = (node: Node): boolean => leavesOf(node).some(({ kind }) => kind === 'name')

/** A factor of a product, above (1) or below (-1) its line. */
export interface Factor {
  node: Node
  side: 1 | -1
}

/** The factors of a product of products and quotients, from left to right; anything else is one factor. */
export function factorsOf(node: Node, side: 1 | -1 = 1): Factor[] {
  if (node.kind !== 'binary' || (node.operator !== '*' && node.operator !== '/')) return [{ node, side }]
  const right = node.operator === '/' ? (side === 1 ? -1 : 1) : side
  return [...factorsOf(node.left, side), ...factorsOf(node.right, right)]
}
