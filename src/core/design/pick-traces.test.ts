import { describe, expect, test } from 'vitest'
import type { Report, Trace } from './report'
import { simulate } from './run'
import { type Block, type Design, emptyDesign, type Fault, type Link } from './schema'

interface Parts {
  store?: Block['config']
  toApi?: Partial<Link>
  toStore?: Partial<Link>
  faults?: Fault[]
  ratePerS?: number
}

const exponential = (meanS: number) => ({ type: 'exponential', meanS }) as const

function chain({ store, toApi, toStore, faults = [], ratePerS = 100 }: Parts): Design {
  return {
    ...emptyDesign('chain'),
    blocks: [
      { id: 'users', kind: 'client' },
      { id: 'api', kind: 'service', config: { instances: 1, concurrency: 400, serviceTime: exponential(0.002) } },
      { id: 'store', kind: 'service', config: { concurrency: 1, serviceTime: exponential(0.006), ...store } },
    ],
    links: [
      { id: 'l1', from: 'users', to: 'api', latency: 0.01, ...toApi },
      { id: 'l2', from: 'api', to: 'store', latency: 0.003, ...toStore },
    ],
    requests: [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS } }],
    faults,
  }
}

const run = (design: Design): Report => simulate(design, { durationS: 60, warmupS: 5, seed: 4, replications: 1 })
const outcomes = ({ traces }: Report) => new Set(traces.map(({ outcome }) => outcome))
const standIn = ({ traces }: Report, role: 'p50' | 'p90' | 'p99' | 'max', request = 'r'): Trace =>
  traces.find((trace) => trace.request === request && trace.standsFor?.includes(role))!

describe('the requests that are kept', () => {
  test('come near to the percentiles of the whole run, and to its slowest', () => {
    const report = run(chain({}))
    const { latencyS } = report.requests.r!
    for (const role of ['p50', 'p90', 'p99', 'max'] as const) {
      const off = standIn(report, role).latencyS / latencyS[role]! - 1
      expect(Math.abs(off), role).toBeLessThan(0.05)
      expect(standIn(report, role).outcome).toBe('completed')
    }
  })

  test('stand for every class, however many there are', () => {
    const base = chain({})
    const classes = Array.from({ length: 12 }, (_, i) => ({ ...base.requests[0]!, id: `r${i}` }))
    const report = run({ ...chain({}), requests: classes.map((each) => ({ ...each, arrivals: rate(8) })) })
    for (const { id } of classes) {
      for (const role of ['p50', 'p90', 'p99', 'max'] as const) expect(standIn(report, role, id)).toBeDefined()
    }
  })

  test('have one of every way to fail among them', () => {
    const slow: Fault = { id: 'f1', kind: 'slow', target: 'store', factor: 60, atS: 10, forS: 5 }
    const crash: Fault = { id: 'f2', kind: 'crash', target: 'store', atS: 30, forS: 5 }
    const report = run(chain({ store: { queueLimit: 4 }, toApi: { timeoutS: 0.5 }, faults: [slow, crash] }))
    const { failed } = report.requests.r!
    expect(failed.rejected * failed.timeout * failed.unavailable).toBeGreaterThan(0)
    expect(outcomes(report)).toEqual(new Set(['completed', 'rejected', 'timeout', 'unavailable']))
  })

  test('have them even where few fail, as those that set out next are looked at more closely', () => {
    // one request in 28 is written down, and about a dozen fail
    const blink: Fault = { id: 'f', kind: 'crash', target: 'api', atS: 10, forS: 0.003 }
    const near = { latency: 0.0001 }
    const store = { concurrency: 40, serviceTime: 0.0005 }
    const design = chain({ store, toApi: near, toStore: near, faults: [blink], ratePerS: 2000 })
    const seen = [1, 2, 3, 4, 5].filter((seed) => {
      const report = simulate(design, { durationS: 40, warmupS: 2, seed, replications: 1 })
      expect(report.requests.r!.failed.unavailable).toBeGreaterThan(4)
      return outcomes(report).has('unavailable')
    })
    expect(seen).toEqual([1, 2, 3, 4, 5])
  })

  test('show one that was lost, as far as it came, and where', () => {
    const report = run(chain({ toStore: { lossRatio: 0.02 } }))
    expect(report.requests.r!.failed.lost).toBeGreaterThan(50)
    const lost = report.traces.find(({ outcome }) => outcome === 'lost')!
    expect(lost.latencyS).toBeCloseTo(60 - lost.startS, 9)
    expect(lost.spans.find(({ outcome }) => outcome === 'lost')).toMatchObject({ block: 'store', link: 'l2' })
    expect(lost.spans.find(({ block }) => block === 'api')).toMatchObject({ endS: null, outcome: 'abandoned' })
  })
})

const rate = (ratePerS: number) => ({ type: 'poisson', ratePerS }) as const

describe('a span', () => {
  test('tells the way there, the wait, the work and the way back', () => {
    for (const { spans } of run(chain({})).traces) {
      const [, api, store] = spans
      expect(api!.arrivedS! - api!.startS).toBeCloseTo(0.01, 9)
      expect(api!.endS! - api!.leftS!).toBeCloseTo(0.01, 9)
      expect(store!.arrivedS! - store!.startS).toBeCloseTo(0.003, 9)
      expect(store!.endS! - store!.leftS!).toBeCloseTo(0.003, 9)
      for (const span of [api!, store!]) {
        expect(span.serviceStartS).toBeGreaterThanOrEqual(span.arrivedS!)
        expect(span.leftS).toBeGreaterThanOrEqual(span.serviceStartS!)
      }
      // nothing else waits for it: it sets out when the API has worked, and the API is done when it is back
      expect(api!.leftS).toBeCloseTo(store!.endS!, 9)
    }
  })

  test('of a call that waited until its caller gave up knows when it came, and that no answer had set out', () => {
    const report = run(chain({ store: { serviceTime: 0.5, concurrency: 100 }, toApi: { timeoutS: 0.05 } }))
    const late = report.traces.filter(({ outcome }) => outcome === 'timeout')
    expect(late.length).toBeGreaterThan(0)
    for (const { spans } of late) {
      expect(spans[1]!.endS! - spans[1]!.startS).toBeCloseTo(0.05, 9)
      expect(spans[1]!.arrivedS! - spans[1]!.startS).toBeCloseTo(0.01, 9)
      expect(spans[1]!.leftS).toBeNull()
    }
  })
})
