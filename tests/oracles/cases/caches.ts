import { casesOf, designOf, figuresOf, hitRatioOf, meanS, type OracleCase, poisson, server } from '../trials'
import { numberAt } from '../vectors'

/** A service that asks a cache and, on a miss, a store that takes no time: what was missed is in the cache at once. */
export function cacheAside(cache: Record<string, unknown>, keys: { count: number; zipf: number }, ratePerS: number) {
  return designOf({
    blocks: {
      api: ['service', server({ serviceTime: 0, concurrency: 1000 })],
      cache: ['cache', { serviceTime: 0, concurrency: 1000, ...cache }],
      db: ['database', { serviceTimes: { read: 0, write: 0 }, concurrency: 1000, connectionLimit: null }],
    },
    links: [
      ['users', 'api'],
      ['api', 'cache'],
      ['api', 'db', { step: 2, when: 'miss' }],
    ],
    arrivals: poisson(ratePerS),
    keys,
  })
}

const keysOf = (params: Record<string, unknown>) => ({ count: numberAt(params, 'N'), zipf: numberAt(params, 'alpha') })
const POLICIES = ['lru', 'fifo', 'random'] as const

const exact = POLICIES.flatMap((policy) =>
  casesOf(/^cache-exact-/, (params, expected) => ({
    design: cacheAside({ capacityItems: params.C, policy }, keysOf(params), 1000),
    trials: { durationS: 20, runs: 12 },
    theory: figuresOf(expected, { [policy]: hitRatioOf('cache') }),
    unmeasured: 'perfect LFU: the policies of a cache forget',
  })).map((one) => ({ ...one, name: `${one.name} with ${policy}` })),
)

/** Che's approximation is off by up to half a point. */
const halfAPoint = (policy: string, expected: Record<string, unknown>) =>
  figuresOf(expected, { [policy]: hitRatioOf('cache') }, 0.005 / numberAt(expected, policy))

const che = POLICIES.flatMap((policy) =>
  casesOf(/^che-10000-/, (params, expected) => ({
    design: cacheAside({ capacityItems: params.C, policy }, keysOf(params), 1000),
    trials: { durationS: 30, warmupS: 40, runs: 4 },
    theory: halfAPoint(policy, expected),
    unmeasured: 'perfect LFU: the policies of a cache forget',
  })).map((one) => ({ ...one, name: `${one.name} with ${policy}` })),
)

/** A million keys; the cache is full, and has turned over once, before anything is measured. */
const large = casesOf(/^che-1000000-/, (params, expected) => ({
  design: cacheAside({ capacityItems: params.C, policy: 'lru' }, keysOf(params), 5000),
  trials: { durationS: 30, warmupS: Math.max(20, (2 * numberAt(expected, 'T_lru')) / 5000), runs: 3 },
  theory: halfAPoint('lru', expected),
  unmeasured: 'FIFO and random, which the smaller catalogues show',
}))

/** Items that grow stale. */
const ageing = casesOf(/^ttl-/, (params, expected) => {
  const rate = 1000
  const ttlS = numberAt(params, 'TTL') / rate
  return {
    design: cacheAside({ capacityItems: 10_000, policy: 'lru', ttlS }, keysOf(params), rate),
    trials: { durationS: 40, warmupS: 3 * ttlS, runs: 6 },
    theory: figuresOf(expected, { hit_ttl_from_insert: hitRatioOf('cache') }),
    unmeasured: 'a time to live that each access renews: a cache counts from the insertion',
  }
})

/** Chances in place of keys: what matters is who is asked after whom; each tier adds to the time of those before. */
const tiers = casesOf(/^tiered-latency$/, (params, expected) => {
  const tier = (ms: number) => server({ serviceTime: ms / 1000, concurrency: 10_000 })
  const at = (name: string) => numberAt(params, name)
  return {
    design: designOf({
      blocks: {
        first: ['service', tier(at('t1'))],
        second: ['service', tier(at('t2') - at('t1'))],
        store: ['service', tier(at('t3') - at('t2'))],
      },
      links: [
        ['users', 'first'],
        ['first', 'second', { calls: 1 - at('h1') }],
        ['second', 'store', { calls: 1 - at('h2') }],
      ],
      arrivals: poisson(100),
    }),
    trials: { durationS: 200, runs: 8 },
    theory: {
      mean: { expected: numberAt(expected, 'mean') / 1000, bias: 1e-3, measure: meanS },
      hit_total: {
        expected: numberAt(expected, 'hit_total'),
        measure: ({ links, requests }) => 1 - links.l3!.calls / requests.r!.offered,
      },
    },
  }
})

export const cacheCases: readonly OracleCase[] = [...exact, ...che, ...large, ...ageing, ...tiers]
