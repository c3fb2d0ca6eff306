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
  queueOf,
  rejectRatio,
  server,
  stationDesign,
  throughput,
  utilisationOf,
  waitOf,
} from '../trials'
import { numberAt, oracle } from '../vectors'

/** Requests of one run; twenty of them make the number that the oracles' table of spreads is about. */
export const REQUESTS = 50_000

const queues = casesOf(/^mm1-[\d.]+-\d+$|^mmc-/, (params, expected) => {
  const lambda = numberAt(params, 'lambda_')
  return {
    design: stationDesign(poisson(lambda), {
      serviceTime: exponential(1 / numberAt(params, 'mu')),
      concurrency: params.c ?? 1,
    }),
    trials: { durationS: REQUESTS / lambda },
    theory: figuresOf(expected, {
      W: meanS,
      Wq: waitOf('station'),
      Lq: queueOf('station'),
      rho: utilisationOf('station'),
      W_p50: p50S,
      W_p95: p95S,
      W_p99: p99S,
    }),
  }
})

const limited = casesOf(/^mm1k-|^mmck-/, (params, expected) => {
  const lambda = numberAt(params, 'lambda_')
  const concurrency = typeof params.c === 'number' ? params.c : 1
  return {
    design: stationDesign(poisson(lambda), { concurrency, queueLimit: numberAt(params, 'K') - concurrency }),
    trials: { durationS: REQUESTS / lambda },
    theory: figuresOf(expected, { P_block: rejectRatio('station'), W: meanS, throughput }),
  }
})

/** Erlang's loss formula cares for the mean of the service time alone. */
const LAWS: Record<string, TimeDistribution> = {
  exponential: exponential(1),
  constant: 1,
  lognormal: { type: 'lognormal', meanS: 1, cv: 2 },
}
const losses = Object.entries(LAWS).flatMap(([law, serviceTime]) =>
  casesOf(/^erlangB-/, (params, expected) => {
    const load = numberAt(params, 'a')
    return {
      design: stationDesign(poisson(load), { serviceTime, concurrency: params.c, queueLimit: 0 }),
      trials: { durationS: 20_000 / load },
      theory: figuresOf(expected, { P_block: rejectRatio('station'), util: utilisationOf('station') }),
    }
  }).map((one) => ({ ...one, name: `${one.name} with ${law} service` })),
)

const steady = casesOf(/^md1-/, (params, expected) => ({
  design: stationDesign(poisson(numberAt(params, 'lambda_')), {
    serviceTime: numberAt(params, 'D'),
  }),
  trials: { durationS: REQUESTS },
  theory: figuresOf(expected, {
    Wq: waitOf('station'),
    W: meanS,
    Lq: queueOf('station'),
    Wq_p99: (report) => report.blocks.station!.waitS.p99,
  }),
}))

function generalTime(id: string): TimeDistribution {
  const { params } = oracle(id)
  if (id.startsWith('mg1-lognormal')) return { type: 'lognormal', meanS: 1, cv: Math.sqrt(numberAt(params, 'scv')) }
  if (id.startsWith('mh2')) {
    const [rate1, rate2] = [numberAt(params, 'rate1'), numberAt(params, 'rate2')]
    return { type: 'hyperexponential', p: numberAt(params, 'p1'), mean1S: 1 / rate1, mean2S: 1 / rate2 }
  }
  if (id.startsWith('mpareto'))
    return { type: 'pareto', minS: numberAt(params, 'xm'), alpha: numberAt(params, 'alpha') }
  if (id === 'mU1-.8') return { type: 'uniform', minS: 0, maxS: 2 }
  // one time for nine in ten, another for the rest
  return {
    type: 'empirical',
    quantiles: [
      [0, 1],
      [0.9, 1],
      [0.9000000001, 20],
      [1, 20],
    ],
  }
}
const general = casesOf(/^mg1-lognormal|^mh2|^mpareto|^mU1|^mg1-bimodal/, (params, expected, id) => {
  const lambda = numberAt(params, 'lambda_')
  return {
    design: stationDesign(poisson(lambda), { serviceTime: generalTime(id) }),
    trials: { durationS: (2 * REQUESTS) / lambda },
    theory: figuresOf(expected, { Wq: waitOf('station'), W: meanS }),
  }
})

/** Work in exponential stages: a worker waits for a block that never queues, once for each stage after the first. */
const staged = casesOf(/^mE\d-/, (params, expected) => {
  const stages = numberAt(params, 'k')
  const stage = exponential(1 / stages)
  return {
    design: designOf({
      blocks: {
        station: ['service', server({ serviceTime: stage, holdsWorker: true })],
        stage: ['service', server({ serviceTime: stage, concurrency: 1000 })],
      },
      links: [
        ['users', 'station'],
        ...Array.from({ length: stages - 1 }, (_, i): [string, string, object] => [
          'station',
          'stage',
          { step: i + 1 },
        ]),
      ],
      arrivals: poisson(numberAt(params, 'lambda_')),
    }),
    trials: { durationS: REQUESTS },
    theory: figuresOf(expected, {
      Wq: waitOf('station'),
      W: meanS,
      Lq: queueOf('station'),
      W_p50: p50S,
      W_p95: p95S,
      W_p99: p99S,
    }),
  }
})

/** Processor sharing does not care for the law. */
const shared = casesOf(/^mg1ps-/, (params, expected, id) => {
  const law = id.slice('mg1ps-'.length)
  return {
    design: stationDesign(poisson(numberAt(params, 'lambda_')), {
      serviceTime: law === 'exp' ? LAWS.exponential : law === 'det' ? LAWS.constant : LAWS.lognormal,
      discipline: 'processor-sharing',
    }),
    trials: { durationS: REQUESTS },
    theory: figuresOf(expected, { W: meanS }),
  }
})

const lastFirst = casesOf(/^mm1-lifo$/, (params, expected) => ({
  design: stationDesign(poisson(numberAt(params, 'lambda_')), { discipline: 'lifo' }),
  trials: { durationS: REQUESTS },
  theory: figuresOf(expected, { Wq: waitOf('station'), W: meanS }),
}))

/** Two request classes, `first` before `second`. */
const ranked = casesOf(/^mm1-prio-/, (params, expected, id) => {
  const preemptive = id.endsWith('-pr')
  const design = stationDesign(poisson(0), { discipline: preemptive ? 'priority-preemptive' : 'priority' })
  design.requests = [
    { id: 'first', from: 'users', priority: 1, arrivals: poisson(numberAt(params, 'lambda1')) },
    { id: 'second', from: 'users', priority: 0, arrivals: poisson(numberAt(params, 'lambda2')) },
  ]
  // waits of a class are what it took beyond the mean second of work
  const less = preemptive ? 0 : 1
  const of = (request: string) => (report: Parameters<typeof meanS>[0]) =>
    report.requests[request]!.latencyS.mean! - less
  return {
    design,
    trials: { durationS: 2 * REQUESTS },
    theory: figuresOf(
      expected,
      preemptive ? { W1: of('first'), W2: of('second') } : { Wq1: of('first'), Wq2: of('second') },
    ),
  }
})

const batches = casesOf(/^mxm1-/, (params, expected) => {
  const burst = numberAt(params, 'b')
  return {
    design: stationDesign({ type: 'bursty', ratePerS: numberAt(params, 'batch_rate') * burst, burst }),
    trials: { durationS: 4 * REQUESTS },
    theory: figuresOf(expected, { W: meanS }),
  }
})

const paced = casesOf(/^dm1-/, (params, expected) => ({
  design: stationDesign({ type: 'constant', ratePerS: numberAt(params, 'lambda_') }),
  trials: { durationS: REQUESTS },
  theory: figuresOf(expected, { Wq: waitOf('station'), W: meanS, W_p50: p50S, W_p99: p99S }),
}))

/** Breakdowns are the work of one more user, who interrupts everybody: up and down times are exponential. */
const breakdowns = casesOf(/^mm1-breakdown-/, (params, expected) => {
  const [f, r] = [numberAt(params, 'f'), numberAt(params, 'r')]
  const lambda = numberAt(params, 'lambda_')
  const design = stationDesign(poisson(lambda), {
    discipline: 'priority-preemptive',
    serviceTimes: { down: exponential(1 / r) },
  })
  design.requests.push({
    id: 'down',
    from: 'users',
    priority: 1,
    arrivals: { type: 'closed', users: 1, thinkTime: exponential(1 / f) },
  })
  return {
    design,
    trials: { durationS: (5 * REQUESTS) / lambda },
    theory: {
      ...figuresOf(expected, { W: meanS }),
      availability: {
        expected: numberAt(expected, 'availability'),
        measure: (report) => 1 - report.requests.down!.throughputPerS! / r,
      },
    },
  }
})

/** The same station, slowed down tenfold. */
const slowed = casesOf(/^scale-time$/, (params, expected) => {
  const k = numberAt(params, 'k')
  const lambda = numberAt(params, 'lambda_') / k
  return {
    design: stationDesign(poisson(lambda), { serviceTime: exponential(k / numberAt(params, 'mu')) }),
    trials: { durationS: REQUESTS / lambda },
    theory: {
      ...figuresOf(expected, { W: meanS, W_p99: p99S }),
      L: {
        expected: numberAt(expected, 'L'),
        measure: (report) => queueOf('station')(report)! + utilisationOf('station')(report)!,
      },
    },
  }
})

const pools: OracleCase[] = (oracle('scale-pool').params.c as number[]).map((servers, i) => {
  const { params, expect } = oracle('scale-pool')
  const lambda = numberAt(params, 'rho') * servers
  return {
    name: `scale-pool of ${servers}`,
    vectors: ['scale-pool'],
    design: stationDesign(poisson(lambda), { concurrency: servers }),
    trials: { durationS: (servers > 100 ? 4 * REQUESTS : REQUESTS) / lambda, warmupS: Math.max(50, 5000 / lambda) },
    theory: { [`Wq of ${servers}`]: { expected: (expect.Wq as number[])[i]!, measure: waitOf('station') } },
  }
})

/** Keeping a tenth of the arrivals and the same server is another system. */
const thinned: OracleCase[] = [1, 0.1].map((keep) => {
  const { params, expect } = oracle('scale-thin')
  const lambda = keep * numberAt(params, 'lambda_')
  return {
    name: `scale-thin, keeping ${keep}`,
    vectors: ['scale-thin'],
    design: stationDesign(poisson(lambda)),
    trials: { durationS: REQUESTS / lambda },
    theory: figuresOf(expect, keep === 1 ? { W_true: meanS } : { W_thinned: meanS }),
  }
})

const heavyTraffic = casesOf(/^lindley-kingman$/, (params, expected) => ({
  design: stationDesign(poisson(numberAt(params, 'lambda_')), {
    serviceTime: { type: 'lognormal', meanS: 1, cv: Math.sqrt(numberAt(params, 'cs2')) },
  }),
  trials: { durationS: 4 * REQUESTS },
  theory: figuresOf(expected, { Wq_PK_exact: waitOf('station') }),
}))

/** One user who does not wait for the answer and thinks between requests: arrivals as the think times are. */
const renewals = (thinkTime: TimeDistribution, config: Record<string, unknown>) =>
  designOf({
    blocks: { station: ['service', server(config)] },
    links: [['users', 'station', { mode: 'async' }]],
    arrivals: { type: 'closed', users: 1, thinkTime },
  })
const linkMeanS: OracleCase['theory'][string]['measure'] = (report) => report.links.l1!.meanS

const burstyArrivals = casesOf(/^h2m1-/, (params, expected) => {
  const [rate1, rate2] = [numberAt(params, 'rate1'), numberAt(params, 'rate2')]
  const gaps = { type: 'hyperexponential', p: numberAt(params, 'p1'), mean1S: 1 / rate1, mean2S: 1 / rate2 } as const
  return {
    design: renewals(gaps, {}),
    trials: { durationS: 2 * REQUESTS },
    theory: figuresOf(expected, { Wq: waitOf('station'), W: linkMeanS }),
    unmeasured: 'percentiles: nobody waits for the answer, which is how such arrivals are made',
  }
})

/** The approximation is good to a tenth. */
const allenCunneen = casesOf(/^ggc-ac-/, (params, expected) => {
  const lambda = numberAt(params, 'lambda_')
  const [ca2, cs2] = [numberAt(params, 'ca2'), numberAt(params, 'cs2')]
  const lognormal = (meanS: number, scv: number) => ({ type: 'lognormal', meanS, cv: Math.sqrt(scv) }) as const
  return {
    design: renewals(ca2 === 1 ? exponential(1 / lambda) : lognormal(1 / lambda, ca2), {
      concurrency: params.c,
      serviceTime: cs2 === 1 ? exponential(1) : lognormal(1, cs2),
    }),
    trials: { durationS: REQUESTS / lambda },
    theory: figuresOf(expected, { W: linkMeanS }, 0.1),
  }
})

export const stationCases: readonly OracleCase[] = [
  ...queues,
  ...limited,
  ...losses,
  ...steady,
  ...general,
  ...staged,
  ...shared,
  ...lastFirst,
  ...ranked,
  ...batches,
  ...paced,
  ...breakdowns,
  ...slowed,
  ...pools,
  ...thinned,
  ...heavyTraffic,
  ...burstyArrivals,
  ...allenCunneen,
]
