import { describe, expect, test } from 'vitest'
import { marginBelow, marginOfAvailability } from './margin'

describe('a latency against its target', () => {
  test('earns half exactly at the target, all of it with room, nothing at twice', () => {
    expect(marginBelow([0.1, 0.1, 0.1], 0.1)).toMatchObject({ credit: 0.5, verdict: 'holds' })
    expect(marginBelow([0.05, 0.05, 0.05], 0.1).credit).toBe(1)
    expect(marginBelow([0.2, 0.2, 0.2], 0.1)).toMatchObject({ credit: 0, verdict: 'fails' })
  })

  test('is inconclusive where the interval over seeds lies across the target, and then earns half at most', () => {
    const margin = marginBelow([0.06, 0.13, 0.07, 0.12, 0.08], 0.1)
    expect(margin.verdict).toBe('inconclusive')
    expect(margin.credit).toBeLessThanOrEqual(0.5)
  })

  test('never earns more for being slower', () => {
    const credits = [0.02, 0.05, 0.08, 0.09, 0.1, 0.11, 0.15, 0.3].map((s) => marginBelow([s, s * 1.01], 0.1).credit)
    expect(credits.toSorted((a, b) => b - a)).toEqual(credits)
  })
})

describe('an availability against its target', () => {
  test('is judged by the share that fails', () => {
    expect(marginOfAvailability([1, 1, 1], 0.999)).toMatchObject({ credit: 1, verdict: 'holds', mean: 1 })
    expect(marginOfAvailability([0.998, 0.998], 0.999)).toMatchObject({ verdict: 'fails' })
    expect(marginOfAvailability([0.5, 0.5], 0.999).credit).toBe(0)
    expect(marginOfAvailability([1, 1], 1).verdict).toBe('holds')
  })
})
