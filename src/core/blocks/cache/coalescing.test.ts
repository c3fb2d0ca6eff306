import { describe, expect, test } from 'vitest'
import { previewDesign } from '@/core/design/preview'
import type { Report } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import { type Design, emptyDesign, type Fault, type Link } from '@/core/design/schema'

/** A key that everybody asks for, a store that takes a tenth of a second for it, and a time to live of two seconds. */
function design(
  cache: Record<string, unknown>,
  more: { through?: boolean; link?: Partial<Link>; faults?: Fault[] } = {},
): Design {
  const { through = false, link = {}, faults = [] } = more
  return {
    ...emptyDesign('stampede'),
    blocks: [
      { id: 'users', kind: 'client' },
      { id: 'api', kind: 'service', config: { instances: 4, concurrency: 500, serviceTime: 0 } },
      { id: 'cache', kind: 'cache', config: { ttlS: 2, serviceTime: 0, ...cache } },
      { id: 'db', kind: 'database', config: { serviceTimes: { read: 0.1, write: 0.1 }, concurrency: 1000 } },
    ],
    links: [
      { id: 'l1', from: 'users', to: 'api' },
      { id: 'l2', from: 'api', to: 'cache' },
      through
        ? { id: 'l3', from: 'cache', to: 'db', ...link }
        : { id: 'l3', from: 'api', to: 'db', step: 2, when: 'miss', ...link },
    ],
    requests: [
      { id: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS: 300 }, keys: { count: 1, zipf: 0 } },
    ],
    faults,
  }
}

function run(of: Design, durationS = 40): Report {
  const report = simulate(of, { durationS, warmupS: 5, seed: 5, replications: 1 })
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
  return report
}

describe.each([
  ['beside its store', false],
  ['before its store', true],
])('a cache %s', (_, through) => {
  test('that coalesces asks once for what is stale, and without that as often as it is asked', () => {
    const stampede = run(design({}, { through }))
    const together = run(design({ coalesces: true }, { through }))
    // every 2.1 s the value is gone for a tenth of a second, in which thirty ask for it
    expect(stampede.blocks.db!.arrivals / ((40 / 2.1) * 31)).toBeCloseTo(1, 0)
    expect(stampede.blocks.db!.arrivals).toBeGreaterThan(400)
    expect(together.blocks.db!.arrivals).toBeGreaterThanOrEqual(18)
    expect(together.blocks.db!.arrivals).toBeLessThanOrEqual(20)
    // those who wait have missed, and all are answered
    expect(together.blocks.cache!.hitRatio).toBeCloseTo(stampede.blocks.cache!.hitRatio!, 1)
    expect(together.requests.read!.latencyS.max!).toBeLessThan(0.11)
    expect(together.requests.read!.offered - together.requests.read!.completed).toBeLessThan(40)
  })

  test('is previewed so', () => {
    const of = design({ coalesces: true }, { through })
    const preview = previewDesign(of)
    const report = run(of, 200)
    const fetches = preview.blocks.db!.arrivalsPerS! / (report.blocks.db!.arrivals / 200)
    expect(Math.abs(fetches - 1)).toBeLessThan(0.07)
    expect(preview.requests.read!.meanS! / report.requests.read!.latencyS.mean!).toBeCloseTo(1, 1)
  })

  test('that loses its node lets those who wait go', () => {
    const crash: Fault = { id: 'f', kind: 'crash', target: 'cache', atS: 10, forS: 5 }
    const report = run(design({ coalesces: true }, { through, faults: [crash] }))
    const { offered, completed, inFlight } = report.requests.read!
    if (!through) expect(completed + inFlight).toBe(offered)
    expect(report.series.requests.read!.failedPerS.slice(-40).every((rate) => rate === 0)).toBe(true)
  })
})

test('who waits for a fetch that was lost gets a lease when that one has run out', () => {
  const cut: Fault = { id: 'f', kind: 'partition', between: [['api'], ['db']], atS: 10, forS: 3 }
  const report = run(design({ coalesces: true }, { faults: [cut] }))
  // at most one in each lease goes for the value and never comes back
  expect(report.requests.read!.failed.lost).toBeLessThanOrEqual(1)
  expect(report.requests.read!.latencyS.max!).toBeGreaterThan(9.9)
  expect(report.requests.read!.latencyS.max!).toBeLessThan(10.3)
})

test('a fetch that fails has failed for all who waited for it', () => {
  const crash: Fault = { id: 'f', kind: 'dependency-error', target: 'db', ratio: 1, atS: 10, forS: 5 }
  const report = run(design({ coalesces: true }, { through: true, faults: [crash], link: { latency: 0.05 } }))
  expect(report.requests.read!.failed.unavailable).toBeGreaterThan(500)
  expect(report.requests.read!.latencyS.max!).toBeLessThan(0.4)
})
