import { describe, expect, test } from 'vitest'
import { nextUniform, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'
import { computeByHand, type HandRules } from './by-hand'
import { evaluateSheet } from './evaluate-sheet'
import type { Sheet } from './sheet'

const sheetOf = (lines: Record<string, string>): Sheet => ({
  cells: Object.entries(lines).map(([name, src]) => ({ id: name, name, src })),
})
const byHand = (lines: Record<string, string>, rules: HandRules) => {
  const sheet = sheetOf(lines)
  return computeByHand(sheet, evaluateSheet(sheet, { samples: 0 }), rules)
}
const plain = (text = '') => text.replace(/[\u202f\u00a0]/g, ' ')

test('every number and every step is rounded, and the drift is said', () => {
  const results = byHand(
    {
      dau: '140M users',
      each: '14 posts/user/day',
      posts: 'dau * each',
      rate: 'posts -> posts/s',
      twice: 'rate * 2.4',
    },
    { rounding: 'one-figure' },
  )
  expect([...results.values()].map(({ display }) => plain(display))).toEqual([
    '100 M users',
    '10 posts/user/day',
    '1 billion posts/day',
    '10 k posts/s',
    '20 k posts/s',
  ])
  expect(results.get('posts')?.drift).toBeCloseTo(1 / 1.96, 12)
  expect(results.get('twice')?.drift).toBeCloseTo(20_000 / ((140e6 * 14 * 2.4) / 86_400), 12)
  expect(results.get('twice')?.factors).toBe(3)
  expect(results.get('posts')?.working.map(({ parts }) => plain(parts.map(({ text }) => text).join('')))).toContain(
    '100 M users × 10 posts/user/day',
  )
})

test('a share near 1 keeps its nines, an exponent its digits, and how many of how many stays', () => {
  const results = byHand(
    { down: '1 - 99.95 %', urls: '62^7', up: 'at_least(11, 12, 99 %)', ranged: '15 to 60' },
    { rounding: 'one-figure' },
  )
  expect([...results.values()].map(({ display }) => plain(display))).toEqual(['0.05 %', '3 trillion', '99.38 %', '30'])
})

describe('handy constants', () => {
  const lines = {
    rate: '100M users * 10/user/day -> /s',
    back: 'rate -> /day',
    kept: '5 years',
    hours: 'kept -> h',
    total: '3000/s * 1 year',
  }
  test('a day is 10^5 s, a year 3 x 10^7 s, there and back again', () => {
    const cells = evaluateSheet(sheetOf(lines), { handy: true }).cells
    expect(cells.get('rate')?.quantity?.value).toBe(1e4)
    expect(plain(cells.get('back')?.display)).toBe('1 billion/day')
    expect(cells.get('kept')?.quantity?.value).toBe(1.5e8)
    expect(plain(cells.get('kept')?.display)).toBe('5 years')
    expect(cells.get('total')?.quantity?.value).toBe(9e10)
    const plainCells = evaluateSheet(sheetOf(lines)).cells
    expect(plainCells.get('total')?.quantity?.value).toBe(3000 * 365.25 * 86_400)
  })
  test('turning them on computes anew what was known without them', () => {
    const before = evaluateSheet(sheetOf(lines))
    const after = evaluateSheet(sheetOf(lines), { handy: true, previous: before })
    expect(after.cells.get('rate')?.quantity?.value).toBe(1e4)
    expect(evaluateSheet(sheetOf(lines), { previous: after }).cells.get('rate')).toEqual(before.cells.get('rate'))
  })
  test('a duration that finds its own unit is back in the days that were put in', () => {
    const { cells } = evaluateSheet(sheetOf({ it: '10 days * 2' }), { handy: true })
    expect(plain(cells.get('it')?.display)).toBe('20 days')
  })
})

/** Drifts of random products, factors spread evenly over the logarithms of six decades. */
function drifts(factors: number, rounding: HandRules['rounding'], products: number): number[] {
  const state = new Int32Array(WORDS_PER_STREAM)
  seedStream(state, 0, `by hand/${factors}`)
  const number = () => (10 ** (6 * nextUniform(state, 0))).toPrecision(8)
  const found: number[] = []
  while (found.length < products) {
    const lines = Array.from({ length: 200 }, (_, at) => [
      `p${at}`,
      Array.from({ length: factors }, number).join(' * '),
    ])
    for (const { drift } of byHand(Object.fromEntries(lines) as Record<string, string>, { rounding }).values())
      found.push(drift!)
  }
  return found.toSorted((a, b) => a - b)
}

test.each([
  // measured with 40 000 products each; of 400 the 5 % quantile is good to about 6 %, of powers of ten to 20 %
  [5, 'one-figure', [0.48, 0.86, 1.56], 0.15],
  [8, 'one-figure', [0.37, 0.78, 1.68], 0.15],
  [5, 'power-of-ten', [0.09, 1, 11.6], 0.4],
] as const)('%i factors, %s: what rounding each step does', (factors, rounding, wanted, tolerance) => {
  const found = drifts(factors, rounding, Number(process.env['HAND_PRODUCTS'] ?? 400))
  const got = [0.05, 0.5, 0.95].map((share) => found[Math.floor(share * found.length)]!)
  for (const [at, value] of got.entries()) expect(Math.abs(value / wanted[at]! - 1)).toBeLessThan(tolerance)
})

test('powers of ten alone say that they cannot hold over more than four factors', () => {
  const lines = { a: '2 * 3 * 4 * 5', b: 'a * 6', c: 'b + 1' }
  const powers = byHand(lines, { rounding: 'power-of-ten' })
  expect(powers.get('a')?.warning).toBeUndefined()
  expect(powers.get('b')?.warning).toContain('5 factors')
  expect(powers.get('c')?.warning).toContain('5 factors')
  expect(byHand(lines, { rounding: 'one-figure' }).get('b')?.warning).toBeUndefined()
})
