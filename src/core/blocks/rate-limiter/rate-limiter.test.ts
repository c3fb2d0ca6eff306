import { describe, expect, test } from 'vitest'
import { findingsOf } from '@/core/design/findings'
import type { Report } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import { type Block, type Design, emptyDesign, type Fault, type Link, type RequestClass } from '@/core/design/schema'

/** What a limiter does to small designs that run. */

interface Parts {
  limiter?: Record<string, unknown>
  request?: Partial<RequestClass>
  blocks?: Block[]
  links?: Link[]
  faults?: Fault[]
}

const poisson = (ratePerS: number) => ({ type: 'poisson', ratePerS }) as const

/** Clients before a limiter that takes no time, before a service of 100 a second. */
function limited({ limiter, request, blocks, links, faults }: Parts): Design {
  const service = { instances: 1, concurrency: 1, serviceTime: { type: 'exponential', meanS: 0.01 } }
  return {
    ...emptyDesign('limited'),
    blocks: blocks ?? [
      { id: 'users', kind: 'client' },
      { id: 'limiter', kind: 'rate-limiter', config: { overhead: 0, countTime: 0, ...limiter } },
      { id: 'api', kind: 'service', config: service },
    ],
    links: links ?? [
      { id: 'l1', from: 'users', to: 'limiter', latency: 0 },
      { id: 'l2', from: 'limiter', to: 'api', latency: 0 },
    ],
    requests: [{ id: 'r', from: 'users', arrivals: poisson(300), ...request }],
    ...(faults && { faults }),
  }
}

function run(design: Design, durationS = 60, warmupS = 5): Report {
  const report = simulate(design, { durationS, warmupS, seed: 3, replications: 1 })
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
  return report
}

const passedPerS = ({ blocks, simulatedS }: Report) =>
  (blocks.limiter!.arrivals - blocks.limiter!.rejected) / simulatedS

const passedOfTwenty = (counts: string, instances: number) =>
  passedPerS(run(limited({ limiter: { algorithm: 'fixed-window', limit: 20, counts, instances } })))

describe('a rate limiter', () => {
  test('keeps what stands behind it well under three times the load that it can bear', () => {
    const { requests, blocks, bottleneck, findings } = run(
      limited({ limiter: { algorithm: 'leaky-bucket', limit: 80, burst: 20 } }),
    )
    expect(Math.abs(requests.r!.throughputPerS! - 80)).toBeLessThan(2)
    expect(blocks.api!.overloadPerS).toBeNull()
    expect(requests.r!.latencyS.p99).toBeLessThan(0.5)
    // refusing is its work: neither an overload nor what limits the design
    expect(blocks.limiter!.rejected).toBe(requests.r!.failed.rejected)
    expect(blocks.limiter!.rejected).toBeGreaterThan(200 * 55)
    expect(findings.filter(({ id }) => id === 'overload')).toEqual([])
    expect(bottleneck?.block).toBe('api')
  })

  test('by a fixed window lets twice its limit through around a boundary, by a sliding one only once', () => {
    const points: [number, number][] = [
      [0, 0],
      [9.9, 0],
      [9.901, 5000],
      [10.099, 5000],
      [10.1, 0],
    ]
    const passed = (algorithm: string) => {
      const limiter = { algorithm, limit: 100, burst: 100 }
      const { blocks } = run(limited({ limiter, request: { arrivals: { type: 'trace', points } } }), 20, 0)
      expect(blocks.limiter!.arrivals).toBeGreaterThan(900)
      return blocks.limiter!.arrivals - blocks.limiter!.rejected
    }
    expect(passed('fixed-window')).toBe(200)
    expect(passed('sliding-window-log')).toBe(100)
    expect(passed('sliding-window-counter')).toBe(109)
  })

  test('lets as many times its limit through as it has instances that count by themselves', () => {
    expect(passedOfTwenty('shared', 5)).toBeCloseTo(20, 5)
    expect(passedOfTwenty('local', 1)).toBeCloseTo(20, 5)
    expect(passedOfTwenty('local', 5)).toBeCloseTo(100, 1)
    expect(passedOfTwenty('local-share', 5)).toBeCloseTo(20, 5)
    // what does not divide evenly goes to the first ones
    expect(passedOfTwenty('local-share', 3)).toBeCloseTo(20, 5)
  })

  test('that counts by key refuses the hot key and nobody else', () => {
    const keys = { count: 200, zipf: 0 }
    const faults: Fault[] = [{ id: 'f', kind: 'hot-key', request: 'r', share: 0.5, atS: 0, forS: 60 }]
    const request = { keys, arrivals: poisson(160) }
    const limiter = { algorithm: 'fixed-window', limit: 15 }
    const byKey = run(limited({ limiter: { ...limiter, countBy: 'key' }, request, faults }), 60, 0)
    // 80 a second for the hot key, of which 15 pass, and 80 for the others
    expect(Math.abs(passedPerS(byKey) - 95)).toBeLessThan(2)
    expect(passedPerS(run(limited({ limiter, request, faults }), 60, 0))).toBeCloseTo(15, 5)
  })

  test('gives requests without keys one count together, also where it counts by key', () => {
    const limiter = { algorithm: 'fixed-window', limit: 15, countBy: 'key' }
    expect(passedPerS(run(limited({ limiter })))).toBeCloseTo(15, 5)
  })

  test('by a leaky bucket keeps requests until their turn, and says for how long', () => {
    const limiter = { algorithm: 'leaky-bucket', limit: 50, burst: 10 }
    const { blocks, requests } = run(limited({ limiter }))
    const { waitS, queueLength } = blocks.limiter!
    // flooded, it is always full: nine wait for 20 ms each
    expect(waitS.mean!).toBeGreaterThan(0.16)
    expect(waitS.p99!).toBeLessThan(0.182)
    expect(queueLength.max).toBe(9)
    expect(requests.r!.latencyS.mean! - waitS.mean!).toBeLessThan(0.02)
    const bucket = run(limited({ limiter: { ...limiter, algorithm: 'token-bucket' } }))
    expect(bucket.blocks.limiter!.queueLength).toEqual({ mean: null, max: null })
    expect(bucket.blocks.limiter!.waitS.mean).toBeNull()
    expect(bucket.blocks.limiter!.rejected).toBe(blocks.limiter!.rejected)
  })

  test('waits for a shared count, and not for one of its own', () => {
    const request = { arrivals: poisson(1) }
    const meanS = (counts: string) =>
      run(limited({ limiter: { counts, countTime: 0.5 }, request }), 2000).requests.r!.latencyS.mean!
    expect(meanS('shared') - meanS('local')).toBeCloseTo(0.5, 2)
  })

  test('that is lost fails what waits in it, and starts afresh', () => {
    const faults: Fault[] = [{ id: 'f', kind: 'crash', target: 'limiter', atS: 30.5, forS: 0.3 }]
    const leaky = { algorithm: 'leaky-bucket', limit: 50, burst: 10, counts: 'local', instances: 1 }
    const { requests, series } = run(limited({ limiter: leaky, faults }))
    expect(requests.r!.failed.unavailable).toBeGreaterThan(50)
    expect(series.requests.r!.completedPerS.at(-1)!).toBeGreaterThan(30)
    // two of the counts of a minute in one window: before the crash and after it
    const fixed = { algorithm: 'fixed-window', limit: 20, windowS: 60, instances: 1 }
    const passed = (counts: string) => {
      const { blocks } = run(limited({ limiter: { ...fixed, counts }, faults }), 60, 0)
      return blocks.limiter!.completed
    }
    expect(passed('local')).toBe(40)
    expect(passed('shared')).toBe(20)
  })
})

const ids = (design: Design) => findingsOf(design).map(({ id }) => id)
const link = (from: string, to: string, step = 1): Link => ({ id: `${from}-${to}`, from, to, step })

describe('findings of rate limiters', () => {
  const blocks: Block[] = [
    { id: 'users', kind: 'client' },
    { id: 'api', kind: 'service' },
    { id: 'limiter', kind: 'rate-limiter' },
    { id: 'db', kind: 'database' },
  ]
  const asked = (limiterStep: number, dbStep: number) =>
    limited({ blocks, links: [link('users', 'api'), link('api', 'limiter', limiterStep), link('api', 'db', dbStep)] })

  test('one that is asked after what it should protect is wrong, one that is asked before is not', () => {
    expect(ids(asked(2, 1))).toContain('limiter-after')
    expect(ids(asked(1, 1))).toContain('limiter-after')
    expect(ids(asked(1, 2))).not.toContain('limiter-after')
    const [late] = findingsOf(asked(2, 1)).filter(({ id }) => id === 'limiter-after')
    expect(late!.text).toContain('Service asks Rate limiter only when Database has been called')
    expect(ids(limited({ blocks, links: [link('users', 'api'), link('api', 'limiter')] }))).toContain('limiter-after')
    expect(ids(limited({}))).not.toContain('limiter-after')
  })

  test('several instances that count by themselves are worth a word', () => {
    const [local] = findingsOf(limited({ limiter: { counts: 'local', instances: 3, limit: 100 } })).filter(
      ({ id }) => id === 'local-limit',
    )
    expect(local!.text).toContain('together they let 300 requests a window through, not 100')
    for (const counts of ['shared', 'local-share']) {
      expect(ids(limited({ limiter: { counts, instances: 3 } }))).not.toContain('local-limit')
    }
    const starved = { counts: 'local-share', algorithm: 'fixed-window', instances: 3, limit: 2 }
    expect(ids(limited({ limiter: starved }))).toContain('limit-below-instances')
  })
})
