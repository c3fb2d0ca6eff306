import type { UnitExpression } from '@/core/units/unit-expression'
import { type Dims, makeDims, sameDims } from '@/core/units/dims'
import { describeKind, formatQuantity } from '@/core/units/format-quantity'
import { handyQuantityOf, type Quantity, quantityOf } from '@/core/units/quantity'
import type { ReadQuantity, Span } from '@/core/units/read-quantity'
import { type Rounding, roundQuantity } from '@/core/units/rounding'
import { handyExpression, unitOf } from '@/core/units/unit-expression'
import { percent } from '@/core/units/catalogue'
import {
  addValues,
  functionOfNumber,
  negateValue,
  pickValue,
  pluralNoun,
  raiseValue,
  roundValue,
  scaleValues,
  type Value,
} from './arithmetic'
import { convertQuantity } from './convert'
import { findMissingPer, withoutNoun } from './missing-per'
import type { Node } from './parse'
import type { DrawSource } from './draws'
import { shareOfNumbers } from './shares'
import { type CellError, fail, type Fix, SourceProblem } from './source-problem'
import type { Spread } from './spread'
import { drawInput } from './uncertainty'

/** Something to say beside a cell: how it was read, or what may be wrong; at a place in its source if it has one. */
export interface Notice {
  text: string
  at?: Span
  fix?: Fix
}

export interface CellContext {
  src: string
  /** The value of another cell, or the error that stands in its place. */
  lookup: (name: string) => Value | { error: string }
  /** The cell's id: its uncertain numbers are drawn from the streams "id/0", "id/1" ... */
  id: string
  source: DrawSource
  rules: Rules
  /** Hears of every uncertain number, by the label of its draws, and may put another in its place. */
  respread?: ((label: string, spread: Spread, node: Node) => Spread) | undefined
}

/** How numbers are taken: as they are, or as people take them in the head. */
export interface Rules {
  /** A day is 10^5 s, a year 3 x 10^7 s. */
  handy: boolean
  /** Every number and every step is rounded so, and nothing is uncertain; "exact" for none of that. */
  rounding: Rounding
}

export type Evaluated =
  | { ok: true; value: Value; echoes: Notice[]; warnings: Notice[]; values: ReadonlyMap<Node, Value> }
  | { ok: false; error: CellError; echoes: Notice[] }

/** Computes one parsed expression. Total: a mistake comes back as an error with its place in the source. */
export function evaluateExpression(root: Node, context: CellContext): Evaluated {
  const walker = new Walker(context)
  try {
    const value = walker.value(root)
    return { ok: true, value, echoes: walker.echoes, warnings: walker.warnings, values: walker.values }
  } catch (problem) {
    if (problem instanceof SourceProblem) return { ok: false, error: problem.error, echoes: walker.echoes }
    throw problem
  }
}

class Walker {
  readonly echoes: Notice[] = []
  readonly warnings: Notice[] = []
  /** What every part came to, for the working. */
  readonly values = new Map<Node, Value>()
  private keepNouns = false
  private isExact = false
  private spreads = 0

  constructor(private readonly context: CellContext) {}

  readonly warn = (text: string, at: Span): void => {
    this.warnings.push({ text, at: { start: at.start, end: at.end } })
  }

  value(node: Node): Value {
    const value = this.inTheHead(this.compute(node))
    if (Number.isNaN(value.quantity.value)) fail('domain', 'This has no value.', node)
    if (!Number.isFinite(value.quantity.value)) fail('domain', 'This is too large a number.', node)
    this.values.set(node, value)
    return value
  }

  /** By hand every step is rounded, and every number is one number. */
  private inTheHead(value: Value): Value {
    const { rounding } = this.context.rules
    if (rounding === 'exact') return value
    return { quantity: this.isExact ? value.quantity : roundQuantity(value.quantity, rounding) }
  }

  /** An exponent, or how many of how many, is nothing that anybody rounds. */
  private exactly<T>(compute: () => T): T {
    const outer = this.isExact
    this.isExact = true
    const result = compute()
    this.isExact = outer
    return result
  }

  private read(read: ReadQuantity): Quantity {
    return readValue(read, this.context.rules.handy)
  }

  private compute(node: Node): Value {
    switch (node.kind) {
      case 'quantity':
        return { quantity: this.read(node.quantity) }
      case 'unit':
        return { quantity: (this.context.rules.handy ? handyQuantityOf : quantityOf)(1, node.unit) }
      case 'name':
        return this.name(node.name, node)
      case 'negate':
        return negateValue(this.value(node.of))
      case 'binary':
        return this.binary(node)
      case 'convert':
        return this.convert(this.value(node.of), node.unit, node.text, node)
      case 'call':
        return this.call(node)
      default:
        return this.range(node)
    }
  }

  private name(name: string, at: Span): Value {
    const found = this.context.lookup(name)
    return 'error' in found ? fail('dependency', found.error, at) : found
  }

  private binary(node: Extract<Node, { kind: 'binary' }>): Value {
    const left = this.value(node.left)
    if (node.operator === '^')
      return raiseValue(
        left,
        this.exactly(() => this.value(node.right)),
        node.right,
      )
    const right = this.value(node.right)
    if (node.operator === '+' || node.operator === '-')
      return addValues(node.operator, left, right, node.operatorAt, this)
    const product = scaleValues(node.operator, left, right, node.operatorAt)
    return node.operator === '*' ? this.noticeNouns(node, left, right, product) : product
  }

  private noticeNouns(node: Extract<Node, { kind: 'binary' }>, left: Value, right: Value, product: Value): Value {
    const missing = this.keepNouns ? undefined : findMissingPer(left.quantity.dims, right.quantity.dims)
    if (!missing) return this.labelConcurrency(node, left.quantity, right.quantity, product)
    const [factor, factorNode] = missing.side === 'right' ? [right, node.right] : [left, node.left]
    const { src } = this.context
    const fix: Fix = { label: `Keep ${pluralNoun(missing.noun)}`, src: `keep(${src.trim()})` }
    this.echoes.push({ text: `read as ${formatQuantity(factor.quantity)} per ${missing.noun}`, at: factorNode, fix })
    return { ...product, quantity: { ...product.quantity, dims: withoutNoun(product.quantity.dims, missing.noun) } }
  }

  /** Little's law: requests a second, each there for so many seconds, are so many at once. */
  private labelConcurrency(node: Node, left: Quantity, right: Quantity, product: Value): Value {
    const [time, rate] = isSeconds(left.dims) ? [left, right] : [right, left]
    const wait = isSeconds(time.dims) && time.value < longestWaitS
    if (wait && sameDims(rate.dims, requestRate))
      this.echoes.push({ text: 'requests in flight at once (Little’s law)', at: node })
    return product
  }

  private call(node: Extract<Node, { kind: 'call' }>): Value {
    const { name } = node
    const outer = this.keepNouns
    if (name === 'keep') this.keepNouns = true
    const readArgs = () => node.args.map((arg) => this.value(arg))
    const args = name === 'at_least' ? this.exactly(readArgs) : readArgs()
    this.keepNouns = outer
    const [first] = args
    if (!first) return fail('syntax', `${name} needs a value.`, node)
    if (name === 'ceil' || name === 'floor' || name === 'round') return roundValue(name, first)
    if (name === 'min' || name === 'max') return pickValue(name, args, node, this)
    if (name === 'abs' || name === 'sqrt' || name === 'ln' || name === 'log2' || name === 'log10')
      return functionOfNumber(name, first, node)
    if (name === 'at_least' || name === 'zipf_share') return shareOfNumbers(name, args, node)
    if (name === 'uniform' || name === 'triangular') return this.shaped(name, args, node)
    return first
  }

  private shaped(name: 'uniform' | 'triangular', args: Value[], node: Node): Value {
    for (const arg of args) {
      if (arg.uncertainty) fail('domain', `The ends of ${name} must be certain themselves.`, node)
      if (!sameDims(arg.quantity.dims, args[0]?.quantity.dims ?? {}))
        fail('dimensions', `${name} needs values of one kind.`, node)
    }
    const [low = 0, likely = 0, high = likely] = args.map(({ quantity }) => quantity.value)
    if (!(low < high && low <= likely && likely <= high))
      fail('domain', `${name} needs its values in rising order.`, node)
    const spread: Spread =
      name === 'uniform' ? { shape: 'uniform', low, high } : { shape: 'triangular', low, likely, high }
    return this.sampled(spread, args[0]?.quantity ?? { value: 0, dims: {}, hints: {} }, node)
  }

  private range(node: Extract<Node, { kind: 'range' | 'around' | 'about' }>): Value {
    if (node.kind === 'about') {
      const { value, ...shown } = this.read(node.middle)
      // "~80 %" is a part of a whole: what is twice of it ends at 100 %
      const isPart = node.middle.ratio && value <= 1
      if (value <= 0) fail('domain', '“~” means between half and twice, so it needs a number above 0.', node)
      return this.sampled(
        { shape: 'interval', low: value / 2, high: value * 2, share: false, ...(isPart && { most: 1 }) },
        { ...shown, value },
        node,
      )
    }
    if (node.kind === 'around') return this.around(node)
    const [low, high] = withSharedUnit(node.low, node.high)
    const from = this.read(low)
    const to = this.read(high)
    if (!sameDims(from.dims, to.dims))
      fail(
        'dimensions',
        `The ends of a range are of one kind: ${formatQuantity(from)} is ${describeKind(from.dims)}, ${formatQuantity(to)} is ${describeKind(to.dims)}.`,
        node,
      )
    if (!(from.value < to.value)) fail('domain', 'A range goes from the low end to the high end.', node)
    return this.sampled(
      { shape: 'interval', low: from.value, high: to.value, share: node.low.ratio || node.high.ratio },
      to,
      node,
    )
  }

  /** "7 GB +/- 20 %" is a part of the middle, "7 GB +/- 2" is in its unit, "50 % +/- 10 %" are points. */
  private around(node: Extract<Node, { kind: 'around' }>): Value {
    const relative = node.spread.ratio && !node.middle.ratio
    const [middleRead, spreadRead] = relative ? [node.middle, node.spread] : withSharedUnit(node.middle, node.spread)
    const middle = this.read(middleRead)
    const spread = this.read(spreadRead)
    if (!relative && !sameDims(spread.dims, middle.dims))
      fail('dimensions', `${formatQuantity(middle)} cannot vary by ${formatQuantity(spread)}.`, node)
    const half = Math.abs(relative ? middle.value * spread.value : spread.value)
    if (half === 0) fail('domain', 'The range has no width.', node)
    const share = node.middle.ratio
    // a share of a whole is bounded by the whole: 95 % +/- 10 % ends at 100 %
    const isWhole = share && middle.value >= 0 && middle.value <= 1
    const ends = [middle.value - half, middle.value + half].map((end) =>
      isWhole ? Math.min(1, Math.max(0, end)) : end,
    )
    const [low, high] = ends.map((value) => formatQuantity({ ...middle, value }))
    this.echoes.push({ text: `read as ${low} to ${high}`, at: node })
    return this.sampled({ shape: 'interval', low: ends[0]!, high: ends[1]!, share }, middle, node)
  }

  /** The value of something uncertain is its median; the samples carry the rest. */
  private sampled(spread: Spread, shown: Quantity, node: Node): Value {
    const label = `${this.context.id}/${this.spreads++}`
    const believed = this.context.respread?.(label, spread, node) ?? spread
    const { value, uncertainty } = drawInput(believed, label, this.context.source)
    return { quantity: { ...shown, value }, uncertainty }
  }

  private convert(value: Value, unit: UnitExpression, text: string, at: Span): Value {
    const target = this.context.rules.handy ? handyExpression(unit) : unit
    const converted = convertQuantity(value.quantity, target, text)
    if (!converted.ok) return fail('dimensions', converted.message, at)
    if (converted.warning !== undefined) this.warn(converted.warning, at)
    return { ...value, quantity: converted.quantity }
  }
}

const requestRate: Dims = makeDims([
  ['request', 1],
  ['time', -1],
])
const isSeconds = (dims: Dims): boolean => sameDims(dims, makeDims([['time', 1]]))
/** A rate over a longer time than this is meant as a total and not as requests that wait for their answer. */
const longestWaitS = 3600

/** "20 %" is a plain number shown in per cent; all else is number and unit. */
function readValue(read: ReadQuantity, isHandy: boolean): Quantity {
  if (!read.ratio) return (isHandy ? handyQuantityOf : quantityOf)(read.amount, read.unit)
  return { ...quantityOf(0, unitOf(percent)), value: read.amount }
}

/** "5 to 10 GB": the end without a unit has that of the other, prefix and all. */
function withSharedUnit(low: ReadQuantity, high: ReadQuantity): [ReadQuantity, ReadQuantity] {
  if (low.ratio !== high.ratio && low.unit.factors.length + high.unit.factors.length === 0) {
    return low.ratio ? [low, shareAs(low, high)] : [shareAs(high, low), high]
  }
  if (low.unit.factors.length === 0 && !low.ratio) return [{ ...low, unit: high.unit }, high]
  if (high.unit.factors.length === 0 && !high.ratio) return [low, { ...high, unit: low.unit }]
  return [low, high]
}

/** The 5 of "5 to 10 %" is 5 %, the 3 of "3 to 5 nines" are nines too. */
const shareAs = ({ isNines = false }: ReadQuantity, bare: ReadQuantity): ReadQuantity => ({
  ...bare,
  amount: isNines ? 1 - 10 ** -bare.amount : bare.amount / 100,
  ratio: true,
})
