import type { Report } from '@/core/design/report'
import type { Link } from '@/core/design/schema'
import type { TimeDistribution } from '@/core/random/distribution'
import {
  casesOf,
  designOf,
  exponential,
  figuresOf,
  meanS,
  type OracleCase,
  p50S,
  p95S,
  p99S,
  poisson,
  rejectRatio,
  server,
  throughput,
  utilisationOf,
} from '../trials'
import { numberAt, oracle } from '../vectors'

const LOGNORMAL = { type: 'lognormal', meanS: 1, cv: 1 } as const
/** Room for everybody: it never queues. */
const endless = (serviceTime: TimeDistribution) => server({ serviceTime, concurrency: 100_000 })

/** A service that takes no time itself and asks n leaves, which never queue, of which the first k will do. */
function scatterGather(n: number, k: number, leaf: TimeDistribution) {
  return designOf({
    blocks: { root: ['service', endless(0)], leaf: ['service', endless(leaf)] },
    links: [
      ['users', 'root'],
      ['root', 'leaf', { calls: n, await: k === n ? 'all' : { first: k } }],
    ],
    arrivals: poisson(1),
  })
}

const quorums = casesOf(/^quorum-/, (params, expected, id) => {
  const [n, k] = [numberAt(params, 'n'), numberAt(params, 'k')]
  const isExponential = id.startsWith('quorum-exp')
  return {
    design: scatterGather(n, k, isExponential ? exponential(1) : LOGNORMAL),
    trials: { durationS: 20_000 / Math.sqrt(n), warmupS: 20 },
    theory: {
      ...figuresOf(expected, { ...(isExponential && { mean: meanS }), p50: p50S, p95: p95S }),
      ...figuresOf(expected, { p99: p99S }, 2e-3),
    },
  }
})

const endedOf = ({ requests: { r } }: Report) => r!.completed + r!.failed.timeout
const timedOut = (report: Report) => report.requests.r!.failed.timeout / endedOf(report)

/** A request that is answered when the slowest leaf has answered, against the leaves' own percentile as time-out. */
const tailAtScale = casesOf(/^tail-at-scale-/, (params, expected) => {
  const n = numberAt(params, 'n')
  const design = scatterGather(n, n, exponential(1))
  design.links[0]!.timeoutS = -Math.log(1 - numberAt(params, 'q'))
  return {
    design,
    trials: { durationS: Math.min(20_000, 200_000 / n), warmupS: 20, runs: n > 100 ? 10 : 20 },
    theory: figuresOf(expected, { P_slow: timedOut }),
  }
})

/** Of two parallel calls the first answer counts; one of them goes by way of a block that only delays it. */
const hedges = casesOf(/^hedge-/, (params, expected, id) => {
  const isExponential = id.startsWith('hedge-exp')
  return {
    design: designOf({
      blocks: {
        root: ['service', endless(0)],
        later: ['service', endless(numberAt(params, 'delay'))],
        leaf: ['service', endless(isExponential ? exponential(1) : LOGNORMAL)],
      },
      links: [
        ['users', 'root'],
        ['root', 'leaf', { await: { first: 1 } }],
        ['root', 'later', { await: { first: 1 } }],
        ['later', 'leaf'],
      ],
      arrivals: poisson(10),
    }),
    trials: { durationS: 2000, warmupS: 20 },
    theory: {
      ...figuresOf(expected, { ...(isExponential && { mean: meanS }), p50: p50S, p95: p95S }),
      ...figuresOf(expected, { p99: p99S }, 2e-3),
    },
    unmeasured: 'the extra load: the second copy is sent in any case, as no call of a design is taken back',
  }
})

const wastedWork = casesOf(/^mm1-timeout-wasted$/, (params, expected) => ({
  design: designOf({
    blocks: { station: ['service', server()] },
    links: [['users', 'station', { timeoutS: numberAt(params, 'tau') }]],
    arrivals: poisson(numberAt(params, 'lambda_')),
  }),
  trials: { durationS: 50_000 },
  theory: {
    ...figuresOf(expected, { P_timeout: timedOut, goodput: throughput, util: utilisationOf('station') }),
    // what was abandoned was finished: all of it, but for what is under way at the ends
    wasted: {
      expected: 1,
      bias: 0.005,
      measure: (report) => report.blocks.station!.wasted! / report.requests.r!.failed.timeout,
    },
  },
}))

const attempts = (link: string) => (report: Report) =>
  (report.links[link]!.calls + report.links[link]!.retries) / report.links[link]!.calls

/** Attempts that fail by chance. */
const retries = casesOf(/^retry-[\d.]+-\d$/, (params, expected) => {
  const design = designOf({
    blocks: { station: ['service', server({ serviceTime: 0.001, concurrency: 1000 })] },
    links: [['users', 'station', { retries: { max: numberAt(params, 'max_retries'), backoff: { baseS: 0.01 } } }]],
    arrivals: poisson(20),
  })
  design.faults = [
    { id: 'f', kind: 'dependency-error', target: 'station', ratio: numberAt(params, 'p'), atS: 0, forS: 1e6 },
  ]
  return {
    design,
    trials: { durationS: 1000, warmupS: 0 },
    theory: {
      attempts: { expected: numberAt(expected, 'attempts'), bias: 1e-3, measure: attempts('l1') },
      success: { expected: numberAt(expected, 'success'), measure: (report) => report.requests.r!.availability },
    },
    unmeasured: 'three layers of retries: the product of one',
  }
})

const JITTERS = { none: 'no_jitter', full: 'full_jitter_mean', equal: 'equal_jitter_mean' } as const

/** Every attempt fails, and the failure takes as long as all waits together; a fallback hides it so that it is measured. */
const backoffs = Object.entries(JITTERS).map(([jitter, figure]): OracleCase => {
  const { params, expect } = oracle('backoff')
  const backoff = {
    baseS: numberAt(params, 'base'),
    factor: 2,
    maxS: numberAt(params, 'cap'),
    jitter: jitter as keyof typeof JITTERS,
  }
  const design = designOf({
    blocks: {
      front: ['service', endless(0)],
      station: ['service', server({ serviceTime: 0 })],
      ok: ['client'],
    },
    links: [
      ['users', 'front'],
      ['front', 'station', { retries: { max: numberAt(params, 'retries'), backoff } }],
      ['front', 'ok', { step: 2, when: 'error' }],
    ],
    arrivals: poisson(5),
  })
  design.faults = [{ id: 'f', kind: 'dependency-error', target: 'station', ratio: 1, atS: 0, forS: 1e6 }]
  return {
    name: `backoff with ${jitter} jitter`,
    vectors: ['backoff'],
    design,
    trials: { durationS: 500, warmupS: 0 },
    theory: figuresOf(expect, { [figure]: meanS }, 1e-9),
  }
})

/** Retries are load of their own; a long wait, spread evenly, makes them as good as independent. */
const fixedPoints = casesOf(/^retry-fixedpoint/, (params, expected) => {
  const [c, K] = [numberAt(params, 'c'), numberAt(params, 'K')]
  const link: Link['retries'] = {
    max: numberAt(params, 'retries'),
    backoff: { baseS: 400, factor: 1, maxS: 400, jitter: 'full' },
  }
  return {
    design: designOf({
      blocks: { station: ['service', server({ concurrency: c, queueLimit: K - c })] },
      links: [['users', 'station', { retries: link }]],
      arrivals: poisson(numberAt(params, 'lambda_')),
    }),
    trials: { durationS: 4000, warmupS: 8000, runs: 8 },
    theory: figuresOf(expected, { amplification: attempts('l1'), P_reject_attempt: rejectRatio('station') }, 2e-3),
  }
})

/** Links of one block, each with a breaker of its own: as many trials in one run. */
const BREAKERS = 100
const breakers = casesOf(/^breaker-/, (params, expected) => {
  const [window, ratio] = [numberAt(params, 'k'), numberAt(params, 'p')]
  const names = Array.from({ length: BREAKERS }, (_, i) => `callee${i}`)
  const design = designOf({
    blocks: {
      root: ['service', endless(0)],
      ...Object.fromEntries(names.map((name): [string, ['service', object]] => [name, ['service', endless(0)]])),
    } as never,
    links: [
      ['users', 'root'],
      ...names.map((name): [string, string, Partial<Link>] => [
        'root',
        name,
        { mode: 'async', breaker: { failureRatio: 1, window, openS: 86_400 } },
      ]),
    ],
    arrivals: poisson(100),
  })
  design.faults = names.map((target, i) => ({
    id: `f${i}`,
    kind: 'dependency-error',
    target,
    ratio,
    atS: 0,
    forS: 1e6,
  }))
  const mean = numberAt(expected, 'mean_requests')
  return {
    design,
    // long enough that the last of them has opened
    trials: { durationS: (15 * mean) / 100, warmupS: 0, runs: mean > 1000 ? 10 : 20 },
    theory: {
      mean_requests: {
        expected: mean,
        measure: ({ links }) => {
          const own = Object.values(links).slice(1)
          return own.reduce((sum, { calls, refused }) => sum + calls - (refused ?? 0), 0) / own.length
        },
      },
    },
  }
})

export const callCases: readonly OracleCase[] = [
  ...quorums,
  ...tailAtScale,
  ...hedges,
  ...wastedWork,
  ...retries,
  ...backoffs,
  ...fixedPoints,
  ...breakers,
]
