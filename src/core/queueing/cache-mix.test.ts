import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextBelow, nextUniform, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'
import { type CacheOrder, type CacheStreams, hitChances } from './cache-mix'
import { cheFifo, cheLru, perfectLfu, zipfShares } from './hit-ratio'
import { popularityOf, zipfMass } from './popularity'

const law = { count: 10_000, zipf: 1 }

function hitRatio(order: CacheOrder, capacityItems: number, change: Partial<CacheStreams> = {}, keys = law): number {
  const { items, shares } = popularityOf([keys])
  const none = new Float64Array(items.length)
  const streams = { order, capacityItems, ttlS: null, items, readRatesPerS: shares[0]!, removalRatesPerS: none }
  return hitChances({ ...streams, ...change }).reduce((sum, chance, g) => sum + chance * shares[0]![g]!, 0)
}

describe('popularity in groups', () => {
  it('adds up to 1 for any law, and over any groups', () => {
    const laws = fc.record({
      count: fc.integer({ min: 1, max: 1e9 }),
      zipf: fc.double({ min: 0, max: 3, noNaN: true }),
    })
    fc.assert(
      fc.property(laws, laws, (a, b) => {
        const { items, shares } = popularityOf([a, b])
        expect(items.reduce((sum, count) => sum + count, 0)).toBe(Math.max(a.count, b.count))
        for (const each of shares) expect(Math.abs(each.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(1e-9)
      }),
    )
  })

  it.each([0, 0.5, 0.99, 1, 1.2, 3])('sums ranks to the power of -%f as one by one', (zipf) => {
    let sum = 0
    for (let i = 7; i <= 50_000; i++) sum += i ** -zipf
    expect(Math.abs(zipfMass(7, 50_000, zipf) / sum - 1)).toBeLessThan(1e-9)
  })
})

interface Trial {
  order: 'lru' | 'fifo' | 'random'
  ttlS: number
  keys: number
  capacity: number
  ratePerS: number
}

/** The hit ratio of a cache that is asked for one of its keys at random, over 200 000 reads. What is stale keeps its place. */
function hitsOf({ order, ttlS, keys, capacity, ratePerS }: Trial): number {
  const state = new Int32Array(WORDS_PER_STREAM)
  seedStream(state, 0, order)
  // in the order in which they leave
  const putAt = new Map<number, number>()
  let [now, hits] = [0, 0]
  const reads = 200_000
  for (let i = 0; i < reads; i++) {
    now -= Math.log(nextUniform(state, 0)) / ratePerS
    const key = nextBelow(state, 0, keys)
    const since = putAt.get(key)
    const isHit = since !== undefined && now - since <= ttlS
    if (isHit) hits++
    if (since === undefined && putAt.size === capacity) {
      let place = order === 'random' ? nextBelow(state, 0, capacity) : 0
      for (const victim of putAt.keys()) {
        if (place-- > 0) continue
        putAt.delete(victim)
        break
      }
    }
    if (!isHit || order === 'lru') putAt.delete(key)
    if (!putAt.has(key)) putAt.set(key, isHit ? since : now)
  }
  return hits / reads
}

describe('hit chances', () => {
  it('are those of Che for LRU, FIFO and RANDOM', () => {
    const shares = zipfShares(10_000, 1)
    for (const capacity of [10, 100, 1000, 5000]) {
      expect(Math.abs(hitRatio('lru', capacity) - cheLru(shares, capacity).hitRatio)).toBeLessThan(5e-4)
      expect(Math.abs(hitRatio('fifo', capacity) - cheFifo(shares, capacity).hitRatio)).toBeLessThan(5e-4)
      expect(hitRatio('random', capacity)).toBeCloseTo(hitRatio('fifo', capacity), 6)
    }
  })

  it('rise from FIFO over LRU to what keeps the popular, and stay below perfection', () => {
    for (const capacity of [100, 1000]) {
      const orders = ['fifo', 'lru', 'lfu', 'w-tinylfu'] as const
      const ratios = orders.map((order) => hitRatio(order, capacity))
      expect(ratios).toEqual(ratios.toSorted((a, b) => a - b))
      expect(ratios.at(-1)).toBeLessThan(perfectLfu(zipfShares(10_000, 1), capacity))
    }
  })

  it('are 1 where everything fits, unless writes or age take it away', () => {
    expect(hitRatio('lru', 10_000)).toBeCloseTo(1, 9)
    const { items, shares } = popularityOf([law])
    // a removal for every read
    expect(hitRatio('lru', 10_000, { removalRatesPerS: shares[0]! })).toBeCloseTo(0.5, 9)
    const uniform = { count: 10, zipf: 0 }
    const reads = popularityOf([uniform]).shares[0]!.map((share) => share * 100)
    // ten reads a second for each key, kept for half a second: five hits after each miss
    expect(
      hitRatio('lru', 10, { ttlS: 0.5, readRatesPerS: reads, items: popularityOf([uniform]).items }, uniform),
    ).toBeCloseTo(5 / 6, 9)
    expect(items).toHaveLength(shares[0]!.length)
  })

  it.each(['lru', 'fifo', 'random'] as const)('with a time to live are those of a simulated %s cache', (order) => {
    // room for half of the keys, which are all alike; items stay for 0.28 s (LRU) or 0.4 s
    const keys = { count: 400, zipf: 0 }
    const { items, shares } = popularityOf([keys])
    const readRatesPerS = shares[0]!.map((share) => share * 1000)
    for (const ttlS of [0.1, 0.2, 0.4, 1]) {
      const simulated = hitsOf({ order, ttlS, keys: keys.count, capacity: keys.count / 2, ratePerS: 1000 })
      expect(Math.abs(hitRatio(order, 200, { ttlS, items, readRatesPerS }, keys) - simulated)).toBeLessThan(0.01)
    }
  })

  it('do not depend on how fast the requests come', () => {
    const { shares } = popularityOf([law])
    for (const rate of [1e-6, 1, 1e6]) {
      expect(hitRatio('lru', 500, { readRatesPerS: shares[0]!.map((s) => s * rate) })).toBeCloseTo(
        hitRatio('lru', 500),
        5,
      )
    }
  })
})
