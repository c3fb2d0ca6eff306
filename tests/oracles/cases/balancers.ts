import {
  casesOf,
  designOf,
  figuresOf,
  meanS,
  type OracleCase,
  p50S,
  p95S,
  p99S,
  poisson,
  server,
  utilisationOf,
} from '../trials'
import { numberAt } from '../vectors'

/** A balancer that takes no time before servers of mean 1, each with a queue of its own. */
function balanced(policy: string, instances: number, perServer: number, config: object = {}) {
  return designOf({
    blocks: { lb: ['load-balancer', { policy, overhead: 0, ...config }], station: ['service', server({ instances })] },
    links: [
      ['users', 'lb'],
      ['lb', 'station'],
    ],
    arrivals: poisson(instances * perServer),
  })
}

/** Every server gets Erlang arrivals. */
const roundRobin = casesOf(/^lb-rr-/, (params, expected) => ({
  design: balanced('round-robin', numberAt(params, 'n'), numberAt(params, 'lambda_per_server')),
  trials: { durationS: 20_000 },
  theory: figuresOf(expected, { W: meanS, W_p50: p50S, W_p95: p95S, W_p99: p99S }),
}))

const shortestQueue = casesOf(/^jsq-/, (params, expected) => ({
  design: balanced('least-connections', numberAt(params, 'n'), numberAt(params, 'lambda_per_server')),
  trials: { durationS: 20_000 },
  theory: figuresOf(expected, { W: meanS }, 1e-3),
}))

/** Theory is of infinitely many servers; the bias falls off with their number, and grows with the load. */
const OF_SOME: Record<string, { servers: number; bias: number }> = {
  'pod-2-0.5': { servers: 100, bias: 0.01 },
  'pod-2-0.7': { servers: 100, bias: 0.015 },
  'pod-2-0.8': { servers: 100, bias: 0.017 },
  'pod-2-0.9': { servers: 100, bias: 0.022 },
  'pod-2-0.95': { servers: 500, bias: 0.01 },
  'pod-2-0.99': { servers: 500, bias: 0.03 },
  'pod-3-0.5': { servers: 100, bias: 0.006 },
  'pod-3-0.7': { servers: 100, bias: 0.008 },
  'pod-3-0.8': { servers: 100, bias: 0.01 },
  'pod-3-0.9': { servers: 100, bias: 0.018 },
  'pod-3-0.95': { servers: 500, bias: 0.01 },
  'pod-3-0.99': { servers: 500, bias: 0.03 },
}
const bestOfSome = casesOf(/^pod-/, (params, expected, id) => {
  const { servers, bias } = OF_SOME[id]!
  const choices = numberAt(params, 'd')
  return {
    design: balanced('power-of-two', servers, numberAt(params, 'lambda_'), { choices }),
    trials: servers > 100 ? { durationS: 300, warmupS: 500, runs: 6 } : { durationS: 600, runs: 12 },
    theory: figuresOf(expected, { W: meanS }, bias),
  }
})

const random: OracleCase = {
  name: 'random: every server is an M/M/1 queue',
  vectors: [],
  design: balanced('random', 10, 0.8),
  trials: { durationS: 20_000, runs: 12 },
  theory: { W: { expected: 5, measure: meanS }, rho: { expected: 0.8, measure: utilisationOf('station') } },
}

const none: OracleCase = {
  name: 'no balancer at all is as good as a random one',
  vectors: [],
  design: designOf({
    blocks: { station: ['service', server({ instances: 10 })] },
    links: [['users', 'station']],
    arrivals: poisson(8),
  }),
  trials: { durationS: 20_000, runs: 12 },
  theory: { W: { expected: 5, measure: meanS } },
}

const weighted: OracleCase = {
  name: 'weighted round robin shares in proportion to the weights',
  vectors: [],
  design: designOf({
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
  }),
  trials: { durationS: 5000, runs: 8 },
  theory: {
    big: { expected: 0.75, bias: 1e-4, measure: (report) => report.links.l2!.calls / report.links.l1!.calls },
  },
}

const hashed: OracleCase = {
  name: 'consistent hashing sends a key to one server',
  vectors: [],
  design: (() => {
    const design = balanced('consistent-hash', 20, 0.4)
    design.requests[0]!.keys = { count: 1, zipf: 0 }
    return design
  })(),
  trials: { durationS: 200, runs: 3 },
  theory: {
    busy: {
      expected: 1,
      measure: (report) => report.blocks.station!.instances.filter(({ arrivals }) => arrivals > 0).length,
    },
  },
}

export const balancerCases: readonly OracleCase[] = [
  ...roundRobin,
  ...shortestQueue,
  ...bestOfSome,
  random,
  none,
  weighted,
  hashed,
]
