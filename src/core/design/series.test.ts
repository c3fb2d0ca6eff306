import { describe, expect, test } from 'vitest'
import type { FailureReason, Report } from './report'
import { simulate } from './run'
import { type Block, type Design, emptyDesign, type Fault, type Link } from './schema'

/** Users call an API, which calls a store: who of the two fails, and when. */
function chain(api: Partial<Link> & { config?: Block['config'] }, store: Partial<Link> & { config?: Block['config'] }) {
  const { config: apiConfig, ...first } = api
  const { config: storeConfig, ...second } = store
  return (faults: Fault[] = [], ratePerS = 200): Design => ({
    ...emptyDesign('chain'),
    blocks: [
      { id: 'users', kind: 'client' },
      { id: 'api', kind: 'service', config: { instances: 1, concurrency: 1000, serviceTime: 0.001, ...apiConfig } },
      { id: 'store', kind: 'service', config: { instances: 1, concurrency: 50, serviceTime: 0.005, ...storeConfig } },
    ],
    links: [
      { id: 'l1', from: 'users', to: 'api', ...first },
      { id: 'l2', from: 'api', to: 'store', ...second },
    ],
    requests: [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS } }],
    faults,
  })
}

const run = (design: Design, replications = 1) =>
  simulate(design, { durationS: 20, warmupS: 5, seed: 11, replications })

/** Calls that failed for a reason within a run, from its series. */
function failedAt(report: Report, block: string, reason: FailureReason): number {
  const column = report.series.blocks[block]!.failedPerS?.[reason] ?? []
  return Math.round(column.reduce((sum, perS) => sum + perS * report.series.stepS, 0))
}

/** Moments at which a block failed calls for a reason: the beginnings of the first and the last step. */
function span(report: Report, block: string, reason: FailureReason): [number, number] {
  const column = report.series.blocks[block]!.failedPerS![reason]!
  const { stepS } = report.series
  return [column.findIndex((perS) => perS > 0) * stepS, column.findLastIndex((perS) => perS > 0) * stepS]
}

describe('what a block fails, step by step', () => {
  test('is marked on the block that was down, not on those before it, and only while it was', () => {
    const report = run(chain({}, {})([{ id: 'f', kind: 'crash', target: 'store', atS: 8, forS: 3 }]))
    const { failed } = report.requests.r!
    expect(failed.unavailable).toBeGreaterThan(400)
    expect(failedAt(report, 'store', 'unavailable')).toBe(failed.unavailable)
    expect(report.series.blocks.api!.failedPerS).toBeUndefined()
    const [from, to] = span(report, 'store', 'unavailable')
    expect(from).toBeCloseTo(8, 1)
    expect(to).toBeGreaterThan(10.5)
    expect(to).toBeLessThan(11.01)
  })

  test('is rejected where there was no room', () => {
    const report = run(chain({}, { config: { concurrency: 1, queueLimit: 2 } })([], 400))
    expect(failedAt(report, 'store', 'rejected')).toBe(report.blocks.store!.rejected)
    expect(failedAt(report, 'store', 'rejected')).toBeGreaterThan(1000)
    expect(report.series.blocks.api!.failedPerS).toBeUndefined()
  })

  test('is timed out at the block that was too slow', () => {
    const slow: Fault = { id: 'f', kind: 'slow', target: 'store', factor: 40, atS: 5, forS: 4 }
    const report = run(chain({}, { timeoutS: 0.1 })([slow]))
    expect(failedAt(report, 'store', 'timeout')).toBe(report.links.l2!.timeouts)
    expect(failedAt(report, 'store', 'timeout')).toBeGreaterThan(500)
    expect(report.series.blocks.api!.failedPerS).toBeUndefined()
  })

  test('is lost on the way, and refused by a breaker', () => {
    const cut: Fault = { id: 'f', kind: 'partition', between: [['api'], ['store']], atS: 5, forS: 5 }
    const breaker = { failureRatio: 0.5, window: 20, openS: 1 }
    const report = run(chain({}, { timeoutS: 0.05, breaker })([cut]))
    expect(failedAt(report, 'store', 'lost')).toBe(report.links.l2!.lost)
    expect(failedAt(report, 'store', 'lost')).toBeGreaterThan(20)
    expect(failedAt(report, 'store', 'unavailable')).toBe(report.links.l2!.refused)
    expect(failedAt(report, 'store', 'unavailable')).toBeGreaterThan(500)
  })

  test('has no column where nothing failed', () => {
    const report = run(chain({}, {})())
    for (const series of Object.values(report.series.blocks)) expect(series).not.toHaveProperty('failedPerS')
  })
})

test('the calls of a link add up over the steps, further attempts included, as means of all replications', () => {
  const slow: Fault = { id: 'f', kind: 'slow', target: 'store', factor: 40, atS: 5, forS: 2 }
  const retries = { max: 2, budgetRatio: 0.5 }
  const report = run(chain({}, { timeoutS: 0.1, retries })([slow]), 2)
  const { calls, retries: again } = report.links.l2!
  expect(again).toBeGreaterThan(50)
  const column = report.series.links!.l2!.callsPerS
  expect(column).toHaveLength(report.series.blocks.api!.arrivalsPerS.length)
  expect(Math.round(2 * column.reduce((sum, perS) => sum + perS * report.series.stepS, 0))).toBe(calls + again)
})
