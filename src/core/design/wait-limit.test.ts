import { describe, expect, test } from 'vitest'
import type { Report } from './report'
import { simulate } from './run'
import { type Design, emptyDesign, type Fault, type Link } from './schema'

const exponential = (meanS: number) => ({ type: 'exponential', meanS }) as const
/** One worker who is offered a tenth more than it can serve. */
const busy = { instances: 1, concurrency: 1, queueLimit: null, serviceTime: exponential(0.011) }

interface Parts {
  link?: Partial<Link>
  faults?: Fault[]
}

/** Two request classes, one of them urgent, a hundred requests a second together, before one service. */
const station = (config: Record<string, unknown>, { link, faults }: Parts = {}): Design => ({
  ...emptyDesign('wait limit'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'it', kind: 'service', config: { ...busy, ...config } },
  ],
  links: [{ id: 'in', from: 'users', to: 'it', latency: 0, ...link }],
  requests: [0, 1].map((priority) => ({
    id: `r${priority}`,
    from: 'users',
    priority,
    arrivals: { type: 'poisson', ratePerS: 50 } as const,
  })),
  ...(faults && { faults }),
})

function run(design: Design, options: { durationS?: number; warmupS?: number; replications?: number } = {}): Report {
  const report = simulate(design, { durationS: 80, warmupS: 5, seed: 5, replications: 1, ...options })
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
  return report
}

test('those who hang up make no overload of a service that could serve them all', () => {
  const { blocks, findings } = run(station({ serviceTime: exponential(0.003), waitLimit: exponential(0.01) }))
  expect(blocks.it!.waitedTooLong).toBeGreaterThan(0.01 * blocks.it!.arrivals)
  expect(blocks.it!.utilisation).toBeLessThan(0.4)
  expect(blocks.it!.overloadPerS).toBeNull()
  expect(findings.map(({ id }) => id)).not.toContain('overload')
})

/** What anybody notices of a service: who was answered when, who was not, and how long the queue was at most. */
const seen = ({ requests, blocks: { it: block } }: Report) => ({
  requests,
  arrivals: block!.arrivals,
  rejected: block!.rejected,
  longest: block!.queueLength.max,
})

const during = (kind: string, atS: number) => ({ id: kind, kind, target: 'it', atS, forS: 5 }) as Fault

const QUEUES = ['fifo', 'lifo', 'priority', 'priority-preemptive']

describe.each(QUEUES)('a wait limit, %s', (discipline) => {
  test('turns away whoever has waited so long, and nobody else', () => {
    const { blocks, requests, findings } = run(station({ discipline, waitLimit: 0.2 }), { warmupS: 0 })
    const { it: block } = blocks
    expect(block!.rejected).toBeGreaterThan(500)
    expect(block!.waitedTooLong).toBe(block!.rejected)
    expect(requests.r0!.failed.rejected + requests.r1!.failed.rejected).toBe(block!.rejected)
    // the work of the interrupted is spread over a longer time
    if (discipline !== 'priority-preemptive') expect(block!.waitS.p99!).toBeLessThan(0.203)
    expect(block!.overloadPerS).toBeGreaterThan(5)
    expect(findings.find(({ id }) => id === 'overload')!.text).toContain('they had waited as long as it lets them.')
  })

  test('that nobody reaches changes nothing', () => {
    const unlimited = run(station({ discipline, serviceTime: exponential(0.008) }))
    const limited = run(station({ discipline, serviceTime: exponential(0.008), waitLimit: 1000 }))
    expect(limited.blocks.it!.waitedTooLong).toBe(0)
    expect(seen(limited)).toEqual(seen(unlimited))
  })

  test('keeps its books through crashes, pauses and deployments', () => {
    const faults = [during('crash', 10), during('pause', 30), during('deploy', 50), during('slow', 70)]
    Object.assign(faults[3]!, { factor: 3 })
    const { blocks, requests } = run(station({ discipline, waitLimit: exponential(0.3), instances: 2 }, { faults }))
    expect(blocks.it!.waitedTooLong).toBeGreaterThan(100)
    expect(requests.r0!.failed.unavailable).toBeGreaterThan(10)
  })

  test('lets those whose time passes in a pause go when it is over, and serves the others', () => {
    const pause: Fault = { id: 'f', kind: 'pause', target: 'it', atS: 10, forS: 4 }
    const design = station({ discipline, concurrency: 8, waitLimit: 1 }, { faults: [pause] })
    const { series, blocks } = run(design, { durationS: 30 })
    const rejected = series.blocks.it!.failedPerS!.rejected!
    const at = (timeS: number) => Math.floor(timeS / series.stepS)
    expect(rejected.slice(0, at(14)).every((rate) => rate === 0)).toBe(true)
    // three seconds of arrivals had waited for a second and more; who came in the last one is still served
    expect(blocks.it!.rejected).toBeGreaterThan(250)
    expect(blocks.it!.rejected).toBeLessThan(350)
    expect(rejected.slice(at(16)).every((rate) => rate === 0)).toBe(true)
  })
})

test('a wait limit of nothing is a queue without room', () => {
  const [noTime, noRoom] = [{ waitLimit: 0 }, { queueLimit: 0 }].map((config) => run(station(config)))
  expect(noTime!.requests).toEqual(noRoom!.requests)
  expect(noTime!.blocks.it!.waitedTooLong).toBe(noTime!.blocks.it!.rejected)
})

test('a job that leaves makes room for another', () => {
  const { blocks, findings } = run(station({ queueLimit: 5, waitLimit: 0.04 }))
  const { rejected, waitedTooLong, queueLength } = blocks.it!
  expect(queueLength.max).toBe(5)
  expect(waitedTooLong!).toBeGreaterThan(500)
  expect(rejected - waitedTooLong!).toBeGreaterThan(100)
  expect(findings.find(({ id }) => id === 'overload')!.text).toContain('or there was no room.')
})

test('work that has begun is finished, however long an interruption lasts', () => {
  // the urgent alone are nearly all that one worker can do: others are interrupted again and again
  const design = station({ discipline: 'priority-preemptive', serviceTime: 0.018, waitLimit: 0.05 })
  const { requests } = run(design)
  expect(requests.r0!.completed).toBeGreaterThan(100)
  expect(requests.r0!.latencyS.max!).toBeGreaterThan(0.05 + 2 * 0.018)
})

test('who shares a processor never waits for one', () => {
  const [limited, unlimited] = [{ waitLimit: 0 }, {}].map((config) =>
    run(station({ discipline: 'processor-sharing', concurrency: 2, ...config })),
  )
  expect(seen(limited!)).toEqual(seen(unlimited!))
  expect(limited!.blocks.it!.rejected).toBe(0)
})

test('the figures of several replications add up', () => {
  const one = [1, 2, 3].map((replications) => run(station({ waitLimit: 0.1 }), { replications }).blocks.it!)
  for (const { waitedTooLong, rejected } of one) expect(waitedTooLong).toBe(rejected)
  expect(one[2]!.rejected).toBeGreaterThan(2.5 * one[0]!.rejected)
})

describe('its caller', () => {
  const retries = { max: 2, backoff: { baseS: 0.5 } }

  test('tries again what was refused', () => {
    const { links, requests, blocks } = run(station({ waitLimit: 0.05 }, { link: { retries } }))
    expect(links.in!.retries).toBeGreaterThan(1000)
    // each of them has failed three times, and others have not
    expect(blocks.it!.rejected).toBeGreaterThan(3 * (requests.r0!.failed.rejected + requests.r1!.failed.rejected))
  })

  test('opens its breaker', () => {
    const breaker = { failureRatio: 0.5, window: 20, openS: 1 }
    const { links } = run(station({ waitLimit: 0.01, serviceTime: 0.05 }, { link: { breaker } }))
    expect(links.in!.refused).toBeGreaterThan(1000)
  })

  test('that gave up first has wasted no work', () => {
    // nobody who waits for longer than the caller does is taken up: the limit is a millisecond away
    const { blocks, requests } = run(station({ waitLimit: 0.051 }, { link: { timeoutS: 0.05 } }))
    const { rejected, wasted } = blocks.it!
    expect(requests.r0!.failed.timeout).toBeGreaterThan(500)
    expect(rejected).toBeGreaterThan(500)
    // those that were at work when the time was up, but for what was under way at the ends
    const atWork = requests.r0!.failed.timeout + requests.r1!.failed.timeout - rejected
    expect(Math.abs(wasted! - atWork)).toBeLessThan(10)
  })

  test('sees in a trace how long it waited in vain', () => {
    const { traces } = run(station({ waitLimit: 0.2 }))
    const refused = traces.filter(({ outcome }) => outcome === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const { spans, latencyS } of refused) {
      expect(latencyS).toBeCloseTo(0.2, 9)
      const call = spans.find(({ block }) => block === 'it')!
      expect(call.endS! - call.arrivedS!).toBeCloseTo(0.2, 9)
      expect(call.serviceStartS).toBeNull()
    }
  })
})

test('messages wait in their queue for as long as they must', () => {
  const design = station({})
  const fed = (waitLimit: number | null): Design => ({
    ...design,
    blocks: [
      { id: 'users', kind: 'client' },
      { id: 'queue', kind: 'queue' },
      { id: 'it', kind: 'worker', config: { ...busy, serviceTime: exponential(0.009), waitLimit } },
    ],
    links: [
      { id: 'in', from: 'users', to: 'queue', latency: 0 },
      { id: 'on', from: 'queue', to: 'it', latency: 0 },
    ],
  })
  const [limited, unlimited] = [run(fed(0)), run(fed(null))]
  expect(limited.blocks.it!.rejected).toBe(0)
  expect(seen(limited)).toEqual(seen(unlimited))
})
