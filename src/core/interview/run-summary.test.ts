import { describe, expect, it } from 'vitest'
import type { Report } from '@/core/design/report'
import { runSummarySchema } from './items'
import { runSummaryOf } from './run-summary'

const latencyS = { mean: 0.01, meanCi95: null, p50: 0.008, p90: 0.02, p95: 0.03, p99: 0.05, p999: null, max: 0.1 }
const report: Report = {
  format: 'dryrun-report',
  version: 1,
  engineVersion: '1',
  designHash: 'abc',
  seed: 7,
  simulatedS: 60,
  warmupS: 10,
  replications: 1,
  events: 1000,
  wallS: 0.2,
  truncated: null,
  requests: {
    follow: {
      offered: 100,
      completed: 99,
      inFlight: 0,
      failed: { rejected: 1, timeout: 0, unavailable: 0, lost: 0 },
      throughputPerS: 1.65,
      availability: 0.99,
      latencyS,
    },
  },
  blocks: {},
  links: {},
  series: { stepS: 1, requests: {}, blocks: {} },
  traces: [],
  objectives: [{ id: 'o', measured: 0.05, met: true }],
  faults: [{ id: 'f', kind: 'crash', atS: 1, forS: 2, simulated: true, failedDuring: null, recoveredAfterS: null }],
  checks: [],
  costPerMonthUsd: 120,
  bottleneck: { block: 'api', why: 'w'.repeat(900) },
  findings: [],
}

describe('the summary of a run', () => {
  it('fits what an interview keeps, however long the words of the report are', () => {
    const summary = runSummaryOf('run-1', report)
    expect(runSummarySchema.safeParse(summary).error).toBeUndefined()
    expect(summary.figures.requests.follow).toEqual({
      throughputPerS: 1.65,
      availability: 0.99,
      p50S: 0.008,
      p99S: 0.05,
    })
    expect(summary.faults).toEqual(['f'])
  })
})
