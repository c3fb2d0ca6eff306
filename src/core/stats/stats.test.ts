import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchMeansInterval, intoBatches, student975 } from './batch-means'
import { meanInterval } from './mean-interval'
import { normalQuantile } from './normal-quantile'
import {
  HISTOGRAM_BUCKETS,
  addHistogram,
  bucketOf,
  bucketStart,
  countAtMost,
  countTimes,
  occupiedPart,
  quantiles,
  recordTime,
  recordTimeInBytes,
  settleBytes,
  timeToRecord,
} from './latency-histogram'

const filled = (values: number[]) => {
  const counts = new Int32Array(HISTOGRAM_BUCKETS)
  for (const v of values) {
    timeToRecord[0] = v
    recordTime(counts, 0)
  }
  return counts
}

describe('latency histogram', () => {
  test('a bucket holds its own values and is at most 1.6 % wide', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), (value) => {
        const bucket = bucketOf(value)
        expect(bucketStart(bucket)).toBeLessThanOrEqual(value)
        expect(bucketStart(bucket + 1)).toBeGreaterThan(value)
        expect(bucketStart(bucket + 1) / bucketStart(bucket)).toBeLessThanOrEqual(1 + 1 / 64)
      }),
    )
  })

  test('times counted in bytes add up to the same, however often they overflow and are settled', () => {
    const time = fc.constantFrom(0, 1e-3, 1.001e-3, 0.5, 1e9)
    const runs = fc.array(fc.tuple(time, fc.integer({ min: 1, max: 600 }), fc.boolean()), { maxLength: 20 })
    fc.assert(
      fc.property(runs, (times) => {
        const [bytes, counts] = [new Uint8Array(2 * HISTOGRAM_BUCKETS), new Int32Array(2 * HISTOGRAM_BUCKETS)]
        for (const [value, often, settles] of times) {
          timeToRecord[0] = value
          for (let i = 0; i < often; i++) recordTimeInBytes(bytes, counts, HISTOGRAM_BUCKETS)
          if (settles) settleBytes(bytes, counts)
        }
        settleBytes(bytes, counts)
        const all = filled(times.flatMap(([value, often]) => Array.from({ length: often }, () => value)))
        expect(counts.subarray(HISTOGRAM_BUCKETS)).toEqual(all)
        expect(countTimes(counts, 0)).toBe(0)
      }),
      { numRuns: 30 },
    )
  })

  test('what does not fit falls into the first or the last bucket', () => {
    expect([bucketOf(0), bucketOf(1e-12), bucketOf(1e9), bucketOf(Infinity)]).toEqual([
      0,
      0,
      HISTOGRAM_BUCKETS - 1,
      HISTOGRAM_BUCKETS - 1,
    ])
  })

  test('quantiles ascend and are within a bucket of the sorted values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-6, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (values) => {
          const sorted = values.toSorted((a, b) => a - b)
          const levels = [0.1, 0.5, 0.9, 0.99, 1]
          const all = filled(values)
          const found = quantiles({ from: 0, counts: all }, levels, sorted.at(-1)) as number[]
          expect(quantiles(occupiedPart(all, 0), levels, sorted.at(-1))).toEqual(found)
          for (let i = 0; i < levels.length; i++) {
            const exact = sorted[Math.max(0, Math.ceil(levels[i]! * sorted.length - 1e-9) - 1)]!
            expect(found[i]! / exact).toBeGreaterThan(1 - 1 / 60)
            expect(found[i]! / exact).toBeLessThan(1 + 1 / 60)
            if (i > 0) expect(found[i]!).toBeGreaterThanOrEqual(found[i - 1]!)
          }
        },
      ),
    )
  })

  test('nothing recorded has no quantile', () => {
    expect(quantiles({ from: 0, counts: filled([]) }, [0.5])).toEqual([null])
  })

  test('histograms add up', () => {
    const a = filled([1, 2, 3])
    addHistogram(a, 0, filled([4, 5]), 0)
    expect(a).toEqual(filled([1, 2, 3, 4, 5]))
    expect(countTimes(a, 0)).toBe(5)
    expect(countAtMost(a, 0, 3.9)).toBeCloseTo(3, 1)
  })
})

describe('batch means', () => {
  test('know the t distribution', () => {
    expect(student975(1)).toBe(12.7062)
    expect(student975(40)).toBeCloseTo(2.0211, 4)
    expect(student975(1e9)).toBeCloseTo(1.96, 4)
  })

  test('give the textbook interval for independent values', () => {
    const values = [3, 5, 4, 6, 2, 7, 4, 5]
    const ones = values.map(() => 1)
    const [low, high] = batchMeansInterval(values, ones)!
    // mean 4.5, s = 1.6036, t(7) = 2.3646
    expect((low + high) / 2).toBeCloseTo(4.5, 12)
    expect((high - low) / 2).toBeCloseTo((2.3646 * 1.60357) / Math.sqrt(8), 4)
  })

  test('say nothing from fewer than five batches', () => {
    expect(batchMeansInterval([1, 2, 0, 3, 4], [1, 1, 0, 1, 1])).toBeNull()
  })

  test('join neighbours evenly', () => {
    expect(intoBatches([1, 1, 1, 1, 1, 1, 1], 3)).toEqual([3, 2, 2])
    expect(intoBatches([1, 2], 20)).toEqual([1, 2])
  })
})

describe('the interval of a mean', () => {
  test('of a textbook sample is the textbook one', () => {
    // 1 .. 5: mean 3, deviation 1.5811, t(4) = 2.7764
    const { mean, interval } = meanInterval([1, 2, 3, 4, 5])
    expect(mean).toBe(3)
    expect(interval![0]).toBeCloseTo(3 - (2.7764 * 1.58114) / Math.sqrt(5), 4)
    expect(interval![1]).toBeCloseTo(3 + (2.7764 * 1.58114) / Math.sqrt(5), 4)
  })

  test('holds the truth in 95 % of all samples, however small', () => {
    let draw = 0
    const uniform = () => ((draw = (Math.imul(draw, 1_664_525) + 1_013_904_223) >>> 0) + 0.5) / 2 ** 32
    for (const size of [2, 5, 10]) {
      let held = 0
      for (let i = 0; i < 4000; i++) {
        const { interval } = meanInterval(Array.from({ length: size }, () => normalQuantile(uniform())))
        if (interval![0] <= 0 && interval![1] >= 0) held++
      }
      // three standard deviations of 4000 trials are 0.0103
      expect(Math.abs(held / 4000 - 0.95)).toBeLessThan(0.0103)
    }
  })

  test('is unknown of a single value, and a point where all are the same', () => {
    expect(meanInterval([2])).toEqual({ mean: 2, interval: null })
    expect(meanInterval([2, 2, 2])).toEqual({ mean: 2, interval: [2, 2] })
  })
})
