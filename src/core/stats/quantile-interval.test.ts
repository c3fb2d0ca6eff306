import { expect, it } from 'vitest'
import { nextUniform, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'
import {
  addPart,
  HISTOGRAM_BUCKETS,
  type HistogramPart,
  occupiedPart,
  recordTime,
  timeToRecord,
} from './latency-histogram'
import { quantileInterval } from './quantile-interval'

/** Exponential times of mean 1 in steps; every time is also that of the one before with the given chance. */
function measured(seed: string, steps: number, perStep: number, repeats = 0) {
  const state = new Int32Array(WORDS_PER_STREAM)
  seedStream(state, 0, seed)
  const all = new Int32Array(HISTOGRAM_BUCKETS)
  let max = 0
  let time = 0
  const parts = Array.from({ length: steps }, (): HistogramPart => {
    const step = new Int32Array(HISTOGRAM_BUCKETS)
    for (let i = 0; i < perStep; i++) {
      if (time === 0 || nextUniform(state, 0) >= repeats) time = -Math.log(nextUniform(state, 0))
      max = Math.max(max, time)
      for (const counts of [step, all]) {
        timeToRecord[0] = time
        recordTime(counts, 0)
      }
    }
    return occupiedPart(step, 0)
  })
  return { parts, all, max }
}

it('comes to all of it when the stretches are added up again', () => {
  const { parts, all } = measured('added up', 20, 50)
  const sum = new Int32Array(2 * HISTOGRAM_BUCKETS)
  expect(parts.map((part) => addPart(sum, HISTOGRAM_BUCKETS, part))).toEqual(parts.map(() => 50))
  expect(sum.subarray(HISTOGRAM_BUCKETS)).toEqual(all)
  expect(sum.subarray(0, HISTOGRAM_BUCKETS).some((count) => count !== 0)).toBe(false)
})

const truth = -Math.log(0.01)
const covers = (of: (seed: string) => ReturnType<typeof measured>) =>
  Array.from({ length: 200 }, (_, i) => {
    const { parts, ...whole } = of(`seed ${i}`)
    const [low, high] = quantileInterval(parts, 20, whole, 0.99)!
    return low <= truth && truth <= high
  }).filter(Boolean).length / 200

const width = (perStep: number) => {
  const { parts, ...whole } = measured('width', 100, perStep)
  const [low, high] = quantileInterval(parts, 20, whole, 0.99)!
  return high - low
}

it('covers the 99th percentile 95 times of a hundred, within what 200 trials can tell', () => {
  expect(covers((seed) => measured(seed, 100, 100))).toBeGreaterThan(0.91)
  expect(covers((seed) => measured(seed, 100, 100))).toBeLessThan(0.99)
})

it('covers it although neighbours are alike, because batches are long', () => {
  expect(covers((seed) => measured(seed, 100, 200, 0.9))).toBeGreaterThan(0.9)
})

it('becomes narrower with the root of the number of values', () => {
  expect(width(50) / width(800)).toBeGreaterThan(2)
  expect(width(50) / width(800)).toBeLessThan(8)
})

it('is not known where too few values lie beyond it', () => {
  const { parts, ...whole } = measured('few', 100, 1)
  expect(quantileInterval(parts, 20, whole, 0.99)).toBeNull()
  expect(quantileInterval([], 20, { all: new Int32Array(HISTOGRAM_BUCKETS), max: 0 }, 0.99)).toBeNull()
})
