import { describe, expect, it } from 'vitest'
import type { Report } from './report'
import { simulate } from './run'
import type { Design, RequestClass } from './schema'

const options = { durationS: 2000, warmupS: 100, seed: 5, replications: 1 }

interface Station {
  discipline: string
  /** Of the classes, in the order urgent, other. */
  priorities: [number, number]
  config?: Record<string, unknown>
  behind?: boolean
}

const request = (id: string, ratePerS: number, priority: number): RequestClass => ({
  id,
  from: 'users',
  priority,
  arrivals: { type: 'poisson', ratePerS },
})

/** One worker at a load of 0.7 under two classes; with `behind`, each job then waits a second for a block behind. */
function station({ discipline, priorities, config, behind = false }: Station): Design {
  const serviceTime = { type: 'exponential', meanS: 1 }
  return {
    format: 'dryrun-design',
    version: 1,
    title: 'priorities',
    blocks: [
      { id: 'users', kind: 'client' },
      { id: 'it', kind: 'service', config: { instances: 1, concurrency: 1, serviceTime, discipline, ...config } },
      { id: 'behind', kind: 'service', config: { instances: 1, concurrency: 1000, serviceTime: 1 } },
    ],
    links: [
      { id: 'in', from: 'users', to: 'it', latency: 0 },
      ...(behind ? [{ id: 'on', from: 'it', to: 'behind', latency: 0 }] : []),
    ],
    requests: [request('urgent', 0.3, priorities[0]), request('other', 0.4, priorities[1])],
  }
}

const passes = (report: Report) => report.checks.every(({ passed }) => passed)
const figures = ({ requests, blocks: { it: block } }: Report) => JSON.stringify({ requests, block })

describe.each(['priority', 'priority-preemptive'])('%s', (discipline) => {
  it('is first in, first out among equals', () => {
    const [equal, fifo] = [discipline, 'fifo'].map((each) =>
      simulate(station({ discipline: each, priorities: [3, 3] }), options),
    )
    expect(figures(equal!)).toBe(figures(fifo!))
  })

  it('lets those of higher priority wait less, and the others more', () => {
    const first = simulate(station({ discipline, priorities: [1, 0] }), options).requests
    const last = simulate(station({ discipline, priorities: [0, 1] }), options).requests
    expect(first.urgent!.latencyS.p99!).toBeLessThan(0.5 * last.urgent!.latencyS.p99!)
    expect(first.other!.latencyS.p99!).toBeGreaterThan(1.2 * last.other!.latencyS.p99!)
  })

  it('turns everybody alike away when there is no place left to wait', () => {
    const report = simulate(station({ discipline, priorities: [1, 0], config: { queueLimit: 2 } }), options)
    const [urgent, other] = [report.requests.urgent!, report.requests.other!]
    const share = ({ failed, offered }: typeof urgent) => failed.rejected / offered
    expect(share(urgent)).toBeGreaterThan(0.05)
    expect(Math.abs(share(urgent) - share(other))).toBeLessThan(0.05)
    expect(report.blocks.it!.queueLength.max).toBe(2)
    expect(passes(report)).toBe(true)
  })

  it('loses all that wait, and those that were interrupted, with their instance', () => {
    const design = station({ discipline, priorities: [1, 0] })
    design.faults = [{ id: 'f', kind: 'crash', target: 'it', atS: 500, forS: 100 }]
    const report = simulate(design, options)
    expect(passes(report)).toBe(true)
    expect(report.requests.other!.failed.unavailable).toBeGreaterThan(20)
    expect(report.series.requests.other!.completedPerS.at(-1)).toBeGreaterThan(0)
  })
})

const interrupting = (priorities: [number, number], holdsWorker: boolean) =>
  station({
    discipline: 'priority-preemptive',
    priorities,
    config: { serviceTime: 0.5, holdsWorker },
    behind: true,
  })

describe('interruptions', () => {
  it('neither lose work nor do it twice', () => {
    const [ranked, equal] = [
      [1, 0],
      [1, 1],
    ].map((priorities) => simulate(interrupting(priorities as [number, number], false), options))
    expect(ranked!.blocks.it!.utilisation).toBeCloseTo(equal!.blocks.it!.utilisation!, 2)
    expect(ranked!.blocks.it!.queueLength.mean).toBeCloseTo(equal!.blocks.it!.queueLength.mean!, 1)
  })

  it('spare a job that waits for an answer with its worker', () => {
    // half a second of work and a second of waiting with the only worker: whoever comes meanwhile waits for the rest of that
    const slow = { ...options, durationS: 20_000 }
    const held = interrupting([1, 0], true)
    for (const request of held.requests) request.arrivals = { type: 'poisson', ratePerS: 0.2 }
    const free = interrupting([1, 0], false)
    for (const request of free.requests) request.arrivals = { type: 'poisson', ratePerS: 0.2 }
    expect(simulate(free, slow).requests.urgent!.latencyS.mean!).toBeLessThan(1.6)
    expect(simulate(held, slow).requests.urgent!.latencyS.mean!).toBeGreaterThan(1.7)
  })
})
