import { expect, test } from 'vitest'
import { shareWithin } from './answered-share'

const latencyS = { mean: 1, meanCi95: null, p50: 1, p90: 2, p95: 3, p99: 4, p999: 5, max: 6 }

test.each([
  [0, 0],
  [0.5, 0.25],
  [1, 0.5],
  [1.5, 0.7],
  [4, 0.99],
  [6, 1],
  [Number.POSITIVE_INFINITY, 1],
])('of the answers, those within %d s are the share %d, in straight lines between percentiles', (limitS, share) => {
  expect(shareWithin(latencyS, limitS)).toBeCloseTo(share, 12)
})

test('answers of which no percentile is known are none that are late', () => {
  expect(shareWithin({ ...latencyS, p50: null }, 0.1)).toBe(1)
  expect(shareWithin(null, 0.1)).toBe(1)
})
