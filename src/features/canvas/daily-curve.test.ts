import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { arrivalsSchema } from '@/core/design/schema'
import { meanTraceRatePerS } from '@/core/design/trace-rate'
import { dailyCurve, MOST_PEAK_TO_MEAN } from './daily-curve'

const curves = fc.record({
  meanPerS: fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 5e8, noNaN: true })),
  peakToMean: fc.double({ min: 1, max: MOST_PEAK_TO_MEAN, noNaN: true }),
  dayS: fc.double({ min: 1, max: 1e6, noNaN: true }),
})

it('a day has the mean and the peak that were asked for, never falls below nothing, and is a trace', () => {
  fc.assert(
    fc.property(curves, (curve) => {
      const points = dailyCurve(curve)
      const rates = points.map(([, rate]) => rate)
      const near = curve.meanPerS * 1e-3
      expect(Math.abs(meanTraceRatePerS(points) - curve.meanPerS)).toBeLessThanOrEqual(near)
      expect(Math.abs(Math.max(...rates) - curve.meanPerS * curve.peakToMean)).toBeLessThanOrEqual(near)
      expect(Math.min(...rates)).toBeGreaterThanOrEqual(0)
      expect(arrivalsSchema.safeParse({ type: 'trace', points }).success).toBe(true)
    }),
    { seed: 7, numRuns: 300 },
  )
})

it('the day begins and ends at its quietest, and is busiest half way', () => {
  const points = dailyCurve({ meanPerS: 100, peakToMean: 1.5, dayS: 60 })
  expect(points).toHaveLength(25)
  expect(points[0]).toEqual([0, 50])
  expect(points[12]).toEqual([30, 150])
  expect(points[24]![0]).toBe(60)
  expect(points[24]![1]).toBeCloseTo(50, 9)
})
