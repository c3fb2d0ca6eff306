import { describe, test } from 'vitest'
import type { TimeDistribution } from '@/core/random/distribution'
import {
  designOf,
  exponential,
  expectTheory,
  meanS,
  p50S,
  p95S,
  p99S,
  poisson,
  queueOf,
  rejectRatio,
  server,
  stationDesign,
  throughput,
  utilisationOf,
  waitOf,
} from './sim-trials'
import { numberAt, oracle, oracleVectors } from './vectors'

const idsOf = (pattern: RegExp) => oracleVectors.map(({ id }) => id).filter((id) => pattern.test(id))

/** Requests of one run; twenty of them make the number that the README's table of spreads is about. */
const REQUESTS = 50_000

describe('stations hit queueing theory', () => {
  test.each(idsOf(/^mm1-[\d.]+-\d+$|^mmc-/))('%s', (id) => {
    const { params, expect: expected } = oracle(id)
    const lambda = numberAt(params, 'lambda_')
    const design = stationDesign(poisson(lambda), {
      serviceTime: exponential(1 / numberAt(params, 'mu')),
      concurrency: params.c ?? 1,
    })
    expectTheory(
      design,
      { durationS: REQUESTS / lambda },
      {
        W: { expected: numberAt(expected, 'W'), measure: meanS },
        Wq: { expected: numberAt(expected, 'Wq'), measure: waitOf('station') },
        Lq: { expected: numberAt(expected, 'Lq'), measure: queueOf('station') },
        rho: { expected: numberAt(expected, 'rho'), measure: utilisationOf('station') },
        // interpolation inside a bucket of 1.6 %
        W_p50: { expected: numberAt(expected, 'W_p50'), bias: 5e-4, measure: p50S },
        W_p95: { expected: numberAt(expected, 'W_p95'), bias: 5e-4, measure: p95S },
        W_p99: { expected: numberAt(expected, 'W_p99'), bias: 5e-4, measure: p99S },
      },
    )
  })

  test.each(idsOf(/^mm1k-|^mmck-/))('%s', (id) => {
    const { params, expect: expected } = oracle(id)
    const lambda = numberAt(params, 'lambda_')
    const concurrency = typeof params.c === 'number' ? params.c : 1
    const design = stationDesign(poisson(lambda), { concurrency, queueLimit: numberAt(params, 'K') - concurrency })
    expectTheory(
      design,
      { durationS: REQUESTS / lambda },
      {
        P_block: { expected: numberAt(expected, 'P_block'), measure: rejectRatio('station') },
        W: { expected: numberAt(expected, 'W'), measure: meanS },
        throughput: { expected: numberAt(expected, 'throughput'), measure: throughput },
      },
    )
  })

  // Erlang's loss formula cares for the mean of the service time alone
  const laws: [string, TimeDistribution][] = [
    ['exponential', exponential(1)],
    ['constant', 1],
    ['lognormal', { type: 'lognormal', meanS: 1, cv: 2 }],
  ]
  test.each(idsOf(/^erlangB-/).flatMap((id) => laws.map(([law, time]) => [id, law, time] as const)))(
    '%s with %s service',
    (id, _, serviceTime) => {
      const { params, expect: expected } = oracle(id)
      const load = numberAt(params, 'a')
      const design = stationDesign(poisson(load), { serviceTime, concurrency: params.c, queueLimit: 0 })
      expectTheory(
        design,
        { durationS: 20_000 / load },
        {
          P_block: { expected: numberAt(expected, 'P_block'), measure: rejectRatio('station') },
          util: { expected: numberAt(expected, 'util'), measure: utilisationOf('station') },
        },
      )
    },
  )

  test.each(idsOf(/^md1-/))('%s', (id) => {
    const { params, expect: expected } = oracle(id)
    const design = stationDesign(poisson(numberAt(params, 'lambda_')), { serviceTime: 1 })
    expectTheory(
      design,
      { durationS: REQUESTS },
      {
        Wq: { expected: numberAt(expected, 'Wq'), measure: waitOf('station') },
        W: { expected: numberAt(expected, 'W'), measure: meanS },
        Lq: { expected: numberAt(expected, 'Lq'), measure: queueOf('station') },
        Wq_p99: {
          expected: numberAt(expected, 'Wq_p99'),
          bias: 5e-4,
          measure: (report) => report.blocks.station!.waitS.p99,
        },
      },
    )
  })

  const general = (id: string): TimeDistribution => {
    const { params } = oracle(id)
    if (id.startsWith('mg1-lognormal')) return { type: 'lognormal', meanS: 1, cv: Math.sqrt(numberAt(params, 'scv')) }
    if (id.startsWith('mh2')) {
      const [rate1, rate2] = [numberAt(params, 'rate1'), numberAt(params, 'rate2')]
      return { type: 'hyperexponential', p: numberAt(params, 'p1'), mean1S: 1 / rate1, mean2S: 1 / rate2 }
    }
    if (id.startsWith('mpareto'))
      return { type: 'pareto', minS: numberAt(params, 'xm'), alpha: numberAt(params, 'alpha') }
    if (id === 'mg1-bimodal')
      return {
        type: 'empirical',
        quantiles: [
          [0, 1],
          [0.9, 1],
          [0.9000000001, 20],
          [1, 20],
        ],
      }
    return { type: 'uniform', minS: 0, maxS: 2 }
  }
  test.each(idsOf(/^mg1-lognormal|^mh2|^mpareto|^mU1|^mg1-bimodal/))('%s', (id) => {
    const { params, expect: expected } = oracle(id)
    const lambda = numberAt(params, 'lambda_')
    const design = stationDesign(poisson(lambda), { serviceTime: general(id) })
    expectTheory(
      design,
      { durationS: (2 * REQUESTS) / lambda },
      {
        Wq: { expected: numberAt(expected, 'Wq'), measure: waitOf('station') },
        W: { expected: numberAt(expected, 'W'), measure: meanS },
      },
    )
  })

  test.each([
    ['mg1ps-exp', exponential(1)],
    ['mg1ps-lognormal', { type: 'lognormal', meanS: 1, cv: 2 } as const],
    ['mg1ps-det', 1],
  ])('%s: processor sharing does not care for the law', (id, serviceTime) => {
    const { params, expect: expected } = oracle(id)
    const design = stationDesign(poisson(numberAt(params, 'lambda_')), { serviceTime, discipline: 'processor-sharing' })
    expectTheory(design, { durationS: REQUESTS }, { W: { expected: numberAt(expected, 'W'), measure: meanS } })
  })

  test('mm1-lifo: the same mean, a fatter tail', () => {
    const { params, expect: expected } = oracle('mm1-lifo')
    const design = stationDesign(poisson(numberAt(params, 'lambda_')), { discipline: 'lifo' })
    expectTheory(
      design,
      { durationS: REQUESTS },
      {
        Wq: { expected: numberAt(expected, 'Wq'), measure: waitOf('station') },
        W: { expected: numberAt(expected, 'W'), measure: meanS },
      },
    )
  })

  test.each(idsOf(/^mxm1-/))('%s: arrivals in batches', (id) => {
    const { params, expect: expected } = oracle(id)
    const burst = numberAt(params, 'b')
    const design = stationDesign({ type: 'bursty', ratePerS: numberAt(params, 'batch_rate') * burst, burst })
    expectTheory(design, { durationS: 4 * REQUESTS }, { W: { expected: numberAt(expected, 'W'), measure: meanS } })
  })

  test.each(idsOf(/^dm1-/))('%s: paced arrivals', (id) => {
    const { params, expect: expected } = oracle(id)
    const design = stationDesign({ type: 'constant', ratePerS: numberAt(params, 'lambda_') })
    expectTheory(
      design,
      { durationS: REQUESTS },
      {
        W: { expected: numberAt(expected, 'W'), measure: meanS },
        W_p99: { expected: numberAt(expected, 'W_p99'), bias: 5e-4, measure: p99S },
      },
    )
  })

  test.each(idsOf(/^closed-\d+-/))('%s: users who think and wait', (id) => {
    const { params, expect: expected } = oracle(id)
    const users = numberAt(params, 'N')
    const arrivals = { type: 'closed', users, thinkTime: exponential(numberAt(params, 'Z')) } as const
    const design = stationDesign(arrivals, {
      serviceTime: exponential(1 / numberAt(params, 'mu')),
      concurrency: params.c,
    })
    expectTheory(
      design,
      { durationS: 20_000 },
      {
        X: { expected: numberAt(expected, 'X'), measure: throughput },
        R: { expected: numberAt(expected, 'R'), measure: meanS },
        util: { expected: numberAt(expected, 'util'), measure: utilisationOf('station') },
      },
    )
  })
})

describe('networks of stations', () => {
  test('five in a row: the sojourn is Erlang', () => {
    const { expect: expected } = oracle('jackson-tandem5-pct')
    const names = ['a', 'b', 'c', 'd', 'e']
    const design = designOf({
      blocks: Object.fromEntries(names.map((name) => [name, ['service', server()] as const])) as never,
      links: names.map((name, i) => [i === 0 ? 'users' : names[i - 1]!, name]),
      arrivals: poisson(0.8),
    })
    expectTheory(
      design,
      { durationS: REQUESTS },
      {
        W: { expected: numberAt(expected, 'W'), measure: meanS },
        W_p50: { expected: numberAt(expected, 'W_p50'), bias: 5e-4, measure: p50S },
        W_p95: { expected: numberAt(expected, 'W_p95'), bias: 5e-4, measure: p95S },
        W_p99: { expected: numberAt(expected, 'W_p99'), bias: 5e-4, measure: p99S },
        Wq_last: { expected: 4, measure: waitOf('e') },
      },
    )
  })

  test('one request in five goes on to a cache and a database', () => {
    const { expect: expected } = oracle('jackson-web-cache-db')
    const design = designOf({
      blocks: {
        web: ['service', server({ serviceTime: exponential(1 / 50), concurrency: 4 })],
        cache: ['service', server({ serviceTime: exponential(1 / 40) })],
        db: ['service', server({ serviceTime: exponential(1 / 15), concurrency: 2 })],
      },
      links: [
        ['users', 'web'],
        ['web', 'cache', { calls: 0.2 }],
        ['cache', 'db'],
      ],
      arrivals: poisson(100),
    })
    expectTheory(
      design,
      { durationS: 1000 },
      {
        W: { expected: numberAt(expected, 'W'), measure: meanS },
        visits: { expected: 0.2, measure: (report) => report.links.l2!.calls / report.requests.r!.offered },
      },
    )
  })
})
