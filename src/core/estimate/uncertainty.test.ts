import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateSheet, GRADING_SAMPLES } from './evaluate-sheet'
import { normalQuantile, normalShare } from '@/core/stats/normal-quantile'
import { chanceAbove, densityOf, quantilesOf } from './quantiles'
import { boundsOf, cellSamples, chanceOver, exactOf } from './read-uncertainty'
import { quantileOfSpread } from './spread'

const result = (lines: Record<string, string>, options = {}) =>
  evaluateSheet({ cells: Object.entries(lines).map(([name, src]) => ({ id: name, name, src })) }, options)
const evaluate = (lines: Record<string, string>, options = {}) => result(lines, options).cells

describe('a range is a 90 % range', () => {
  test('its ends are the 5 % and 95 % quantiles, whatever its shape', () => {
    for (const spread of [
      { shape: 'interval', low: 5, high: 10, share: false },
      { shape: 'interval', low: -5, high: 10, share: false },
      { shape: 'interval', low: 0.2, high: 0.9, share: true },
    ] as const) {
      expect(quantileOfSpread(spread, 0.05)).toBeCloseTo(spread.low, 10)
      expect(quantileOfSpread(spread, 0.95)).toBeCloseTo(spread.high, 10)
    }
  })

  test.each([
    ['5 to 10 GB', 5e9, Math.sqrt(50) * 1e9, 10e9],
    ['5..10 GB', 5e9, Math.sqrt(50) * 1e9, 10e9],
    ['5 GB to 10 GB', 5e9, Math.sqrt(50) * 1e9, 10e9],
    ['~7 GB', 3.5e9, 7e9, 14e9],
    ['7 GB +/- 20%', 5.6e9, Math.sqrt(5.6 * 8.4) * 1e9, 8.4e9],
    ['7 GB ± 2', 5e9, Math.sqrt(45) * 1e9, 9e9],
    ['1 GB ± 2', -1e9, 1e9, 3e9],
    ['-5 to 10', -5, 2.5, 10],
    ['5 to 10 %', 0.05, 0.071039, 0.1],
    ['50 % +/- 10 %', 0.4, 0.5, 0.6],
    ['~20 %', 0.1, 0.2, 0.4],
    ['~80 %', 0.4, 0.8, 1],
    ['uniform(0, 10)', 0.5, 5, 9.5],
    ['triangular(0 s, 5 s, 10 s)', 10 * Math.sqrt(0.05 / 2), 5, 10 - 10 * Math.sqrt(0.05 / 2)],
  ])('%s', (src, p5, p50, p95) => {
    const { quantity, band } = evaluate({ it: src }).get('it') ?? {}
    expect((quantity?.value ?? 0) / p50).toBeCloseTo(1, 3)
    for (const [got, wanted] of [
      [band?.p5, p5],
      [band?.p50, p50],
      [band?.p95, p95],
    ])
      expect((got ?? 0) / (wanted ?? 0)).toBeCloseTo(1, 1)
  })

  test('a share never leaves 0 to 100 %', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        (a, b, u) => {
          const value = quantileOfSpread(
            { shape: 'interval', low: Math.min(a, b), high: Math.max(a, b), share: true },
            u,
          )
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        },
      ),
    )
    const result = evaluateSheet({ cells: [{ id: 'about', name: 'about', src: '~80 %' }] }, { samples: 1000 })
    expect(cellSamples(result, 'about')!.every((share) => share > 0 && share <= 1)).toBe(true)
    expect(boundsOf(result, 'about')).toMatchObject({ low: 0.4, high: 1 })
    expect(result.cells.get('about')?.band).toMatchObject({ p5: 0.4, p50: 0.8, p95: 1 })
  })
})

/** Products, quotients and powers of up to four ranges, each up to a factor of four wide, some of them used twice. */
const z = 1.6448536269514722
const range = fc.tuple(fc.double({ min: 0.1, max: 1000, noNaN: true }), fc.double({ min: 1.2, max: 4, noNaN: true }))
const factor = fc.tuple(fc.nat(), fc.constantFrom('*', '/'), fc.constantFrom('', '', '^2', '^0.5'))
const productGraph = fc.tuple(
  fc.array(range, { minLength: 1, maxLength: 4 }),
  fc.array(factor, { minLength: 1, maxLength: 4 }),
)

test('the sampler agrees with the closed form of 200 products within 3 % with as many samples as grading takes', () => {
  fc.assert(
    fc.property(productGraph, ([ranges, factors]) => {
      const lines = Object.fromEntries(
        ranges.map(([low, wide], index) => [`r${index}`, `${low.toFixed(6)} to ${(low * wide).toFixed(6)}`]),
      )
      const spell = (name: (at: number) => string) =>
        `2 ${factors.map(([at, operator, power]) => `${operator} ${name(at % ranges.length)}${power}`).join(' ')}`
      // a sum with 0 has no closed form, so that this product is drawn factor by factor
      const drawn = { it: spell((at) => `r${at}`), drawn: spell((at) => `(r${at} + 0)`) }
      const sheet = result({ ...lines, ...drawn }, { samples: GRADING_SAMPLES })
      const exact = sheet.cells.get('it')!.band!
      const whole = quantilesOf(cellSamples(sheet, 'it')!)!
      const byFactor = sheet.cells.get('drawn')!.band!
      expect(exactOf(sheet, 'drawn')).toBeUndefined()
      expect(exact.p50).toBe(sheet.cells.get('it')!.quantity!.value)
      for (const key of ['p5', 'p50', 'p95'] as const) {
        expect(Math.abs(whole[key] / exact[key] - 1)).toBeLessThan(0.03)
        expect(Math.abs(byFactor[key] / exact[key] - 1)).toBeLessThan(0.03)
      }
    }),
    { numRuns: Number(process.env['PRODUCT_GRAPHS'] ?? 200), seed: 5 },
  )
})

test('the closed form of a product: means and variances of the logarithms add, of one input used twice the deviations', () => {
  const sheet = result(
    { x: '5 to 10', y: '2 to 8', it: '3 * x^2 / y * x', gone: 'y * x / x / y', sum: 'x + y' },
    { samples: 0 },
  )
  const [sx, sy] = [Math.log(2) / (2 * z), Math.log(4) / (2 * z)]
  const exact = exactOf(sheet, 'it')!
  expect(exact.mu).toBeCloseTo(Math.log((3 * 50 ** 1.5) / 4), 12)
  expect(exact.sigma).toBeCloseTo(Math.hypot(3 * sx, sy), 12)
  expect(exact.loads.get('x/0')).toBeCloseTo(3 * sx, 12)
  expect(exact.loads.get('y/0')).toBeCloseTo(-sy, 12)
  expect(exactOf(sheet, 'gone')).toMatchObject({ mu: 0, sigma: 0 })
  expect(exactOf(sheet, 'sum')).toBeUndefined()
})

test('the value of an uncertain cell is its median, and without samples what the medians come to', () => {
  const lines = { x: 'uniform(0, 10)', y: 'triangular(0, 9, 10)', it: 'x * y' }
  const sheet = result(lines)
  const sorted = cellSamples(sheet, 'it')!.slice().sort()
  expect(sheet.cells.get('it')?.quantity?.value).toBeCloseTo((sorted[2499]! + sorted[2500]!) / 2, 12)
  expect(sheet.cells.get('it')?.band?.p50).toBe(sheet.cells.get('it')?.quantity?.value)
  const medians = result(lines, { samples: 0 })
  expect(medians.cells.get('it')).toMatchObject({
    state: 'value',
    quantity: { value: 5 * Math.sqrt(45) },
    warnings: [],
  })
  expect(medians.cells.get('it')?.band).toBeUndefined()
  expect(cellSamples(medians, 'it')).toBeUndefined()
})

test('bounds are the worst cases of interval arithmetic, wider than the 90 % band', () => {
  const sheet = result({
    x: '5 to 10',
    y: '2 to 8',
    product: 'x * y',
    quotient: 'x / y',
    difference: 'x - y',
    same: 'x - x',
    power: '(y - 5)^2',
    most: 'max(x, 7)',
    root: 'sqrt(4 to 9)',
    size: 'abs(y - 5)',
    certain: '7',
    none: '1 / (y - 5)',
  })
  const bounds = (id: string) => {
    const { low, high } = boundsOf(sheet, id) ?? {}
    return [low, high]
  }
  expect(bounds('product')).toEqual([10, 80])
  expect(bounds('quotient')).toEqual([5 / 8, 5])
  expect(bounds('difference')).toEqual([-3, 8])
  expect(bounds('same')).toEqual([-5, 5])
  expect(bounds('power')).toEqual([0, 9])
  expect(bounds('most')).toEqual([7, 10])
  expect(bounds('root')).toEqual([2, 3])
  expect(bounds('size')).toEqual([0, 3])
  expect(bounds('none')).toEqual([-Infinity, Infinity])
  expect(boundsOf(sheet, 'certain')).toBeUndefined()
  const { band } = sheet.cells.get('product')!
  expect(band!.p5).toBeGreaterThan(10)
  expect(band!.p95).toBeLessThan(80)
})

test('every sample of any formula lies within its bounds, where those of its inputs hold', () => {
  const leaf = fc.constantFrom('a', 'b', 'c', '2', '-3', '0.5')
  const { formula } = fc.letrec<{ formula: string }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/'), tie('formula'))
        .map(([a, o, b]) => `(${a} ${o} ${b})`),
      tie('formula').map((a) => `(${a})^2`),
      tie('formula').map((a) => `abs(${a})`),
      fc.tuple(tie('formula'), tie('formula')).map(([a, b]) => `max(${a}, ${b})`),
    ),
  }))
  fc.assert(
    fc.property(formula, (src) => {
      const inputs = { a: 'uniform(1, 3)', b: 'uniform(-2, 2)', c: 'triangular(4, 5, 9)' }
      const sheet = result({ ...inputs, it: src }, { samples: 50 })
      const bounds = boundsOf(sheet, 'it')
      const samples = cellSamples(sheet, 'it')
      fc.pre(bounds !== undefined && samples !== undefined)
      for (const sample of samples) {
        if (!Number.isFinite(sample)) continue
        const slack = 1e-9 * Math.max(1, Math.abs(sample))
        expect(sample).toBeGreaterThanOrEqual(bounds.low - slack)
        expect(sample).toBeLessThanOrEqual(bounds.high + slack)
      }
    }),
    { numRuns: 300 },
  )
})

describe('the chance of passing a limit', () => {
  const sheet = result({ product: '(5 to 10) * (2 to 8)', sum: 'product + (5 to 10)', sure: '7', none: '1 +' })
  test('is known in closed form of a product, else from the samples', () => {
    const { p5, p50, p95 } = sheet.cells.get('product')!.band!
    expect(chanceOver(sheet, 'product', p5)).toBeCloseTo(0.95, 10)
    expect(chanceOver(sheet, 'product', p50)).toBeCloseTo(0.5, 12)
    expect(chanceOver(sheet, 'product', p95)).toBeCloseTo(0.05, 10)
    expect(chanceOver(sheet, 'product', -1)).toBe(1)
    expect(chanceOver(sheet, 'sum', sheet.cells.get('sum')!.band!.p95)).toBeCloseTo(0.05, 3)
  })
  test('of something certain is 0 or 1, of nothing unknown', () => {
    expect([6, 7, 8].map((limit) => chanceOver(sheet, 'sure', limit))).toEqual([1, 0, 0])
    expect(chanceOver(sheet, 'none', 1)).toBeUndefined()
    expect(chanceAbove(new Float64Array(0), 1)).toBeUndefined()
  })
})

test('quantiles without sorting are those of sorting', () => {
  const double = fc.oneof(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.double({ noNaN: true, min: 1, max: 2 }))
  // zero has no sign that matters
  const value = fc.oneof(fc.integer({ min: -5, max: 5 }), double).map((number) => number + 0)
  const values = fc.array(value, { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(values, (list) => {
      const sorted = Float64Array.from(list).sort()
      const at = (share: number) => {
        const position = share * (sorted.length - 1)
        const [low, high] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!]
        return low === high ? low : low + (position - Math.floor(position)) * (high - low)
      }
      expect(quantilesOf(Float64Array.from(list))).toEqual({ p5: at(0.05), p50: at(0.5), p95: at(0.95) })
    }),
    { numRuns: 500 },
  )
  expect(quantilesOf(Float64Array.from([1, Number.NaN, 2]))).toBeUndefined()
  expect(quantilesOf(new Float64Array(0))).toBeUndefined()
})

test('a density holds the middle 98 % of the samples, on a logarithmic scale where all are above 0', () => {
  const sheet = result({ x: '1 to 100', y: 'uniform(-1, 1)', one: 'x / x' })
  const { scale, from, to, shares } = densityOf(cellSamples(sheet, 'x')!, 20)!
  expect(scale).toBe('log')
  expect(shares).toHaveLength(20)
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(0.98, 3)
  expect(Math.sqrt(from * to)).toBeCloseTo(10, 1)
  // a normal: the most in the middle, alike on both sides
  expect(shares.indexOf(Math.max(...shares))).toBeGreaterThan(7)
  expect(shares.indexOf(Math.max(...shares))).toBeLessThan(12)
  const flat = densityOf(cellSamples(sheet, 'y')!, 10)!
  expect(flat.scale).toBe('linear')
  for (const share of flat.shares) expect(share).toBeCloseTo(0.098, 3)
  expect(densityOf(cellSamples(sheet, 'one')!, 10)).toBeUndefined()
})

describe('samples', () => {
  test('of one cell are shared by all that use it: x - x is 0 and x / x is 1', () => {
    const cells = evaluate({ x: '5 to 500 GB', zero: 'x - x', one: 'x / x' })
    expect(cells.get('zero')?.band).toMatchObject({ p5: 0, p95: 0 })
    expect(cells.get('one')?.band).toMatchObject({ p5: 1, p95: 1 })
    expect([cells.get('zero')?.quantity?.value, cells.get('one')?.quantity?.value]).toEqual([0, 1])
  })
  test('are the same for the same seed, and others for another', () => {
    const lines = { x: '5 to 500 GB', y: '1 to 3', it: 'x + y * x' }
    expect(evaluate(lines, { seed: 'i1' }).get('it')?.band).toEqual(evaluate(lines, { seed: 'i1' }).get('it')?.band)
    expect(evaluate(lines, { seed: 'i2' }).get('it')?.band).not.toEqual(evaluate(lines, { seed: 'i1' }).get('it')?.band)
  })
  test('of a cell do not change when another cell is added', () => {
    const before = cellSamples(result({ x: '5 to 500 GB' }), 'x')
    expect(cellSamples(result({ y: '1 to 2', x: '5 to 500 GB' }), 'x')).toEqual(before)
  })
  test('are fixed to the bit, on every machine and in every browser', () => {
    const sheet = result({ x: '5 to 500 GB', y: '5 to 20 %', it: 'x * y + x' }, { seed: 'fixed', samples: 1000 })
    expect(sheet.cells.get('it')?.band).toMatchInlineSnapshot(`
      {
        "display": "5.5 GB – 530 GB",
        "p5": 5537805043.947128,
        "p50": 55245939352.85019,
        "p95": 532152102745.4389,
      }
    `)
  })
  test('of a product are the same bits whichever way round it is written', () => {
    const sheet = result({ x: '5 to 500', y: '1 to 3', zero: 'x * y - y * x' })
    expect(sheet.cells.get('zero')?.band).toMatchObject({ p5: 0, p50: 0, p95: 0 })
  })
})

test('the normal quantile meets tabled values', () => {
  for (const [p, z] of [
    [0.5, 0],
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.999, 3.0902323061678132],
    [1e-10, -6.361340902404056],
  ] as const)
    expect(normalQuantile(p)).toBeCloseTo(z, 9)
})

test('the normal distribution function is the inverse of its quantiles', () => {
  for (const p of [1e-10, 0.001, 0.05, 0.3, 0.5, 0.8, 0.95, 0.999])
    expect(normalShare(normalQuantile(p)) / p).toBeCloseTo(1, 8)
  expect([normalShare(-50), normalShare(50)]).toEqual([0, 1])
})
