import { describe, expect, test } from 'vitest'
import { findingsOf } from '@/core/design/findings'
import type { Report } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import { type Design, emptyDesign, type Fault, type RequestClass } from '@/core/design/schema'
import { edgesOf } from './edges'

/** What a CDN does to small designs that run. */

interface Parts {
  cdn?: Record<string, unknown>
  requests?: Partial<RequestClass>[]
  faults?: Fault[]
  hasOrigin?: boolean
}

const poisson = (ratePerS: number) => ({ type: 'poisson', ratePerS }) as const
const keys = { count: 50, zipf: 0.9 }

/** Clients before a CDN before an origin that takes 50 ms and any number of requests at a time. */
function delivered({ cdn, requests = [{}], faults, hasOrigin = true }: Parts): Design {
  const origin = { instances: 1, concurrency: 10_000, serviceTime: 0.05 }
  return {
    ...emptyDesign('delivered'),
    regions: [
      { id: 'us', name: 'America' },
      { id: 'eu', name: 'Europe' },
    ],
    blocks: [
      { id: 'users', kind: 'client', region: 'us' },
      { id: 'others', kind: 'client', region: 'eu' },
      { id: 'cdn', kind: 'cdn', config: { edges: 2, overhead: 0, ...cdn } },
      { id: 'origin', kind: 'service', config: origin },
    ],
    links: [
      { id: 'l1', from: 'users', to: 'cdn', latency: 0 },
      { id: 'l2', from: 'others', to: 'cdn', latency: 0 },
      ...(hasOrigin ? [{ id: 'l3', from: 'cdn', to: 'origin', latency: 0 }] : []),
    ],
    requests: requests.map((request, i) => ({
      id: `r${i + 1}`,
      from: 'users',
      arrivals: poisson(100),
      keys,
      ...request,
    })),
    ...(faults && { faults }),
  }
}

function run(design: Design, durationS = 60, warmupS = 10): Report {
  const report = simulate(design, { durationS, warmupS, seed: 4, replications: 1 })
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
  for (const { offered, completed, failed, inFlight } of Object.values(report.requests)) {
    expect(offered).toBe(completed + Object.values(failed).reduce((sum, count) => sum + count, 0) + inFlight)
  }
  return report
}

const originDown: Fault = { id: 'f', kind: 'crash', target: 'origin', atS: 20, forS: 20 }
const hot = { keys: { count: 1, zipf: 0 }, arrivals: poisson(500) }
const fetches = ({ links }: Report) => links.l3!.calls

/** Mean of a series between two moments. */
function between(report: Report, column: readonly (number | null)[], fromS: number, toS: number): number {
  const { stepS } = report.series
  const part = column.slice(Math.round(fromS / stepS), Math.round(toS / stepS)).filter((value) => value !== null)
  return part.reduce((sum, value) => sum + value, 0) / part.length
}

const failedBeyond = (staleIfErrorS: number) =>
  run(delivered({ cdn: { ttlS: 5, staleIfErrorS }, faults: [originDown] })).requests.r1!.failed.unavailable
const hitsAt = (edges: number) => run(delivered({ cdn: { edges, ttlS: 5 } })).blocks.cdn!.hitRatio!
const arrivalsAt = (requests: Partial<RequestClass>[], edges: number) =>
  run(delivered({ cdn: { edges }, requests })).blocks.cdn!.instances.map((edge) => edge.arrivals)
const ids = (cdn: Record<string, unknown>) => findingsOf(delivered({ cdn })).map(({ id }) => id)

describe('a CDN', () => {
  test('answers what it has while the origin is down, and fails the rest', () => {
    const warm = run(delivered({ faults: [originDown] }))
    expect(warm.requests.r1!.availability).toBeGreaterThan(0.999)
    // every answer is stale after five seconds
    const failed = run(delivered({ cdn: { ttlS: 5 }, faults: [originDown] })).requests.r1!.failed.unavailable
    expect(failed).toBeGreaterThan(0.9 * 100 * 15)
    expect(failed).toBeLessThan(1.1 * 100 * 20)
  })

  test('gives what is stale when the origin fails, for as long as it may', () => {
    expect(failedBeyond(60)).toBeLessThan(20)
    // two and a half seconds old in the mean, of ten that it may become: 12.5 of the twenty seconds are left
    expect(failedBeyond(5)).toBeGreaterThan(100 * 11)
    expect(failedBeyond(5)).toBeLessThan(100 * 15)
  })

  test('fetches a popular answer once when it coalesces, and as often as it is asked for when not', () => {
    const cdn = { edges: 1, ttlS: 1 }
    const together = run(delivered({ cdn: { ...cdn, coalesces: true }, requests: [hot] }))
    // one every 1.05 s, and a moment until somebody asks
    expect(Math.abs(fetches(together) - 60 / 1.052)).toBeLessThan(2)
    const apart = run(delivered({ cdn: { ...cdn, coalesces: false }, requests: [hot] }))
    // all those who come in 50 ms
    expect(fetches(apart)).toBeGreaterThan(20 * fetches(together))
    expect(together.blocks.cdn!.hitRatio).toBeCloseTo(apart.blocks.cdn!.hitRatio!, 2)
    expect(together.requests.r1!.latencyS.max).toBeLessThan(0.051)
    expect(together.requests.r1!.availability).toBe(1)
  })

  test('tells all who wait for a fetch that it failed', () => {
    const faults: Fault[] = [{ id: 'f', kind: 'dependency-error', target: 'origin', ratio: 1, atS: 0, forS: 60 }]
    const { requests, blocks } = run(delivered({ cdn: { edges: 1, ttlS: 1 }, requests: [hot], faults }), 60, 0)
    expect(requests.r1!.completed).toBe(0)
    expect(blocks.cdn!.hitRatio).toBe(0)
    const lost: Fault = { id: 'f', kind: 'crash', target: 'cdn', atS: 0.03, forS: 1 }
    // those who wait are lost with their edge, and the fetch they waited for is forgotten
    const report = run(delivered({ cdn: { edges: 1, ttlS: 100 }, requests: [hot], faults: [lost] }), 10, 0)
    expect(report.requests.r1!.failed.unavailable).toBeGreaterThan(400)
    expect(fetches(report)).toBe(2)
  })

  test('starts from nothing after a purge', () => {
    const report = run(delivered({ faults: [{ id: 'f', kind: 'cache-flush', target: 'cdn', atS: 30 }] }))
    const { hitRatio } = report.series.blocks.cdn!
    expect(between(report, hitRatio, 25, 30)).toBeGreaterThan(0.99)
    expect(between(report, hitRatio, 30, 30.5)).toBeLessThan(0.7)
    expect(between(report, hitRatio, 50, 60)).toBeGreaterThan(0.99)
  })

  test('purges what is written, where it is told to', () => {
    const requests = [{}, { kind: 'write' as const, arrivals: poisson(20) }]
    const hits = (purgesOnWrite: boolean) => run(delivered({ cdn: { purgesOnWrite }, requests })).blocks.cdn!.hitRatio!
    expect(hits(false)).toBeGreaterThan(0.99)
    // of both edges a key is gone until it is asked for again
    expect(hits(true)).toBeGreaterThan(0.6)
    expect(hits(true)).toBeLessThan(0.85)
  })

  test('passes on what is about something of its own, every time', () => {
    const report = run(delivered({ requests: [{ keys: undefined }] }))
    expect(report.blocks.cdn!.hitRatio).toBe(0)
    expect(Math.abs(fetches(report) - report.blocks.cdn!.arrivals)).toBeLessThan(20)
  })

  test('hits less the more edges share the traffic', () => {
    expect(hitsAt(1)).toBeGreaterThan(hitsAt(4) + 0.1)
    expect(hitsAt(4)).toBeGreaterThan(hitsAt(16) + 0.1)
  })

  test('spreads clients over its edges, by region where they have one', () => {
    const two = [{}, { from: 'others', arrivals: poisson(300) }]
    const byRegion = arrivalsAt(two, 4)
    // edges 0 and 2 are in America
    expect(byRegion[1]! / byRegion[0]!).toBeGreaterThan(2.5)
    expect(byRegion[1]! / byRegion[0]!).toBeLessThan(3.5)
    expect(byRegion[3]! / byRegion[2]!).toBeGreaterThan(2.5)
    const all = arrivalsAt([{}], 4)
    expect(Math.max(...all) / Math.min(...all)).toBeLessThan(1.2)
    expect(edgesOf(1, ['us', 'eu', null])).toEqual([[0], [0], [0]])
    expect(edgesOf(3, [null, 'us', 'eu', 'us'])).toEqual([[0, 1, 2], [0, 2], [1], [0, 2]])
  })

  test('serves from its other edges when one is lost, and that one starts empty', () => {
    const faults: Fault[] = [{ id: 'f', kind: 'crash', target: 'cdn', instances: 1, atS: 30, forS: 5 }]
    const report = run(delivered({ faults }))
    expect(report.requests.r1!.availability).toBeGreaterThan(0.999)
    expect(between(report, report.series.blocks.cdn!.hitRatio, 30, 35)).toBeGreaterThan(0.99)
    expect(between(report, report.series.blocks.cdn!.hitRatio, 35, 36)).toBeLessThan(0.9)
  })

  test('without an origin can answer nothing, and findings say so', () => {
    const design = delivered({ hasOrigin: false })
    expect(run(design).requests.r1!.completed).toBe(0)
    const [finding] = findingsOf(design).filter(({ id }) => id === 'leads-nowhere')
    expect(finding).toMatchObject({ severity: 'error', blocks: ['cdn'] })
    // what stands behind it is to blame, if nothing there keeps what is written
    const wrong = findingsOf(delivered({ requests: [{ kind: 'write' }] })).map(({ id }) => id)
    expect(wrong).toContain('write-not-stored')
    expect(wrong).not.toContain('leads-nowhere')
    expect(wrong).not.toContain('cache-as-record')
  })

  test('that keeps everything for ever and is never purged is worth a word', () => {
    expect(ids({ ttlS: null })).toContain('stale-for-ever')
    expect(ids({ ttlS: null, purgesOnWrite: true })).not.toContain('stale-for-ever')
    expect(ids({})).not.toContain('stale-for-ever')
  })
})
