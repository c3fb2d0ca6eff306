import { exponentOf, isPlain, nounsOf, sameDims } from '@/core/units/dims'
import type { Quantity } from '@/core/units/quantity'
import { quantityOf } from '@/core/units/quantity'
import { saidInFull, saidTime, speakQuantity, type SpokenQuantity } from '@/core/units/speak-quantity'
import { leavesOf, operatorRank } from './formula-text'
import type { CellRole } from './sheet'
import type { BinaryOperator, Node } from './parse'
import type { WorkedCell } from './worked-cells'

/** Most cells that are worked out aloud; what lies further back is said as the value it has. */
const MOST_CLAUSES = 6

/**
 * How a person would say the way to a result in an interview: "100 million users times 10 requests a day is a billion
 * requests a day, about 12 thousand a second, 35 thousand at peak."
 * @param cells of the result and all that it stands on, in order of evaluation; the result comes last
 */
export function sayAloud(cells: readonly WorkedCell[]): string {
  const output = cells.at(-1)
  if (!output) return ''
  const byName = new Map(cells.map((cell) => [cell.name, cell]))
  const chain = chainOf(output, byName).slice(-MOST_CLAUSES)
  if (chain.length === 0) {
    const given = sayValue(inner(output.root), output)
    const isConverted = output.root.kind === 'convert'
    return sentence(isConverted ? `${given} is ${saidInFull(speakQuantity(output.quantity))}` : given)
  }
  let text = ''
  let before: WorkedCell | undefined
  for (const cell of chain) {
    const clause = new Speaker(cell, before, byName).clause(cell === output)
    text += before ? `${clause.joiner}${clause.text}` : clause.text
    before = cell
  }
  return sentence(text)
}

const sentence = (text: string): string => {
  const whole = `${text}.`.replaceAll(',.', '.').replaceAll(',,', ',').replaceAll(',;', ';')
  return whole.replace(/(^|\. )(\p{Ll})/gu, (_, lead: string, letter: string) => lead + letter.toUpperCase())
}

/** The cells with something to work out, each after those that it stands on. */
function chainOf(output: WorkedCell, byName: ReadonlyMap<string, WorkedCell>): WorkedCell[] {
  const chain = new Set<WorkedCell>()
  const visit = (cell: WorkedCell) => {
    if (isGiven(cell.root) || chain.has(cell)) return
    for (const name of namesIn(cell.root)) {
      const used = byName.get(name)
      if (used && used !== cell) visit(used)
    }
    chain.add(cell)
  }
  visit(output)
  return [...chain]
}

/** A number, a range or a distribution as it stands, whatever it is shown in. */
const isGiven = (node: Node): boolean =>
  node.kind === 'convert'
    ? isGiven(node.of)
    : !['binary', 'negate', 'name', 'call'].includes(node.kind) || isShaped(node)

const isShaped = (node: Node): boolean =>
  node.kind === 'call' && (node.name === 'uniform' || node.name === 'triangular')

const namesIn = (node: Node): string[] => leavesOf(node).flatMap((leaf) => (leaf.kind === 'name' ? [leaf.name] : []))

/** Something given, as its author wrote it: "5 to 10 gigabytes", "roughly 7 gigabytes". */
function sayValue(
  node: Node,
  cell: WorkedCell,
  { withoutPer, each = '' }: { withoutPer?: string | undefined; each?: string } = {},
): string {
  const quantity = cell.values.get(node)?.quantity ?? cell.quantity
  const say = (value: number) => speakQuantity({ ...quantity, value }, { withoutPer })
  const range = cell.ranges.get(node)
  if (!range) return withArticle(`${saidInFull(say(quantity.value))}${each}`)
  const { low, high, middle, spread, likely } = range
  if (spread !== undefined) return `${saidInFull(say(middle ?? low))}${each}, give or take ${spread},`
  if (middle !== undefined) return `roughly ${saidInFull(say(middle))}${each}`
  const ends = `${between(say(low), say(high), 'to')}${each}`
  if (node.kind !== 'call') return ends
  return `anything from ${ends}${likely === undefined ? '' : `, most likely ${saidInFull(say(likely))},`}`
}

/** "23 to 210 gigabytes a day": the unit once where it is the same. */
function between(low: SpokenQuantity, high: SpokenQuantity, joiner: string): string {
  const number = high.number.endsWith(' per cent') ? low.number.replace(/ per cent$/, '') : low.number
  const first = low.unit === high.unit ? number : saidInFull({ ...low, isAbout: false })
  return `${first} ${joiner} ${saidInFull({ ...high, isAbout: false })}`
}

/** "A day" and not "1 day". */
const withArticle = (text: string): string =>
  text.replace(/^1 (?=(second|minute|day|week|month|year)$)/, 'a ').replace(/^1 (?=hour$)/, 'an ')

const operatorWords: Readonly<Record<BinaryOperator, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided by',
  '^': 'to the power of',
}
const beforeWords: Readonly<Record<string, string>> = {
  sqrt: 'the square root of',
  ln: 'the natural logarithm of',
  log2: 'the logarithm to base 2 of',
  log10: 'the logarithm to base 10 of',
  abs: 'the size of',
}
const afterWords: Readonly<Record<string, string>> = { ceil: 'rounded up', floor: 'rounded down', round: 'rounded' }

class Speaker {
  private readonly root: Node
  private readonly rounding: string
  /** Inside "which is ..." names would be said a second time. */
  private isAside = false

  constructor(
    private readonly cell: WorkedCell,
    /** The cell of the clause before: its result is still in the ear. */
    private readonly before: WorkedCell | undefined,
    private readonly byName: ReadonlyMap<string, WorkedCell>,
  ) {
    let root = cell.root
    let rounding = ''
    for (;;) {
      const inner = root.kind === 'convert' ? root.of : root.kind === 'call' ? roundedPart(root) : undefined
      if (!inner) break
      if (root.kind === 'call') rounding = afterWords[root.name] ?? rounding
      root = inner
    }
    this.root = root
    this.rounding = rounding === '' ? '' : `, ${rounding}`
  }

  clause(isLast: boolean): { joiner: string; text: string } {
    const goesOn = this.before !== undefined && this.firstLeaf() === this.before.name
    const peak = goesOn ? this.atPeak() : undefined
    const band = isLast ? this.band() : ''
    if (peak !== undefined) return { joiner: ', ', text: `${peak}${this.rounding}${band}` }
    const formula = goesOn ? this.continued() : this.say(this.root, 0)
    const text = `${formula} is ${this.result()}${this.rounding}${band}`
    return { joiner: goesOn ? '; ' : '. ', text }
  }

  /** The name at the left end, where the whole formula goes on from it: "qps × 3" goes on from qps. */
  private firstLeaf(): string | undefined {
    let node = this.root
    const own = node.kind === 'binary' ? operatorRank[node.operator] : 0
    while (node.kind === 'binary' && operatorRank[node.operator] === own && node.operator !== '^') node = node.left
    return node.kind === 'name' && node !== this.root ? node.name : undefined
  }

  /** A rate times a factor that is a peak: the number alone says it. */
  private atPeak(): string | undefined {
    const { root, cell, before } = this
    if (cell.role !== ('qps_peak' satisfies CellRole) || root.kind !== 'binary' || root.operator !== '*')
      return undefined
    if (!before || root.left.kind !== 'name' || !sameDims(before.quantity.dims, cell.quantity.dims)) return undefined
    return `${speakQuantity(aSecond(cell.quantity), { figures: 2 }).number} at peak`
  }

  private continued(): string {
    return this.say(this.root, 0).replace(/^that /, '')
  }

  private say(node: Node, outer: number): string {
    switch (node.kind) {
      case 'binary':
        return this.binary(node, outer)
      case 'negate':
        return `minus ${this.say(node.of, 3)}`
      case 'convert':
        return this.say(node.of, outer)
      case 'call':
        return isShaped(node) ? sayValue(node, this.cell) : this.call(node)
      case 'name':
        return this.operand(node.name)
      case 'unit':
        return withArticle(saidInFull(speakQuantity(quantityOf(1, node.unit))))
      default:
        return sayValue(node, this.cell)
    }
  }

  private binary(node: Extract<Node, { kind: 'binary' }>, outer: number): string {
    const own = operatorRank[node.operator]
    if (own < outer) return this.aside(node)
    const { left, right, operator } = node
    if (operator === '^') return `${this.powerPart(left)} ${this.raised(right)}`
    const first = this.say(left, own)
    const again = operator === '/' && left.kind === 'binary' && left.operator === '/'
    const second =
      right.kind === 'binary' && operatorRank[right.operator] <= own ? this.aside(right) : this.second(node)
    // "10 milliseconds, plus 256 kilobytes divided by 30 megabytes a second, is ..."
    const holds = (part: Node) => own === 1 && part.kind === 'binary' && operatorRank[part.operator] > 1
    const [pause, end] = [holds(left) || holds(right) ? ',' : '', holds(right) ? ',' : '']
    return `${first}${again ? ', then by' : `${pause} ${operatorWords[operator]}`} ${second}${end}`
  }

  /** In a product the noun that cancels is not said: "100 million users times 10 requests a day". */
  private second({ left, right, operator }: Extract<Node, { kind: 'binary' }>): string {
    const over = operator === '*' ? this.cell.values.get(left)?.quantity.dims : undefined
    const dims = this.cell.values.get(right)?.quantity.dims ?? {}
    const withoutPer =
      over && nounsOf(over).find(([noun, exponent]) => exponent === 1 && exponentOf(dims, noun) === -1)?.[0]
    const each = withoutPer !== undefined && exponentOf(dims, 'time') === 0 ? ' each' : ''
    if (right.kind === 'name') return this.operand(right.name, { withoutPer, each, isNamed: true })
    if (isGiven(right) && right.kind !== 'unit') return sayValue(right, this.cell, { withoutPer, each })
    return this.say(right, operatorRank[operator])
  }

  /** What stands in brackets is said as its value, and how that comes about if it is short. */
  private aside(node: Node): string {
    const value = this.cell.values.get(node)?.quantity
    // "Times 1.2, which is 1 plus 20 per cent", and not times 120 per cent.
    const said = value
      ? saidInFull(speakQuantity(value.value >= 1 ? { ...value, hints: { ...value.hints, percent: false } } : value))
      : ''
    const parts = node.kind === 'binary' ? [node.left, node.right] : []
    if (parts.length === 0 || parts.some(({ kind }) => kind === 'binary' || kind === 'call')) return said
    this.isAside = true
    const how = this.say(node, 0)
    this.isAside = false
    return `${said}, which is ${how},`
  }

  private powerPart(node: Node): string {
    const value = this.cell.values.get(node)?.quantity
    return value ? saidInFull(speakQuantity(value)) : this.say(node, 3)
  }

  private raised(exponent: Node): string {
    const said = this.powerPart(exponent)
    return said === '2' ? 'squared' : said === '3' ? 'cubed' : `to the power of ${said}`
  }

  private call({ name, args }: Extract<Node, { kind: 'call' }>): string {
    const [first] = args
    if (!first) return ''
    if (name === 'min' || name === 'max') return this.extreme(name, args)
    if (name === 'at_least') return this.atLeast(args)
    const before = beforeWords[name]
    if (before !== undefined) return `${before} ${this.say(first, 2)}`
    const after = afterWords[name]
    return after === undefined ? this.say(first, 0) : `${this.aside(first)} ${after}`
  }

  private atLeast(args: readonly Node[]): string {
    const [least, all, each] = args.map((arg) => (arg.kind === 'binary' ? this.aside(arg) : this.say(arg, 0)))
    return `at least ${least} of ${all}, each with ${each},`
  }

  private extreme(name: 'min' | 'max', args: readonly Node[]): string {
    const [small, great] = name === 'min' ? ['smaller', 'smallest'] : ['larger', 'largest']
    const said = args.map((arg) => (arg.kind === 'binary' ? this.aside(arg) : this.say(arg, 0)))
    return `the ${args.length === 2 ? small : great} of ${said.slice(0, -1).join(', ')} and ${said.at(-1)}`
  }

  /** Another cell: "that" if it was just said, by its value otherwise, with its name where a number alone says too little. */
  private operand(
    name: string,
    { isNamed = false, ...how }: { withoutPer?: string | undefined; each?: string; isNamed?: boolean } = {},
  ): string {
    const used = this.byName.get(name)
    if (!used) return name
    if (used === this.before) return 'that'
    const said = isGiven(used.root)
      ? sayValue(inner(used.root), used, how)
      : `${saidInFull(speakQuantity(used.quantity, { figures: 2, ...how }))}${how.each ?? ''}`
    const words = name.replaceAll('_', ' ').trim()
    return isNamed && !this.isAside && isPlain(used.quantity.dims) && words.length > 1 ? `${said} for ${words}` : said
  }

  /** The result, first in the time it was computed in, then in the one it is shown in, or in seconds. */
  private result(): string {
    const { cell, root } = this
    const computed = cell.values.get(root)?.quantity
    const shown = cell.quantity
    const options = { figures: 2 }
    const spoken = speakQuantity(shown, options)
    const main = saidInFull({ ...spoken, isAbout: spoken.isAbout || cell.isUncertain })
    const short = (quantity: Quantity) => {
      const spoken = speakQuantity(quantity, options)
      return saidInFull({ ...spoken, unit: spoken.shortUnit })
    }
    if (exponentOf(shown.dims, 'time') !== -1) return main
    if (
      computed &&
      sameDims(computed.dims, shown.dims) &&
      saidTime(computed) !== saidTime(shown) &&
      this.rounding === ''
    )
      return `${saidInFull(speakQuantity(computed, options))}, ${short(shown)}`
    const isSlow = saidTime(shown) !== 's' && Math.abs(shown.value) >= 0.1 && exponentOf(shown.dims, 'money') === 0
    return isSlow ? `${main}, ${short(aSecond(shown))}` : main
  }

  private band(): string {
    const { band, quantity } = this.cell
    if (!band) return ''
    const say = (value: number) => speakQuantity({ ...quantity, value }, { figures: 2 })
    return `, somewhere between ${between(say(band.p5), say(band.p95), 'and')}`
  }
}

/** The same rate a second. */
function aSecond({ unit: _unit, ...rest }: Quantity): Quantity {
  return { ...rest, hints: { ...rest.hints, time: 's' } }
}

const inner = (node: Node): Node => (node.kind === 'convert' ? inner(node.of) : node)

const roundedPart = ({ name, args }: Extract<Node, { kind: 'call' }>): Node | undefined =>
  name in afterWords || name === 'keep' ? args[0] : undefined
