import { describe, expect, test } from 'vitest'
import { database, design, type Parts, poisson, service } from '@/core/design/preview-designs'
import type { Block, Link, RequestClass } from '@/core/design/schema'
import { type DesignAt, disagreements, overloadDisagreements, rateAtLoad } from './preview-agreement'

/**
 * The instant preview of what people draw again and again, against runs of it. Retries at moderate load alone: nearer to the
 * edge a run may tip over into a storm that it does not come back from, while the preview is of the system before it.
 */

type Links = Parts['links']
type Config = Record<string, unknown>
type Requests = (ratePerS: number) => Partial<RequestClass>[]

const keys = { count: 1000, zipf: 0.9 }
const reads: Requests = (ratePerS) => [{ ...poisson(ratePerS), keys }]
/** One in ten is a write. */
const readsAndWrites: Requests = (ratePerS) => [
  { ...poisson(0.9 * ratePerS), keys },
  { ...poisson(0.1 * ratePerS), keys, kind: 'write' },
]

/** Three in ten are urgent. */
const ranked: Requests = (ratePerS) => [
  { ...poisson(0.3 * ratePerS), priority: 2 },
  { ...poisson(0.7 * ratePerS), priority: 1 },
]

const latency = 0.00025
const designs =
  (blocks: Block[], links: Links, requests = readsAndWrites): DesignAt =>
  (ratePerS) =>
    design({ blocks, links: links.map((link) => ({ latency, ...link })), requests: requests(ratePerS) })

const block = (id: string, kind: string, config: Config = {}): Block => ({ id, kind, config })
const pool = (id: string, config: Config = {}) =>
  service(id, { instances: 2, concurrency: 8, queueLimit: 1000, ...config })
const call = (from: string, to: string, settings: Partial<Link> = {}) => ({ from, to, ...settings })

const cacheAside = (config: Config) =>
  designs(
    [pool('api', { concurrency: 32 }), block('cache', 'cache', { capacityItems: 200, ...config }), database('db')],
    [call('users', 'api'), call('api', 'cache', { step: 1 }), call('api', 'db', { step: 2, when: 'miss' })],
  )

const balanced = (policy: string, config: Config = {}) =>
  designs(
    [
      block('lb', 'load-balancer', { policy }),
      pool('a', { instances: 3, ...config }),
      pool('b', { instances: 3, ...config }),
    ],
    [call('users', 'lb'), call('lb', 'a'), call('lb', 'b')],
  )

const stored = (config: Config) => designs([database('db', config)], [call('users', 'db')])

/** Lets half of what the service can do through: it refuses hardly anybody at a load of 0.3, and many when the load is nearly that. */
const limited = (config: Config) =>
  designs(
    [block('limiter', 'rate-limiter', { limit: 800, burst: 20, ...config }), pool('api')],
    [call('users', 'limiter'), call('limiter', 'api')],
  )

const delivered = (config: Config) =>
  designs(
    [block('cdn', 'cdn', { edges: 2, ttlS: 0.2, ...config }), pool('api')],
    [call('users', 'cdn'), call('cdn', 'api')],
  )

/** So many names are looked up that it matters how long that takes. */
const resolved = (config: Config) =>
  designs(
    [block('dns', 'dns', { ttlS: 0.2, ...config }), pool('a'), pool('b')],
    [call('users', 'dns', { latency: 0 }), call('dns', 'a', { latency: 0.001 }), call('dns', 'b')],
  )

const calling = (link: Partial<Link>, config: Config = {}) =>
  designs(
    [pool('api', { concurrency: 64 }), pool('callee', { concurrency: 4, ...config })],
    [call('users', 'api'), call('api', 'callee', link)],
    reads,
  )

const byPriority = (config: Config) => designs([pool('api', config)], [call('users', 'api')], ranked)

const retries = { max: 3 }
const backoff = { baseS: 0.01, factor: 2, jitter: 'none' as const }

const pairs: Record<string, { at: DesignAt; loads: number[]; overloads?: boolean }> = {
  'a service with a cache beside a database': { at: cacheAside({}), loads: [0.3, 0.85], overloads: true },
  'a cache that keeps the newest': { at: cacheAside({ policy: 'fifo' }), loads: [0.6] },
  'a cache that evicts at random': { at: cacheAside({ policy: 'random' }), loads: [0.6] },
  'a cache that keeps what is popular': { at: cacheAside({ policy: 'w-tinylfu' }), loads: [0.6] },
  'a cache with a time to live': { at: cacheAside({ ttlS: 0.2 }), loads: [0.6] },
  'a cache of three nodes that is written through': {
    at: cacheAside({ instances: 3, writes: 'through' }),
    loads: [0.6],
  },
  'a cache before its database': {
    at: designs(
      [pool('api', { concurrency: 32 }), block('cache', 'cache', { capacityItems: 200 }), database('db')],
      [call('users', 'api'), call('api', 'cache'), call('cache', 'db')],
    ),
    loads: [0.6],
  },
  'round robin': { at: balanced('round-robin'), loads: [0.3, 0.85], overloads: true },
  'random choice': { at: balanced('random'), loads: [0.85] },
  'least connections': { at: balanced('least-connections'), loads: [0.3, 0.85] },
  'least connections among single workers': {
    at: balanced('least-connections', { concurrency: 1 }),
    loads: [0.6, 0.85],
  },
  'the better of two': { at: balanced('power-of-two'), loads: [0.3, 0.85] },
  'weighted round robin': { at: balanced('weighted-round-robin'), loads: [0.85] },
  'consistent hashing': { at: balanced('consistent-hash'), loads: [0.6, 0.85], overloads: true },
  'round robin with long jobs among short': {
    at: balanced('round-robin', { serviceTime: { type: 'lognormal', meanS: 0.01, cv: 2 } }),
    loads: [0.6, 0.85],
  },
  'shards with replicas that are read': {
    at: stored({ shards: 4, replicas: 3, readFrom: 'any' }),
    loads: [0.3, 0.6, 0.85],
    overloads: true,
  },
  'shards on a ring with followers that are read': {
    at: stored({ shards: 3, replicas: 2, shardBy: 'hash-ring', readFrom: 'replicas' }),
    loads: [0.6, 0.85],
  },
  'replicas that writes wait for': { at: stored({ replicas: 3, replication: 'semi-sync' }), loads: [0.6] },
  'a queue before workers that call a database': {
    at: designs(
      [block('queue', 'queue'), block('worker', 'worker', { serviceTime: 0.01 }), database('db')],
      [call('users', 'queue'), call('queue', 'worker'), call('worker', 'db')],
    ),
    loads: [0.3, 0.6, 0.85],
    overloads: true,
  },
  'a queue that two workers take from': {
    at: designs(
      [block('queue', 'queue'), block('a', 'worker'), block('b', 'worker')],
      [call('users', 'queue'), call('queue', 'a'), call('queue', 'b')],
    ),
    loads: [0.6, 0.85],
  },
  ...Object.fromEntries(
    (['token-bucket', 'leaky-bucket', 'fixed-window', 'sliding-window-log', 'sliding-window-counter'] as const).map(
      (algorithm) => [`a limiter by ${algorithm} before a service`, { at: limited({ algorithm }), loads: [0.3, 0.49] }],
    ),
  ),
  'a limiter that counts each key': {
    at: limited({ algorithm: 'sliding-window-log', countBy: 'key', limit: 20 }),
    loads: [0.3, 0.6],
  },
  'a limiter of leaky buckets for each key': {
    at: limited({ algorithm: 'leaky-bucket', countBy: 'key', limit: 20, burst: 3 }),
    loads: [0.3, 0.6],
  },
  'limiters that count by themselves': {
    at: limited({ algorithm: 'fixed-window', counts: 'local', limit: 160, instances: 5 }),
    loads: [0.3, 0.49],
  },
  'limiters that divide the limit': {
    at: limited({ algorithm: 'token-bucket', counts: 'local-share', limit: 800, burst: 32, instances: 5 }),
    loads: [0.3, 0.49],
  },
  // an origin that is too slow is asked less, because others wait for its answers: it is no overload that settles
  'a CDN before a service': { at: delivered({}), loads: [0.3, 0.85] },
  'a CDN that lets every miss through': { at: delivered({ coalesces: false }), loads: [0.6] },
  'a CDN that has no room for everything': { at: delivered({ capacityItems: 100, ttlS: null }), loads: [0.6] },
  'a CDN that is purged by writes': { at: delivered({ purgesOnWrite: true }), loads: [0.6] },
  'names in turn': { at: resolved({}), loads: [0.3, 0.85], overloads: true },
  'names by weight': { at: resolved({ policy: 'weighted', weights: { a: 2 }, resolvers: 1000 }), loads: [0.6] },
  'the first of two names': { at: resolved({ policy: 'failover', resolvers: 5000 }), loads: [0.6] },
  'the nearest of two names': { at: resolved({ policy: 'nearest', lookUpTime: 0.02 }), loads: [0.6] },
  'a time-out': { at: calling({ timeoutS: 0.05 }), loads: [0.3, 0.6, 0.85], overloads: true },
  'a time-out with retries': { at: calling({ timeoutS: 0.05, retries }), loads: [0.3, 0.6] },
  'a short time-out with retries': { at: calling({ timeoutS: 0.02, retries }), loads: [0.3] },
  'retries at a fixed pace': { at: calling({ timeoutS: 0.06, retries: { ...retries, backoff } }), loads: [0.3, 0.6] },
  'retries with a budget': { at: calling({ timeoutS: 0.05, retries: { ...retries, budgetRatio: 0.1 } }), loads: [0.6] },
  'retries after losses': { at: calling({ timeoutS: 0.1, lossRatio: 0.02, retries }), loads: [0.3, 0.6] },
  'retries of what a full queue turns away': { at: calling({ retries }, { queueLimit: 4 }), loads: [0.6] },
  'a queue that jobs leave': {
    at: designs([pool('api', { waitLimit: 0.01 })], [call('users', 'api')]),
    loads: [0.85, 1.3],
  },
  'retries of what has waited too long behind a balancer': {
    at: designs(
      [block('lb', 'load-balancer', { policy: 'round-robin' }), pool('api', { instances: 4, waitLimit: 0.01 })],
      [call('users', 'lb'), call('lb', 'api', { retries: { max: 2, backoff: { ...backoff, baseS: 0.1 } } })],
      reads,
    ),
    loads: [0.8],
  },
  'urgent requests first': { at: byPriority({ discipline: 'priority' }), loads: [0.3, 0.85], overloads: true },
  'urgent requests first at a single worker': {
    at: byPriority({ discipline: 'priority', concurrency: 1 }),
    loads: [0.3, 0.6, 0.85],
  },
  'urgent requests that interrupt': {
    at: byPriority({ discipline: 'priority-preemptive' }),
    loads: [0.3, 0.85],
    overloads: true,
  },
  'urgent requests that interrupt a single worker': {
    at: byPriority({ discipline: 'priority-preemptive', concurrency: 1 }),
    loads: [0.3, 0.6, 0.85],
  },
  'three tiers behind a balancer': {
    at: designs(
      [
        block('lb', 'load-balancer'),
        pool('api', { instances: 4 }),
        pool('profile'),
        database('db', { concurrency: 4 }),
      ],
      [call('users', 'lb'), call('lb', 'api'), call('api', 'profile'), call('profile', 'db')],
    ),
    loads: [0.3, 0.6],
    overloads: true,
  },
  'five calls at once': {
    at: designs(
      [pool('api', { concurrency: 64 }), pool('leaf', { instances: 4 })],
      [call('users', 'api'), call('api', 'leaf', { calls: 5 })],
    ),
    loads: [0.6, 0.85],
    overloads: true,
  },
  'the first two of three': {
    at: designs(
      [pool('api', { concurrency: 64 }), pool('leaf', { instances: 4 })],
      [call('users', 'api'), call('api', 'leaf', { calls: 3, await: { first: 2 } })],
    ),
    loads: [0.6],
  },
}

describe.each(Object.entries(pairs))('the preview of %s', (_, { at, loads, overloads = false }) => {
  test.each(loads)('agrees with its runs at a load of %f', (load) => {
    expect(disagreements(at(rateAtLoad(at, load)), { requests: 20_000 })).toEqual([])
  })

  if (!overloads) return
  test('says as they do that it is overloaded, and where', () => {
    expect(overloadDisagreements(at(rateAtLoad(at, 1.3)), { requests: 20_000 })).toEqual([])
  })
})
