import { describe, expect, it } from 'vitest'
import { settledAfter } from './mser'
import { nextUniform, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'

/** Values around a course, with noise that has a memory of about `memory` steps. */
function series(seed: string, count: number, course: (step: number) => number, memory = 1): number[] {
  const state = new Int32Array(WORDS_PER_STREAM)
  seedStream(state, 0, seed)
  const keeps = 1 - 1 / memory
  let noise = 0
  return Array.from({ length: count }, (_, step) => {
    noise = keeps * noise + (nextUniform(state, 0) - 0.5)
    return course(step) + noise
  })
}

const seeds = Array.from({ length: 100 }, (_, i) => String(i))
const settled = (of: (seed: string) => number[]) => seeds.map((seed) => settledAfter(of(seed)))

describe('MSER-5', () => {
  it('leaves out little of a series that is steady from the start, and nearly always says that it has settled', () => {
    const steady = settled((seed) => series(seed, 200, () => 10))
    expect(steady.filter((each) => each === null).length).toBeLessThan(10)
    const kept = steady.flatMap((each) => each ?? [])
    expect(kept.toSorted((a, b) => a - b)[Math.floor(kept.length / 2)]).toBeLessThan(50)
  })

  it('leaves out a beginning that dies away', () => {
    const dying = settled((seed) => series(seed, 200, (step) => 10 + 20 * Math.exp(-step / 10)))
    expect(dying.filter((each) => each === null).length).toBeLessThan(10)
    // after four time constants a fiftieth of the bias is left, less than the noise
    for (const each of dying) if (each !== null) expect(each).toBeGreaterThanOrEqual(20)
  })

  it('says of a series that climbs to the end, or has only begun to settle, that it has not', () => {
    expect(settled((seed) => series(seed, 200, (step) => step / 10)).filter((each) => each !== null)).toEqual([])
    const slow = settled((seed) => series(seed, 200, (step) => 100 * Math.exp(-step / 150)))
    expect(slow.filter((each) => each !== null)).toEqual([])
  })

  it('cannot tell from a handful of values, and takes a constant for settled', () => {
    expect(settledAfter([1, 2, 3])).toBeNull()
    expect(settledAfter(Array.from({ length: 100 }, () => 7))).toBe(0)
    expect(settledAfter(Array.from({ length: 100 }, () => 0))).toBe(0)
  })
})
