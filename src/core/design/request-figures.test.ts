import { describe, expect, test } from 'vitest'
import { simulate } from './run'
import { type Design, emptyDesign } from './schema'

/** A server that is asked without a way between, and takes so long for everybody. */
const serves = (serviceTime: number, atMost: number): Design => ({
  ...emptyDesign('quick'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'api', kind: 'service', config: { instances: 1, concurrency: 1, serviceTime } },
  ],
  links: [{ id: 'ask', from: 'users', to: 'api', latency: 0 }],
  requests: [{ id: 'read', from: 'users', arrivals: { type: 'constant', ratePerS: 100 } }],
  objectives: [{ id: 'quick', metric: 'latency', request: 'read', percentile: 99, atMost }],
})

const run = (serviceTime: number, atMost = 0.001) => {
  const report = simulate(serves(serviceTime, atMost), { durationS: 10, warmupS: 0, seed: 1, replications: 1 })
  return { ...report.requests.read!.latencyS, objective: report.objectives[0]!, series: report.series.requests.read! }
}

describe('latencies', () => {
  test('of less than a nanosecond have percentiles that nobody knows, rather than 0', () => {
    const { mean, max, p50, p99, p99Ci95, p999, series, objective } = run(1e-10)
    // as far as the clock tells them
    expect(mean! / 1e-10).toBeCloseTo(1, 3)
    expect(max! / 1e-10).toBeCloseTo(1, 3)
    expect({ p50, p99, p99Ci95, p999 }).toEqual({ p50: null, p99: null, p99Ci95: null, p999: null })
    expect(new Set(series.p50S)).toEqual(new Set([null]))
    expect(objective).toEqual({ id: 'quick', measured: null, met: true })
    expect(run(1e-10, 1e-12).objective).toEqual({ id: 'quick', measured: null, met: null })
  })

  test('of a few nanoseconds have percentiles', () => {
    for (const serviceTime of [1e-9, 4e-9]) {
      const { p50, p99 } = run(serviceTime)
      expect(Math.abs(p50! / serviceTime - 1)).toBeLessThan(0.016)
      expect(Math.abs(p99! / serviceTime - 1)).toBeLessThan(0.016)
    }
  })

  test('of no time at all are 0', () => {
    expect(run(0)).toMatchObject({ mean: 0, p50: 0, p99: 0, max: 0, objective: { measured: 0, met: true } })
  })
})
