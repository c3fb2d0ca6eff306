import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kthTail } from './order-statistics'
import { gammaTail } from './special-functions'
import {
  coarse,
  cutAt,
  meanS,
  NO_TIME,
  oneOf,
  quantileS,
  secondMomentS2,
  sumOf,
  tailOf,
  type TimeMix,
  timeOf,
  timeOfTail,
} from './time-mix'

const close = (actual: number, expected: number, relative = 1e-9) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected) + 1e-15)

const part = fc.record({
  weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
  meanS: fc.double({ min: 1e-4, max: 10, noNaN: true }),
  scv: fc.double({ min: 0, max: 20, noNaN: true }),
})
const mixes: fc.Arbitrary<TimeMix> = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  return parts.map(({ weight, meanS, scv }) => ({ weight: weight / total, meanS, varianceS2: scv * meanS ** 2 }))
})
const varianceOf = (mix: TimeMix) => secondMomentS2(mix) - meanS(mix) ** 2
/** Variances are differences of larger numbers. */
const closeVariance = (mix: TimeMix, expected: number) =>
  expect(Math.abs(varianceOf(mix) - expected)).toBeLessThanOrEqual(1e-9 * secondMomentS2(mix))
const weightOf = (mix: TimeMix) => mix.reduce((sum, { weight }) => sum + weight, 0)

describe('durations', () => {
  it('add up in mean and variance, however many parts they are made of', () => {
    fc.assert(
      fc.property(mixes, mixes, (a, b) => {
        const sum = sumOf(a, b)
        close(meanS(sum), meanS(a) + meanS(b))
        closeVariance(sum, varianceOf(a) + varianceOf(b))
        close(weightOf(sum), 1)
        expect(sumOf(a, NO_TIME)).toBe(a)
      }),
    )
  })

  it('mix in their moments and tails', () => {
    fc.assert(
      fc.property(mixes, mixes, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, chance) => {
        const either = oneOf([
          { chance, time: a },
          { chance: 1 - chance, time: b },
        ])
        close(meanS(either), chance * meanS(a) + (1 - chance) * meanS(b))
        close(secondMomentS2(either), chance * secondMomentS2(a) + (1 - chance) * secondMomentS2(b), 1e-7)
      }),
    )
  })

  it('keep mean and variance when they are made coarser', () => {
    fc.assert(
      fc.property(mixes, fc.integer({ min: 1, max: 4 }), (mix, parts) => {
        const fewer = coarse(mix, parts)
        expect(fewer.length).toBeLessThanOrEqual(Math.max(parts, 1))
        close(meanS(fewer), meanS(mix))
        closeVariance(fewer, varianceOf(mix))
      }),
    )
  })

  it('have quantiles where their tails say', () => {
    fc.assert(
      fc.property(mixes, fc.double({ min: 0.01, max: 0.999, noNaN: true }), (mix, p) => {
        const quantile = quantileS(mix, p)
        expect(tailOf(mix, quantile * (1 + 1e-9))).toBeLessThanOrEqual(1 - p + 1e-9)
        expect(tailOf(mix, quantile * (1 - 1e-9) - 1e-12)).toBeGreaterThanOrEqual(1 - p - 1e-9)
      }),
    )
  })

  it('that are exponential are exact in sums', () => {
    const three = [1, 2, 3].reduce<TimeMix>((sum) => sumOf(sum, timeOf(2, 1)), NO_TIME)
    for (const t of [1, 6, 20]) close(tailOf(three, t), gammaTail(3, t / 2), 1e-12)
  })

  it('under a limit are what is left of them', () => {
    fc.assert(
      fc.property(mixes, fc.double({ min: 0.01, max: 20, noNaN: true }), (mix, limitS) => {
        const { pLonger, within } = cutAt(mix, limitS)
        expect(Math.abs(pLonger - tailOf(mix, limitS))).toBeLessThan(1e-9)
        if (pLonger < 1) expect(meanS(within)).toBeLessThanOrEqual(limitS * (1 + 1e-6))
        close(weightOf(within), 1)
      }),
    )
    // an exponential of mean 1 that is below 1: (1 - 2/e) / (1 - 1/e)
    close(meanS(cutAt(timeOf(1, 1), 1).within), (1 - 2 / Math.E) / (1 - 1 / Math.E), 1e-9)
  })

  it('follow from their tails', () => {
    const exponential = timeOfTail((t) => Math.exp(-t / 3), 3)
    close(meanS(exponential), 3, 1e-3)
    close(varianceOf(exponential), 9, 0.01)
    // the slowest of 100: H_100, and the sum of 1 / i^2
    const slowest = timeOfTail((t) => kthTail(Math.exp(-t), 100, 100), 1)
    close(meanS(slowest), 5.18737751764, 1e-3)
    close(varianceOf(slowest), 1.63498390018, 0.02)
  })
})
