import { describe, expect, test } from 'vitest'
import type { Report } from '@/core/design/report'
import type { Link } from '@/core/design/schema'
import type { TimeDistribution } from '@/core/random/distribution'
import { Breaker } from '@/core/sim/breaker'
import { nextUniform, seedStream } from '@/core/random/streams'
import {
  designOf,
  exponential,
  expectTheory,
  meanS,
  p50S,
  p95S,
  p99S,
  poisson,
  server,
  throughput,
  utilisationOf,
  zScore,
} from './sim-trials'
import { numberAt, oracle, oracleVectors } from './vectors'

const idsOf = (pattern: RegExp) => oracleVectors.map(({ id }) => id).filter((id) => pattern.test(id))

/** A service that takes no time itself and asks n leaves, which never queue, of which the first k will do. */
function scatterGather(n: number, k: number, leaf: TimeDistribution) {
  return designOf({
    blocks: {
      root: ['service', server({ serviceTime: 0, concurrency: 100_000 })],
      leaf: ['service', server({ serviceTime: leaf, concurrency: 100_000 })],
    },
    links: [
      ['users', 'root'],
      ['root', 'leaf', { calls: n, await: k === n ? 'all' : { first: k } }],
    ],
    arrivals: poisson(1),
  })
}

describe('fan-out', () => {
  test.each(idsOf(/^quorum-exp/))('%s', (id) => {
    const { params, expect: expected } = oracle(id)
    const [n, k] = [numberAt(params, 'n'), numberAt(params, 'k')]
    expectTheory(
      scatterGather(n, k, exponential(1)),
      { durationS: 20_000 / Math.sqrt(n), warmupS: 20 },
      {
        mean: { expected: numberAt(expected, 'mean'), measure: meanS },
        p50: { expected: numberAt(expected, 'p50'), bias: 5e-4, measure: p50S },
        p95: { expected: numberAt(expected, 'p95'), bias: 5e-4, measure: p95S },
        p99: { expected: numberAt(expected, 'p99'), bias: 2e-3, measure: p99S },
      },
    )
  })

  test.each(idsOf(/^quorum-logn/))('%s', (id) => {
    const { params, expect: expected } = oracle(id)
    const [n, k] = [numberAt(params, 'n'), numberAt(params, 'k')]
    const leaf = { type: 'lognormal', meanS: 1, cv: 1 } as const
    expectTheory(
      scatterGather(n, k, leaf),
      { durationS: 20_000 / Math.sqrt(n), warmupS: 20 },
      {
        p50: { expected: numberAt(expected, 'p50'), bias: 5e-4, measure: p50S },
        p95: { expected: numberAt(expected, 'p95'), bias: 5e-4, measure: p95S },
      },
    )
  })

  test.each(idsOf(/^forkjoin2-/))('%s: two parallel calls to stations', (id) => {
    const { params, expect: expected } = oracle(id)
    const design = designOf({
      blocks: {
        root: ['service', server({ serviceTime: 0, concurrency: 100_000 })],
        left: ['service', server()],
        right: ['service', server()],
      },
      links: [
        ['users', 'root'],
        ['root', 'left'],
        ['root', 'right'],
      ],
      arrivals: poisson(numberAt(params, 'lambda_')),
    })
    expectTheory(design, { durationS: 50_000 }, { W: { expected: numberAt(expected, 'W'), measure: meanS } })
  })
})

const attempts = (link: string) => (report: Report) =>
  (report.links[link]!.calls + report.links[link]!.retries) / report.links[link]!.calls

describe('time-outs and retries', () => {
  test('mm1-timeout-wasted: the server does the work all the same', () => {
    const { params, expect: expected } = oracle('mm1-timeout-wasted')
    const design = designOf({
      blocks: { station: ['service', server()] },
      links: [['users', 'station', { timeoutS: numberAt(params, 'tau') }]],
      arrivals: poisson(numberAt(params, 'lambda_')),
    })
    const ended = (report: Report) => report.requests.r!.completed + report.requests.r!.failed.timeout
    expectTheory(
      design,
      { durationS: 50_000 },
      {
        P_timeout: {
          expected: numberAt(expected, 'P_timeout'),
          measure: (report) => report.requests.r!.failed.timeout / ended(report),
        },
        goodput: { expected: numberAt(expected, 'goodput'), measure: throughput },
        util: { expected: numberAt(expected, 'util'), measure: utilisationOf('station') },
        // what was abandoned was finished: all of it, but for what is under way at the ends
        wasted: {
          expected: 1,
          bias: 0.005,
          measure: (report) => report.blocks.station!.wasted! / report.requests.r!.failed.timeout,
        },
      },
    )
  })

  test.each(idsOf(/^retry-[\d.]+-\d$/))('%s: attempts that fail by chance', (id) => {
    const { params, expect: expected } = oracle(id)
    const design = designOf({
      blocks: { station: ['service', server({ serviceTime: 0.001, concurrency: 1000 })] },
      links: [['users', 'station', { retries: { max: numberAt(params, 'max_retries'), backoff: { baseS: 0.01 } } }]],
      arrivals: poisson(20),
    })
    design.faults = [
      { id: 'f', kind: 'dependency-error', target: 'station', ratio: numberAt(params, 'p'), atS: 0, forS: 1e6 },
    ]
    expectTheory(
      design,
      { durationS: 1000, warmupS: 0 },
      {
        attempts: { expected: numberAt(expected, 'attempts'), bias: 1e-3, measure: attempts('l1') },
        success: { expected: numberAt(expected, 'success'), measure: (report) => report.requests.r!.availability },
      },
    )
  })

  test.each([
    ['none', 'no_jitter'],
    ['full', 'full_jitter_mean'],
    ['equal', 'equal_jitter_mean'],
  ] as const)('backoff with %s jitter waits as long as it should', (jitter, key) => {
    const { params, expect: expected } = oracle('backoff')
    const max = numberAt(params, 'retries')
    const backoff = { baseS: numberAt(params, 'base'), factor: 2, maxS: numberAt(params, 'cap'), jitter }
    const design = designOf({
      blocks: {
        front: ['service', server({ serviceTime: 0, concurrency: 100_000 })],
        station: ['service', server({ serviceTime: 0 })],
      },
      links: [
        ['users', 'front'],
        ['front', 'station', { retries: { max, backoff } }],
        ['front', 'station', { step: 2, when: 'error' }],
      ],
      arrivals: poisson(5),
    })
    // every attempt fails, and the failure takes as long as all waits together; the fallback hides it so that it is measured
    design.blocks.push({ id: 'ok', kind: 'client' })
    design.links[2] = { ...design.links[2]!, to: 'ok' }
    design.faults = [{ id: 'f', kind: 'dependency-error', target: 'station', ratio: 1, atS: 0, forS: 1e6 }]
    expectTheory(
      design,
      { durationS: 500, warmupS: 0 },
      { wait: { expected: numberAt(expected, key), bias: 1e-9, measure: meanS } },
    )
  })

  test.each(idsOf(/^retry-fixedpoint/))('%s: retries are load of their own', (id) => {
    const { params, expect: expected } = oracle(id)
    const lambda = numberAt(params, 'lambda_')
    const [c, K] = [numberAt(params, 'c'), numberAt(params, 'K')]
    // a long wait, spread evenly, makes the retries as good as independent
    const retries: Link['retries'] = {
      max: numberAt(params, 'retries'),
      backoff: { baseS: 400, factor: 1, maxS: 400, jitter: 'full' },
    }
    const design = designOf({
      blocks: { station: ['service', server({ concurrency: c, queueLimit: K - c })] },
      links: [['users', 'station', { retries }]],
      arrivals: poisson(lambda),
    })
    const station = (report: Report) => report.blocks.station!
    expectTheory(
      design,
      { durationS: 4000, warmupS: 8000, runs: 8 },
      {
        amplification: { expected: numberAt(expected, 'amplification'), bias: 2e-3, measure: attempts('l1') },
        P_reject_attempt: {
          expected: numberAt(expected, 'P_reject_attempt'),
          bias: 2e-3,
          measure: (report) => station(report).rejected / station(report).arrivals,
        },
      },
    )
  })
})

describe('circuit breakers', () => {
  test.each(idsOf(/^breaker-/))('%s: opens after k failures in a row', (id) => {
    const { params, expect: expected } = oracle(id)
    const [k, p] = [numberAt(params, 'k'), numberAt(params, 'p')]
    const words = new Int32Array(4)
    seedStream(words, 0, id)
    const clock = { nowS: 0 }
    const counts: number[] = []
    for (let trial = 0; trial < 2000; trial++) {
      const breaker = new Breaker({ failureRatio: 1, window: k, openS: 10 })
      let calls = 0
      for (; breaker.allows(clock); calls++) breaker.record(nextUniform(words, 0) < p, clock)
      counts.push(calls)
    }
    expect(Math.abs(zScore(counts, { value: numberAt(expected, 'mean_requests') }))).toBeLessThanOrEqual(3)
  })
})
