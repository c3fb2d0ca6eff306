import { describe, test } from 'vitest'
import { designOf, expectTheory, hitRatioOf, meanS, poisson, server } from './sim-trials'
import { numberAt, oracle, oracleVectors } from './vectors'

const idsOf = (pattern: RegExp) => oracleVectors.map(({ id }) => id).filter((id) => pattern.test(id))

/** A service that asks a cache and, on a miss, a store that takes no time: what was missed is in the cache at once. */
function cacheAside(cache: Record<string, unknown>, keys: { count: number; zipf: number }, ratePerS: number) {
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
const policies = ['lru', 'fifo', 'random'] as const

describe('caches hit theory', () => {
  test.each(idsOf(/^cache-exact-/).flatMap((id) => policies.map((policy) => [id, policy] as const)))(
    '%s: %s',
    (id, policy) => {
      const { params, expect: expected } = oracle(id)
      const design = cacheAside({ capacityItems: params.C, policy }, keysOf(params), 1000)
      expectTheory(
        design,
        { durationS: 20, runs: 12 },
        {
          hits: { expected: numberAt(expected, policy), measure: hitRatioOf('cache') },
        },
      )
    },
  )

  test.each(idsOf(/^che-10000-/).flatMap((id) => policies.map((policy) => [id, policy] as const)))(
    '%s: %s',
    (id, policy) => {
      const { params, expect: expected } = oracle(id)
      const design = cacheAside({ capacityItems: params.C, policy }, keysOf(params), 1000)
      // Che's approximation is off by up to half a point
      const value = numberAt(expected, policy)
      expectTheory(
        design,
        { durationS: 30, warmupS: 40, runs: 4 },
        {
          hits: { expected: value, bias: 0.005 / value, measure: hitRatioOf('cache') },
        },
      )
    },
  )

  test('a million keys and a large cache', () => {
    const { params, expect: expected } = oracle('che-1000000-0.99-10000')
    const design = cacheAside({ capacityItems: params.C, policy: 'lru' }, keysOf(params), 5000)
    const value = numberAt(expected, 'lru')
    expectTheory(
      design,
      { durationS: 30, warmupS: 20, runs: 3 },
      {
        hits: { expected: value, bias: 0.005 / value, measure: hitRatioOf('cache') },
      },
    )
  })

  test.each(idsOf(/^ttl-/))('%s: items that grow stale', (id) => {
    const { params, expect: expected } = oracle(id)
    const rate = 1000
    const ttlS = numberAt(params, 'TTL') / rate
    const design = cacheAside({ capacityItems: 10_000, policy: 'lru', ttlS }, keysOf(params), rate)
    expectTheory(
      design,
      { durationS: 40, warmupS: 3 * ttlS, runs: 6 },
      {
        hits: { expected: numberAt(expected, 'hit_ttl_from_insert'), measure: hitRatioOf('cache') },
      },
    )
  })

  test('tiered-latency: a second cache behind the first', () => {
    const { params, expect: expected } = oracle('tiered-latency')
    const [h1, h2] = [numberAt(params, 'h1'), numberAt(params, 'h2')]
    const [t1, t2, t3] = [numberAt(params, 't1'), numberAt(params, 't2'), numberAt(params, 't3')]
    const tier = (timeMs: number) => server({ serviceTime: timeMs / 1000, concurrency: 10_000 })
    // chances in place of keys: what matters here is who is asked after whom; each tier adds to the time of those before
    const design = designOf({
      blocks: {
        first: ['service', tier(t1)],
        second: ['service', tier(t2 - t1)],
        store: ['service', tier(t3 - t2)],
      },
      links: [
        ['users', 'first'],
        ['first', 'second', { calls: 1 - h1 }],
        ['second', 'store', { calls: 1 - h2 }],
      ],
      arrivals: poisson(100),
    })
    expectTheory(
      design,
      { durationS: 200, runs: 8 },
      { mean: { expected: numberAt(expected, 'mean') / 1000, bias: 1e-3, measure: meanS } },
    )
  })
})
