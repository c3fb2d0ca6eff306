import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEviction, EVICTIONS, type Eviction, type EvictionPolicy } from './eviction'

const KEYS = 12
const HASHED = 2 ** 31
const never = () => {
  throw new Error('only random eviction may draw')
}

type Act = { act: 'get' | 'put' | 'remove'; key: number } | { act: 'clear' }

const acts = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.record({ act: fc.constantFrom('get', 'put', 'remove'), key: fc.nat(KEYS - 1) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('clear') }) },
  ) as fc.Arbitrary<Act>,
  { maxLength: 200 },
)

/** What it answers to an act: hit or not, the key evicted, removed or not. */
function perform(cache: EvictionPolicy, step: Act): boolean | number {
  if (step.act === 'get') return cache.get(step.key)
  if (step.act === 'put') return cache.put(step.key)
  if (step.act === 'remove') return cache.remove(step.key)
  cache.clear()
  return true
}

/** The obvious cache: a list of keys with the time of their last use, of their arrival, and their use count. */
class Model {
  private items: { key: number; used: number; arrived: number; uses: number }[] = []
  private now = 0

  constructor(
    private readonly eviction: Eviction,
    private readonly capacity: number,
  ) {}

  perform(step: Act): boolean | number {
    this.now++
    if (step.act === 'clear') {
      this.items = []
      return true
    }
    const item = this.items.find(({ key }) => key === step.key)
    if (step.act === 'remove') {
      this.items = this.items.filter((other) => other !== item)
      return item !== undefined
    }
    if (item !== undefined) {
      item.used = this.now
      item.uses++
      return step.act === 'get' ? true : -1
    }
    return step.act === 'get' ? false : this.add(step.key)
  }

  private add(key: number): number {
    let evicted = -1
    if (this.items.length === this.capacity) {
      const worth = (item: { used: number; arrived: number; uses: number }) =>
        this.eviction === 'lru' ? item.used : this.eviction === 'fifo' ? item.arrived : item.uses * 1e6 + item.used
      const victim = this.items.reduce((least, item) => (worth(item) < worth(least) ? item : least))
      evicted = victim.key
      this.items = this.items.filter((item) => item !== victim)
    }
    this.items.push({ key, used: this.now, arrived: this.now, uses: 1 })
    return evicted
  }
}

describe.each(['lru', 'fifo', 'lfu'] as const)('%s', (eviction) => {
  it.each([
    ['indexed', KEYS],
    ['hashed', HASHED],
  ])('does what a plain list would do, with %s keys', (_, keySpace) => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 1, max: 6 }), (steps, capacity) => {
        const cache = createEviction(eviction, capacity, keySpace, never)
        const model = new Model(eviction, capacity)
        for (const step of steps) expect(perform(cache, step)).toBe(model.perform(step))
      }),
    )
  })
})

/** Uniform draws, the same every time. */
function seeded(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe.each(EVICTIONS)('any cache: %s', (eviction) => {
  it('never holds more than its capacity, evicts only what it holds, and keeps every key in one place', () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 1, max: 6 }), (steps, capacity) => {
        const cache = createEviction(eviction, capacity, KEYS, seeded())
        const placeOf = new Map<number, number>()
        for (const step of steps) {
          const answer = perform(cache, step)
          if (step.act === 'clear') placeOf.clear()
          else if (step.act === 'remove') expect(placeOf.delete(step.key)).toBe(answer)
          else if (step.act === 'get') expect(placeOf.has(step.key)).toBe(answer)
          else {
            if (answer !== -1) expect(placeOf.delete(answer as number)).toBe(true)
            if (!placeOf.has(step.key)) placeOf.set(step.key, cache.placeOf(step.key))
          }
          expect(cache.size).toBe(placeOf.size)
          expect(cache.size).toBeLessThanOrEqual(capacity)
          for (let key = 0; key < KEYS; key++) {
            expect(cache.has(key)).toBe(placeOf.has(key))
            expect(cache.placeOf(key)).toBe(placeOf.get(key) ?? -1)
          }
          expect(new Set(placeOf.values()).size).toBe(placeOf.size)
          for (const place of placeOf.values()) expect(place).toBeLessThan(capacity)
        }
      }),
    )
  })

  it('grows to its capacity without losing a key', () => {
    const capacity = 10_000
    const cache = createEviction(eviction, capacity, HASHED, seeded())
    for (let key = 0; key < capacity; key++) expect(cache.put(key * 100_003)).toBe(-1)
    let held = 0
    for (let key = 0; key < capacity; key++) held += cache.has(key * 100_003) ? 1 : 0
    expect(held).toBe(capacity)
    expect(cache.put(1)).toBeGreaterThanOrEqual(0)
    expect(cache.size).toBe(capacity)
  })

  it('is empty and as good as new after clear', () => {
    const used = createEviction(eviction, 3, KEYS, seeded())
    for (let key = 0; key < KEYS; key++) used.put(key)
    used.clear()
    expect(used.size).toBe(0)
    for (let key = 0; key < 3; key++) expect(used.put(key)).toBe(-1)
    expect(used.put(3)).toBeGreaterThanOrEqual(0)
  })
})

/** Of 90 keys asked for again and again, how many a cache of 100 still holds after 2000 others were asked for once. */
function keptThroughScan(eviction: Eviction): number {
  const cache = createEviction(eviction, 100, 100_000, never)
  const ask = (key: number) => cache.get(key) || cache.put(key)
  for (let round = 0; round < 20; round++) for (let key = 0; key < 90; key++) ask(key)
  for (let key = 1000; key < 3000; key++) ask(key)
  let count = 0
  for (let key = 0; key < 90; key++) count += cache.has(key) ? 1 : 0
  return count
}

describe('w-tinylfu', () => {
  it('keeps popular keys through a scan that would flush an LRU cache', () => {
    expect(keptThroughScan('lru')).toBe(0)
    expect(keptThroughScan('w-tinylfu')).toBeGreaterThan(85)
  })
})

describe('a mistake of the caller', () => {
  it('is refused', () => {
    expect(() => createEviction('lru', 0, 10, never)).toThrow(RangeError)
    expect(() => createEviction('lru', 1.5, 10, never)).toThrow(RangeError)
    expect(() => createEviction('lru', 1, 0, never)).toThrow(RangeError)
    const cache = createEviction('lru', 5, 10, never)
    expect(() => cache.put(10)).toThrow(RangeError)
    expect(() => cache.put(-1)).toThrow(RangeError)
  })
})
