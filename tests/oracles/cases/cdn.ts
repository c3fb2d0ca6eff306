import type { TimeDistribution } from '@/core/random/distribution'
import { casesOf, designOf, exponential, figuresOf, hitRatioOf, meanS, type OracleCase, poisson } from '../trials'
import { numberAt } from '../vectors'

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

const ageing = casesOf(/^ttl-/, (params, expected) => {
  const config = { edges: 2, ttlS: numberAt(params, 'TTL'), capacityItems: 1_000_000 }
  const keys = { count: numberAt(params, 'N'), zipf: numberAt(params, 'alpha') }
  return {
    design: delivered({ ratePerS: 2, config, fetch: 0, keys }),
    trials: { durationS: 20_000, warmupS: 3 * config.ttlS, runs: 8 },
    theory: figuresOf(expected, { hit_ttl_from_insert: hitRatioOf('cdn') }),
  }
}).map((one) => ({ ...one, name: `${one.name} at each of two edges` }))

/** One key, asked for 50 times a second, fresh for 0.2 s: ten hits a fetch; who comes while it lasts waits for the rest of it. */
const CYCLE = 1 + 50 * (0.2 + 0.05)
const fetching = (name: string, fetch: TimeDistribution, secondMoment: number): OracleCase => ({
  name: `a fetch ${name}`,
  vectors: [],
  design: delivered({ ratePerS: 50, config: { edges: 1, ttlS: 0.2 }, fetch, keys: { count: 1, zipf: 0 } }),
  trials: { durationS: 2000 },
  theory: {
    hits: { expected: 10 / CYCLE, measure: hitRatioOf('cdn') },
    fetched: { expected: 1 / CYCLE, measure: ({ links }) => links.l2!.calls / links.l1!.calls },
    W: { expected: (0.05 + (50 * secondMoment) / 2) / CYCLE, measure: meanS },
  },
})

export const cdnCases: readonly OracleCase[] = [
  ...ageing,
  fetching('of always 50 ms', 0.05, 0.05 ** 2),
  fetching('of 50 ms, exponential', exponential(0.05), 2 * 0.05 ** 2),
]
