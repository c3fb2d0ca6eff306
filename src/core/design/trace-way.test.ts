import { describe, expect, test } from 'vitest'
import type { Trace, TraceSpan } from './report'
import { simulate } from './run'
import { emptyDesign } from './schema'
import { type SpanTimes, spanTimes, wayOf } from './trace-way'

const span = (part: Partial<TraceSpan>): TraceSpan => ({
  parent: 0,
  block: 'api',
  link: 'l1',
  instance: 0,
  startS: 10,
  arrivedS: null,
  serviceStartS: null,
  leftS: null,
  endS: null,
  outcome: 'ok',
  ...part,
})
const root = span({ parent: -1, block: 'users', link: null, startS: 10, endS: 11 })
const trace = (spans: TraceSpan[], outcome: Trace['outcome'] = 'completed'): Trace => {
  return { request: 'r', startS: 10, latencyS: 1, outcome, spans: [root, ...spans] }
}
const rounded = (times: SpanTimes) =>
  Object.values(times).map((valueS: number | null) => (valueS === null ? null : Number(valueS.toFixed(9))))
const timesOf = (...spans: TraceSpan[]) => rounded(spanTimes(trace(spans))[1]!)

describe('the times of a call', () => {
  test('are the way there and back, the wait, and its own work', () => {
    const call = span({ startS: 10, arrivedS: 10.1, serviceStartS: 10.4, leftS: 10.9, endS: 11 })
    expect(timesOf(call)).toEqual([0.2, 0.3, 0.5])
  })

  test('leave out the calls behind it, however these overlap', () => {
    const call = span({ startS: 10, arrivedS: 10, serviceStartS: 10, leftS: 11, endS: 11 })
    const behind = (startS: number, endS: number) => span({ parent: 1, block: 'db', startS, arrivedS: startS, endS })
    expect(timesOf(call, behind(10.2, 10.5), behind(10.3, 10.6))).toEqual([0, 0, 0.6])
  })

  test('do not take passing on for waiting', () => {
    const balancer = span({ startS: 10, endS: 11 })
    expect(timesOf(balancer, span({ parent: 1, startS: 10.1, arrivedS: 10.1, endS: 11 }))).toEqual([0, 0, 0.1])
  })

  test('end when the caller gave up, with all of it spent waiting where no server took it up', () => {
    expect(timesOf(span({ startS: 10, arrivedS: 10.2, endS: 10.7, outcome: 'timeout' }))).toEqual([0.2, 0.5, 0])
    const late = span({ startS: 10, arrivedS: 10.1, serviceStartS: 10.9, endS: 10.5, outcome: 'timeout' })
    expect(timesOf(late)).toEqual([0.1, 0.4, 0])
  })

  test('are unknown for a call that never came', () => {
    expect(timesOf(span({ startS: 10, endS: 10.5, outcome: 'timeout' }))).toEqual([null, null, null])
  })
})

test('the parts of a sequential request add up to its latency', () => {
  const report = simulate(
    {
      ...emptyDesign('chain'),
      blocks: [
        { id: 'users', kind: 'client' },
        { id: 'lb', kind: 'load-balancer' },
        { id: 'api', kind: 'service', config: { instances: 2, concurrency: 2 } },
        { id: 'db', kind: 'database', config: {} },
      ],
      links: [
        { id: 'l1', from: 'users', to: 'lb' },
        { id: 'l2', from: 'lb', to: 'api' },
        { id: 'l3', from: 'api', to: 'db', calls: 2 },
      ],
      requests: [{ id: 'r', kind: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS: 50 } }],
    },
    { durationS: 20, seed: 2, replications: 1 },
  )
  expect(report.traces.length).toBeGreaterThan(3)
  for (const each of report.traces) {
    const { blocks, links } = wayOf(each)
    expect([...blocks.keys()]).toEqual(['users', 'lb', 'api', 'db'])
    expect([...links.values()].map(({ order }) => order)).toEqual([1, 2, 3])
    expect(blocks.get('db')!.calls).toBe(2)
    // two calls at once: what one of them took is not time of its own
    const alone = each.spans.filter(({ block }) => block !== 'db')
    const times = spanTimes(each)
    const sum = alone.reduce((total, one) => {
      const { wireS, waitedS, servedS } = times[each.spans.indexOf(one)]!
      return total + wireS! + waitedS! + servedS!
    }, 0)
    const behind = each.spans.filter(({ block }) => block === 'db')
    const until = Math.max(...behind.map(({ endS }) => endS!))
    expect(sum + until - Math.min(...behind.map(({ startS }) => startS))).toBeCloseTo(each.latencyS, 9)
  }
})

test('a failure is shown where it happened, and a call that nobody waits for any more does not hide it', () => {
  const { blocks } = wayOf(
    trace(
      [
        span({ outcome: 'timeout', endS: 11 }),
        span({ outcome: 'abandoned' }),
        span({ block: 'db', outcome: 'hit', endS: 11 }),
      ],
      'timeout',
    ),
  )
  expect(blocks.get('api')!.failure).toBe('timeout')
  expect(blocks.get('db')!.failure).toBeNull()
})
