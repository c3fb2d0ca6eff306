import { describe, test } from 'vitest'
import { designOf, expectTheory, meanS, p99S, poisson, server, utilisationOf } from './sim-trials'
import { numberAt, oracle, oracleVectors } from './vectors'

const idsOf = (pattern: RegExp) => oracleVectors.map(({ id }) => id).filter((id) => pattern.test(id))

/** A balancer that takes no time before servers of mean 1, each with a queue of its own. */
function balanced(policy: string, instances: number, perServer: number) {
  return designOf({
    blocks: { lb: ['load-balancer', { policy, overhead: 0 }], station: ['service', server({ instances })] },
    links: [
      ['users', 'lb'],
      ['lb', 'station'],
    ],
    arrivals: poisson(instances * perServer),
  })
}

describe('balancers hit queueing theory', () => {
  test.each(idsOf(/^lb-rr-/))('%s: every server gets Erlang arrivals', (id) => {
    const { params, expect: expected } = oracle(id)
    const design = balanced('round-robin', numberAt(params, 'n'), numberAt(params, 'lambda_per_server'))
    expectTheory(
      design,
      { durationS: 20_000 },
      {
        W: { expected: numberAt(expected, 'W'), measure: meanS },
        W_p99: { expected: numberAt(expected, 'W_p99'), bias: 5e-4, measure: p99S },
      },
    )
  })

  test.each(idsOf(/^jsq-/))('%s: joins the shortest queue', (id) => {
    const { params, expect: expected } = oracle(id)
    const design = balanced('least-connections', numberAt(params, 'n'), numberAt(params, 'lambda_per_server'))
    expectTheory(
      design,
      { durationS: 20_000 },
      { W: { expected: numberAt(expected, 'W'), bias: 1e-3, measure: meanS } },
    )
  })

  // theory is of infinitely many servers; the vectors give its bias at 100 of them
  test.each([
    ['pod-2-0.5', 0.01],
    ['pod-2-0.8', 0.017],
    ['pod-2-0.9', 0.022],
  ] as const)('%s: the better of two', (id, bias) => {
    const { params, expect: expected } = oracle(id)
    const design = balanced('power-of-two', 100, numberAt(params, 'lambda_'))
    expectTheory(
      design,
      { durationS: 600, runs: 12 },
      { W: { expected: numberAt(expected, 'W'), bias, measure: meanS } },
    )
  })

  test('random: every server is an M/M/1 queue', () => {
    expectTheory(
      balanced('random', 10, 0.8),
      { durationS: 20_000, runs: 12 },
      {
        W: { expected: 5, measure: meanS },
        rho: { expected: 0.8, measure: utilisationOf('station') },
      },
    )
  })

  test('no balancer at all is as good as a random one', () => {
    const design = designOf({
      blocks: { station: ['service', server({ instances: 10 })] },
      links: [['users', 'station']],
      arrivals: poisson(8),
    })
    expectTheory(design, { durationS: 20_000, runs: 12 }, { W: { expected: 5, measure: meanS } })
  })

  test('weighted round robin shares in proportion to the weights', () => {
    const design = designOf({
      blocks: {
        lb: ['load-balancer', { policy: 'weighted-round-robin', overhead: 0, weights: { big: 3 } }],
        big: ['service', server({ concurrency: 3 })],
        small: ['service', server()],
      },
      links: [
        ['users', 'lb'],
        ['lb', 'big'],
        ['lb', 'small'],
      ],
      arrivals: poisson(2),
    })
    expectTheory(
      design,
      { durationS: 5000, runs: 8 },
      {
        big: { expected: 0.75, bias: 1e-4, measure: (report) => report.links.l2!.calls / report.links.l1!.calls },
      },
    )
  })

  test('consistent hashing sends a key to one server', () => {
    const design = {
      ...balanced('consistent-hash', 20, 0.4),
    }
    design.requests[0]!.keys = { count: 1, zipf: 0 }
    expectTheory(
      design,
      { durationS: 200, runs: 3 },
      {
        busy: {
          expected: 1,
          measure: (report) => report.blocks.station!.instances.filter(({ arrivals }) => arrivals > 0).length,
        },
      },
    )
  })
})
