import { describe, test } from 'vitest'
import type { TimeDistribution } from '@/core/random/distribution'
import { designOf, expectTheory, exponential, hitRatioOf, meanS, poisson } from './sim-trials'

// Ten resolvers, each asked twice a second: an answer of 4 s is found eight times, and those who come while it is fetched wait.
describe('names hit theory', () => {
  test.each<[string, TimeDistribution, number]>([
    ['of always half a second', 0.5, 0.5 ** 2],
    ['of half a second, exponential', exponential(0.5), 2 * 0.5 ** 2],
  ])('with a look-up %s', (_, lookUpTime, secondMoment) => {
    const design = designOf({
      blocks: {
        dns: ['dns', { resolvers: 10, ttlS: 4, lookUpTime }],
        near: ['service', { instances: 1, concurrency: 1000, serviceTime: 0 }],
        far: ['service', { instances: 1, concurrency: 1000, serviceTime: 0 }],
      },
      links: [
        ['users', 'dns'],
        ['dns', 'near'],
        ['dns', 'far'],
      ],
      arrivals: poisson(20),
    })
    const cycle = 1 + 2 * (4 + 0.5)
    expectTheory(
      design,
      { durationS: 2000 },
      {
        hits: { expected: 8 / cycle, measure: hitRatioOf('dns') },
        W: { expected: (0.5 + (2 * secondMoment) / 2) / cycle, measure: meanS },
        asked: {
          expected: 20 / cycle,
          measure: (report) => report.blocks.dns!.instances.reduce((sum, each) => sum + each.arrivals, 0) / 2000,
        },
        // every other answer names the same endpoint
        near: { expected: 0.5, measure: ({ links }) => links.l2!.calls / links.l1!.calls },
      },
    )
  })
})
