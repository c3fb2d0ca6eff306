import type { Report } from '@/core/design/report'
import type { Link } from '@/core/design/schema'
import {
  casesOf,
  designOf,
  exponential,
  figuresOf,
  type Kind,
  meanS,
  type OracleCase,
  p50S,
  p95S,
  p99S,
  poisson,
  queueOf,
  server,
  stationDesign,
  throughput,
  utilisationOf,
  waitOf,
} from '../trials'
import { numberAt, oracle } from '../vectors'
import { REQUESTS } from './stations'

type Blocks = Record<string, [Kind, Record<string, unknown>?]>

/** Jobs at a block, waiting or served. */
const inSystem = (block: string, servers: number) => (report: Report) =>
  queueOf(block)(report)! + servers * utilisationOf(block)(report)!
const sumOf = (parts: ((report: Report) => number)[]) => (report: Report) =>
  parts.reduce((sum, part) => sum + part(report), 0)

const row = ['a', 'b', 'c', 'd', 'e']
/** Five stations in a row, each called by the one before. */
const tandem = casesOf(/^jackson-tandem5/, (_, expected, id) => ({
  design: designOf({
    blocks: Object.fromEntries(row.map((name): [string, Blocks[string]] => [name, ['service', server()]])),
    links: row.map((name, i) => [i === 0 ? 'users' : row[i - 1]!, name]),
    arrivals: poisson(0.8),
  }),
  trials: { durationS: REQUESTS },
  theory:
    id === 'jackson-tandem5-pct'
      ? figuresOf(expected, { W: meanS, W_p50: p50S, W_p95: p95S, W_p99: p99S })
      : {
          ...figuresOf(expected, { W: meanS, L: sumOf(row.map((name) => inSystem(name, 1))) }),
          ...Object.fromEntries(
            row.map((name, i) => [
              `W_node ${name}`,
              {
                expected: (expected.W_node as number[])[i]!,
                measure: (report: Report) => report.blocks[name]!.waitS.mean! + 1,
              },
            ]),
          ),
        },
}))

/** One request in five goes on to a cache and a database. */
const withCache = casesOf(/^jackson-web-cache-db$/, (_, expected) => ({
  design: designOf({
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
  }),
  trials: { durationS: 1000 },
  theory: {
    ...figuresOf(expected, {
      W: meanS,
      L: sumOf([inSystem('web', 4), inSystem('cache', 1), inSystem('db', 2)]),
    }),
    'visits of the cache': { expected: 0.2, measure: (report) => report.links.l2!.calls / report.requests.r!.offered },
  },
}))

const NODES = ['a', 'b', 'c'] as const
/**
 * Jobs that come back: nobody waits for them, and at each fork a block that takes no time fails as often as the second way is
 * taken, by a call in place of the failed one.
 */
const feedback: OracleCase[] = (() => {
  const { params, expect } = oracle('jackson-feedback3')
  const mu = params.mu as number[]
  const servers = params.c as number[]
  const fork = server({ serviceTime: 0, concurrency: 1000 })
  const onwards: Partial<Link> = { mode: 'async' }
  const otherwise: Partial<Link> = { mode: 'async', step: 2, when: 'error' }
  const design = designOf({
    blocks: {
      ...Object.fromEntries(
        NODES.map((name, i): [string, Blocks[string]] => [
          name,
          ['service', server({ serviceTime: exponential(1 / mu[i]!), concurrency: servers[i] })],
        ]),
      ),
      afterA: ['service', fork],
      afterC: ['service', fork],
    },
    links: [
      ['users', 'a', onwards],
      ['a', 'afterA'],
      ['afterA', 'b', onwards],
      ['a', 'c', otherwise],
      ['b', 'a', { ...onwards, calls: 0.3 }],
      ['c', 'afterC'],
      ['afterC', 'b', { ...onwards, calls: 0.1 / 0.8 }],
      ['c', 'a', otherwise],
    ],
    arrivals: poisson(1),
  })
  design.faults = [
    { id: 'f1', kind: 'dependency-error', target: 'afterA', ratio: 0.4, atS: 0, forS: 1e6 },
    { id: 'f2', kind: 'dependency-error', target: 'afterC', ratio: 0.2, atS: 0, forS: 1e6 },
  ]
  const each = (name: string, values: number[], measure: (block: string, i: number) => (report: Report) => number) =>
    Object.fromEntries(
      NODES.map((block, i) => [`${name} ${block}`, { expected: values[i]!, bias: 5e-4, measure: measure(block, i) }]),
    )
  return [
    {
      name: 'jackson-feedback3',
      vectors: ['jackson-feedback3'],
      design,
      // faults begin with what is measured, and so do the forks
      trials: { durationS: REQUESTS, warmupS: 0 },
      theory: {
        ...figuresOf(expect, { L: sumOf(NODES.map((name, i) => inSystem(name, servers[i]!))) }, 5e-4),
        ...each('lam', expect.lam as number[], (block) => (r) => r.blocks[block]!.arrivals / r.simulatedS),
        ...each('W_node', expect.W_node as number[], (block, i) => (r) => r.blocks[block]!.waitS.mean! + 1 / mu[i]!),
      },
    },
  ]
})()

/** Users who think and wait. */
const closedLoops = casesOf(/^closed-\d+-/, (params, expected) => {
  const users = numberAt(params, 'N')
  const arrivals = { type: 'closed', users, thinkTime: exponential(numberAt(params, 'Z')) } as const
  return {
    design: stationDesign(arrivals, {
      serviceTime: exponential(1 / numberAt(params, 'mu')),
      concurrency: params.c,
    }),
    trials: { durationS: 20_000 },
    theory: figuresOf(expected, { X: throughput, R: meanS, util: utilisationOf('station') }),
  }
})

const closedNetwork = casesOf(/^mva-3$/, (params, expected) => {
  const demands = params.demands as number[]
  return {
    design: designOf({
      blocks: Object.fromEntries(
        NODES.map((name, i): [string, Blocks[string]] => [
          name,
          ['service', server({ serviceTime: exponential(demands[i]!) })],
        ]),
      ),
      links: NODES.map((name, i) => [i === 0 ? 'users' : NODES[i - 1]!, name]),
      arrivals: { type: 'closed', users: numberAt(params, 'N'), thinkTime: exponential(numberAt(params, 'Z')) },
    }),
    trials: { durationS: 2000 },
    theory: {
      ...figuresOf(expected, { X: throughput, R: meanS }),
      ...Object.fromEntries(
        NODES.map((name, i) => [`Q ${name}`, { expected: (expected.Q as number[])[i]!, measure: inSystem(name, 1) }]),
      ),
    },
  }
})

/** Parallel calls to stations, of which the last answer counts; with more than two theory is an approximation. */
const forkJoins = casesOf(/^forkjoin/, (params, expected) => {
  const ways = typeof params.n === 'number' ? params.n : 2
  const names = Array.from({ length: ways }, (_, i) => `way${i + 1}`)
  return {
    design: designOf({
      blocks: {
        root: ['service', server({ serviceTime: 0, concurrency: 100_000 })],
        ...Object.fromEntries(names.map((name): [string, Blocks[string]] => [name, ['service', server()]])),
      },
      links: [['users', 'root'], ...names.map((name): [string, string] => ['root', name])],
      arrivals: poisson(numberAt(params, 'lambda_')),
    }),
    trials: { durationS: 50_000, runs: ways > 4 ? 8 : 20 },
    theory: figuresOf(expected, { W: meanS }, ways === 2 ? undefined : 0.035),
  }
})

/** Each station on its own is a queue too. */
const lastOfRow: OracleCase = {
  name: 'the last of five in a row is M/M/1 again',
  vectors: [],
  design: tandem[0]!.design,
  trials: { durationS: REQUESTS },
  theory: { Wq: { expected: 4, measure: waitOf('e') }, rho: { expected: 0.8, measure: utilisationOf('e') } },
}

export const networkCases: readonly OracleCase[] = [
  ...tandem,
  lastOfRow,
  ...withCache,
  ...feedback,
  ...closedLoops,
  ...closedNetwork,
  ...forkJoins,
]
