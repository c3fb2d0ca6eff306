import { describe, expect, test } from 'vitest'
import { createRun, reportOf, simulate } from './run'
import type { Report } from './report'
import { type Design, emptyDesign } from './schema'

/** One server that is asked two hundred times more often than it can answer. */
const crowded: Design = {
  ...emptyDesign('crowded'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'api', kind: 'service', config: { instances: 1, concurrency: 1, queueLimit: 10, serviceTime: 0.1 } },
  ],
  links: [{ id: 'ask', from: 'users', to: 'api' }],
  requests: [{ id: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS: 2000 } }],
  objectives: [{ id: 'quick', metric: 'latency', request: 'read', percentile: 99, atMost: 0.1 }],
  faults: [{ id: 'crash', kind: 'crash', target: 'api', atS: 1, forS: 1 }],
}
const options = { durationS: 10, warmupS: 5, seed: 1, replications: 1 }
const caps = { events: 10_000 }

function expectNothingKnown(report: Report): void {
  expect(report).toMatchObject({ simulatedS: 0, bottleneck: null, checks: [], traces: [], costPerMonthUsd: null })
  expect(report.events).toBeGreaterThan(1000)
  expect(report.requests.read).toMatchObject({ offered: 0, throughputPerS: null, availability: null })
  expect(report.blocks.api).toMatchObject({
    arrivals: 0,
    rejected: 0,
    utilisation: null,
    waitS: { mean: null, p99: null },
    queueLength: { mean: null, max: null },
    overloadPerS: null,
    inFlight: 0,
    instances: [{ arrivals: 0, utilisation: null }],
  })
  expect(report.links.ask).toMatchObject({ calls: 0, meanS: null })
  expect(report.objectives).toEqual([{ id: 'quick', measured: null, met: null }])
  expect(report.faults[0]).toMatchObject({ failedDuring: null, recoveredAfterS: null, detectedAfterS: null })
  expect(report.findings.map(({ id }) => id)).not.toContain('overload')
  const [finding] = report.findings.filter(({ id }) => id === 'run-stopped')
  expect(finding!.text).toMatch(/within its warm-up.*[Nn]othing was measured/)
}

describe('a run that is stopped within its warm-up', () => {
  test('has measured nothing, and says so, when a cap stops it', () => {
    const report = simulate(crowded, options, { caps })
    expect(report.truncated).toBe('events')
    expectNothingKnown(report)
  })

  test('has measured nothing, and says so, when its caller stops it', () => {
    const run = createRun(crowded, options)
    run.step({ maxEvents: 5000 })
    expect(run.progress().partial).toBeNull()
    const report = run.finish()
    expect(report.truncated).toBe('stopped by the caller')
    expectNothingKnown(report)
    // and can go on as if nobody had asked
    while (!run.step({ maxEvents: 20_000 }));
    expect(run.finish()).toEqual(simulate(crowded, options))
  })

  test('says the same where threads put it together', () => {
    const run = createRun(crowded, options, { caps })
    while (!run.step({ maxEvents: 10_000 }));
    expectNothingKnown(reportOf(crowded, options, run.outcomes()))
  })
})

test('a run that is stopped later has the figures of the time until then', () => {
  const report = simulate(crowded, { ...options, warmupS: 0.5 }, { caps })
  expect(report.simulatedS).toBeGreaterThan(0)
  expect(report.blocks.api!.rejected).toBeGreaterThan(0)
  expect(report.checks).toHaveLength(3)
  expect(report.findings.find(({ id }) => id === 'run-stopped')!.text).toContain('until then')
})
