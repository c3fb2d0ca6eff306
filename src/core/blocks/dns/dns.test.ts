import { describe, expect, test } from 'vitest'
import { blockKind } from '@/core/blocks/registry'
import { connectBlocks } from '@/core/design/connect'
import { findingsOf } from '@/core/design/findings'
import type { Report } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import { type Design, emptyDesign, type Fault, type Link, type RequestClass } from '@/core/design/schema'

/** What a name server does to small designs that run. */

interface Parts {
  dns?: Record<string, unknown>
  request?: Partial<RequestClass>
  links?: Record<'us' | 'eu', Partial<Link>>
  faults?: Fault[]
}

/** Clients in Europe, and a service in America and in Europe, each behind a balancer. */
function named({ dns, request, links, faults }: Parts): Design {
  const service = { instances: 2, concurrency: 1000, serviceTime: 0.001 }
  return {
    ...emptyDesign('named'),
    regions: [
      { id: 'us', name: 'America' },
      { id: 'eu', name: 'Europe' },
    ],
    latencies: [{ between: ['us', 'eu'], oneWayS: 0.04 }],
    blocks: [
      { id: 'users', kind: 'client', region: 'eu' },
      { id: 'dns', kind: 'dns', region: 'eu', config: { resolvers: 200, ...dns } },
      { id: 'us', kind: 'load-balancer', region: 'us' },
      { id: 'eu', kind: 'load-balancer', region: 'eu' },
      { id: 'api-us', kind: 'service', region: 'us', config: service },
      { id: 'api-eu', kind: 'service', region: 'eu', config: service },
    ],
    links: [
      { id: 'l1', from: 'users', to: 'dns', latency: 0 },
      { id: 'to-us', from: 'dns', to: 'us', ...links?.us },
      { id: 'to-eu', from: 'dns', to: 'eu', ...links?.eu },
      { id: 'l4', from: 'us', to: 'api-us' },
      { id: 'l5', from: 'eu', to: 'api-eu' },
    ],
    requests: [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS: 400 }, ...request }],
    ...(faults && { faults }),
  }
}

function run(design: Design, durationS = 80, warmupS = 70): Report {
  const report = simulate(design, { durationS, warmupS, seed: 6, replications: 1 })
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
  for (const { offered, completed, failed, inFlight } of Object.values(report.requests)) {
    expect(offered).toBe(completed + Object.values(failed).reduce((sum, count) => sum + count, 0) + inFlight)
  }
  return report
}

/** The share of requests that fail between two moments. */
function failing({ series }: Report, fromS: number, toS: number): number {
  const sum = (column: readonly number[]) =>
    column
      .slice(Math.round(fromS / series.stepS), Math.round(toS / series.stepS))
      .reduce((all, value) => all + value, 0)
  const { failedPerS, offeredPerS } = series.requests.r!
  return sum(failedPerS) / sum(offeredPerS)
}

/** The share of requests that went to America. */
const toAmerica = ({ links }: Report) => links['to-us']!.calls / (links['to-us']!.calls + links['to-eu']!.calls)

const down = (target: string, atS: number, forS: number): Fault => ({ id: target, kind: 'crash', target, atS, forS })
const quick = { intervalS: 1, failures: 3 }

const failover = (ttlS: number, faults: Fault[]) =>
  run(named({ dns: { policy: 'failover', ttlS, healthCheck: quick }, faults }))
const ids = (of: Design) => findingsOf(of).map(({ id }) => id)

describe('failover by names', () => {
  test('takes the health checks to notice, and then the time to live until nobody goes to the dead endpoint', () => {
    const report = failover(20, [down('api-us', 30, 50)])
    expect(failing(report, 20, 30)).toBe(0)
    // nobody knows
    expect(failing(report, 30, 33)).toBeGreaterThan(0.98)
    // from the third probe on answers run out evenly: after half the time to live half of them have
    expect(failing(report, 33, 34)).toBeGreaterThan(0.9)
    expect(Math.abs(failing(report, 42.5, 43.5) - 0.5)).toBeLessThan(0.1)
    expect(failing(report, 51, 52)).toBeGreaterThan(0.02)
    expect(failing(report, 54, 80)).toBe(0)
    expect(report.faults[0]!.detectedAfterS).not.toBeNull()
  })

  test('is as fast as the time to live is short', () => {
    const report = failover(2, [down('api-us', 30, 50)])
    expect(failing(report, 33, 35.2)).toBeGreaterThan(0.3)
    expect(failing(report, 35.5, 80)).toBe(0)
  })

  test('goes back when the endpoint does, without a failure', () => {
    const report = failover(5, [down('api-us', 20, 15)])
    expect(failing(report, 36, 80)).toBe(0)
    const { arrivalsPerS } = report.series.blocks['api-us']!
    const last = arrivalsPerS.slice(Math.round(60 / report.series.stepS))
    expect(last.reduce((sum, rate) => sum + rate, 0) / last.length).toBeGreaterThan(350)
  })

  test('is not for one instance of several', () => {
    const one: Fault = { id: 'f', kind: 'crash', target: 'api-us', instances: 1, atS: 20, forS: 40 }
    // the balancer sees to that
    expect(toAmerica(failover(5, [one]))).toBe(1)
  })

  test('has nowhere to go when all are down, and finds both again', () => {
    const both = [down('api-us', 20, 20), down('api-eu', 20, 20)]
    const report = failover(2, both)
    // but for what was under way
    expect(failing(report, 25, 39)).toBeGreaterThan(0.99)
    expect(failing(report, 46, 80)).toBe(0)
  })
})

describe('names', () => {
  test('are looked up once a time to live by each resolver, and cost no time in between', () => {
    const report = run(
      named({ dns: { ttlS: 10, lookUpTime: 0.5 }, request: { arrivals: { type: 'poisson', ratePerS: 2000 } } }),
    )
    // ten requests a second for each: a hundred find it, five wait for it, and one asks
    expect(Math.abs(report.blocks.dns!.hitRatio! - 100 / 106)).toBeLessThan(0.005)
    const asked = report.blocks.dns!.instances.reduce((sum, server) => sum + server.arrivals, 0)
    expect(Math.abs(asked - (200 * 80) / 10.6)).toBeLessThan(80)
    expect(report.requests.r!.latencyS.p50).toBeLessThan(0.1)
    expect(report.requests.r!.latencyS.max!).toBeGreaterThan(0.5)
    expect(report.requests.r!.latencyS.max!).toBeLessThan(0.65)
  })

  test('outlive their servers by a time to live', () => {
    const report = run(named({ dns: { ttlS: 20 }, faults: [down('dns', 20, 40)] }))
    expect(failing(report, 20, 21)).toBeLessThan(0.1)
    expect(Math.abs(failing(report, 29.5, 30.5) - 0.5)).toBeLessThan(0.1)
    expect(failing(report, 41, 60)).toBe(1)
    expect(failing(report, 61, 80)).toBe(0)
  })

  test('do not stop with one server of several, nor when one is paused', () => {
    const one: Fault = { id: 'f', kind: 'crash', target: 'dns', instances: 3, atS: 20, forS: 40 }
    expect(run(named({ dns: { ttlS: 2 }, faults: [one] })).requests.r!.availability).toBe(1)
    const pause: Fault = { id: 'f', kind: 'pause', target: 'dns', instances: 1, atS: 20, forS: 40 }
    const paused = run(named({ dns: { ttlS: 2 }, faults: [pause] }))
    expect(paused.requests.r!.availability).toBe(1)
    expect(paused.requests.r!.latencyS.max!).toBeLessThan(1)
  })

  test('go to endpoints by policy', () => {
    const share = (dns: Record<string, unknown>, links?: Parts['links']) =>
      toAmerica(run(named({ dns: { ttlS: 5, ...dns }, ...(links && { links }) })))
    expect(Math.abs(share({ policy: 'round-robin' }) - 0.5)).toBeLessThan(0.03)
    expect(share({ policy: 'failover' })).toBe(1)
    expect(Math.abs(share({ policy: 'weighted', weights: { us: 3 } }) - 0.75)).toBeLessThan(0.03)
    expect(share({ policy: 'weighted', weights: { us: 0 } })).toBe(0)
    // in the client's region, however slow its link; and where there is none in it, by the fastest link
    expect(share({ policy: 'nearest' })).toBe(0)
    expect(share({ policy: 'nearest' }, { us: { latency: 0.001 }, eu: { latency: 0.1 } })).toBe(0)
    const far = named({ dns: { policy: 'nearest' }, links: { us: { latency: 0.001 }, eu: { latency: 0.1 } } })
    const homeless = far.blocks.map((block) => (block.id === 'users' ? { ...block, region: undefined } : block))
    expect(toAmerica(run({ ...far, blocks: homeless }))).toBe(1)
  })

  test('are split roughly where few resolvers ask', () => {
    const shares = [1, 2, 3, 4].map((seed) => {
      const design = named({ dns: { policy: 'weighted', resolvers: 5, ttlS: 604_800 } })
      return toAmerica(simulate(design, { durationS: 20, warmupS: 5, seed, replications: 1 }))
    })
    // a few of five resolvers each, for a week
    for (const share of shares) expect(Math.abs(share * 5 - Math.round(share * 5))).toBeLessThan(0.1)
  })

  test('lead nowhere without an endpoint, and are no single point of failure with two', () => {
    const design = named({})
    const alone = { ...design, blocks: design.blocks.slice(0, 2), links: design.links.slice(0, 1) }
    expect(ids(alone)).toContain('leads-nowhere')
    expect(run(alone).requests.r!.completed).toBe(0)
    const single = {
      ...design,
      blocks: design.blocks.map((b) => (b.id === 'us' ? { ...b, config: { instances: 1 } } : b)),
    }
    expect(ids(single)).not.toContain('spof')
    expect(ids({ ...single, links: single.links.filter(({ id }) => id !== 'to-eu') })).toContain('spof')
  })

  test('are found as often when resolvers and traffic are divided alike', () => {
    const dns = { ttlS: 5, resolvers: 400 }
    const whole = run(named({ dns }))
    const config = blockKind('dns').division.divide(dns, 10) as Record<string, unknown>
    const part = run(named({ dns: config, request: { arrivals: { type: 'poisson', ratePerS: 40 } } }))
    expect(config.resolvers).toBe(40)
    expect(Math.abs(whole.blocks.dns!.hitRatio! - part.blocks.dns!.hitRatio!)).toBeLessThan(0.02)
  })

  test('are wired without a way of their own: they are only looked up', () => {
    const { links, ...rest } = named({})
    const connected = connectBlocks({ ...rest, links: links.slice(1) }, 'users', 'dns')
    expect(connected.ok && connected.edit).toMatchObject({ type: 'link-added', link: { latency: 0 } })
  })
})
