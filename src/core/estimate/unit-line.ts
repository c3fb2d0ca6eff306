import { nounUnit, type Unit } from '@/core/units/catalogue'
import { dimensionsOf, exponentOf, multiplyDims, nounsOf, sameDims } from '@/core/units/dims'
import { nounNamed, unitBySymbol } from '@/core/units/find-unit'
import { formatNumber, thinSpace } from '@/core/units/format'
import { chooseUnit } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import type { UnitFactor } from '@/core/units/unit-expression'
import type { Value } from './arithmetic'
import { type Factor, factorsOf, leavesOf } from './formula-text'
import type { Node } from './parse'

/** A piece of a line; what is struck cancels. */
export interface LinePart {
  text: string
  struck?: boolean
}

type Values = ReadonlyMap<Node, Value>

/** One unit of one factor of a product, to the power 1 or -1. */
interface PlacedUnit {
  text: string
  /** Of several: "requests". */
  plural: string
  /** Goes with all units of this dimension: days cancel against years. */
  dimension: string
  /** Above (1) or below (-1) the line of the whole product. */
  side: 1 | -1
  /** As written in its own factor. */
  own: 1 | -1
}

/**
 * "users × requests/user/day = requests/day" with users and user struck: which units cancel in a product. Undefined for
 * what is no product, and where nothing cancels.
 */
export function unitLine(root: Node, values: Values): LinePart[] | undefined {
  const product = productIn(root)
  const factors = factorsOf(product)
  if (factors.length < 2) return undefined
  const forgotten = forgottenNouns(product, values)
  const placed = factors.map((factor) => unitsOfFactor(factor, values, forgotten))
  const struck = cancelling(placed.flat())
  if (struck.size === 0) return undefined
  const parts: LinePart[] = []
  for (const [index, units] of placed.entries()) {
    if (units.length === 0) continue
    const { side } = factors[index] ?? { side: 1 }
    const brackets = side === -1 && units.length > 1
    const lead = parts.length === 0 ? (side === -1 ? '1 / ' : '') : side === -1 ? ' / ' : ' × '
    parts.push({ text: `${lead}${brackets ? '(' : ''}` }, ...partsOfFactor(units, struck), {
      text: brackets ? ')' : '',
    })
  }
  const left = placed.flat().filter((unit) => !struck.has(unit))
  parts.push({ text: ` = ${leftOver(left)}` })
  return joined(parts)
}

/** The product inside of conversions and roundings. */
function productIn(node: Node): Node {
  if (node.kind === 'convert') return productIn(node.of)
  const [first] = node.kind === 'call' && ['ceil', 'floor', 'round', 'keep'].includes(node.name) ? node.args : []
  return first ? productIn(first) : node
}

/** By the node of a factor, nouns that it was read to be "per": see `missing-per.ts`. */
function forgottenNouns(node: Node, values: Values): ReadonlyMap<Node, string[]> {
  const found = new Map<Node, string[]>()
  const visit = (product: Node) => {
    if (product.kind !== 'binary' || (product.operator !== '*' && product.operator !== '/')) return
    visit(product.left)
    visit(product.right)
    const [left, right, all] = [product.left, product.right, product].map((part) => values.get(part)?.quantity.dims)
    if (!left || !right || !all || product.operator === '/') return
    const nouns = nounsOf(multiplyDims(left, right)).filter(([noun, power]) => power > exponentOf(all, noun))
    for (const [noun] of nouns) {
      const factors = factorsOf(exponentOf(left, noun) > 0 ? product.right : product.left)
      const last = factors.findLast(
        ({ node: factor }) => dimensionsOf(values.get(factor)?.quantity.dims ?? {}).length > 0,
      )
      if (last) found.set(last.node, [...(found.get(last.node) ?? []), noun])
    }
  }
  visit(node)
  return found
}

function unitsOfFactor({ node, side }: Factor, values: Values, forgotten: ReadonlyMap<Node, string[]>): PlacedUnit[] {
  const quantity = values.get(node)?.quantity
  if (!quantity) return []
  const written = shownUnit(quantity)
    .factors.filter((factor) => factor.unit.kind !== 'ratio')
    .flatMap(spelled)
  const nouns = forgotten.get(node) ?? []
  return [
    ...written.map(
      ({ unit: { symbol, plural = symbol }, power, dimension }): PlacedUnit => ({
        text: power > 0 ? plural : symbol,
        plural,
        dimension,
        side: (power * side) as 1 | -1,
        own: power as 1 | -1,
      }),
    ),
    ...nouns.map(
      (noun): PlacedUnit => ({
        text: noun,
        plural: noun,
        dimension: noun,
        side: -side as 1 | -1,
        own: -1,
      }),
    ),
  ]
}

const shownUnit = (quantity: Quantity) => quantity.unit ?? chooseUnit(quantity)

/** One entry for each power of a unit; a rate (qps) is its noun a second. */
function spelled(factor: UnitFactor): (UnitFactor & { dimension: string })[] {
  const { unit, power } = factor
  if (unit.kind === 'rate') {
    const nouns = nounsOf(unit.dims).map(([name]) => ({ unit: nounUnit(nounNamed(name)), power }))
    return [...nouns, { unit: unitBySymbol('s'), power: -power }].flatMap(spelled)
  }
  const dimension = Object.keys(unit.dims)[0] ?? unit.symbol
  return Array.from({ length: Math.round(Math.abs(power)) }, () => ({ unit, power: Math.sign(power), dimension }))
}

/** As many of each dimension above the line as below it, the first ones of each. */
function cancelling(units: PlacedUnit[]): ReadonlySet<PlacedUnit> {
  const struck = new Set<PlacedUnit>()
  for (const dimension of new Set(units.map((unit) => unit.dimension))) {
    const [above, below] = [1, -1].map((side) =>
      units.filter((unit) => unit.dimension === dimension && unit.side === side),
    )
    const count = Math.min(above?.length ?? 0, below?.length ?? 0)
    for (const unit of [...(above ?? []).slice(0, count), ...(below ?? []).slice(0, count)]) struck.add(unit)
  }
  return struck
}

/** "requests/user/day" of one factor, as it is written there. */
function partsOfFactor(units: PlacedUnit[], struck: ReadonlySet<PlacedUnit>): LinePart[] {
  const ordered = [...units.filter(({ own }) => own === 1), ...units.filter(({ own }) => own === -1)]
  return ordered.flatMap((unit, index) => {
    const joiner = unit.own === -1 ? (index === 0 ? '1/' : '/') : index === 0 ? '' : '·'
    return [{ text: joiner }, { text: unit.text, ...(struck.has(unit) ? { struck: true } : {}) }]
  })
}

function leftOver(units: PlacedUnit[]): string {
  const above = units.filter(({ side }) => side === 1).map(({ plural }) => plural)
  const below = units.filter(({ side }) => side === -1).map(({ text }) => `/${text}`)
  if (units.length === 0) return 'a plain number'
  return `${above.length === 0 ? '1' : above.join('·')}${below.join('')}`
}

function joined(parts: LinePart[]): LinePart[] {
  const line: LinePart[] = []
  for (const part of parts) {
    const last = line.at(-1)
    if (part.text === '') continue
    if (last && !last.struck && !part.struck) last.text += part.text
    else line.push({ ...part })
  }
  return line
}

/**
 * What the numbers were multiplied by on the way because units of one kind differ: "1 day = 86 400 s". Decimal prefixes
 * are left to the reader.
 */
export function unitConversions(root: Node, values: Values, result: Quantity): string[] {
  const quantities = leavesOf(root).map((leaf) => values.get(leaf)?.quantity)
  // A time that chooses its unit by size takes one that the reader knows.
  const isDuration = result.unit === undefined && sameDims(result.dims, unitBySymbol('s').dims)
  const units = [...quantities, ...(isDuration ? [] : [result])].flatMap((quantity) =>
    quantity ? shownUnit(quantity).factors : [],
  )
  return [...timeConversions(units), ...dataConversions(units)]
}

function timeConversions(units: UnitFactor[]): string[] {
  const times = units
    .map(({ unit }) => unit)
    .filter(({ kind }) => kind === 'time' || kind === 'rate')
    // 200 ms is 0.2 s to everybody
    .map((unit) => (unit.kind === 'rate' || unit.factor < 1 ? unitBySymbol('s') : unit))
  const [least, ...longer] = distinct(times).sort((a, b) => a.factor - b.factor)
  return least ? longer.map((unit) => equality(unit, unit.factor / least.factor, least)) : []
}

function dataConversions(units: UnitFactor[]): string[] {
  const data = distinct(units.map(({ unit }) => unit).filter(({ kind }) => kind === 'bits' || kind === 'bytes'))
  const kinds = new Set(data.map(({ kind }) => kind))
  const lines = kinds.size === 2 ? [equality(unitBySymbol('B'), 8, unitBySymbol('bit'))] : []
  if (data.every(isBinary)) return lines
  return [
    ...lines,
    ...data.filter(isBinary).map((unit) => equality(unit, unit.factor / decimal(unit).factor, decimal(unit))),
  ]
}

const distinct = (units: Unit[]): Unit[] => [...new Map(units.map((unit) => [unit.symbol, unit])).values()]
const isBinary = ({ symbol }: Unit): boolean => /i(B|bit)$/.test(symbol)
/** GB of GiB. */
const decimal = ({ symbol }: Unit): Unit => unitBySymbol(symbol.replace(/^Ki/, 'k').replace('i', ''))
const equality = (unit: Unit, factor: number, other: Unit): string =>
  `1${thinSpace}${unit.symbol} = ${formatNumber(factor, { scale: 'grouped', figures: 12 })}${thinSpace}${other.plural ?? other.symbol}`
