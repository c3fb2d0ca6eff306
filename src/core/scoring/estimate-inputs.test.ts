import { describe, expect, test } from 'vitest'
import type { ProblemKey } from '@/core/content/problem'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import type { Sheet } from '@/core/estimate/sheet'
import { inputsOf, isBareNumber, matchAssumptions } from './estimate-inputs'

const estimates: ProblemKey['estimates'] = {
  assumptions: [
    { name: 'people', text: 'People', value: '100M users', low: '10M users', high: '1 billion users', source: 'x' },
    { name: 'posts', text: 'Posts', value: '2/user/day', low: '0.5/user/day', high: '20/user/day', source: 'x' },
    { name: 'size', text: 'Size', value: '300 B', low: '100 B', high: '2 KB', source: 'x' },
    { name: 'copies', text: 'Copies', value: '3', low: '2', high: '5', source: 'x' },
  ],
  figures: [],
}
const sheet = (...rows: [name: string, src: string][]): Sheet => ({
  cells: rows.map(([name, src]) => ({ id: name, name, src })),
})
const match = (of: Sheet, roots: string[]) => {
  const result = evaluateSheet(of)
  return Object.fromEntries(
    matchAssumptions(estimates, inputsOf(of, result, roots)).map(({ assumption, factor }) => [assumption.name, factor]),
  )
}

describe('assumptions are found in a sheet', () => {
  test('whatever their cells are called', () => {
    const named = sheet(['a', '200M users'], ['b', '2/user/day'], ['c', '600 B'], ['d', '3'], ['e', 'a * b * c * d'])
    const found = match(named, ['e'])
    expect(found.people).toBeCloseTo(2)
    expect(found.posts).toBeCloseTo(1)
    expect(found.size).toBeCloseTo(2)
    expect(found.copies).toBeCloseTo(1)
  })

  test('inside a formula as well as in cells of their own', () => {
    const found = match(sheet(['total', '50M users * 2/user/day * 300 B']), ['total'])
    expect(found.people).toBeCloseTo(0.5)
    expect(found.size).toBeCloseTo(1)
  })

  test('in other units alike', () => {
    expect(match(sheet(['x', '2400 bit'], ['y', 'x * 2']), ['y']).size).toBeCloseTo(1)
  })

  test('only where the result stands on them', () => {
    expect(match(sheet(['people', '100M users'], ['y', '300 B * 2']), ['y']).people).toBeUndefined()
  })

  test('but not in the 1 of "1 + overhead" or "1 connection/user", which nobody assumes', () => {
    const forgotten = sheet(
      ['people', '100M users'],
      ['size', '300 B'],
      ['copies', '3'],
      ['overhead', '0 %'],
      ['held', 'people * 1 connection/user * size * (1 + overhead)'],
    )
    expect(match(forgotten, ['held']).copies).toBeUndefined()
  })

  test('as the middle of a range', () => {
    expect(match(sheet(['x', '100 to 900 B'], ['y', 'x * 2']), ['y']).size).toBeCloseTo(1, 1)
  })
})

test('a number that stands alone is no derivation', () => {
  const of = sheet(['a', '19k/s'], ['b', 'a * 2'])
  expect(isBareNumber(of.cells[0]!, of)).toBe(true)
  expect(isBareNumber(of.cells[1]!, of)).toBe(false)
})
