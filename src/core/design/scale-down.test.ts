import { describe, expect, it } from 'vitest'
import type { Report, RunOptions } from './report'
import { reportOf, createRun, simulate } from './run'
import { scaleDown } from './scale-down'
import type { Design } from './schema'

/** A client, a balancer and a fleet, with a sharded store and a queue behind. */
const fleet = (ratePerS: number, instances: number, more: Partial<Design> = {}): Design => ({
  format: 'dryrun-design',
  version: 1,
  title: 'fleet',
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'lb', kind: 'load-balancer', config: { policy: 'random' } },
    {
      id: 'api',
      kind: 'service',
      config: { instances, concurrency: 4, serviceTime: { type: 'exponential', meanS: 0.01 } },
    },
    { id: 'db', kind: 'database', config: { shards: instances / 10, concurrency: 16, connectionLimit: null } },
    { id: 'log', kind: 'queue', config: { limit: null } },
    { id: 'writer', kind: 'worker', config: { instances, serviceTime: { type: 'exponential', meanS: 0.005 } } },
  ],
  links: [
    { id: 'enter', from: 'users', to: 'lb' },
    { id: 'spread', from: 'lb', to: 'api' },
    { id: 'read', from: 'api', to: 'db' },
    { id: 'note', from: 'api', to: 'log', mode: 'async' },
    { id: 'take', from: 'log', to: 'writer' },
  ],
  requests: [{ id: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS } }],
  objectives: [{ id: 'rate', metric: 'throughput', request: 'read', atLeast: 0.98 * ratePerS }],
  ...more,
})

const options: RunOptions = { durationS: 20, warmupS: 4, seed: 1, replications: 1 }
const scaledTo = (maxRequests: number): RunOptions => ({ ...options, maxRequests })

const near = (value: number) => expect(Math.abs(value - 1)).toBeLessThan(0.03)

describe('a design that is too large', () => {
  const design = fleet(20_000, 100)
  const whole = simulate(design, options)
  const part = simulate(design, scaledTo(100_000))

  it('is divided with its traffic, and says by how much and what that changes', () => {
    expect(whole.scale).toBeUndefined()
    // a fifth would have fewer than a hundred servers
    expect(part.scale!.factor).toBe(4)
    expect(part.scale!.blocks).toMatchObject({ api: { from: 100, to: 25 }, writer: { from: 100, to: 25 } })
    for (const { mean, p99 } of Object.values(part.scale!.bias)) {
      expect(Math.abs(mean!)).toBeLessThan(0.05)
      expect(Math.abs(p99!)).toBeLessThan(0.05)
    }
    expect(part.findings.map(({ id }) => id)).toContain('scaled-down')
    expect(part.events).toBeLessThan(0.3 * whole.events)
  })

  it('has the same latencies, within the intervals and the bias that is said', () => {
    const [a, b] = [whole, part].map(({ requests }) => requests['read']!.latencyS)
    const bias = part.scale!.bias['read']!
    expect(Math.abs(b!.mean! / a!.mean! - 1)).toBeLessThan(Math.abs(bias.mean!) + 0.02)
    expect(Math.abs(b!.p99! / a!.p99! - 1)).toBeLessThan(Math.abs(bias.p99!) + 0.04)
  })

  it('reports counts and rates of the whole', () => {
    const ratio = (of: (report: Report) => number) => of(part) / of(whole)
    near(ratio(({ requests }) => requests['read']!.offered))
    near(ratio(({ requests }) => requests['read']!.throughputPerS!))
    near(ratio(({ blocks }) => blocks['db']!.arrivals))
    near(ratio(({ blocks }) => blocks['api']!.utilisation!))
    near(ratio(({ links }) => links['note']!.calls))
    near(ratio(({ series }) => series.requests['read']!.completedPerS.at(-2)!))
    expect(part.objectives[0]!.met).toBe(true)
    for (const { offered, completed, failed, inFlight } of Object.values(part.requests))
      expect(offered).toBe(completed + inFlight + failed.lost + failed.rejected + failed.timeout + failed.unavailable)
    expect(part.checks.filter(({ passed }) => !passed)).toEqual([])
  })

  it('says of a tier that is too small to divide how busy it is, and of its queue that it is not known', () => {
    expect(part.scale!.undivided).toEqual(['db'])
    near(part.blocks['db']!.utilisation! / whole.blocks['db']!.utilisation!)
    near(part.blocks['db']!.instances[0]!.utilisation! / whole.blocks['db']!.instances[0]!.utilisation!)
    expect(part.blocks['db']).toMatchObject({
      queueLength: { mean: null, max: null },
      waitS: { mean: null, p99: null },
    })
    expect(part.series.blocks['db']!.queueLength.every((each) => each === null)).toBe(true)
    expect(part.findings.find(({ id }) => id === 'scaled-down')!.text).toMatch(
      /by less than 0\.1\s%\. Too small to divide: Database;/u,
    )
  })

  it('checks itself with numbers that belong together', () => {
    for (const { sides } of part.checks) near(sides!.left / sides!.right)
  })

  it('is divided alike by every thread', () => {
    const asked = { ...scaledTo(100_000), durationS: 10, replications: 3 }
    const alone = JSON.stringify(simulate(design, asked))
    const outcomes = [2, 0, 1].flatMap((first) => {
      const run = createRun(design, { ...asked, replications: 1 }, { firstReplication: first })
      while (!run.step({ maxEvents: 1e6 }));
      return run.outcomes()
    })
    expect(JSON.stringify(reportOf(design, asked, outcomes))).toBe(alone)
  })
})

describe('a design stays whole', () => {
  it('where it is small enough, or nobody asked', () => {
    expect(scaleDown(fleet(20_000, 100), options)).toBeNull()
    expect(scaleDown(fleet(20_000, 100), scaledTo(500_000))).toBeNull()
  })

  it('where a tier has too few servers and is too busy to be left out', () => {
    const busy = fleet(20_000, 100)
    busy.blocks[3]!.config = { shards: 1, concurrency: 41, connectionLimit: null }
    expect(scaleDown(busy, scaledTo(100_000))).toBeNull()
  })

  it('where a tier with too few servers is full: what limits the whole would be multiplied', () => {
    const full = fleet(20_000, 100)
    full.blocks[2]!.config = { instances: 4, concurrency: 8, queueLimit: 1000 }
    expect(scaleDown(full, scaledTo(100_000))).toBeNull()
    const report = simulate(full, { ...scaledTo(40_000), durationS: 4 })
    expect(report.scale).toBeUndefined()
    expect(report.requests['read']!.throughputPerS!).toBeLessThan((4 * 8) / 0.01)
  })

  it('where there is nothing to divide', () => {
    const small = fleet(1000, 100)
    small.blocks = small.blocks.map((block) => ({ ...block, config: block.id === 'lb' ? block.config : {} }))
    expect(scaleDown(small, scaledTo(5000))).toBeNull()
  })

  it('where a fault takes one machine of many, which has no part', () => {
    const crash = { id: 'f', kind: 'crash', target: 'api', instances: 1, atS: 5, forS: 5 } as const
    expect(scaleDown(fleet(20_000, 100, { faults: [crash] }), scaledTo(100_000))).toBeNull()
    const half = scaleDown(fleet(20_000, 100, { faults: [{ ...crash, instances: 48 }] }), scaledTo(100_000))!
    expect(half.design.faults).toMatchObject([{ instances: 12 }])
  })

  it('where keys draw more to one shard the larger it is', () => {
    const hot = fleet(20_000, 100)
    hot.requests[0]!.keys = { count: 1000, zipf: 1.2 }
    const scaled = scaleDown(hot, scaledTo(100_000))
    if (scaled) for (const { p99 } of Object.values(scaled.scale.bias)) expect(Math.abs(p99!)).toBeLessThan(0.05)
  })
})

it('dropping arrivals instead would be wrong: an overload stays an overload', () => {
  const drowned = simulate(fleet(60_000, 100), scaledTo(200_000))
  expect(drowned.scale!.factor).toBeGreaterThanOrEqual(2)
  expect(drowned.bottleneck!.block).toBe('api')
  expect(drowned.requests['read']!.throughputPerS!).toBeLessThan(45_000)
})

it('a million requests a second to thousands of machines for ten minutes is a run of at most two million requests', () => {
  const huge = fleet(1_000_000, 8000)
  const { scale } = scaleDown(huge, { ...options, durationS: 600, maxRequests: 2_000_000 })!
  expect((1_000_000 * 600) / scale.factor).toBeLessThanOrEqual(2_000_000 / (7 / 6) + 1)
})
