import { batchArrivalsInSystem } from '@/core/queueing/batch-arrivals'
import { closedLoop, meanValueAnalysis } from '@/core/queueing/closed-loops'
import { erlangB, mmc, mmcResponseQuantileS, mmcWaitQuantileS, type QueueFigures } from '@/core/queueing/erlang'
import { erlangA, mmck } from '@/core/queueing/finite-queues'
import { forkJoinResponseS } from '@/core/queueing/fork-join'
import { allenCunneen, kingmanWaitS } from '@/core/queueing/gg'
import {
  type ArrivalTransform,
  erlangArrivals,
  exponentialQuantileS,
  gm1,
  hyperexponentialArrivals,
  pacedArrivals,
} from '@/core/queueing/gm1'
import { jackson, tandemQuantileS } from '@/core/queueing/jackson'
import { Md1Wait } from '@/core/queueing/md1'
import {
  constantMoments,
  discreteMoments,
  erlangMoments,
  hyperexponentialMoments,
  lognormalMoments,
  mg1,
  paretoMoments,
  processorSharingResponseS,
  type ServiceMoments,
  uniformMoments,
} from '@/core/queueing/mg1'
import {
  mm1LifoWaitVarianceS2,
  mm1MeanStandardErrorS,
  mm1NumberTail,
  mm1NumberVariance,
  mm1ResponseVarianceS2,
  mm1WithBreakdownsInSystem,
  mm1WithDeadline,
  mm1WithTimeout,
} from '@/core/queueing/mm1'
import {
  erlangPhases,
  hyperexponentialPhases,
  mph1Response,
  mph1Wait,
  type PhaseType,
  phaseTypeQuantileS,
} from '@/core/queueing/phase-type'
import { powerOfChoices, powerOfChoicesTail } from '@/core/queueing/power-of-choices'
import { nonPreemptiveWaitsS, preemptiveResponsesS } from '@/core/queueing/priorities'
import { shortestQueueResponse } from '@/core/queueing/shortest-queue'
import { type Family, type Figures, family } from './family'

interface Station {
  lambda_: number
  mu: number
}

const PERCENTILES = { p50: 0.5, p95: 0.95, p99: 0.99, 'p99.9': 0.999 }

function percentiles(prefix: string, quantile: (p: number) => number): Figures {
  return Object.fromEntries(Object.entries(PERCENTILES).map(([name, p]) => [`${prefix}_${name}`, quantile(p)]))
}

function queueNames(figures: QueueFigures): Figures {
  return {
    rho: figures.utilisation,
    P_wait: figures.pWait,
    Wq: figures.meanWaitS,
    W: figures.meanResponseS,
    Lq: figures.meanQueue,
    L: figures.meanInSystem,
  }
}

function mmcNames(lambda: number, mu: number, servers: number): Figures {
  return {
    ...queueNames(mmc(lambda, mu, servers)),
    ...percentiles('W', (p) => mmcResponseQuantileS(p, lambda, mu, servers)),
    ...percentiles('Wq', (p) => mmcWaitQuantileS(p, lambda, mu, servers)),
  }
}

function mg1Names(lambda: number, service: ServiceMoments): Figures {
  const figures = mg1(lambda, service)
  return { ...queueNames(figures), Wq2: figures.waitSecondS2, sdWq: figures.waitStandardDeviationS }
}

function phaseNames(lambda: number, service: PhaseType): Figures {
  const wait = mph1Wait(lambda, service)
  const response = mph1Response(lambda, service)
  return {
    ...percentiles('W', (p) => phaseTypeQuantileS(response, p)),
    ...percentiles('Wq', (p) => phaseTypeQuantileS(wait, p)),
  }
}

function gm1Names(transform: ArrivalTransform, lambda: number, mu: number): Figures {
  const figures = gm1(transform, lambda, mu)
  if (figures === null) throw new Error('The vectors are stable')
  return {
    sigma: figures.sigma,
    Wq: figures.meanWaitS,
    W: figures.meanResponseS,
    ...percentiles('W', (p) => exponentialQuantileS(p, figures.meanResponseS)),
  }
}

function lossNames(lambda: number, mu: number, servers: number, places: number): Figures {
  const loss = mmck(lambda, mu, servers, places)
  return {
    P_block: loss.pBlock,
    throughput: loss.throughputPerS,
    util: loss.utilisation,
    L: loss.meanInSystem,
    Lq: loss.meanQueue,
    W: loss.meanResponseS,
    Wq: loss.meanWaitS,
  }
}

const oneServer = [
  family(/^mm1-[\d.]+-[\d.]+$/, ({ lambda_, mu }: Station) => ({
    ...mmcNames(lambda_, mu, 1),
    varW: mm1ResponseVarianceS2(lambda_, mu),
    varL: mm1NumberVariance(lambda_, mu),
    P_N_ge_10: mm1NumberTail(10, lambda_, mu),
    se_W_1e6_customers: mm1MeanStandardErrorS(1e6, lambda_, mu),
  })),
  family(/^mm1k-/, ({ lambda_, mu, K }: Station & { K: number }) => lossNames(lambda_, mu, 1, K)),
  family(/^mm1\+D-/, ({ lambda_, mu, tau }: Station & { tau: number }) => {
    const { pAbandon, utilisation, throughputPerS } = mm1WithDeadline(lambda_, mu, tau)
    return { P_abandon: pAbandon, util: utilisation, goodput: throughputPerS }
  }),
  family(/^mm1-timeout-wasted$/, ({ lambda_, mu, tau }: Station & { tau: number }) => {
    const { pTimeout, goodputPerS, utilisation } = mm1WithTimeout(lambda_, mu, tau)
    return { P_timeout: pTimeout, goodput: goodputPerS, util: utilisation }
  }),
  family(/^mm1-lifo$/, ({ lambda_, mu }: Station) => ({
    ...queueNames(mmc(lambda_, mu)),
    varWq: mm1LifoWaitVarianceS2(lambda_, mu),
  })),
  family(/^mm1-breakdown-/, ({ lambda_, mu, f, r }: Station & { f: number; r: number }) => {
    const inSystem = mm1WithBreakdownsInSystem(lambda_, mu, f, r)
    return {
      availability: r / (f + r),
      L: inSystem,
      W: inSystem / lambda_,
      W_no_fault: mmc(lambda_, mu).meanResponseS,
      closed_form_L: inSystem,
    }
  }),
]

const generalService = [
  family(/^md1-/, ({ lambda_, D }: { lambda_: number; D: number }) => {
    const wait = new Md1Wait(lambda_, D)
    return { ...mg1Names(lambda_, constantMoments(D)), ...percentiles('Wq', (p) => wait.quantileS(p)) }
  }),
  family(/^mg1-lognormal-/, ({ lambda_, mean, scv }: { lambda_: number; mean: number; scv: number }) =>
    mg1Names(lambda_, lognormalMoments(mean, scv)),
  ),
  family(/^mh2-/, ({ lambda_, p1, rate1, rate2 }: { lambda_: number; p1: number; rate1: number; rate2: number }) => ({
    ...mg1Names(lambda_, hyperexponentialMoments([p1, 1 - p1], [rate1, rate2])),
    ...phaseNames(lambda_, hyperexponentialPhases([p1, 1 - p1], [rate1, rate2])),
  })),
  family(/^mE\d+-/, ({ lambda_, k }: { lambda_: number; k: number }) => ({
    ...mg1Names(lambda_, erlangMoments(k, 1)),
    ...phaseNames(lambda_, erlangPhases(k, 1)),
  })),
  family(/^mpareto/, ({ lambda_, alpha, xm }: { lambda_: number; alpha: number; xm: number }) =>
    mg1Names(lambda_, paretoMoments(xm, alpha)),
  ),
  family(/^mU1-/, ({ lambda_ }: { lambda_: number }) => mg1Names(lambda_, uniformMoments(0, 2))),
  family(/^mg1-bimodal$/, (p: { lambda_: number; p_hit: number; t_hit: number; t_miss: number }) =>
    mg1Names(p.lambda_, discreteMoments([p.p_hit, 1 - p.p_hit], [p.t_hit, p.t_miss])),
  ),
  family(/^mg1ps-/, ({ lambda_, mean }: { lambda_: number; mean: number }) => {
    const response = processorSharingResponseS(mean, lambda_, mean)
    return {
      W: response,
      L: lambda_ * response,
      slowdown: response / mean,
      W_job_of_size_2: processorSharingResponseS(2, lambda_, mean),
    }
  }),
  family(/^mm1-prio-/, ({ lambda1, lambda2, mu }: { lambda1: number; lambda2: number; mu: number }) => {
    const service = hyperexponentialMoments([1], [mu])
    const classes = [lambda1, lambda2].map((arrivalRatePerS) => ({ arrivalRatePerS, service }))
    const [Wq1, Wq2] = nonPreemptiveWaitsS(classes)
    const [W1, W2] = preemptiveResponsesS(classes)
    return { Wq1: Wq1!, Wq2: Wq2!, W1: W1!, W2: W2! }
  }),
  family(/^mxm1-/, ({ batch_rate, b, mu }: { batch_rate: number; b: number; mu: number }) => {
    const inSystem = batchArrivalsInSystem(batch_rate, b, b * b, mu)
    return { L: inSystem, W: inSystem / (batch_rate * b) }
  }),
]

const generalArrivals = [
  family(/^dm1-/, ({ lambda_, mu }: Station) => gm1Names(pacedArrivals(lambda_), lambda_, mu)),
  family(/^lb-rr-/, ({ lambda_per_server, n, mu }: { lambda_per_server: number; n: number; mu: number }) =>
    gm1Names(erlangArrivals(n, lambda_per_server), lambda_per_server, mu),
  ),
  family(/^h2m1-/, ({ lambda_, p1, rate1, rate2 }: { lambda_: number; p1: number; rate1: number; rate2: number }) =>
    gm1Names(hyperexponentialArrivals([p1, 1 - p1], [rate1, rate2]), lambda_, 1),
  ),
  family(/^ggc-ac-/, ({ lambda_, c, ca2, cs2 }: { lambda_: number; c: number; ca2: number; cs2: number }) =>
    queueNames(allenCunneen(lambda_, 1, c, ca2, cs2)),
  ),
  family(/^lindley-kingman$/, ({ lambda_, ca2, cs2 }: { lambda_: number; ca2: number; cs2: number }) => {
    const waitS = kingmanWaitS(lambda_, 1, ca2, cs2)
    return { Wq_bound: waitS, Wq_PK_exact: mg1(lambda_, lognormalMoments(1, cs2)).meanWaitS }
  }),
]

const manyServers = [
  family(/^mmc-/, ({ lambda_, mu, c }: Station & { c: number }) => mmcNames(lambda_, mu, c)),
  family(/^erlangB-/, ({ c, a }: { c: number; a: number }) => {
    const blocked = erlangB(c, a)
    return { P_block: blocked, carried: a * (1 - blocked), util: (a * (1 - blocked)) / c }
  }),
  family(/^mmck-/, ({ lambda_, mu, c, K }: Station & { c: number; K: number }) => lossNames(lambda_, mu, c, K)),
  family(/^erlangA-/, ({ lambda_, mu, c, theta }: Station & { c: number; theta: number }) => {
    const figures = erlangA(lambda_, mu, c, theta)
    return {
      P_abandon: figures.pAbandon,
      Lq: figures.meanQueue,
      throughput: figures.throughputPerS,
      P_wait: figures.pWait,
    }
  }),
  family(/^scale-time$/, ({ lambda_, mu, k }: Station & { k: number }) => ({
    ...queueNames(mmc(lambda_ / k, mu / k)),
    W_p99: mmcResponseQuantileS(0.99, lambda_ / k, mu / k),
  })),
  family(/^scale-pool$/, ({ rho, c }: { rho: number; c: number[] }) => ({
    Wq: c.map((servers) => mmc(rho * servers, 1, servers).meanWaitS),
    P_wait: c.map((servers) => mmc(rho * servers, 1, servers).pWait),
  })),
  family(/^scale-thin$/, ({ lambda_, mu, keep }: Station & { keep: number }) => ({
    W_true: mmc(lambda_, mu).meanResponseS,
    W_thinned: mmc(lambda_ * keep, mu).meanResponseS,
  })),
]

const networks = [
  family(
    /^jackson-(?!tandem5-pct)/,
    ({ gamma, P, mu, c }: { gamma: number[]; P: number[][]; mu: number[]; c: number[] }) => {
      const stations = mu.map((serviceRatePerS, i) => ({ serviceRatePerS, servers: c[i]! }))
      const network = jackson(gamma, P, stations)
      return {
        L: network.meanInSystem,
        W: network.meanResponseS,
        visits: network.visits,
        lam: network.arrivalRatesPerS,
        W_node: network.responsesS,
      }
    },
  ),
  family(/^jackson-tandem5-pct$/, ({ lambda_, mu, n }: Station & { n: number }) => ({
    ...percentiles('W', (p) => tandemQuantileS(p, n, lambda_, mu)),
    W: n * mmc(lambda_, mu).meanResponseS,
  })),
  family(/^closed-/, ({ N, Z, mu, c }: { N: number; Z: number; mu: number; c: number }) => {
    const { throughputPerS, meanResponseS, utilisation } = closedLoop(N, Z, mu, c)
    return {
      X: throughputPerS,
      R: meanResponseS,
      util: utilisation,
      little_check: throughputPerS * (meanResponseS + Z),
    }
  }),
  family(/^mva-/, ({ demands, Z, N }: { demands: number[]; Z: number; N: number }) => {
    const { throughputPerS, meanResponseS, meanInSystem } = meanValueAnalysis(demands, Z, N)
    return { X: throughputPerS, R: meanResponseS, Q: meanInSystem }
  }),
  family(/^forkjoin2-/, ({ lambda_, mu }: Station) => ({ W: forkJoinResponseS(2, lambda_, mu) })),
  family(/^forkjoin(4|8|16)-/, ({ n, lambda_ }: { n: number; lambda_: number }) => ({
    W: forkJoinResponseS(n, lambda_, 1),
  })),
]

const balancers = [
  family(/^pod-/, ({ d, lambda_ }: { d: number; lambda_: number }) => {
    const figures = powerOfChoices(d, lambda_, 1)
    return {
      W: figures.meanResponseS,
      L_per_server: figures.meanInSystemPerServer,
      s: [1, 2, 3, 4, 5, 6].map((jobs) => powerOfChoicesTail(d, lambda_, jobs)),
      W_random: powerOfChoices(1, lambda_, 1).meanResponseS,
    }
  }),
  family(
    /^jsq-/,
    ({ n, lambda_per_server: load, trunc }: { n: number; lambda_per_server: number; trunc: number }) => ({
      W: shortestQueueResponse(n, load, trunc),
      W_MMn: mmc(n * load, 1, n).meanResponseS,
      W_random: mmc(load, 1).meanResponseS,
    }),
    // the chain is cut off, and where a cut state's arrivals go is a choice
    { tolerance: 1e-6 },
  ),
]

export const stationFamilies: readonly Family[] = [
  ...oneServer,
  ...generalService,
  ...generalArrivals,
  ...manyServers,
  ...networks,
  ...balancers,
]
