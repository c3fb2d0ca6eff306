import { describe, expect, test } from 'vitest'
import { nextUniform, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'
import { binomialTail } from '@/core/queueing/special-functions'
import { dispersionOf, RiseWatch, surpriseOfRise, type Tally } from './rate-rise'

const stream = (name: string) => {
  const state = new Int32Array(WORDS_PER_STREAM)
  seedStream(state, 0, name)
  return () => nextUniform(state, 0)
}

/** Trials until the watch cries out; null when it does not within so many. */
function alarmAfter(name: string, before: number, ratio: number, since: number, ratioSince = ratio): number | null {
  const draw = stream(name)
  const failedBefore = Array.from({ length: before }, draw).filter((u) => u < ratio).length
  const watch = new RiseWatch({ trials: before, failed: failedBefore }, 1, 0.05)
  let failed = 0
  for (let trials = 1; trials <= since; trials++) {
    if (draw() >= ratioSince) continue
    failed++
    if (failedBefore > 0 && watch.hasRisen({ trials, failed })) return trials
  }
  return null
}

/** Of failures that rise from one in a hundred to this share. */
function meanAlarmAfter(ratioSince: number): number {
  const alarms = Array.from({ length: 50 }, (_, i) => alarmAfter(`rise ${i}`, 2000, 0.01, 5000, ratioSince))
  expect(alarms).not.toContain(null)
  return alarms.reduce<number>((sum, after) => sum + after!, 0) / alarms.length
}

const steps = (failed: number[]): Tally[] => failed.map((each) => ({ trials: 100, failed: each }))

describe('a rise of failures', () => {
  test('surprises no more than the binomial tail says', () => {
    for (const [before, since] of [
      [
        { trials: 1000, failed: 10 },
        { trials: 100, failed: 8 },
      ],
      [
        { trials: 50, failed: 1 },
        { trials: 10, failed: 5 },
      ],
      [
        { trials: 20, failed: 0 },
        { trials: 5, failed: 3 },
      ],
    ] as [Tally, Tally][]) {
      const exact = binomialTail(
        since.failed,
        before.failed + since.failed,
        since.trials / (before.trials + since.trials),
      )
      const bound = Math.exp(-surpriseOfRise(before, since))
      expect(bound).toBeGreaterThanOrEqual(exact)
      // of the same order, or it would be of no use
      expect(bound).toBeLessThan(12 * exact)
    }
    expect(surpriseOfRise({ trials: 100, failed: 10 }, { trials: 100, failed: 10 })).toBe(0)
    expect(surpriseOfRise({ trials: 100, failed: 10 }, { trials: 100, failed: 3 })).toBe(0)
  })

  test('is seen by chance no more often than is promised, however long it is looked for', () => {
    for (const [before, ratio] of [
      [2000, 0.001],
      [500, 0.02],
      [200, 0.3],
    ] as const) {
      const alarms = Array.from({ length: 400 }, (_, i) => alarmAfter(`none ${i}`, before, ratio, 10 * before))
      expect(alarms.filter((after) => after !== null).length).toBeLessThanOrEqual(0.05 * 400)
    }
  })

  test('that is one is seen, and the sooner the larger it is', () => {
    expect(meanAlarmAfter(1)).toBeLessThan(8)
    expect(meanAlarmAfter(0.5)).toBeLessThan(16)
    expect(meanAlarmAfter(0.05)).toBeLessThan(1000)
  })
})

describe('dispersion', () => {
  test('is that of independent failures, or more where they come in clusters', () => {
    const draw = stream('even')
    const even = Array.from({ length: 200 }, () => Array.from({ length: 100 }, draw).filter((u) => u < 0.05).length)
    expect(dispersionOf(steps(even))).toBeLessThan(2)
    // ten at once in every tenth step: mean 1, squares 10 · 9² + 90 · 1² over 99
    const clusters = Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? 10 : 0))
    expect(dispersionOf(steps(clusters))).toBeCloseTo((10 * 81 + 90) / 99, 9)
    // a cluster that is longer than a step: four steps together show it whole
    const long = Array.from({ length: 64 }, (_, i) => (i % 16 < 4 ? 4 : 0))
    expect(dispersionOf(steps(long))).toBeGreaterThan(3 * ((3 * 64) / 63))
  })

  test('is 1 where too little is known', () => {
    expect(dispersionOf([])).toBe(1)
    expect(dispersionOf(steps([0, 9, 0, 0]))).toBe(1)
    expect(dispersionOf(steps([0, 0, 0, 0, 0, 0]))).toBe(1)
    expect(dispersionOf(Array.from({ length: 8 }, () => ({ trials: 0, failed: 0 })))).toBe(1)
  })
})
