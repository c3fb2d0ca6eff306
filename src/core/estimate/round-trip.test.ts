import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dataUnits, nouns, rateUnits, timeUnits } from '@/core/units/catalogue'
import { evaluateText } from './evaluate-text'
import { formulaText } from './formula-text'
import { type Node, parseCell } from './parse'

const symbols = [...timeUnits, ...dataUnits, ...rateUnits].map(({ symbol }) => symbol)
const simple = fc.constantFrom(...symbols, ...nouns.keys(), '%', '$', '')
const per = fc.constantFrom('', '/s', '/day', '/month', '/user', '/user/day', '/GB/month')
// Three figures are what is shown, so that is what can come back.
const amount = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: -9, max: 18 }))
  .map(([digits, power]) => Number(`${digits}e${power}`))

test('what a sheet shows can be typed into a sheet, and is shown the same again', () => {
  fc.assert(
    fc.property(amount, simple, per, (value, unit, below) => {
      fc.pre(unit !== '%' || (below === '' && value < 99))
      const text = unit === '$' ? `$${value}${below}` : `${value} ${unit}${below}`
      const first = evaluateText(text)
      if (!first.ok) throw new Error(`${text}: ${first.message}`)
      const again = evaluateText(first.display)
      if (!again.ok) throw new Error(`${text} is shown as ${first.display}: ${again.message}`)
      expect(again.display).toBe(first.display)
      expect(again.quantity.value / first.quantity.value).toBeCloseTo(1, 2)
      expect(again.quantity.dims).toEqual(first.quantity.dims)
    }),
    { numRuns: 3000 },
  )
})

const bracketed = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom('a', 'b', '7'),
    fc
      .tuple(tie('node'), fc.constantFrom('+', '-', '*', '/', '^'), tie('node'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    tie('node').map((of) => `(-${of})`),
    tie('node').map((of) => `(${of} -> ms)`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `max(${a}, ${b})`),
  ),
})).node

/** The formula without where it stands, each part in brackets. */
function groupingOf(node: Node): string {
  if (node.kind === 'binary') return `(${groupingOf(node.left)}${node.operator}${groupingOf(node.right)})`
  if (node.kind === 'negate') return `(-${groupingOf(node.of)})`
  if (node.kind === 'convert') return `(${groupingOf(node.of)}->${node.text})`
  if (node.kind === 'call') return `${node.name}(${node.args.map(groupingOf).join(',')})`
  return node.kind === 'name' ? node.name : '7'
}

function treeOf(src: string): Node {
  const parsed = parseCell(src, { names: new Set(['a', 'b']), nouns: [] })
  if (parsed.kind !== 'expression') throw new Error(`${src}: ${JSON.stringify(parsed)}`)
  return parsed.root
}

test('a formula groups without the brackets that it does not need as it does with all of them', () => {
  fc.assert(
    fc.property(bracketed, (src) => {
      fc.pre(src.length < 400)
      const tree = treeOf(src)
      const bare = formulaText(tree, (leaf) => (leaf.kind === 'name' ? leaf.name : '7'))
      expect(groupingOf(treeOf(bare))).toBe(groupingOf(tree))
    }),
    { numRuns: 1000 },
  )
})

test('every part of a formula knows where it stands', () => {
  const src = '−(a + 2 GB) ^ 2 × max(a, 5 to 7) → ms × b'
  const texts: string[] = []
  const visit = (node: Node) => {
    texts.push(src.slice(node.start, node.end))
    if (node.kind === 'binary') {
      texts.push(src.slice(node.operatorAt.start, node.operatorAt.end))
      visit(node.left)
      visit(node.right)
    } else if (node.kind === 'negate' || node.kind === 'convert') visit(node.of)
    else if (node.kind === 'call') node.args.forEach(visit)
  }
  visit(treeOf(src))
  expect(texts).toEqual([
    src,
    '×',
    '−(a + 2 GB) ^ 2 × max(a, 5 to 7) → ms',
    '−(a + 2 GB) ^ 2 × max(a, 5 to 7)',
    '×',
    '−(a + 2 GB) ^ 2',
    '(a + 2 GB) ^ 2',
    '^',
    '(a + 2 GB)',
    '+',
    'a',
    '2 GB',
    '2',
    'max(a, 5 to 7)',
    'a',
    '5 to 7',
    'b',
  ])
})
