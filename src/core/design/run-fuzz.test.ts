import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { remembered } from '@/core/algorithms/remembered'
import { blockKinds } from '@/core/blocks/registry'
import type { Report } from './report'
import { simulate } from './run'
import type { Block, Design, Fault, Link, RequestClass } from './schema'

/** Random designs, most of them nonsense: none may throw, show a number that is none, or lose a request. */

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const id = fc.constantFrom(...ids)
const time = fc.constantFrom(
  0,
  0.001,
  0.05,
  { type: 'exponential', meanS: 0.01 },
  { type: 'lognormal', meanS: 0.02, cv: 3 },
  { type: 'pareto', minS: 0.001, alpha: 1.1 },
  { type: 'uniform', minS: 0, maxS: 0.02 },
  { type: 'hyperexponential', p: 0.1, mean1S: 0.1, mean2S: 0.001 },
  {
    type: 'empirical',
    quantiles: [
      [0.5, 0.001],
      [1, 0.2],
    ],
  },
) as fc.Arbitrary<never>

/** Settings of each kind that pull it into its corners; what a kind does not know is left out below. */
const settings = fc.record(
  {
    instances: fc.constantFrom(1, 2, 5),
    concurrency: fc.constantFrom(1, 3, 50),
    serviceTime: time,
    serviceTimes: fc.record({ read: time, write: time }),
    queueLimit: fc.constantFrom(null, 0, 5, 100),
    waitLimit: fc.oneof(fc.constant(null), time),
    discipline: fc.constantFrom('fifo', 'lifo', 'processor-sharing', 'priority', 'priority-preemptive'),
    holdsWorker: fc.boolean(),
    policy: fc.constantFrom(
      'round-robin',
      'least-connections',
      'power-of-two',
      'consistent-hash',
      'lru',
      'random',
      'lfu',
      'w-tinylfu',
      'failover',
      'weighted',
      'nearest',
      'hash-ring',
      'jump-hash',
      'key-range',
    ),
    layer: fc.constantFrom(4, 7),
    overhead: time,
    capacityItems: fc.constantFrom(1, 3, 1000),
    ttlS: fc.constantFrom(null, 0.001, 1),
    writes: fc.constantFrom('invalidate', 'through', 'behind'),
    replicas: fc.constantFrom(1, 2, 3),
    replication: fc.constantFrom('async', 'sync', 'semi-sync'),
    readFrom: fc.constantFrom('leader', 'any', 'replicas'),
    shards: fc.constantFrom(1, 3),
    connectionLimit: fc.constantFrom(null, 1, 20),
    failover: fc.constantFrom({ detectS: 0.1, promoteS: 0 }, { detectS: 0, promoteS: 0.5 }),
    replicationLag: time,
    limit: fc.constantFrom(null, 1, 50),
    ackTimeoutS: fc.constantFrom(0.05, 0.5, 5),
    maxDeliveries: fc.constantFrom(1, 3),
    deadLetter: fc.boolean(),
    algorithm: fc.constantFrom(
      'token-bucket',
      'leaky-bucket',
      'fixed-window',
      'sliding-window-log',
      'sliding-window-counter',
    ),
    windowS: fc.constantFrom(0.01, 1, 60),
    burst: fc.constantFrom(null, 1, 10),
    countBy: fc.constantFrom('all', 'key'),
    counts: fc.constantFrom('local', 'local-share', 'shared'),
    countTime: time,
    resolvers: fc.constantFrom(1, 7),
    lookUpTime: time,
    healthCheck: fc.constantFrom({ intervalS: 0.1, failures: 2 }, { intervalS: 5, failures: 1 }),
    edges: fc.constantFrom(1, 3),
    coalesces: fc.boolean(),
    staleIfErrorS: fc.constantFrom(null, 1),
    purgesOnWrite: fc.boolean(),
    keysRemembered: fc.constantFrom(1, 3, 1000),
  },
  { requiredKeys: [] },
)

/** The settings that a kind accepts, one by one. */
function fitting(kind: string, config: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([key, value]) => fits(JSON.stringify([kind, key, value]))))
}

/** Every setting is one of a few: each of them is asked about once. */
const fits = remembered(100_000, (asked) => {
  const [kind, key, value] = JSON.parse(asked) as [string, string, unknown]
  const { config } = blockKinds.find((each) => each.kind === kind)!
  return config.safeParse({ [key]: value }).success
})

const block = (of: string): fc.Arbitrary<Block> =>
  fc
    .record({
      // queues and those who work for them are of use in pairs only
      kind: fc.constantFrom(...blockKinds.map(({ kind }) => kind), 'queue', 'worker', 'worker'),
      config: settings,
      zone: fc.constantFrom('x', 'y'),
      region: fc.constantFrom(undefined, 'eu'),
    })
    .map(({ kind, config, zone, region }) => ({
      id: of,
      kind,
      zone,
      ...(region && { region }),
      config: fitting(kind, config),
    }))

const link: fc.Arbitrary<Pick<Link, 'from' | 'to'> & Partial<Link>> = fc.record(
  {
    from: fc.oneof(fc.constant('users'), id),
    to: id,
    requests: fc.constantFrom(['r1'], ['r2']),
    step: fc.constantFrom(1, 2, 3),
    when: fc.constantFrom('always', 'miss', 'hit', 'error'),
    calls: fc.constantFrom(0, 0.5, 1, 3, { type: 'uniform', min: 0, max: 4 }) as fc.Arbitrary<never>,
    await: fc.constantFrom<NonNullable<Link['await']>[]>('all', { first: 1 }, { first: 2 }),
    mode: fc.constantFrom('sync', 'sync', 'async'),
    latency: fc.oneof(time, fc.constant(0)) as fc.Arbitrary<never>,
    timeoutS: fc.constantFrom(0.005, 0.1, 2),
    retries: fc.constantFrom(
      { max: 2 },
      { max: 5, backoff: { baseS: 0, jitter: 'none' } },
      { max: 3, budgetRatio: 0.1 },
    ),
    breaker: fc.constantFrom({ failureRatio: 0.5, window: 5, openS: 0.5 }),
    lossRatio: fc.constantFrom(0.01, 0.5),
  },
  { requiredKeys: ['from', 'to'] },
)

const arrivals = fc.constantFrom<RequestClass['arrivals'][]>(
  { type: 'poisson', ratePerS: 40 },
  { type: 'constant', ratePerS: 30 },
  { type: 'bursty', ratePerS: 30, burst: 10 },
  { type: 'closed', users: 6, thinkTime: 0.05 },
  {
    type: 'trace',
    points: [
      [0, 10],
      [1, 80],
      [2, 0],
    ],
  },
)
const request = (of: string): fc.Arbitrary<RequestClass> =>
  fc.record({
    id: fc.constant(of),
    from: fc.constant('users'),
    kind: fc.constantFrom('read', 'write'),
    arrivals,
    keys: fc.constantFrom(undefined, { count: 1, zipf: 0 }, { count: 50, zipf: 1.2 }),
    priority: fc.constantFrom(undefined, 1, 2),
  })

const during = { id: fc.constant('f'), atS: fc.constantFrom(0, 0.5, 1), forS: fc.constantFrom(0.2, 1, 9) }
const some = fc.constantFrom(undefined, 1, 2, 100)
const kindOf = <K extends Fault['kind']>(kind: K) => ({ ...during, kind: fc.constant(kind) })
const requestId = fc.constantFrom('r1', 'r2')
const share = fc.constantFrom(0, 0.3, 1)
/** One of every kind that the design file knows. */
const faultOf: { [K in Fault['kind']]: fc.Arbitrary<Extract<Fault, { kind: K }>> } = {
  crash: fc.record({ ...kindOf('crash'), target: id, instances: some }),
  'zone-outage': fc.record({ ...kindOf('zone-outage'), zone: fc.constantFrom('x', 'y') }),
  'region-outage': fc.record({ ...kindOf('region-outage'), region: fc.constant('eu') }),
  slow: fc.record({ ...kindOf('slow'), target: id, factor: fc.constantFrom(0.5, 4), instances: some }),
  partition: fc.record({
    ...kindOf('partition'),
    between: fc.constantFrom<[string[], string[]][]>(
      [
        ['a', 'users'],
        ['b', 'y'],
      ],
      [['x'], ['y']],
      [['eu'], ['users']],
    ),
  }),
  'packet-loss': fc.record({ ...kindOf('packet-loss'), target: fc.oneof(id, fc.constant('l0')), ratio: share }),
  'cache-flush': fc.record({ ...kindOf('cache-flush'), target: id, forS: fc.constantFrom(undefined, 1) }),
  'hot-key': fc.record({ ...kindOf('hot-key'), request: fc.constantFrom(undefined, 'r1'), share }),
  spike: fc.record({ ...kindOf('spike'), request: requestId, factor: fc.constantFrom(0.1, 5) }),
  'dependency-error': fc.record({ ...kindOf('dependency-error'), target: id, ratio: share }),
  'consumer-stop': fc.record({ ...kindOf('consumer-stop'), target: id }),
  'clock-skew': fc.record({ ...kindOf('clock-skew'), target: id, offsetS: fc.constantFrom(-1, 0.5, 60) }),
  pause: fc.record({ ...kindOf('pause'), target: id, instances: some }),
  deploy: fc.record({ ...kindOf('deploy'), target: id, atATime: some, drain: fc.constantFrom(undefined, false) }),
}
const fault: fc.Arbitrary<Fault> = fc.oneof(...Object.values<fc.Arbitrary<Fault>>(faultOf))

/** A stop of consumers where there is one: hardly any block takes its work from a queue by chance. */
function atConsumer(drawn: Fault, blocks: readonly Block[], links: readonly Pick<Link, 'from' | 'to'>[]): Fault {
  if (drawn.kind !== 'consumer-stop') return drawn
  const kindAt = (at: string) => blocks.find((each) => each.id === at)?.kind
  const fed = links.find(
    ({ from, to }) => kindAt(from < to ? from : to) === 'queue' && kindAt(from < to ? to : from) === 'worker',
  )
  return fed ? { ...drawn, target: fed.from < fed.to ? fed.to : fed.from } : drawn
}

const design: fc.Arbitrary<Design> = fc
  .record({
    blocks: fc.tuple(...ids.map(block)),
    links: fc.array(link, { minLength: 3, maxLength: 16 }),
    requests: fc.tuple(request('r1'), request('r2')),
    faults: fc.array(fault, { maxLength: 4 }),
  })
  .map(
    ({ blocks, links, requests, faults }): Design => ({
      format: 'dryrun-design',
      version: 1,
      title: 'odd',
      regions: [{ id: 'eu', name: 'Europe' }],
      blocks: [{ id: 'users', kind: 'client' }, ...blocks],
      // forwards only, or nearly all of them would be rings, which do not run
      links: links
        .map(
          ({ from, to, ...rest }, i): Link =>
            from !== 'users' && from > to
              ? { id: `l${i}`, from: to, to: from, ...rest }
              : { id: `l${i}`, from, to, ...rest },
        )
        .filter(({ from, to }) => from !== to),
      requests,
      faults: faults.map((each, i) => ({ ...each, id: `f${i}` })).map((each) => atConsumer(each, blocks, links)),
    }),
  )

/** Where there is a number that is none: a path for each, written from the inside out, as nearly all values are right. */
function oddNumbers(value: unknown): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`: ${value}`]
  if (typeof value !== 'object' || value === null) return []
  const odd: string[] = []
  for (const [key, inner] of Object.entries(value)) for (const path of oddNumbers(inner)) odd.push(`.${key}${path}`)
  return odd
}

function problemsOf(report: Report): string[] {
  const problems = oddNumbers(report)
  for (const { id: check, passed, deviation, detail } of report.checks) {
    if (!passed) problems.push(`${check}: ${deviation} (${detail})`)
  }
  for (const [name, { offered, completed, inFlight, failed, latencyS }] of Object.entries(report.requests)) {
    const gone = failed.rejected + failed.timeout + failed.unavailable + failed.lost
    if (offered !== completed + gone + inFlight) problems.push(`${name}: ${offered} offered`)
    const { p50, p90, p95, p99, p999, max } = latencyS
    const levels = [p50, p90, p95, p99, p999, max].filter((level) => level !== null)
    if (levels.some((level, i) => i > 0 && level < levels[i - 1]!)) problems.push(`${name}: percentiles fall`)
  }
  for (const [name, { utilisation, hitRatio }] of Object.entries(report.blocks)) {
    for (const ratio of [utilisation, hitRatio]) {
      if (ratio !== null && !(ratio >= 0 && ratio <= 1)) problems.push(`${name}: ${ratio}`)
    }
  }
  return problems
}

const RUNS = Number(process.env.DRYRUN_FUZZ_RUNS ?? 2000)

test(
  'no design, however odd, throws, shows nonsense or loses a request',
  () => {
    let simulated = 0
    const acted = new Set<string>()
    fc.assert(
      fc.property(design, (odd) => {
        const report = simulate(
          odd,
          { durationS: 3, warmupS: 1, seed: 1, replications: 1 },
          { caps: { events: 30_000, jobs: 50_000 } },
        )
        expect(problemsOf(report)).toEqual([])
        if (report.events > 100) simulated++
        for (const { kind, simulated: acts } of report.faults) if (acts) acted.add(kind)
      }),
      { numRuns: RUNS, seed: 20_260 },
    )
    // the generator must not hide behind designs that cannot run
    expect(simulated).toBeGreaterThan(0.6 * RUNS)
    if (RUNS >= 250) expect([...acted].sort()).toEqual(Object.keys(faultOf).sort())
  },
  300 * RUNS,
)
