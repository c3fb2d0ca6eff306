import { exponentOf, hardDimensions } from '@/core/units/dims'
import { chooseUnit, formatQuantity } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import type { UnitFactor } from '@/core/units/unit-expression'
import type { Value } from './arithmetic'
import type { BinaryOperator, Node } from './parse'

/** One line of how a result came about. Parts that are struck are units that cancel. */
export interface WorkingStep {
  kind: 'names' | 'values' | 'units' | 'result'
  parts: { text: string; struck?: boolean }[]
}

const sign: Readonly<Record<BinaryOperator, string>> = { '+': ' + ', '-': ' − ', '*': ' × ', '/': ' / ', '^': '^' }
const rank: Readonly<Record<BinaryOperator, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 4 }

/** The way to the result: the formula in names, with values and units, which units cancel, and what it comes to. */
export function showWorking(root: Node, values: ReadonlyMap<Node, Value>, result: string, src: string): WorkingStep[] {
  if (root.kind === 'quantity') return []
  const steps: WorkingStep[] = []
  const line = (kind: WorkingStep['kind'], text: string) => steps.push({ kind, parts: [{ text }] })
  const names = write(root, (leaf) => src.slice(leaf.start, leaf.end).trim())
  const numbers = write(root, (leaf) => written(leaf, values))
  if (hasNames(root)) line('names', names)
  if (numbers !== result) line('values', numbers)
  const units = unitsLine(root, values)
  if (units) steps.push({ kind: 'units', parts: units })
  line('result', result)
  return steps
}

/** Writes the tree again, with the brackets that its meaning needs and no others. */
function write(node: Node, leaf: (leaf: Node) => string, outer = 0, divides = false): string {
  const bracket = (text: string, own: number) => (own < outer ? `(${text})` : text)
  switch (node.kind) {
    case 'binary': {
      const own = rank[node.operator]
      const left = write(node.left, leaf, node.operator === '^' ? own + 1 : own)
      const right = write(node.right, leaf, node.operator === '^' ? own : own + 1, node.operator === '/')
      return bracket(`${left}${sign[node.operator]}${right}`, own)
    }
    case 'negate':
      return bracket(`−${write(node.of, leaf, 3)}`, 3)
    case 'convert':
      return bracket(`${write(node.of, leaf)} → ${node.text}`, 0)
    case 'call':
      return `${node.name}(${node.args.map((arg) => write(arg, leaf)).join(', ')})`
    default: {
      const text = leaf(node)
      // "2 TB / 100 MB/s" would be read from left to right by many.
      return (divides || outer > 3) && /[/·\s]/u.test(text) ? `(${text})` : text
    }
  }
}

function written(leaf: Node, values: ReadonlyMap<Node, Value>): string {
  const value = values.get(leaf)
  return value ? formatQuantity(value.quantity) : ''
}

function hasNames(node: Node): boolean {
  switch (node.kind) {
    case 'name':
      return true
    case 'binary':
      return hasNames(node.left) || hasNames(node.right)
    case 'negate':
    case 'convert':
      return hasNames(node.of)
    case 'call':
      return node.args.some(hasNames)
    default:
      return false
  }
}

interface PlacedUnit {
  text: string
  dimension: string
  /** Above (1) or below (-1) the line of the whole product. */
  side: 1 | -1
  startsFactor: boolean
}

/** "users × posts/user/day × B/post" with users and posts struck; undefined where nothing cancels. */
function unitsLine(root: Node, values: ReadonlyMap<Node, Value>): WorkingStep['parts'] | undefined {
  const inner = root.kind === 'convert' ? root.of : root
  const factors = factorsOf(inner, 1)
  if (factors.length < 2) return undefined
  const placed = factors.flatMap(({ node, side }) => unitsOfFactor(values.get(node)?.quantity, side))
  const left = new Map<string, number>()
  for (const dimension of new Set(placed.map((unit) => unit.dimension))) {
    const above = placed.filter((unit) => unit.dimension === dimension && unit.side === 1).length
    left.set(dimension, Math.min(above, placed.filter((unit) => unit.dimension === dimension).length - above))
  }
  if (![...left.values()].some((count) => count > 0)) return undefined
  return strike(placed, left)
}

/** Strikes as many of each dimension above the line as below it. */
function strike(placed: PlacedUnit[], cancelling: ReadonlyMap<string, number>): WorkingStep['parts'] {
  const rest = { 1: new Map(cancelling), [-1]: new Map(cancelling) }
  return placed.map(({ text, dimension, side, startsFactor }, index) => {
    const remaining = rest[side].get(dimension) ?? 0
    rest[side].set(dimension, remaining - 1)
    const joiner = index === 0 ? '' : side === 1 ? (startsFactor ? ' × ' : '·') : startsFactor ? ' / ' : '/'
    const lead = index === 0 && side === -1 ? '1/' : joiner
    return { text: `${lead}${text}`, ...(remaining > 0 ? { struck: true } : {}) }
  })
}

function factorsOf(node: Node, side: 1 | -1): { node: Node; side: 1 | -1 }[] {
  if (node.kind === 'binary' && (node.operator === '*' || node.operator === '/')) {
    const right = node.operator === '/' ? (side === 1 ? -1 : 1) : side
    return [...factorsOf(node.left, side), ...factorsOf(node.right, right)]
  }
  return [{ node, side }]
}

function unitsOfFactor(quantity: Quantity | undefined, side: 1 | -1): PlacedUnit[] {
  if (!quantity) return []
  const unit = quantity.unit ?? chooseUnit(quantity)
  const factors = unit.factors.filter((factor) => factor.unit.kind !== 'ratio').flatMap(spelled)
  return factors.map(({ unit: { symbol, plural }, power, dimension }, index) => ({
    text: index === 0 && power > 0 ? (plural ?? symbol) : symbol,
    dimension,
    side: (Math.sign(power) * side) as 1 | -1,
    startsFactor: index === 0,
  }))
}

/** One entry for each power of a unit; a unit of two dimensions (qps) goes by the first that is hard. */
function spelled(factor: UnitFactor): (UnitFactor & { dimension: string })[] {
  const hard = hardDimensions.find((dimension) => exponentOf(factor.unit.dims, dimension) !== 0)
  const dimension = hard ?? Object.keys(factor.unit.dims)[0] ?? factor.unit.symbol
  const sense = hard === undefined ? 1 : Math.sign(exponentOf(factor.unit.dims, hard))
  return Array.from({ length: Math.round(Math.abs(factor.power)) }, () => ({
    unit: factor.unit,
    power: Math.sign(factor.power) * sense,
    dimension,
  }))
}
