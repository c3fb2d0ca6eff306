import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Report, RunOptions } from './report'
import { createRun, reportOf, simulate } from './run'
import type { Design } from './schema'

const shop = (ratePerS: number, more: Partial<Design> = {}): Design => ({
  format: 'dryrun-design',
  version: 1,
  title: 'shop',
  blocks: [
    { id: 'users', kind: 'client' },
    {
      id: 'api',
      kind: 'service',
      config: { instances: 2, concurrency: 1, serviceTime: { type: 'exponential', meanS: 0.01 } },
    },
    { id: 'cache', kind: 'cache', config: { capacityItems: 500 } },
    { id: 'db', kind: 'database', config: { serviceTimes: { read: 0.004, write: 0.004 }, concurrency: 8 } },
  ],
  links: [
    { id: 'ask', from: 'users', to: 'api' },
    { id: 'look', from: 'api', to: 'cache', step: 1 },
    { id: 'fetch', from: 'api', to: 'db', step: 2, when: 'miss' },
  ],
  requests: [
    {
      id: 'read',
      from: 'users',
      arrivals: { type: 'poisson', ratePerS },
      keys: { count: 2000, zipf: 0.9 },
    },
  ],
  faults: [{ id: 'f', kind: 'crash', target: 'db', atS: 4, forS: 1 }],
  ...more,
})

const queue = (ratePerS: number): Design => {
  const design = shop(ratePerS, { faults: [], links: [{ id: 'ask', from: 'users', to: 'api', latency: 0 }] })
  design.blocks[1]!.config = { ...design.blocks[1]!.config, instances: 1 }
  return design
}

const run = (design: Design, durationS: number, warmupS?: number) =>
  simulate(design, { durationS, seed: 1, replications: 1, ...(warmupS !== undefined && { warmupS }) })

const relative = ({ requests }: Report) => {
  const { mean, meanCi95 } = requests['read']!.latencyS
  return (meanCi95![1] - meanCi95![0]) / 2 / mean!
}

/** As threads do it: every part by itself, what they hand over copied, and put together in any order. */
function sharedOut(design: Design, options: RunOptions, sizes: readonly number[]): Report {
  let first = 0
  const outcomes = sizes.flatMap((count) => {
    const { halfWidth: _, ...part } = options
    const run = createRun(design, { ...part, replications: count }, { firstReplication: first })
    while (!run.step({ maxEvents: 5000 }));
    first += count
    return structuredClone(run.outcomes())
  })
  return reportOf(design, options, outcomes.toReversed())
}

describe('replications', () => {
  const options = { durationS: 10, seed: 3, replications: 6 }

  it('give the same bytes however they are shared out', () => {
    const design = shop(40)
    const alone = JSON.stringify(simulate(design, options))
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }), (some) => {
        const sizes = some.filter((_, i) => some.slice(0, i + 1).reduce((sum, size) => sum + size, 0) <= 6)
        const left = 6 - sizes.reduce((sum, size) => sum + size, 0)
        const all = left > 0 ? [...sizes, left] : sizes
        expect(JSON.stringify(sharedOut(design, options, all))).toBe(alone)
      }),
      { numRuns: 6 },
    )
  })

  it('give the same bytes however they are shared out, where what was asked for stops them', () => {
    const design = shop(40, { faults: [] })
    const asked = { ...options, replications: 20, halfWidth: 0.05 }
    const alone = simulate(design, asked)
    expect(alone.replications).toBeLessThan(20)
    expect(JSON.stringify(sharedOut(design, asked, [7, 7, 6]))).toBe(JSON.stringify(alone))
  })

  it('stop when every mean is as precise as was asked for, and not before', () => {
    const design = shop(60, { faults: [] })
    const run = (halfWidth: number) => simulate(design, { durationS: 10, seed: 5, replications: 60, halfWidth })
    const [coarse, fine] = [run(0.1), run(0.03)]
    expect(relative(coarse)).toBeLessThanOrEqual(0.1)
    expect(relative(fine)).toBeLessThanOrEqual(0.03)
    expect(coarse.replications).toBeLessThan(fine.replications)
    expect(fine.replications).toBeLessThan(60)
    expect(run(0.0001).replications).toBe(60)
  })

  it('refuse a half-width that is none', () => {
    expect(() => simulate(shop(1), { durationS: 1, seed: 1, replications: 1, halfWidth: 0 })).toThrow(/half-width/)
  })
})

describe('the interval of p99', () => {
  it('covers the true one of M/M/1 nearly always', () => {
    // time in the system is exponential with rate mu - lambda
    const truth = -Math.log(0.01) / (100 - 60)
    const hits = Array.from({ length: 40 }, (_, i) => {
      const { latencyS } = simulate(queue(60), { durationS: 600, seed: i, replications: 1 }).requests['read']!
      const [low, high] = latencyS.p99Ci95!
      expect(low).toBeLessThanOrEqual(latencyS.p99!)
      expect(high).toBeGreaterThanOrEqual(latencyS.p99!)
      return low <= truth && truth <= high
    }).filter(Boolean).length
    // 38 of 40 expected: fewer than 34 has a chance of one in two hundred
    expect(hits).toBeGreaterThanOrEqual(34)
  })

  it('is unknown where nobody could know it', () => {
    const few = simulate(queue(1), { durationS: 20, seed: 1, replications: 1 }).requests['read']!.latencyS
    expect(few.p99).not.toBeNull()
    expect(few.p99Ci95).toBeNull()
  })
})

describe('the warm-up', () => {
  it('takes a sixth of the duration where that is long enough', () => {
    const report = run(shop(40, { faults: [] }), 120)
    expect(report).toMatchObject({ warmupS: 20, warmupSettled: true })
  })

  it('is made longer for a cache that takes long to fill', () => {
    const slow = shop(2000, { faults: [] })
    slow.blocks[1]!.config = { instances: 4, concurrency: 1000, serviceTime: 0.001 }
    slow.blocks[2]!.config = { instances: 1, capacityItems: 20_000 }
    slow.blocks[3]!.config = { serviceTimes: { read: 0.1, write: 0.1 }, concurrency: 1000 }
    slow.requests[0]!.keys = { count: 40_000, zipf: 0 }
    // half of the keys fit in, and are there after about 14 s
    const report = run(slow, 60)
    expect(report.warmupS).toBeGreaterThan(14)
    expect(report.warmupSettled).toBe(true)
    // what a cold cache sends on would be counted as usual otherwise
    expect(report.blocks['cache']!.hitRatio).toBeCloseTo(0.5, 1)
    expect(run(slow, 60, 0).blocks['cache']!.hitRatio!).toBeLessThan(report.blocks['cache']!.hitRatio! - 0.02)
  })

  it('says that it has not settled where it could not within the run', () => {
    const slow = shop(20, { faults: [] })
    slow.blocks[1]!.config = { instances: 4, concurrency: 1000, serviceTime: 0.001 }
    slow.blocks[3]!.config = { serviceTimes: { read: 8, write: 8 }, concurrency: 1000 }
    const report = run(slow, 12)
    expect(report.warmupSettled).toBe(false)
    expect(report.findings.map(({ id }) => id)).toContain('not-settled')
  })

  it('is as long as it is asked to be', () => {
    expect(run(shop(40), 10, 1)).toMatchObject({ warmupS: 1, warmupSettled: null })
    expect(run(shop(40), 10, 0)).toMatchObject({ warmupS: 0, warmupSettled: null })
  })
})
