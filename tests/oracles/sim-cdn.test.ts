import { describe, test } from 'vitest'
import type { TimeDistribution } from '@/core/random/distribution'
import { designOf, expectTheory, exponential, hitRatioOf, meanS, poisson } from './sim-trials'
import { numberAt, oracle, oracleVectors } from './vectors'

const idsOf = (pattern: RegExp) => oracleVectors.map(({ id }) => id).filter((id) => pattern.test(id))

interface Delivered {
  ratePerS: number
  config: Record<string, unknown>
  fetch: TimeDistribution
  keys: { count: number; zipf: number }
}

/** A CDN whose edges take no time, before an origin that has room for everybody. */
const delivered = ({ ratePerS, config, fetch, keys }: Delivered) =>
  designOf({
    blocks: {
      cdn: ['cdn', { overhead: 0, ...config }],
      origin: ['service', { instances: 1, concurrency: 100_000, serviceTime: fetch, holdsWorker: false }],
    },
    links: [
      ['users', 'cdn'],
      ['cdn', 'origin'],
    ],
    arrivals: poisson(ratePerS),
    keys,
  })

describe('a CDN hits theory', () => {
  test.each(idsOf(/^ttl-/))('%s, at each of two edges', (id) => {
    const { params, expect: expected } = oracle(id)
    const config = { edges: 2, ttlS: numberAt(params, 'TTL'), capacityItems: 1_000_000 }
    const keys = { count: numberAt(params, 'N'), zipf: numberAt(params, 'alpha') }
    expectTheory(
      delivered({ ratePerS: 2, config, fetch: 0, keys }),
      { durationS: 20_000, warmupS: 3 * config.ttlS, runs: 8 },
      { hits: { expected: numberAt(expected, 'hit_ttl_from_insert'), measure: hitRatioOf('cdn') } },
    )
  })

  // one key, asked for 50 times a second, fresh for 0.2 s: ten hits a fetch, and those who come while it lasts
  test.each<[string, TimeDistribution, number]>([
    ['of always 50 ms', 0.05, 0.05 ** 2],
    ['of 50 ms, exponential', exponential(0.05), 2 * 0.05 ** 2],
  ])('with a fetch %s, who comes meanwhile waits for the rest of it', (_, fetch, secondMoment) => {
    const cycle = 1 + 50 * (0.2 + 0.05)
    expectTheory(
      delivered({ ratePerS: 50, config: { edges: 1, ttlS: 0.2 }, fetch, keys: { count: 1, zipf: 0 } }),
      { durationS: 2000 },
      {
        hits: { expected: 10 / cycle, measure: hitRatioOf('cdn') },
        fetched: { expected: 1 / cycle, measure: ({ links }) => links.l2!.calls / links.l1!.calls },
        W: { expected: (0.05 + (50 * secondMoment) / 2) / cycle, measure: meanS },
      },
    )
  })
})
