import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateSheet } from './evaluate-sheet'
import { normalQuantile } from '@/core/stats/normal-quantile'
import { quantileOfSpread } from './sampling'

const evaluate = (lines: Record<string, string>, options = {}) =>
  evaluateSheet({ cells: Object.entries(lines).map(([name, src]) => ({ id: name, name, src })) }, options).cells

describe('a range is a 90 % range', () => {
  test('its ends are the 5 % and 95 % quantiles, whatever its shape', () => {
    for (const spread of [
      { shape: 'interval', low: 5, high: 10, share: false },
      { shape: 'interval', low: -5, high: 10, share: false },
      { shape: 'interval', low: 0.2, high: 0.9, share: true },
      { shape: 'symmetric', low: 5, high: 10 },
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
    ['7 GB +/- 20%', 5.6e9, 7e9, 8.4e9],
    ['7 GB ± 2', 5e9, 7e9, 9e9],
    ['-5 to 10', -5, 2.5, 10],
    ['5 to 10 %', 0.05, 0.071039, 0.1],
    ['50 % +/- 10 %', 0.4, 0.5, 0.6],
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
  })
})

test('a product of ranges agrees with its closed form: the logarithms add', () => {
  const z = 1.6448536269514722
  const range = fc.tuple(fc.double({ min: 0.1, max: 1000, noNaN: true }), fc.double({ min: 1.2, max: 20, noNaN: true }))
  fc.assert(
    fc.property(fc.array(range, { minLength: 2, maxLength: 4 }), (ranges) => {
      const lines = Object.fromEntries(
        ranges.map(([low, factor], index) => [`r${index}`, `${low.toFixed(6)} to ${(low * factor).toFixed(6)}`]),
      )
      const cells = evaluate({ ...lines, product: Object.keys(lines).join(' * ') }, { samples: 20_000 })
      const ends = Object.values(lines).map((line) => line.split(' to ').map(Number))
      const mu = ends.reduce((sum, [low = 1, high = 1]) => sum + (Math.log(low) + Math.log(high)) / 2, 0)
      const sigma = Math.hypot(...ends.map(([low = 1, high = 1]) => Math.log(high / low) / (2 * z)))
      const { band, quantity } = cells.get('product') ?? {}
      expect(quantity?.value).toBeCloseTo(Math.exp(mu), Math.max(0, 9 - Math.ceil(mu / Math.LN10)))
      // The standard error of a sampled 5 % quantile of ln x is sqrt(0.05 x 0.95 / 20 000) / density = 0.0149 sigma.
      for (const [got, wanted] of [
        [band?.p5, mu - z * sigma],
        [band?.p50, mu],
        [band?.p95, mu + z * sigma],
      ])
        expect(Math.abs(Math.log(got ?? 0) - (wanted ?? 0))).toBeLessThan(0.075 * sigma)
    }),
    { numRuns: 60 },
  )
})

describe('samples', () => {
  test('of one cell are shared by all that use it: x - x is 0 and x / x is 1', () => {
    const cells = evaluate({ x: '5 to 500 GB', zero: 'x - x', one: 'x / x' })
    expect(cells.get('zero')?.band).toMatchObject({ p5: 0, p95: 0 })
    expect(cells.get('one')?.band).toMatchObject({ p5: 1, p95: 1 })
  })
  test('are the same for the same seed, and others for another', () => {
    const lines = { x: '5 to 500 GB', y: '1 to 3', it: 'x * y' }
    expect(evaluate(lines, { seed: 'i1' }).get('it')?.band).toEqual(evaluate(lines, { seed: 'i1' }).get('it')?.band)
    expect(evaluate(lines, { seed: 'i2' }).get('it')?.band).not.toEqual(evaluate(lines, { seed: 'i1' }).get('it')?.band)
  })
  test('of a cell do not change when another cell is added', () => {
    const before = evaluate({ x: '5 to 500 GB' }).get('x')?.band
    expect(evaluate({ y: '1 to 2', x: '5 to 500 GB' }).get('x')?.band).toEqual(before)
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
