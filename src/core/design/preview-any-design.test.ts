import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { LIMITINGS } from '@/core/algorithms/rate-limiter'
import { blockKinds } from '@/core/blocks/registry'
import { type Preview, previewDesign } from './preview'
import type { Arrivals, Link, RequestClass } from './schema'

/* Designs of any shape and setting, sensible or not: what they have in common is that a preview of them must be too. */

const kinds = [...blockKinds.map(({ kind }) => kind), 'from-tomorrow']
const ids = Array.from({ length: 9 }, (_, i) => `b${i}`)
const id = fc.constantFrom(...ids)
const time = fc.oneof(
  fc.constantFrom(0, 0.001, 0.1),
  fc.constantFrom(
    { type: 'exponential' as const, meanS: 0.01 },
    { type: 'lognormal' as const, meanS: 0.01, cv: 3 },
    { type: 'pareto' as const, minS: 0.001, alpha: 1.5 },
    { type: 'hyperexponential' as const, p: 0.1, mean1S: 0.1, mean2S: 0.001 },
    { type: 'uniform' as const, minS: 0, maxS: 0.02 },
  ),
)
const count = fc.constantFrom(1, 1, 1, 0, 0.3, 5, 40)
const config = (kind: string): fc.Arbitrary<Record<string, unknown>> => {
  const instances = fc.constantFrom(1, 2, 5)
  const concurrency = fc.constantFrom(1, 4, 64, 5000)
  switch (kind) {
    case 'service':
      return fc.record(
        {
          instances,
          concurrency,
          serviceTime: time,
          queueLimit: fc.constantFrom(null, 0, 3, 1000),
          waitLimit: fc.oneof(fc.constant(null), time),
          discipline: fc.constantFrom('fifo', 'lifo', 'processor-sharing', 'priority', 'priority-preemptive'),
          holdsWorker: fc.boolean(),
        },
        { requiredKeys: [] },
      )
    case 'worker':
      return fc.record({ instances, concurrency, serviceTime: time }, { requiredKeys: [] })
    case 'cache':
      return fc.record(
        {
          instances,
          capacityItems: fc.constantFrom(1, 100, 1e6),
          policy: fc.constantFrom('lru', 'fifo', 'random', 'lfu', 'w-tinylfu'),
          ttlS: fc.constantFrom(null, 0.1, 100),
          writes: fc.constantFrom('invalidate', 'through', 'behind'),
        },
        { requiredKeys: [] },
      )
    case 'database':
      return fc.record(
        {
          shards: fc.constantFrom(1, 3, 40),
          replicas: fc.constantFrom(1, 2, 5),
          shardBy: fc.constantFrom('hash-mod', 'hash-ring', 'jump-hash', 'key-range'),
          replication: fc.constantFrom('async', 'sync', 'semi-sync'),
          readFrom: fc.constantFrom('leader', 'any', 'replicas'),
          concurrency: fc.constantFrom(1, 16),
          connectionLimit: fc.constantFrom(null, 1, 500),
        },
        { requiredKeys: [] },
      )
    case 'load-balancer':
      return fc.record(
        {
          policy: fc.constantFrom(
            'round-robin',
            'random',
            'least-connections',
            'power-of-two',
            'weighted-round-robin',
            'consistent-hash',
          ),
          layer: fc.constantFrom(4, 7),
        },
        { requiredKeys: [] },
      )
    case 'dns':
      return fc.record(
        {
          policy: fc.constantFrom('round-robin', 'failover', 'weighted', 'nearest'),
          ttlS: fc.constantFrom(0, 1, 3600),
          resolvers: fc.constantFrom(1, 1e6),
          lookUpTime: time,
          weights: fc.constantFrom({}, Object.fromEntries(ids.map((each) => [each, 0]))),
        },
        { requiredKeys: [] },
      )
    case 'cdn':
      return fc.record(
        {
          edges: fc.constantFrom(1, 2, 50),
          capacityItems: fc.constantFrom(1, 100, 1e6),
          ttlS: fc.constantFrom(null, 0.1, 100),
          coalesces: fc.boolean(),
          purgesOnWrite: fc.boolean(),
        },
        { requiredKeys: [] },
      )
    case 'rate-limiter':
      return fc.record(
        {
          instances,
          algorithm: fc.constantFrom(...LIMITINGS),
          limit: fc.constantFrom(1, 50, 1e6),
          windowS: fc.constantFrom(0.01, 1, 3600),
          burst: fc.constantFrom(null, 1, 5000),
          countBy: fc.constantFrom('all', 'key'),
          counts: fc.constantFrom('local', 'local-share', 'shared'),
        },
        { requiredKeys: [] },
      )
    default:
      return fc.constant({})
  }
}
const blocks = fc.array(
  fc.constantFrom(...kinds).chain((kind) => fc.record({ kind: fc.constant(kind), config: config(kind) })),
  { minLength: 8, maxLength: 8 },
)
const link: fc.Arbitrary<Omit<Link, 'id'>> = fc.record(
  {
    from: id,
    to: id,
    step: fc.integer({ min: 1, max: 3 }),
    when: fc.constantFrom('always' as const, 'miss' as const, 'hit' as const, 'error' as const),
    calls: count,
    await: fc.constantFrom('all' as const, { first: 1 }, { first: 3 }),
    mode: fc.constantFrom('sync' as const, 'async' as const),
    latency: time,
    timeoutS: fc.constantFrom(0.001, 0.05, 1),
    retries: fc.constantFrom(
      { max: 1 },
      { max: 3, budgetRatio: 0.1 },
      { max: 100, backoff: { baseS: 0, jitter: 'none' as const } },
    ),
    lossRatio: fc.constantFrom(0, 0.1, 1),
    requests: fc.constantFrom(['r0'], ['r1'], ['r0', 'r1']),
  },
  { requiredKeys: ['from', 'to'] },
)
const arrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  fc
    .constantFrom(0, 1, 100, 1e4, 1e7)
    .chain((ratePerS) =>
      fc.constantFrom(
        { type: 'poisson' as const, ratePerS },
        { type: 'constant' as const, ratePerS },
        { type: 'bursty' as const, ratePerS, burst: 20 },
      ),
    ),
  fc.record({ type: fc.constant('closed' as const), users: fc.constantFrom(1, 50, 1e6), thinkTime: time }),
  fc.constant({
    type: 'trace' as const,
    points: [
      [0, 10],
      [60, 500],
    ] as [number, number][],
  }),
)
const request: fc.Arbitrary<Pick<RequestClass, 'arrivals' | 'kind' | 'keys' | 'priority'>> = fc.record(
  {
    arrivals,
    kind: fc.constantFrom('read' as const, 'write' as const),
    keys: fc.constantFrom({ count: 1 }, { count: 1e6, zipf: 0.9 }, { count: 1e9, zipf: 2 }),
    priority: fc.constantFrom(0, 1, 100),
  },
  { requiredKeys: ['arrivals'] },
)

const isRatio = (value: number | null) => value === null || (value >= -1e-9 && value <= 1 + 1e-9)
const isAmount = (value: unknown) => value === null || (typeof value === 'number' && value >= -1e-9 && value < Infinity)

/** Everything in a preview that cannot be. */
function nonsense({ blocks, links, requests }: Preview): unknown[] {
  const amounts = Object.values(requests).map((each) => ({ ...each, weakest: null }))
  const figures: object[] = [...[blocks, links].flatMap((some) => Object.values<object>(some)), ...amounts]
  const wrongAmounts = figures.filter((each) => !Object.values(each).every(isAmount))
  const wrongBlocks = Object.entries(blocks).filter(([, b]) => !isRatio(b.hitRatio) || !isRatio(b.rejectRatio))
  const wrongRequests = Object.entries(requests).filter(
    ([, r]) =>
      !isRatio(r.failRatio) ||
      !isRatio(r.availability) ||
      (r.p99S ?? Infinity) < (r.p50S ?? 0) ||
      (r.weakest !== null && !(r.weakest in blocks)),
  )
  return [...wrongAmounts, ...wrongBlocks, ...wrongRequests]
}

it('any design has a preview without nonsense in it', () => {
  fc.assert(
    fc.property(
      blocks,
      fc.array(link, { maxLength: 16 }),
      fc.array(request, { minLength: 1, maxLength: 2 }),
      (some, links, requests) => {
        const preview = previewDesign({
          format: 'dryrun-design',
          version: 1,
          title: '',
          blocks: [{ id: 'b0', kind: 'client' }, ...some.map((block, i) => ({ id: `b${i + 1}`, ...block }))],
          links: links.map((one, i) => ({ id: `l${i}`, ...one })),
          requests: requests.map((one, i) => ({ id: `r${i}`, from: 'b0', ...one })),
        })
        expect(nonsense(preview)).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})
