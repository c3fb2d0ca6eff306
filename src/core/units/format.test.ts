import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatBytes } from './format-bytes'
import {
  approximately,
  formatDuration,
  formatFactor,
  formatNumber,
  formatRate,
  formatRatio,
  thinSpace,
  unknownText,
  wordSpace,
} from './format'
import { formatUsd } from './format-usd'

const spaced = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')
const each = (rows: [string, string][]) =>
  test.each(rows)('%s is %s', (got, wanted) => expect(spaced(got)).toBe(wanted))

describe('numbers keep three significant figures and scale to a prefix', () => {
  each([
    [formatNumber(0), '0'],
    [formatNumber(138), '138'],
    [formatNumber(0.5), '0.5'],
    [formatNumber(11_574.07), '11.6 k'],
    [formatNumber(999.6), '1 k'],
    [formatNumber(999_600), '1 M'],
    [formatNumber(-1240), '−1.24 k'],
    [formatNumber(0.0347), '0.0347'],
    [formatNumber(1.234e-7), '1.23 × 10⁻⁷'],
    [formatNumber(3.52e12), '3.52 trillion'],
    [formatNumber(2e9, { unit: 'users' }), '2 billion users'],
    [formatNumber(20e9, { unit: '/day' }), '20 billion/day'],
    [formatNumber(999.6e12), '1 × 10¹⁵'],
    [formatNumber(5.6e22), '5.6 × 10²²'],
    [formatNumber(2e21, { unit: 'B' }), '2 000 EB'],
    [formatNumber(1e8, { unit: 'users' }), '100 M users'],
    [formatNumber(12, { unit: 'users' }), '12 users'],
    [formatNumber(1240, { scale: 'grouped' }), '1 240'],
    [formatNumber(86_400.4, { scale: 'full' }), '86 400'],
    [formatNumber(null), unknownText],
    [formatNumber(Number.NaN), unknownText],
    [formatNumber(Number.POSITIVE_INFINITY, { unit: 's' }), '∞ s'],
  ])
})

describe('durations pick the unit that reads best', () => {
  each([
    [formatDuration(0.0385), '38.5 ms'],
    [formatDuration(0.000_25), '250 µs'],
    [formatDuration(3e-9), '3 ns'],
    [formatDuration(0.9999), '1 s'],
    [formatDuration(1), '1 s'],
    [formatDuration(119), '119 s'],
    [formatDuration(150), '2.5 min'],
    [formatDuration(20_000), '5.56 h'],
    [formatDuration(3 * 86_400), '3 days'],
    [formatDuration(5 * 365.25 * 86_400), '5 years'],
    [formatDuration(0), '0 s'],
    [formatDuration(undefined), unknownText],
  ])
})

describe('rates, data, money and ratios', () => {
  each([
    [formatRate(1240), '1.24 k/s'],
    [formatRate(34.72), '34.7/s'],
    [formatRate(1e-5), '0.864/day'],
    [formatRate(0.05), '3/min'],
    [formatRate(0), '0/s'],
    [formatRate(1240, 'req'), '1.24 k req/s'],
    [formatBytes(4.1e9), '4.1 GB'],
    [formatBytes(500), '500 B'],
    [formatBytes(1024 ** 3, { binary: true }), '1 GiB'],
    [formatUsd(1243, { per: 'month' }), '$1 240 / month'],
    [formatUsd(115_000), '$115 000'],
    [formatUsd(1.2e6), '$1.2 M'],
    [formatUsd(999_600), '$1 M'],
    [formatUsd(0.023), '$0.023'],
    [formatUsd(-12.34), '−$12.3'],
    [formatRatio(0.97), '97 %'],
    [formatRatio(0.9995), '99.95 %'],
    [formatRatio(0.999), '99.9 %'],
    [formatRatio(0.9999), '99.99 %'],
    [formatRatio(0.99), '99 %'],
    [formatRatio(0.995), '99.5 %'],
    [formatRatio(1), '100 %'],
    [formatRatio(0.0001), '0.01 %'],
    [formatRatio(0), '0 %'],
    [formatFactor(2.5), '×2.5'],
    [approximately(formatRate(1240)), '≈ 1.24 k/s'],
    [approximately(unknownText), unknownText],
  ])
})

test('a thin space stands before a symbol, a word space before a word', () => {
  for (const unit of ['Gbit/s', 'KiB', 'bit', 'ms', 'min'])
    expect(formatNumber(5, { unit })).toBe(`5${thinSpace}${unit}`)
  for (const unit of ['minutes', 'users', 'requests/s']) expect(formatNumber(5, { unit })).toBe(`5${wordSpace}${unit}`)
})

test('a number below 1 is never shown as 100 %, and an availability never as more than it is', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.99, max: 1 - 1e-9, noNaN: true }), (ratio) => {
      const shown = Number(formatRatio(ratio).split(thinSpace)[0])
      expect(shown).toBeLessThan(100)
      expect(shown / 100).toBeLessThanOrEqual(ratio + 1e-9)
      expect((100 - shown) / 100).toBeLessThanOrEqual((1 - ratio) * 1.101 + 1e-9)
    }),
  )
})

test('what is shown is within half a unit of the third figure of what is', () => {
  const factors: Record<string, number> = { '': 1, k: 1e3, M: 1e6, billion: 1e9, trillion: 1e12 }
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 9e14, noNaN: true }), (value) => {
      const [digits = '', prefix = ''] = formatNumber(value, { unit: '' }).split(/[\u202f\u00a0]/)
      expect(Math.abs((Number(digits) * (factors[prefix] ?? Number.NaN)) / value - 1)).toBeLessThanOrEqual(0.005_000_1)
    }),
  )
})
