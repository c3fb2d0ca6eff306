import type { TimeDistribution } from '@/core/random/distribution'
import { designOf, exponential, hitRatioOf, meanS, type OracleCase, poisson } from '../trials'

/** Ten resolvers, each asked twice a second: an answer of 4 s is found eight times, and those who come while it is fetched wait. */
const CYCLE = 1 + 2 * (4 + 0.5)

const endpoint = { instances: 1, concurrency: 1000, serviceTime: 0 }
const lookingUp = (name: string, lookUpTime: TimeDistribution, secondMoment: number): OracleCase => ({
  name: `names with a look-up ${name}`,
  vectors: [],
  design: designOf({
    blocks: {
      dns: ['dns', { resolvers: 10, ttlS: 4, lookUpTime }],
      near: ['service', endpoint],
      far: ['service', endpoint],
    },
    links: [
      ['users', 'dns'],
      ['dns', 'near'],
      ['dns', 'far'],
    ],
    arrivals: poisson(20),
  }),
  trials: { durationS: 2000 },
  theory: {
    hits: { expected: 8 / CYCLE, measure: hitRatioOf('dns') },
    W: { expected: (0.5 + (2 * secondMoment) / 2) / CYCLE, measure: meanS },
    asked: {
      expected: 20 / CYCLE,
      measure: (report) => report.blocks.dns!.instances.reduce((sum, each) => sum + each.arrivals, 0) / 2000,
    },
    // every other answer names the same endpoint
    near: { expected: 0.5, measure: ({ links }) => links.l2!.calls / links.l1!.calls },
  },
})

export const nameCases: readonly OracleCase[] = [
  lookingUp('of always half a second', 0.5, 0.5 ** 2),
  lookingUp('of half a second, exponential', exponential(0.5), 2 * 0.5 ** 2),
]
