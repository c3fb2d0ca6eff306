import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedWindowLoss, slidingCounterLoss, slidingLogLoss, tokenBucketLoss } from '@/core/queueing/limiters'
import { LIMITINGS, type LimiterSpec, type Limiting, RateLimiter } from './rate-limiter'

const spec = (limiting: Limiting, more: Partial<LimiterSpec> = {}): LimiterSpec => ({
  limiting,
  limit: 10,
  windowS: 1,
  burst: 10,
  ...more,
})

/** The moments at which requests are let through, of those at which they come. */
function through(limiter: RateLimiter, timesS: readonly number[], key = -1): number[] {
  return timesS.filter((nowS) => limiter.allow(key, { nowS }))
}

/** The most that came through within any stretch of so many seconds, its end left out. */
function mostWithin(timesS: readonly number[], seconds: number): number {
  return timesS.reduce((most, from) => {
    const end = from + seconds * (1 - 1e-6)
    return Math.max(most, timesS.filter((time) => time >= from && time < end).length)
  }, 0)
}

const times = fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 300 }).map((gaps) =>
  gaps.map(
    (
      (sum) => (gap: number) =>
        (sum += gap)
    )(0),
  ),
)
const fromTo = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / count)

describe('whatever comes', () => {
  it('a token bucket of b at r a second lets at most b + rt through in t seconds', () => {
    fc.assert(
      fc.property(times, fc.constantFrom(0.1, 0.5, 1, 3), (come, seconds) => {
        const limiter = new RateLimiter(spec('token-bucket', { burst: 5 }))
        expect(mostWithin(through(limiter, come), seconds)).toBeLessThanOrEqual(5 + 10 * seconds)
      }),
    )
  })

  it('a log never lets more than its limit through in a window, wherever that begins', () => {
    fc.assert(
      fc.property(times, (come) => {
        expect(mostWithin(through(new RateLimiter(spec('sliding-window-log')), come), 1)).toBeLessThanOrEqual(10)
      }),
    )
  })

  it('a fixed window lets at most twice its limit through', () => {
    fc.assert(
      fc.property(times, (come) => {
        expect(mostWithin(through(new RateLimiter(spec('fixed-window')), come), 1)).toBeLessThanOrEqual(20)
      }),
    )
  })

  it('a leaky bucket lets the same through as a token bucket, one by one at its pace', () => {
    fc.assert(
      fc.property(times, (come) => {
        const leaky = new RateLimiter(spec('leaky-bucket', { burst: 5 }))
        const leave: number[] = []
        const passed = come.filter((nowS) => {
          const isIn = leaky.allow(-1, { nowS })
          if (isIn) leave.push(nowS + leaky.waitS[0]!)
          return isIn
        })
        expect(passed).toEqual(through(new RateLimiter(spec('token-bucket', { burst: 5 })), come))
        for (let i = 1; i < leave.length; i++) expect(leave[i]! - leave[i - 1]!).toBeGreaterThan(0.1 - 1e-9)
      }),
    )
  })

  it('nobody is refused who comes at the pace of the limit', () => {
    const even = fromTo(0, 50, 500)
    for (const limiting of LIMITINGS) {
      // a request is whole, and the part of the window before is not
      const limit = limiting === 'sliding-window-counter' ? 11 : 10
      expect(through(new RateLimiter(spec(limiting, { limit, burst: 1 })), even).length, limiting).toBe(500)
    }
  })
})

const aroundABoundary = fromTo(9.9, 10.1, 400)
const passed = (limiting: Limiting) =>
  through(new RateLimiter(spec(limiting, { limit: 100, burst: 100 })), aroundABoundary).length

describe('at the boundary of two windows', () => {
  it('a fixed window lets twice its limit through within moments, the sliding ones hardly more than once', () => {
    expect(passed('fixed-window')).toBe(200)
    expect(passed('sliding-window-log')).toBe(100)
    // a tenth of the window before no longer counts
    expect(passed('sliding-window-counter')).toBe(109)
    // and a bucket has a fifth of a second to refill
    expect(passed('token-bucket')).toBe(119)
  })
})

/** A generator of its own: a mixed counter, good enough for shares of a million. */
function lossOf(limiter: RateLimiter, ratePerS: number): number {
  const clock = { nowS: 0 }
  let state = 1
  let refused = 0
  const requests = 400_000
  for (let i = 0; i < requests; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
    const uniform = ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
    clock.nowS -= Math.log(1 - uniform) / ratePerS
    if (!limiter.allow(-1, clock)) refused++
  }
  return refused / requests
}

describe('of Poisson traffic', () => {
  it.each([1, 5, 50, 1000])('each algorithm of limit %i refuses what its formula says', (limit) => {
    for (const load of [0.8, 1, 1.3, 2]) {
      const loss = (limiting: Limiting) =>
        lossOf(new RateLimiter(spec(limiting, { limit, burst: limit })), load * limit)
      const near = (limiting: Limiting, expected: number, relative: number) =>
        expect(Math.abs(loss(limiting) - expected), `${limiting} at ${load}`).toBeLessThan(relative * expected + 0.004)
      near('token-bucket', tokenBucketLoss(load * limit, limit, limit), 0.01)
      near('fixed-window', fixedWindowLoss(load * limit, 1, limit), 0.01)
      near('sliding-window-log', slidingLogLoss(load * limit, 1, limit), 0.01)
      near('sliding-window-counter', slidingCounterLoss(load * limit, 1, limit), 0.1)
    }
  })

  it('a bucket of any size under any load has a loss', () => {
    for (const burst of [1, 2, 100, 5000, 1e8])
      for (const load of [1e-9, 0.5, 0.999, 1, 1.001, 1.06, 3, 400, 501, 1e9]) {
        const loss = tokenBucketLoss(load, 1, burst)
        expect(loss, `${burst} at ${load}`).toBeGreaterThanOrEqual(-1e-12)
        expect(loss).toBeGreaterThanOrEqual(1 - 1 / load - 1e-12)
        expect(loss).toBeLessThanOrEqual(load / (1 + load) + 1e-12)
      }
  })
})

describe('counts by key', () => {
  const keys = { keySpace: 1000, atMost: 100, siblings: 1 }

  it.each(LIMITINGS)('%s keeps each key to its own limit', (limiting) => {
    const limiter = new RateLimiter(spec(limiting), keys)
    for (const key of [0, 7, 999, -1]) expect(through(limiter, fromTo(3.001, 3.002, 50), key).length).toBe(10)
  })

  it('forgets the key not seen for longest when there are too many, and nothing else', () => {
    const limiter = new RateLimiter(spec('fixed-window'), { ...keys, atMost: 2 })
    const at = fromTo(3.001, 3.002, 50)
    through(limiter, at, 1)
    through(limiter, at, 2)
    through(limiter, at, 3)
    expect(through(limiter, at, 2)).toEqual([])
    expect(through(limiter, at, 1).length).toBe(10)
  })

  it('keeps memory within bounds: a long log remembers fewer keys', () => {
    const limiter = new RateLimiter(spec('sliding-window-log', { limit: 1_000_000 }), { ...keys, keySpace: 1e9 })
    expect(limiter.capacity).toBe(3)
    for (let key = 0; key < 1000; key++) expect(limiter.allow(key, { nowS: 1 })).toBe(true)
  })

  it('forgets all when told', () => {
    for (const limiting of LIMITINGS) {
      const limiter = new RateLimiter(spec(limiting), keys)
      for (const key of [5, -1]) through(limiter, fromTo(3.001, 3.002, 50), key)
      limiter.clear()
      for (const key of [5, -1]) expect(through(limiter, fromTo(3.003, 3.004, 50), key).length).toBe(10)
    }
  })
})
