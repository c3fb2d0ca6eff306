import { describe, expect, test } from 'vitest'
import type { Report } from './report'
import { simulate } from './run'
import { type Block, type Design, type Fault, type Link, type RequestClass, emptyDesign } from './schema'

/** What must come out of small designs by itself; nothing of it is painted on. */

const poisson = (ratePerS: number) => ({ type: 'poisson', ratePerS }) as const
const exponential = (meanS: number) => ({ type: 'exponential', meanS }) as const

interface Parts {
  blocks: Record<string, [string, Record<string, unknown>?]>
  links: [string, string, Partial<Link>?][]
  requests?: Partial<RequestClass>[]
  faults?: Fault[]
}

function designOf({ blocks, links, requests = [{}], faults }: Parts): Design {
  return {
    ...emptyDesign('phenomenon'),
    blocks: [
      { id: 'users', kind: 'client' },
      ...Object.entries(blocks).map(([id, [kind, config]]): Block => ({ id, kind, ...(config && { config }) })),
    ],
    links: links.map(([from, to, settings], i) => ({ id: `l${i + 1}`, from, to, ...settings })),
    requests: requests.map((request, i) => ({ id: `r${i + 1}`, from: 'users', arrivals: poisson(100), ...request })),
    ...(faults && { faults }),
  }
}

const run = (design: Design, durationS = 40, seed = 5): Report => {
  const report = simulate(design, { durationS, warmupS: 5, seed, replications: 1 })
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
  for (const figures of Object.values(report.requests)) {
    const failed = Object.values(figures.failed).reduce((sum, count) => sum + count, 0)
    expect(figures.offered).toBe(figures.completed + failed + figures.inFlight)
    expect(figures.completed).toBeLessThanOrEqual(figures.offered)
    const { p50, p90, p95, p99, p999, max } = figures.latencyS
    const levels = [p50, p90, p95, p99, p999, max].filter((level) => level !== null)
    expect(levels).toEqual(levels.toSorted((a, b) => a - b))
  }
  return report
}

/** Mean of a series between two moments. */
function between(report: Report, column: readonly (number | null)[], fromS: number, toS: number): number {
  const { stepS } = report.series
  const part = column.slice(Math.round(fromS / stepS), Math.round(toS / stepS)).filter((value) => value !== null)
  return part.reduce((sum, value) => sum + value, 0) / part.length
}

const crash = (target: string, atS: number, forS: number, instances?: number): Fault => ({
  id: 'crash',
  kind: 'crash',
  target,
  atS,
  forS,
  ...(instances && { instances }),
})

const store = (config: Record<string, unknown>, faults: Fault[]) =>
  designOf({
    blocks: { db: ['database', config] },
    links: [['users', 'db']],
    requests: [{ id: 'read' }, { id: 'write', kind: 'write' }],
    faults,
  })

const lostWrites = (replication: string) =>
  run(store({ replicas: 3, replication, replicationLag: exponential(0.5) }, [crash('db', 10, 20, 1)])).blocks.db!
    .lostWrites

const meanWriteS = (replication: string) =>
  run(store({ replicas: 3, replication, replicationLag: exponential(0.1) }, []), 60).requests.write!.latencyS.mean!

const MOST_RETRIES = { max: 3, backoff: { baseS: 0.1, jitter: 'full' as const } }

/** The same storm with a limit of 90 requests a second before it. */
const limited = () => {
  const design = storm({ retries: MOST_RETRIES })
  design.blocks.push({ id: 'gate', kind: 'rate-limiter', config: { limit: 90, burst: 10 } })
  design.links = [
    { ...design.links[0]!, to: 'gate' },
    { id: 'l2', from: 'gate', to: 'api' },
  ]
  return design
}

/** Eight shards of one worker each, asked for a thousand keys evenly. */
const sharded = (faults: Fault[]) =>
  designOf({
    blocks: {
      db: ['database', { shards: 8, concurrency: 1, serviceTimes: { read: exponential(0.005), write: 0.005 } }],
    },
    links: [['users', 'db']],
    requests: [{ arrivals: poisson(400), keys: { count: 1000, zipf: 0 } }],
    faults,
  })

/** One server at 70 % that a spike drives far beyond what it can serve; callers give up after a second. */
const storm = (link: Partial<Link>) =>
  designOf({
    blocks: { api: ['service', { instances: 1, concurrency: 1, serviceTime: exponential(0.01), queueLimit: null }] },
    links: [['users', 'api', { timeoutS: 1, ...link }]],
    requests: [{ arrivals: poisson(70) }],
    faults: [{ id: 's', kind: 'spike', factor: 3, atS: 20, forS: 10 }],
  })

const goodput = (report: Report) => between(report, report.series.requests.r1!.completedPerS, 120, 200)

const chainOfPools = (holdsWorker: boolean) =>
  run(
    designOf({
      blocks: {
        front: ['service', { instances: 1, holdsWorker }],
        api: ['service', { instances: 1, holdsWorker }],
        db: ['database', { concurrency: 1, serviceTimes: { read: exponential(0.02), write: 0.02 } }],
      },
      links: [
        ['users', 'front'],
        ['front', 'api'],
        ['api', 'db'],
      ],
      requests: [{ arrivals: poisson(80) }],
    }),
  )

const aside = (faults: Fault[], cache: Record<string, unknown> = {}) =>
  designOf({
    blocks: {
      api: ['service', { instances: 4 }],
      cache: ['cache', { capacityItems: 1000, ...cache }],
      db: ['database', { shards: 8, concurrency: 4 }],
    },
    links: [
      ['users', 'api'],
      ['api', 'cache'],
      ['api', 'db', { step: 2, when: 'miss' }],
    ],
    requests: [
      { id: 'read', arrivals: poisson(500), keys: { count: 2000, zipf: 1 } },
      { id: 'write', kind: 'write', arrivals: poisson(10), keys: { count: 2000, zipf: 1 } },
    ],
    faults,
  })

/** A key that everybody asks for, a store that takes a tenth of a second for it, and a time to live of two seconds. */
const stampede = (coalesces: boolean) =>
  designOf({
    blocks: {
      api: ['service', { instances: 4, concurrency: 100, serviceTime: 0 }],
      cache: ['cache', { ttlS: 2, coalesces }],
      db: ['database', { concurrency: 100, serviceTimes: { read: 0.1, write: 0.1 } }],
    },
    links: [
      ['users', 'api'],
      ['api', 'cache'],
      ['api', 'db', { step: 2, when: 'miss' }],
    ],
    requests: [{ keys: { count: 1, zipf: 0 } }],
  })

const inlineCache = (writes: string) =>
  run(
    designOf({
      blocks: { cache: ['cache', { writes }], db: ['database'] },
      links: [
        ['users', 'cache'],
        ['cache', 'db'],
      ],
      requests: [
        { id: 'write', kind: 'write', keys: { count: 100, zipf: 0 } },
        { id: 'read', keys: { count: 100, zipf: 0 } },
      ],
    }),
  )

const twoSteps = (settings: Partial<Link>, faults: Fault[] = []) =>
  designOf({
    blocks: { api: ['service', { concurrency: 200 }], first: ['service'], second: ['service'] },
    links: [
      ['users', 'api'],
      ['api', 'first', settings],
      ['api', 'second', { step: 2, when: 'error' }],
    ],
    faults,
  })

const quorumP50S = (first: number) =>
  run(
    designOf({
      blocks: {
        api: ['service', { serviceTime: 0, concurrency: 100 }],
        a: ['service'],
        b: ['service'],
        c: ['service'],
      },
      links: [
        ['users', 'api'],
        ['api', 'a', { await: { first }, latency: 0.01 }],
        ['api', 'b', { await: { first }, latency: 0.05 }],
        ['api', 'c', { await: { first }, latency: 0.2 }],
      ],
    }),
  ).requests.r1!.latencyS.p50!

const failedWithout = (...dead: string[]) =>
  run(
    designOf({
      blocks: { api: ['service'], a: ['database'], b: ['database'], c: ['database'] },
      links: [
        ['users', 'api'],
        ...['a', 'b', 'c'].map((id): [string, string, Partial<Link>] => ['api', id, { await: { first: 2 } }]),
      ],
      faults: dead.map((target, i): Fault => ({ id: `f${i}`, kind: 'crash', target, atS: 5, forS: 20 })),
    }),
  ).requests.r1!.failed.unavailable

const lossy = (link: Partial<Link>) =>
  run(
    designOf({
      blocks: { api: ['service', { instances: 50 }] },
      links: [['users', 'api', { lossRatio: 0.01, ...link }]],
    }),
  )

const shareAtLayer = (layer: number) => {
  const report = run(
    designOf({
      blocks: { lb: ['load-balancer', { layer }], a: ['service'], b: ['service'] },
      links: [
        ['users', 'lb'],
        ['lb', 'a', { requests: ['r1'] }],
        ['lb', 'b', { requests: ['r2'] }],
      ],
      requests: [{}, { arrivals: poisson(10) }],
    }),
  )
  return report.blocks.b!.arrivals / report.blocks.a!.arrivals
}

const behindQueue = (queue: Record<string, unknown>, worker: Record<string, unknown>, faults: Fault[] = []) =>
  designOf({
    blocks: { queue: ['queue', queue], worker: ['worker', { concurrency: 4, ...worker }] },
    links: [
      ['users', 'queue'],
      ['queue', 'worker'],
    ],
    requests: [{ arrivals: poisson(50) }],
    faults,
  })

const messages = (report: Report) => {
  const { arrivals, completed, rejected, deadLettered, droppedMessages, backlog } = report.blocks.queue!
  return { arrivals, completed, rejected, deadLettered: deadLettered!, dropped: droppedMessages!, backlog: backlog! }
}

const failedWithBrokersDown = (instances: number) =>
  run(behindQueue({}, {}, [crash('queue', 10, 10, instances)])).requests.r1!.failed.unavailable

describe('losing instances', () => {
  test('a dead only database fails every request while it is down, and none before or after', () => {
    const report = run(store({}, [crash('db', 10, 10)]))
    const { failedPerS, completedPerS } = report.series.requests.read!
    expect(between(report, failedPerS, 0, 10)).toBe(0)
    expect(between(report, completedPerS, 11, 20)).toBe(0)
    expect(between(report, failedPerS, 21, 40)).toBe(0)
    expect(report.faults[0]!.failedDuring).toBeGreaterThan(1500)
    expect(report.faults[0]!.recoveredAfterS).toBeLessThanOrEqual(1)
  })

  test('a dead follower fails nothing', () => {
    // replicas 0, 1, 2: the first is the leader; the third of three is spread to
    const design = store({ replicas: 3, readFrom: 'any' }, [])
    const faults: Fault[] = [crash('db', 10, 10, 1)]
    const leaderLost = run({ ...design, faults })
    expect(leaderLost.requests.read!.failed.unavailable).toBe(0)
    expect(leaderLost.requests.write!.failed.unavailable).toBeGreaterThan(500)
  })

  test('writes fail until a follower is promoted, and go on with it as leader', () => {
    const failover = { detectS: 2, promoteS: 3 }
    const report = run(store({ replicas: 2, failover }, [crash('db', 10, 20, 1)]))
    const { completedPerS } = report.series.requests.write!
    expect(between(report, completedPerS, 10.5, 14.5)).toBe(0)
    expect(between(report, completedPerS, 16, 40)).toBeGreaterThan(80)
  })

  test('an asynchronous failover loses the writes that had not arrived; others lose none', () => {
    // a hundred writes a second, half a second on their way, and the follower that misses fewest
    expect(lostWrites('async')).toBeGreaterThan(15)
    expect(lostWrites('async')).toBeLessThan(100)
    expect(lostWrites('semi-sync')).toBe(0)
    expect(lostWrites('sync')).toBe(0)
  })

  test('an acknowledgement waits for the followers that it is said to wait for', () => {
    const leader = meanWriteS('async')
    // the faster and the slower of two exponential lags of 0.1 s
    expect(meanWriteS('semi-sync') - leader).toBeCloseTo(0.05, 2)
    expect(meanWriteS('sync') - leader).toBeCloseTo(0.15, 1)
  })

  test('replicas do not make writes cheaper: each does them all over again', () => {
    const report = run(store({ replicas: 2, concurrency: 1, serviceTimes: { read: 0, write: exponential(0.005) } }, []))
    for (const { utilisation } of report.blocks.db!.instances) expect(utilisation).toBeCloseTo(0.5, 1)
  })

  test('health checks take a dead instance out after k failures, and back in', () => {
    const report = run(
      designOf({
        blocks: {
          lb: ['load-balancer', { healthCheck: { intervalS: 1, failures: 3 } }],
          api: ['service', { instances: 4 }],
        },
        links: [
          ['users', 'lb'],
          ['lb', 'api'],
        ],
        faults: [crash('api', 10.5, 10, 1)],
      }),
    )
    const { failedPerS } = report.series.requests.r1!
    // probes at 11, 12 and 13 s; a quarter of the requests fails until then
    expect(between(report, failedPerS, 11, 13)).toBeGreaterThan(15)
    expect(between(report, failedPerS, 13.5, 40)).toBe(0)
    const [dead, other] = report.blocks.api!.instances
    expect(dead!.arrivals).toBeGreaterThan(0.6 * other!.arrivals)
    expect(dead!.arrivals).toBeLessThan(0.85 * other!.arrivals)
  })

  test('without a balancer a dead instance keeps getting its share', () => {
    const report = run(
      designOf({
        blocks: { api: ['service', { instances: 4 }] },
        links: [['users', 'api']],
        faults: [crash('api', 10, 20, 1)],
      }),
    )
    expect(between(report, report.series.requests.r1!.failedPerS, 12, 30)).toBeCloseTo(25, -1)
  })

  test('a zone takes down all that stands in it', () => {
    const design = designOf({
      blocks: { lb: ['load-balancer'], a: ['service'], b: ['service'] },
      links: [
        ['users', 'lb'],
        ['lb', 'a'],
        ['lb', 'b'],
      ],
      faults: [{ id: 'z', kind: 'zone-outage', zone: 'a', atS: 10, forS: 10 }],
    })
    design.blocks.find(({ id }) => id === 'a')!.zone = 'a'
    const report = run(design)
    expect(report.series.blocks.a!.utilisation.slice(-5).every((value) => value! > 0)).toBe(true)
    expect(report.requests.r1!.failed.unavailable).toBeGreaterThan(100)
  })
})

describe('overload and retries', () => {
  test('a retry storm outlives the spike that started it', () => {
    const retries = { max: 3, backoff: { baseS: 0.1, jitter: 'full' as const } }
    expect(goodput(run(storm({ retries }), 200))).toBeLessThan(20)
    expect(run(storm({ retries }), 200).blocks.api!.wasted).toBeGreaterThan(5000)
  })

  test('a budget for retries lets the system recover', () => {
    const retries = { max: 3, backoff: { baseS: 0.1, jitter: 'full' as const }, budgetRatio: 0.1 }
    expect(goodput(run(storm({ retries }), 200))).toBeGreaterThan(60)
  })

  test('a breaker lets it recover, too', () => {
    const retries = { max: 3, backoff: { baseS: 0.1, jitter: 'full' as const } }
    const breaker = { failureRatio: 0.5, window: 50, openS: 5 }
    const report = run(storm({ retries, breaker }), 200)
    expect(goodput(report)).toBeGreaterThan(60)
    expect(report.links.l1!.refused).toBeGreaterThan(100)
  })

  test('shedding lets it recover: a short queue, or a limit on what comes in', () => {
    const short = storm({ retries: MOST_RETRIES })
    short.blocks.find(({ id }) => id === 'api')!.config!.queueLimit = 20
    const shed = run(short, 200)
    expect(goodput(shed)).toBeGreaterThan(60)
    expect(shed.blocks.api!.rejected).toBeGreaterThan(1000)
    const gated = run(limited(), 200)
    expect(goodput(gated)).toBeGreaterThan(60)
    expect(gated.blocks.gate!.rejected).toBeGreaterThan(1000)
  })

  test('so does a wait limit below the time-out of the callers: nobody works for those who have gone', () => {
    const limited = storm({ retries: MOST_RETRIES })
    limited.blocks.find(({ id }) => id === 'api')!.config!.waitLimit = 0.5
    const report = run(limited, 200)
    expect(goodput(report)).toBeGreaterThan(60)
    expect(report.blocks.api!.waitedTooLong).toBeGreaterThan(1000)
    expect(report.blocks.api!.wasted).toBe(0)
    // and even in the spike, at twice what it can do, it does what it can
    expect(between(report, report.series.requests.r1!.completedPerS, 22, 30)).toBeGreaterThan(80)
  })

  test('a caller that gives up leaves its work behind, and it is done all the same', () => {
    const report = run(
      designOf({
        blocks: { api: ['service', { instances: 20, serviceTime: 0.2 }] },
        links: [['users', 'api', { timeoutS: 0.1 }]],
      }),
    )
    expect(report.requests.r1!.completed).toBe(0)
    expect(report.blocks.api!.utilisation! * 20 * 8).toBeCloseTo(100 * 0.2, -1)
    expect(report.blocks.api!.wasted! / report.requests.r1!.failed.timeout).toBeCloseTo(1, 1)
    expect(report.findings.some(({ id }) => id === 'wasted-work')).toBe(true)
  })

  test('a full thread pool at the bottom fills the pools above it, unless workers do not wait', () => {
    const threads = chainOfPools(true)
    expect(threads.blocks.front!.utilisation).toBeGreaterThan(0.9)
    expect(threads.blocks.api!.utilisation).toBeGreaterThan(0.9)
    // the one at the bottom is to blame
    expect(threads.bottleneck!.block).toBe('db')
    expect(chainOfPools(false).blocks.front!.utilisation).toBeLessThan(0.2)
  })

  test('throughput never exceeds what was offered, and goodput what can be served', () => {
    const report = run(
      designOf({
        blocks: { api: ['service', { instances: 1, concurrency: 1 }] },
        links: [['users', 'api']],
        requests: [{ arrivals: poisson(150) }],
      }),
    )
    expect(report.requests.r1!.throughputPerS).toBeLessThan(102)
    // its queue holds a thousand, and then it turns the rest away
    expect(report.blocks.api!.overloadPerS).toBeGreaterThan(20)
  })

  test('a station that falls behind has no p99, and an objective on it is missed', () => {
    const design = designOf({
      blocks: { api: ['service', { instances: 1, concurrency: 1, queueLimit: null }] },
      links: [['users', 'api']],
      requests: [{ arrivals: poisson(150) }],
    })
    design.objectives = [{ id: 'o', metric: 'latency', request: 'r1', percentile: 99, atMost: 0.5 }]
    const report = run(design)
    expect(report.requests.r1!.latencyS.p99).toBeNull()
    expect(report.objectives[0]).toEqual({ id: 'o', measured: null, met: false })
    expect(report.blocks.api!.overloadPerS).toBeCloseTo(50, -1)
    expect(report.findings.find(({ id }) => id === 'overload')!.text).toMatch(/grows by/)
  })
})

describe('keys and caches', () => {
  test('a flushed cache sends everything to the database, until it is warm again', () => {
    const report = run(aside([{ id: 'f', kind: 'cache-flush', target: 'cache', atS: 20 }]), 40)
    const { hitRatio } = report.series.blocks.cache!
    const { arrivalsPerS } = report.series.blocks.db!
    expect(between(report, hitRatio, 10, 20)).toBeGreaterThan(0.75)
    expect(between(report, hitRatio, 20, 20.5)).toBeLessThan(0.6)
    expect(between(report, hitRatio, 35, 40)).toBeGreaterThan(0.75)
    expect(between(report, arrivalsPerS, 20, 20.5)).toBeGreaterThan(1.5 * between(report, arrivalsPerS, 10, 20))
  })

  test('a dead cache is a cache that misses', () => {
    const report = run(aside([crash('cache', 20, 10)]), 40)
    expect(report.requests.read!.failed.unavailable).toBe(0)
    expect(between(report, report.series.blocks.db!.arrivalsPerS, 22, 30)).toBeGreaterThan(450)
  })

  test('writes reach the store, and invalidate what was cached', () => {
    const report = run(aside([]), 40)
    const { db, cache } = report.blocks
    const misses =
      report.links.l2!.calls -
      report.blocks.cache!.hitRatio! * (report.links.l2!.calls - report.requests.write!.offered)
    expect(db!.arrivals / misses).toBeCloseTo(1, 2)
    // the most popular keys are written most, so writes cost hits
    expect(cache!.hitRatio!).toBeLessThan(
      run({ ...aside([]), requests: aside([]).requests.slice(0, 1) }, 40).blocks.cache!.hitRatio!,
    )
  })

  test('writes through a cache with a store behind it leave it warm; writes behind do not wait', () => {
    const through = inlineCache('through')
    const behind = inlineCache('behind')
    expect(through.blocks.cache!.hitRatio).toBe(1)
    expect(inlineCache('invalidate').blocks.cache!.hitRatio).toBeLessThan(0.6)
    expect(through.requests.write!.latencyS.mean!).toBeGreaterThan(0.005)
    expect(behind.requests.write!.latencyS.mean!).toBeLessThan(0.001)
    // all of them reach the store, whether anybody waits or not
    for (const report of [through, behind]) {
      expect(report.blocks.db!.arrivals).toBeGreaterThan(report.requests.write!.offered - 5)
    }
  })

  test('a hot key saturates one shard while the others idle', () => {
    const report = run(
      aside([{ id: 'h', kind: 'hot-key', request: 'read', share: 0.9, atS: 0, forS: 40 }], {
        capacityItems: 1,
        ttlS: 1e-6,
      }),
      40,
    )
    const loads = report.blocks.db!.instances.map(({ arrivals }) => arrivals).sort((a, b) => a - b)
    expect(loads.at(-1)!).toBeGreaterThan(10 * loads[3]!)
  })

  test('one hot key makes one hot shard, whatever the others could still do', () => {
    const report = run(sharded([{ id: 'h', kind: 'hot-key', request: 'r1', share: 0.5, atS: 0, forS: 40 }]))
    const loads = report.blocks.db!.instances.map(({ utilisation }) => utilisation!).sort((a, b) => a - b)
    // two hundred a second and its share of the rest come to one that can do two hundred
    expect(loads.at(-1)!).toBeGreaterThan(0.95)
    expect(loads.at(-2)!).toBeLessThan(0.3)
    expect(report.blocks.db!.utilisation!).toBeLessThan(0.3)
    const even = run(sharded([])).blocks.db!.instances.map(({ utilisation }) => utilisation!)
    expect(Math.max(...even)).toBeLessThan(0.4)
  })

  test('everybody who misses a popular key goes to the store, unless one goes for all', () => {
    // every 2.1 s the value is gone for a tenth of a second, in which ten ask for it
    expect(run(stampede(false)).blocks.db!.arrivals / (11 * (40 / 2.1))).toBeCloseTo(1, 0)
    expect(run(stampede(true)).blocks.db!.arrivals).toBeLessThanOrEqual(20)
  })

  test('the key picks the shard of a router, and keys of one shard stay together', () => {
    const report = run(
      designOf({
        blocks: { router: ['shard-router', { policy: 'key-range' }], a: ['database'], b: ['database'] },
        links: [
          ['users', 'router'],
          ['router', 'a'],
          ['router', 'b'],
        ],
        requests: [{ keys: { count: 1000, zipf: 1 } }],
      }),
    )
    // low keys are the popular ones
    expect(report.blocks.a!.arrivals).toBeGreaterThan(4 * report.blocks.b!.arrivals)
  })
})

describe('calls', () => {
  test('a fallback answers in place of what failed, and only then', () => {
    const report = run(twoSteps({}, [crash('first', 10, 10)]))
    expect(report.requests.r1!.failed.unavailable).toBe(0)
    expect(between(report, report.series.blocks.second!.arrivalsPerS, 0, 10)).toBe(0)
    expect(between(report, report.series.blocks.second!.arrivalsPerS, 11, 20)).toBeGreaterThan(80)
  })

  test('nobody waits for an asynchronous call, and its work is done all the same', () => {
    const report = run(twoSteps({ mode: 'async', latency: 1 }))
    expect(report.requests.r1!.latencyS.mean!).toBeLessThan(0.05)
    expect(report.blocks.first!.completed).toBeGreaterThan(3500)
  })

  test('of parallel calls the first k will do', () => {
    expect(quorumP50S(1)).toBeLessThan(0.06)
    expect(quorumP50S(2)).toBeGreaterThan(0.1)
    expect(quorumP50S(2)).toBeLessThan(0.2)
    expect(quorumP50S(3)).toBeGreaterThan(0.4)
  })

  test('a quorum bears the loss of one, and not of two', () => {
    expect(failedWithout('a')).toBe(0)
    expect(failedWithout('a', 'b')).toBeGreaterThan(1500)
  })

  test('a lost message is never answered without a time-out, and the report says so', () => {
    const alone = lossy({})
    expect(alone.requests.r1!.failed.lost).toBeGreaterThan(40)
    expect(alone.findings.some(({ id }) => id === 'never-answered')).toBe(true)
    const timed = lossy({ timeoutS: 1, retries: { max: 5 } })
    expect(timed.requests.r1!.failed).toEqual({ rejected: 0, timeout: 0, unavailable: 0, lost: 0 })
  })

  test('a partition cuts the links between its sides', () => {
    const faults: Fault[] = [{ id: 'p', kind: 'partition', between: [['api'], ['first']], atS: 10, forS: 10 }]
    const report = run(twoSteps({ timeoutS: 0.5 }, faults))
    expect(between(report, report.series.blocks.second!.arrivalsPerS, 11, 20)).toBeGreaterThan(80)
    expect(report.links.l2!.timeouts).toBeGreaterThan(500)
  })

  test('layer 7 follows only links that carry the class; layer 4 sees no classes', () => {
    expect(shareAtLayer(7)).toBeCloseTo(0.1, 1)
    expect(shareAtLayer(4)).toBeCloseTo(1, 1)
  })
})

describe('queues', () => {
  test('the sender does not wait for the work', () => {
    const report = run(behindQueue({}, { serviceTime: exponential(0.1) }))
    expect(report.requests.r1!.latencyS.max!).toBeLessThan(0.01)
    expect(report.blocks.worker!.completed).toBeGreaterThan(1900)
  })

  test('a dead consumer lets messages pile up, which drain when it is back', () => {
    const report = run(behindQueue({}, {}, [{ id: 's', kind: 'consumer-stop', target: 'worker', atS: 10, forS: 10 }]))
    const { queueLength } = report.series.blocks.queue!
    expect(between(report, queueLength, 19, 20)).toBeGreaterThan(400)
    expect(between(report, queueLength, 30, 40)).toBeLessThan(5)
    expect(messages(report).completed).toBeGreaterThan(1950)
  })

  test('a backlog takes as long to drain as what is faster than what comes allows', () => {
    // one worker that does a hundred messages a second, of which fifty come; five hundred wait when it is back
    const stop: Fault = { id: 's', kind: 'consumer-stop', target: 'worker', atS: 10, forS: 10 }
    const worker = { instances: 1, concurrency: 1, serviceTime: 0.01 }
    const report = run(behindQueue({}, worker, [stop]), 60)
    const { queueLength } = report.series.blocks.queue!
    const { stepS } = report.series
    // in the mean over the last second, and what comes in half of one
    const backlog = between(report, queueLength, 19, 20) + 25
    const drained = queueLength.findIndex((length, step) => step * stepS > 20 && length! < 2) * stepS - 20
    expect(Math.abs(drained - backlog / (100 - 50))).toBeLessThan(2.5)
  })

  test('a message whose consumer dies is delivered again, and none is lost', () => {
    const report = run(behindQueue({ ackTimeoutS: 2 }, { serviceTime: exponential(0.1) }, [crash('worker', 10, 5, 1)]))
    const { arrivals, completed, deadLettered, backlog } = messages(report)
    expect(report.blocks.queue!.redelivered).toBeGreaterThan(0)
    expect(deadLettered).toBe(0)
    expect(completed).toBeGreaterThan(arrivals - backlog - 30)
  })

  test('work that takes longer than its acknowledgement is done again and again, then given up', () => {
    const slow = { ackTimeoutS: 1, maxDeliveries: 2 }
    const kept = messages(run(behindQueue(slow, { serviceTime: 1.5, concurrency: 400 })))
    expect(kept.completed).toBe(0)
    expect(kept.deadLettered).toBeGreaterThan(1500)
    expect(
      messages(run(behindQueue({ ...slow, deadLetter: false }, { serviceTime: 1.5, concurrency: 400 }))).dropped,
    ).toBeGreaterThan(1500)
  })

  test('a full queue turns messages away', () => {
    const report = run(behindQueue({ limit: 100 }, { instances: 1, concurrency: 1, serviceTime: 0.1 }))
    expect(report.requests.r1!.failed.rejected).toBeGreaterThan(1000)
    expect(report.blocks.queue!.queueLength.max).toBe(100)
    expect(report.bottleneck!.block).toBe('worker')
  })

  test('answers while more than half of its brokers are up', () => {
    expect(failedWithBrokersDown(1)).toBe(0)
    expect(failedWithBrokersDown(2)).toBeGreaterThan(400)
  })
})

describe('traffic', () => {
  test('a spike multiplies the rate of its class while it lasts', () => {
    const report = run(
      designOf({
        blocks: { api: ['service', { instances: 20 }] },
        links: [['users', 'api']],
        requests: [{}, {}],
        faults: [{ id: 's', kind: 'spike', request: 'r1', factor: 4, atS: 10, forS: 10 }],
      }),
    )
    expect(between(report, report.series.requests.r1!.offeredPerS, 10, 20) / 400).toBeCloseTo(1, 1)
    expect(between(report, report.series.requests.r1!.offeredPerS, 20, 40) / 100).toBeCloseTo(1, 1)
    expect(between(report, report.series.requests.r2!.offeredPerS, 10, 20) / 100).toBeCloseTo(1, 1)
  })

  test('a trace of rates is followed, between its points too', () => {
    const points: [number, number][] = [
      [0, 100],
      [20, 300],
      [30, 300],
      [31, 0],
    ]
    const report = run(
      designOf({
        blocks: { api: ['service', { instances: 20 }] },
        links: [['users', 'api']],
        requests: [{ arrivals: { type: 'trace', points } }],
      }),
    )
    const { offeredPerS } = report.series.requests.r1!
    expect(between(report, offeredPerS, 0, 2) / 110).toBeCloseTo(1, 0)
    expect(between(report, offeredPerS, 8, 12) / 200).toBeCloseTo(1, 1)
    expect(between(report, offeredPerS, 20, 30) / 300).toBeCloseTo(1, 1)
    expect(between(report, offeredPerS, 31, 40)).toBe(0)
    expect(report.requests.r1!.offered / 7150).toBeCloseTo(1, 1)
  })
})
