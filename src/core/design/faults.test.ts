import { describe, expect, test } from 'vitest'
import type { Report } from './report'
import { simulate } from './run'
import { type Block, type Design, type Fault, type Link, type RequestClass, emptyDesign } from './schema'

/** What each fault does, when it is noticed, and what it costs. */

interface Parts {
  blocks: Record<string, [string, Record<string, unknown>?, string?]>
  links: [string, string, Partial<Link>?][]
  requests?: Partial<RequestClass>[]
  faults: Record<string, unknown>[]
}

function designOf({ blocks, links, requests = [{}], faults }: Parts): Design {
  return {
    ...emptyDesign('fault'),
    blocks: [
      { id: 'users', kind: 'client' },
      ...Object.entries(blocks).map(
        ([id, [kind, config, zone]]): Block => ({ id, kind, ...(config && { config }), ...(zone && { zone }) }),
      ),
    ],
    links: links.map(([from, to, settings], i) => ({ id: `l${i + 1}`, from, to, ...settings })),
    requests: requests.map((request, i) => ({
      id: `r${i + 1}`,
      from: 'users',
      arrivals: { type: 'poisson', ratePerS: 100 },
      ...request,
    })),
    faults: faults.map((fault, i) => ({ id: `f${i + 1}`, ...fault }) as Fault),
  }
}

function run(design: Design, durationS = 40, warmupS = 5): Report {
  const report = simulate(design, { durationS, warmupS, seed: 5, replications: 1 })
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
  for (const { offered, completed, inFlight, failed } of Object.values(report.requests)) {
    expect(offered).toBe(completed + failed.rejected + failed.timeout + failed.unavailable + failed.lost + inFlight)
  }
  return report
}

/** Mean of a series between two moments. */
function between(report: Report, column: readonly (number | null)[], fromS: number, toS: number): number {
  const { stepS } = report.series
  const part = column.slice(Math.round(fromS / stepS), Math.round(toS / stepS)).filter((value) => value !== null)
  return part.reduce((sum, value) => sum + value, 0) / part.length
}

const exponential = (meanS: number) => ({ type: 'exponential', meanS })

/** A service tells a store something and does not wait; the store is down for five seconds. */
const toldWithoutWaiting = (link: Partial<Link> = {}): Design =>
  designOf({
    blocks: { api: ['service'], log: ['database'] },
    links: [
      ['users', 'api'],
      ['api', 'log', { mode: 'async', ...link }],
    ],
    faults: [{ kind: 'crash', target: 'log', atS: 10, forS: 5 }],
  })

/** Of the first fault, in runs of their own. */
const recoveries = (design: Design) =>
  [1, 2, 3, 4, 5].map(
    (seed) => simulate(design, { durationS: 200, warmupS: 10, seed, replications: 1 }).faults[0]!.recoveredAfterS,
  )

const failures = ({ requests }: Report) =>
  Object.values(requests).reduce(
    (sum, { failed }) => sum + failed.rejected + failed.timeout + failed.unavailable + failed.lost,
    0,
  )

/** A request every other second, one server that works on it for a second, and everything else at once. */
const metronome = (faults: Record<string, unknown>[], config: Record<string, unknown> = {}, link: Partial<Link> = {}) =>
  run(
    designOf({
      blocks: { api: ['service', { instances: 1, concurrency: 1, serviceTime: 1, ...config }] },
      links: [['users', 'api', { latency: 0, ...link }]],
      requests: [{ arrivals: { type: 'constant', ratePerS: 0.5 } }],
      faults,
    }),
    21.5,
    0,
  )

const pause = (atS: number, forS: number, target = 'api') => ({ kind: 'pause', target, atS, forS })

const balanced = (faults: Record<string, unknown>[], lb: Record<string, unknown> = {}, link: Partial<Link> = {}) =>
  designOf({
    blocks: {
      lb: ['load-balancer', { healthCheck: { intervalS: 1, failures: 3 }, ...lb }],
      api: ['service', { instances: 4 }, 'a'],
      other: ['service', { instances: 4 }, 'b'],
    },
    links: [
      ['users', 'lb'],
      ['lb', 'api', link],
      ['lb', 'other', link],
    ],
    faults,
  })

const store = (config: Record<string, unknown>, faults: Record<string, unknown>[]) =>
  designOf({
    blocks: { db: ['database', config] },
    links: [['users', 'db']],
    requests: [{ id: 'read' }, { id: 'write', kind: 'write' }],
    faults,
  })

/** A queue of which so many brokers are paused. */
const pausedBrokers = (instances: number) =>
  run(
    designOf({
      blocks: { queue: ['queue'], work: ['worker', { concurrency: 40 }] },
      links: [
        ['users', 'queue'],
        ['queue', 'work'],
      ],
      faults: [{ ...pause(10, 5, 'queue'), instances }],
    }),
  )

const deploy = (more = {}) => ({ kind: 'deploy', target: 'api', atS: 10, forS: 8, ...more })

/** Half a second of work each: all that a group of instances has is done in time. */
const deployed = (drain: boolean) => {
  const design = balanced([deploy({ drain })])
  design.blocks.find(({ id }) => id === 'api')!.config = { instances: 4, concurrency: 50, serviceTime: 0.5 }
  return run(design)
}

const unbalanced = (more = {}) =>
  run(designOf({ blocks: { api: ['service', { instances: 4 }] }, links: [['users', 'api']], faults: [deploy(more)] }))

const skewed = (cache: Record<string, unknown>, offsetS: number, target = 'cache') =>
  run(
    designOf({
      blocks: { api: ['service', { instances: 4 }], cache: ['cache', cache], db: ['database'] },
      links: [
        ['users', 'api'],
        ['api', 'cache'],
        ['api', 'db', { step: 2, when: 'miss' }],
      ],
      requests: [{ arrivals: { type: 'poisson', ratePerS: 400 }, keys: { count: 500, zipf: 0 } }],
      faults: [{ kind: 'clock-skew', target, offsetS, atS: 20, forS: 10 }],
    }),
  )
const hits = (report: Report, fromS: number, toS: number) =>
  between(report, report.series.blocks.cache!.hitRatio, fromS, toS)

describe('a pause', () => {
  test('extends the work that it meets by its length, and keeps the queue', () => {
    // the request of 10 s has half a second to go; those of 12 s and 14 s wait behind it
    const report = metronome([pause(10.5, 3)])
    expect(report.requests.r1!.completed).toBe(10)
    expect(report.requests.r1!.latencyS.max).toBeCloseTo(4, 9)
    expect(between(report, report.series.blocks.api!.queueLength, 12, 13.5)).toBeGreaterThan(0)
    expect(report.requests.r1!.latencyS.mean).toBeCloseTo((7 * 1 + 4 + 3 + 2) / 10, 9)
  })

  test('does so for those who share a server, too', () => {
    // they share from 13.5 s on: by 14 s a quarter of a second each, and then it takes a third of the speed
    expect(metronome([pause(10.5, 3)], { discipline: 'processor-sharing' }).requests.r1!.latencyS.max).toBeGreaterThan(
      4.7,
    )
  })

  test('is worth nothing where nothing is under way, and two of them are over when both are', () => {
    expect(metronome([pause(11.2, 0.5)]).requests.r1!.latencyS.max).toBeCloseTo(1, 9)
    expect(metronome([pause(10.5, 2), pause(11, 2.5)]).requests.r1!.latencyS.max).toBeCloseTo(4, 9)
  })

  test('leaves callers to their time-outs, and then does the work for nobody', () => {
    const report = metronome([pause(10.5, 3)], {}, { timeoutS: 1.5 })
    expect(report.requests.r1!.failed.timeout).toBe(3)
    expect(report.blocks.api!.wasted).toBe(3)
    expect(report.faults[0]).toMatchObject({
      simulated: true,
      detectedBy: 'failed-request',
      lost: { requests: { timeout: 3 } },
    })
    // the request of 10 s, which its client gives up at 11.5 s
    expect(report.faults[0]!.detectedAfterS).toBeCloseTo(1, 9)
  })

  test('of a caller leaves the answers it gets until it goes on', () => {
    const report = run(
      designOf({
        blocks: { front: ['service', { instances: 1, serviceTime: 0 }], api: ['service', { serviceTime: 1 }] },
        links: [
          ['users', 'front', { latency: 0 }],
          ['front', 'api', { latency: 0 }],
        ],
        requests: [{ arrivals: { type: 'constant', ratePerS: 0.5 } }],
        faults: [pause(10.5, 3, 'front')],
      }),
      21.5,
      0,
    )
    // asked at 10 s, answered at 11 s, seen at 13.5 s; the next one is asked at 13.5 s instead of 12 s
    expect(report.requests.r1!.latencyS.max).toBeCloseTo(3.5, 9)
    expect(report.requests.r1!.latencyS.mean).toBeCloseTo((8 * 1 + 3.5 + 2.5) / 10, 9)
  })

  test('is noticed by health checks, as a crash is, and its instance gets nothing until it goes on', () => {
    const report = run(balanced([{ ...pause(10.5, 12), instances: 1 }], {}, { timeoutS: 0.5, retries: { max: 3 } }))
    // probes at 11, 12 and 13 s; what has been sent there until then is sent elsewhere after half a second
    expect(report.faults[0]).toMatchObject({ detectedBy: 'health-check', detectedAfterS: 2.5 })
    expect(failures(report)).toBe(0)
    const sent = (atS: number) => between(report, report.series.blocks.api!.arrivalsPerS, atS, atS + 5)
    expect(sent(15) / sent(30)).toBeCloseTo((100 * 3) / 7 / 50, 0)
  })

  test('of a leader that is longer than its followers wait makes one of them leader, and no write is lost', () => {
    const failover = { detectS: 2, promoteS: 1 }
    const long = run(
      store({ replicas: 3, failover, connectionLimit: null }, [{ ...pause(10, 15, 'db'), instances: 1 }]),
    )
    expect(long.faults[0]).toMatchObject({ detectedBy: 'failover', detectedAfterS: 2 })
    // those that came before the promotion wait at the old leader, which is refused when it goes on
    expect(long.requests.write!.failed.unavailable / 300).toBeCloseTo(1, 0)
    expect(long.blocks.db!.lostWrites).toBe(0)
    expect(between(long, long.series.requests.write!.completedPerS, 14, 24)).toBeGreaterThan(85)
    const short = run(
      store({ replicas: 3, failover, connectionLimit: null }, [{ ...pause(10, 2.5, 'db'), instances: 1 }]),
    )
    expect(failures(short)).toBe(0)
    expect(short.requests.write!.latencyS.max).toBeGreaterThan(2.4)
  })

  test('of most brokers stops a queue, and its producers wait', () => {
    expect(pausedBrokers(1).requests.r1!.latencyS.max).toBeLessThan(0.1)
    const most = pausedBrokers(2)
    expect(failures(most)).toBe(0)
    expect(most.requests.r1!.latencyS.max).toBeGreaterThan(4.9)
    expect(between(most, most.series.blocks.work!.arrivalsPerS, 11, 15)).toBe(0)
    expect(between(most, most.series.blocks.work!.arrivalsPerS, 15, 20)).toBeGreaterThan(150)
  })

  test('of one of two balancers holds what comes to it', () => {
    const report = run(balanced([{ ...pause(10, 5, 'lb'), instances: 1 }]))
    expect(failures(report)).toBe(0)
    const { completedPerS } = report.series.requests.r1!
    expect(between(report, completedPerS, 10.5, 14.5)).toBeCloseTo(50, -1)
    expect(report.requests.r1!.latencyS.max).toBeGreaterThan(4.8)
  })
})

describe('a deployment', () => {
  test('behind a balancer loses nothing: instances finish what they have', () => {
    const report = run(balanced([deploy()], { healthCheck: { intervalS: 0.5, failures: 1 } }))
    expect(failures(report)).toBe(0)
    // one of four at a time
    const sent = (atS: number, toS: number) => between(report, report.series.blocks.api!.arrivalsPerS, atS, toS)
    expect(sent(10, 18) / sent(20, 40)).toBeLessThan(0.92)
    expect(report.faults[0]).toMatchObject({ simulated: true, failedDuring: 0, detectedAfterS: null })
  })

  test('replaces every instance once, and so many at a time', () => {
    // nobody steers away from an instance that is gone: its share is refused
    expect(between(unbalanced(), unbalanced().series.requests.r1!.failedPerS, 10, 18)).toBeCloseTo(25, -1)
    const two = unbalanced({ atATime: 2 })
    expect(between(two, two.series.requests.r1!.failedPerS, 10, 18)).toBeCloseTo(50, -1)
    const all = unbalanced({ atATime: 9 })
    expect(between(all, all.series.requests.r1!.failedPerS, 10.5, 17.5)).toBeCloseTo(100, -1)
    expect(between(all, all.series.requests.r1!.failedPerS, 18.5, 40)).toBe(0)
  })

  test('that does not wait breaks off what is under way', () => {
    expect(failures(deployed(true))).toBe(0)
    expect(deployed(false).requests.r1!.failed.unavailable).toBeGreaterThan(10)
  })

  test('ends what takes longer than half of the time of its group', () => {
    const design = balanced([deploy()])
    design.blocks.find(({ id }) => id === 'api')!.config = { instances: 4, concurrency: 500, serviceTime: 5 }
    expect(run(design).requests.r1!.failed.unavailable).toBeGreaterThan(10)
  })

  test('of a database moves the leader first, and loses no write', () => {
    const failover = { detectS: 5, promoteS: 0.2 }
    const report = run(store({ replicas: 3, failover, readFrom: 'any' }, [deploy({ target: 'db', forS: 15 })]))
    expect(report.blocks.db!.lostWrites).toBe(0)
    expect(report.requests.read!.failed.unavailable).toBe(0)
    // for the fifth of a second that it takes to hand over, once or twice
    expect(report.requests.write!.failed.unavailable).toBeGreaterThan(5)
    expect(report.requests.write!.failed.unavailable).toBeLessThan(100)
  })
})

describe('a wrong clock', () => {
  test('that runs ahead makes a cache forget early', () => {
    const report = skewed({ ttlS: 15 }, 60)
    expect(hits(report, 15, 20)).toBeGreaterThan(0.8)
    expect(hits(report, 20, 20.5)).toBeLessThan(0.4)
    expect(hits(report, 26, 30)).toBeGreaterThan(0.8)
    expect(report.faults[0]!.simulated).toBe(true)
  })

  test('that is behind makes it keep what is stale', () => {
    const right = skewed({ ttlS: 2 }, 1e-9)
    const behind = skewed({ ttlS: 2 }, -5)
    expect(hits(behind, 20.5, 25)).toBeGreaterThan(hits(right, 20.5, 25) + 0.05)
  })

  test('changes nothing where nothing depends on the time of day, and the report says so', () => {
    for (const report of [skewed({}, 60), skewed({ ttlS: 15 }, 60, 'db'), skewed({ ttlS: 15 }, 60, 'api')]) {
      expect(report.faults[0]).toMatchObject({ simulated: false, failedDuring: null, recoveredAfterS: null })
      expect(report.findings.find(({ id }) => id === 'fault-not-simulated')!.text).toContain(report.faults[0]!.note)
    }
  })
})

describe('the network', () => {
  const cut = { kind: 'partition', between: [['lb'], ['a']], atS: 10.5, forS: 10 }

  test('cut off from a zone, health checks turn to the other', () => {
    const report = run(balanced([cut], {}, { timeoutS: 0.5 }))
    const { failedPerS } = report.series.requests.r1!
    expect(between(report, failedPerS, 11, 13.5) / 50).toBeCloseTo(1, 0)
    expect(between(report, failedPerS, 14, 40)).toBe(0)
    expect(between(report, report.series.blocks.api!.arrivalsPerS, 14, 20)).toBe(0)
    expect(between(report, report.series.blocks.api!.arrivalsPerS, 25, 40)).toBeCloseTo(50, -1)
  })

  test('cut without a time-out, calls hang, and are lost for good', () => {
    const report = run(balanced([cut]))
    expect(report.requests.r1!.failed.lost).toBeGreaterThan(60)
    expect(report.faults[0]!.lost!.requests.lost).toBe(report.requests.r1!.failed.lost)
    expect(report.findings.some(({ id }) => id === 'never-answered')).toBe(true)
    expect(report.faults[0]).toMatchObject({ detectedBy: 'health-check', detectedAfterS: 2.5 })
  })

  test('that loses messages after a time-out is tried again', () => {
    const loss = { kind: 'packet-loss', target: 'api', ratio: 0.2, atS: 10, forS: 10 }
    const report = run(balanced([loss], {}, { timeoutS: 0.2, retries: { max: 5 } }))
    expect(failures(report)).toBe(0)
    // of half the calls a fifth is lost there, and of what is left a fifth on its way back
    const during = report.links.l2!.timeouts + report.links.l3!.timeouts
    expect(during / (500 * (0.36 / (1 - 0.36 / 2)))).toBeCloseTo(1, 0)
    expect(report.links.l3!.timeouts).toBe(0)
  })

  test('a fault where nothing stands is said to do nothing', () => {
    const nowhere = run(balanced([{ kind: 'zone-outage', zone: 'nowhere', atS: 10, forS: 5 }]))
    expect(nowhere.faults[0]).toMatchObject({ simulated: false })
    expect(run(balanced([{ kind: 'consumer-stop', target: 'api', atS: 10, forS: 5 }])).faults[0]!.note).toMatch(/queue/)
    expect(run(balanced([{ kind: 'cache-flush', target: 'api', atS: 10 }])).faults[0]!.note).toMatch(/forgotten/)
  })
})

describe('what the report tells of a fault', () => {
  test('a dead instance behind a balancer that tries elsewhere is found by its health checks', () => {
    const crash = { kind: 'crash', target: 'api', instances: 1, atS: 10.5, forS: 10 }
    const report = run(balanced([crash], {}, { retries: { max: 3 } }))
    expect(failures(report)).toBe(0)
    expect(report.faults[0]).toMatchObject({ detectedBy: 'health-check', detectedAfterS: 2.5, recoveredAfterS: 0 })
  })

  test('nobody notices what fails nothing', () => {
    const report = run(balanced([{ kind: 'slow', target: 'api', factor: 2, atS: 10, forS: 5 }]))
    expect(report.faults[0]).toMatchObject({ detectedAfterS: null, detectedBy: null })
  })

  test('what fails all the time is no sign of a fault', () => {
    const failing = { kind: 'dependency-error', target: 'api', ratio: 0.2, atS: 0, forS: 40 }
    const flush = { kind: 'slow', target: 'api', factor: 1.1, atS: 20, forS: 5 }
    const report = run(balanced([failing, flush]))
    expect(report.faults[0]).toMatchObject({ detectedBy: 'failed-request' })
    expect(report.faults[1]).toMatchObject({ detectedAfterS: null })
  })

  test('writes lost in a failover are among the losses of the fault that caused it', () => {
    const crash = { kind: 'crash', target: 'db', instances: 1, atS: 10, forS: 20 }
    const replicationLag = { type: 'exponential', meanS: 0.5 }
    const failover = { detectS: 2, promoteS: 3 }
    const report = run(store({ replicas: 3, replicationLag, failover }, [crash]))
    expect(report.faults[0]!.lost!.acknowledgedWrites).toBe(report.blocks.db!.lostWrites)
    expect(report.faults[0]!.lost!.acknowledgedWrites).toBeGreaterThan(15)
  })

  test('of several replications losses add up, and times are means', () => {
    const crash = { kind: 'crash', target: 'db', atS: 10, forS: 5 }
    const of = (replications: number) =>
      simulate(store({}, [crash]), { durationS: 20, warmupS: 2, seed: 5, replications }).faults[0]!
    expect(of(3).lost!.requests.unavailable / of(1).lost!.requests.unavailable).toBeCloseTo(3, 0)
    expect(of(3).detectedAfterS).toBeLessThan(0.1)
  })

  test('a backlog is not over before it is gone', () => {
    const report = run(
      designOf({
        blocks: { queue: ['queue'], work: ['worker', { instances: 1, concurrency: 1, serviceTime: 0.005 }] },
        links: [
          ['users', 'queue'],
          ['queue', 'work'],
        ],
        faults: [{ kind: 'consumer-stop', target: 'work', atS: 10, forS: 10 }],
      }),
      60,
    )
    // a thousand messages, of which a hundred a second are gone
    expect(report.faults[0]!.recoveredAfterS).toBeGreaterThan(9)
    expect(report.faults[0]!.recoveredAfterS).toBeLessThan(12)
  })

  test('a fault after the end of the run has not been simulated', () => {
    const report = run(store({}, [{ kind: 'crash', target: 'db', atS: 40, forS: 5 }]))
    expect(report.faults[0]).toMatchObject({ simulated: false, failedDuring: null, recoveredAfterS: null })
    expect(report.findings.find(({ id }) => id === 'fault-not-simulated')!.text).toContain('over before it strikes')
  })

  test('asynchronous calls that fail are counted, although no request knows of them', () => {
    const report = run(toldWithoutWaiting())
    expect(report.requests.r1!.availability).toBe(1)
    // a hundred a second for five seconds
    expect(report.links.l2!.unheard! / 500).toBeCloseTo(1, 0)
    const [finding] = report.findings.filter(({ id }) => id === 'failed-unheard')
    expect(finding).toMatchObject({ blocks: ['api', 'log'], links: ['l2'] })
    // the store is back before they are given up
    const retried = run(toldWithoutWaiting({ retries: { max: 4, backoff: { baseS: 2, maxS: 2, jitter: 'none' } } }))
    expect(retried.links.l2!.unheard).toBeUndefined()
    expect(retried.findings.some(({ id }) => id === 'failed-unheard')).toBe(false)
  })

  test('what a busy system does by chance is no trace of a fault', () => {
    const busyQueue = designOf({
      requests: [{ arrivals: { type: 'poisson', ratePerS: 75 } }],
      blocks: { queue: ['queue'], work: ['worker', { instances: 1, concurrency: 5, serviceTime: exponential(0.05) }] },
      links: [
        ['users', 'queue'],
        ['queue', 'work'],
      ],
      faults: [{ kind: 'consumer-stop', target: 'work', atS: 20, forS: 10 }],
    })
    const busyServer = designOf({
      requests: [{ arrivals: { type: 'poisson', ratePerS: 40 } }],
      blocks: { one: ['service', { instances: 1, concurrency: 1, serviceTime: exponential(0.02), queueLimit: null }] },
      links: [['users', 'one']],
      faults: [{ kind: 'crash', target: 'one', atS: 20, forS: 10 }],
    })
    // 750 messages, and 25 a second more are gone than come
    for (const drainedAfterS of recoveries(busyQueue)) expect(Math.abs(drainedAfterS! - 30)).toBeLessThanOrEqual(5)
    // nothing waits at a server that starts anew
    for (const recoveredAfterS of recoveries(busyServer)) expect(recoveredAfterS).toBeLessThanOrEqual(6)
  })

  test('faults one after the other are told apart', () => {
    const crash = { kind: 'crash', target: 'db' }
    const report = run(
      store({}, [
        { ...crash, atS: 10, forS: 5 },
        { ...crash, atS: 25, forS: 2 },
      ]),
    )
    const [first, second] = report.faults
    expect(first!.recoveredAfterS).toBeLessThanOrEqual(0.5)
    expect(second!.recoveredAfterS).toBeLessThanOrEqual(0.5)
    expect(first!.lost!.requests.unavailable / 1000).toBeCloseTo(1, 0)
    expect(first!.lost!.requests.unavailable + second!.lost!.requests.unavailable).toBe(failures(report))
  })
})
