import { describe, expect, test } from 'vitest'
import { closedLoop } from '@/core/queueing/closed-loops'
import { erlangA } from '@/core/queueing/finite-queues'
import { mm1WithDeadline } from '@/core/queueing/mm1'
import { mmc, mmcResponseQuantileS } from '@/core/queueing/erlang'
import { cheLru, zipfShares } from '@/core/queueing/hit-ratio'
import { tandemQuantileS } from '@/core/queueing/jackson'
import { lognormalMoments, mg1 } from '@/core/queueing/mg1'
import { nonPreemptiveWaitsS, preemptiveResponsesS } from '@/core/queueing/priorities'
import { nextUniform, seedStream } from '@/core/random/streams'
import { cacheAside } from './cases/caches'
import {
  BUCKET_BIAS,
  designOf,
  exponential,
  hitRatioOf,
  meanS,
  misses,
  type OracleCase,
  p99S,
  poisson,
  queueOf,
  rejectRatio,
  server,
  stationDesign,
  throughput,
  utilisationOf,
  waitOf,
} from './trials'

/** Systems whose parameters nobody chose: the engine must hit theory there as well as on the listed vectors. */

const TRIALS = 6
/** As many figures as this are looked at here: |z| up to 4 is chance. */
const MOST = 4

type Draw = (from: number, to: number) => number
type RandomCase = (draw: Draw) => Omit<OracleCase, 'name' | 'vectors'>

const requests = 40_000
/** Where nobody waits for long, fewer tell as much. */
const FEWER = 3_000

const families: Record<string, RandomCase> = {
  'M/M/c': (draw) => {
    const servers = Math.ceil(draw(0, 20))
    const mu = draw(0.1, 100)
    const lambda = draw(0.3, 0.9) * servers * mu
    const theory = mmc(lambda, mu, servers)
    return {
      design: stationDesign(poisson(lambda), { serviceTime: exponential(1 / mu), concurrency: servers }),
      trials: { durationS: requests / lambda },
      theory: {
        W: { expected: theory.meanResponseS, measure: meanS },
        rho: { expected: theory.utilisation, measure: utilisationOf('station') },
        p99: { expected: mmcResponseQuantileS(0.99, lambda, mu, servers), bias: BUCKET_BIAS, measure: p99S },
      },
    }
  },
  'M/M/c+M': (draw) => {
    const servers = Math.ceil(draw(0, 20))
    const mu = draw(0.1, 100)
    const lambda = draw(0.5, 2) * servers * mu
    const patienceS = draw(0.1, 3) / mu
    const theory = erlangA(lambda, mu, servers, 1 / patienceS)
    return {
      design: stationDesign(poisson(lambda), {
        serviceTime: exponential(1 / mu),
        concurrency: servers,
        waitLimit: exponential(patienceS),
      }),
      trials: { durationS: FEWER / lambda },
      theory: {
        pLeave: { expected: theory.pAbandon, measure: rejectRatio('station') },
        Lq: { expected: theory.meanQueue, measure: queueOf('station') },
      },
    }
  },
  'M/M/1+D': (draw) => {
    const mu = draw(0.1, 100)
    const lambda = draw(0.3, 2) * mu
    const limitS = draw(0.1, 5) / mu
    const theory = mm1WithDeadline(lambda, mu, limitS)
    return {
      design: stationDesign(poisson(lambda), { serviceTime: exponential(1 / mu), waitLimit: limitS }),
      trials: { durationS: FEWER / lambda },
      theory: {
        pLeave: { expected: theory.pAbandon, measure: rejectRatio('station') },
        busy: { expected: theory.utilisation, measure: utilisationOf('station') },
      },
    }
  },
  'M/G/1': (draw) => {
    const meanServiceS = draw(0.001, 1)
    const cv = draw(0.2, 2)
    const lambda = draw(0.3, 0.85) / meanServiceS
    const theory = mg1(lambda, lognormalMoments(meanServiceS, cv ** 2))
    return {
      design: stationDesign(poisson(lambda), { serviceTime: { type: 'lognormal', meanS: meanServiceS, cv } }),
      trials: { durationS: requests / lambda },
      theory: {
        W: { expected: theory.meanResponseS, measure: meanS },
        Wq: { expected: theory.meanWaitS, measure: waitOf('station') },
      },
    }
  },
  'stations in a row': (draw) => {
    const names = Array.from({ length: Math.ceil(draw(1, 6)) }, (_, i) => `s${i}`)
    const lambda = draw(0.3, 0.85)
    return {
      design: designOf({
        blocks: Object.fromEntries(
          names.map((name): [string, ['service', object]] => [name, ['service', server()]]),
        ) as never,
        links: names.map((name, i) => [i === 0 ? 'users' : names[i - 1]!, name]),
        arrivals: poisson(lambda),
      }),
      trials: { durationS: requests / lambda },
      theory: {
        W: { expected: names.length / (1 - lambda), measure: meanS },
        p99: { expected: tandemQuantileS(0.99, names.length, lambda, 1), bias: BUCKET_BIAS, measure: p99S },
      },
    }
  },
  'a closed loop': (draw) => {
    const users = Math.ceil(draw(1, 60))
    const servers = Math.ceil(draw(0, 6))
    const thinkS = draw(1, 20)
    const theory = closedLoop(users, thinkS, 1, servers)
    return {
      design: stationDesign(
        { type: 'closed', users, thinkTime: exponential(thinkS) },
        { serviceTime: exponential(1), concurrency: servers },
      ),
      trials: { durationS: requests / theory.throughputPerS },
      theory: {
        X: { expected: theory.throughputPerS, measure: throughput },
        R: { expected: theory.meanResponseS, measure: meanS },
      },
    }
  },
  'an LRU cache under Zipf': (draw) => {
    const keys = { count: Math.ceil(draw(2000, 20_000)), zipf: draw(0.6, 1.2) }
    const capacityItems = Math.ceil(draw(0.02, 0.3) * keys.count)
    const expected = cheLru(zipfShares(keys.count, keys.zipf), capacityItems).hitRatio
    return {
      design: cacheAside({ capacityItems, policy: 'lru' }, keys, 1000),
      trials: { durationS: 30, warmupS: 60, runs: 4 },
      // Che's approximation is off by up to half a point
      theory: { hits: { expected, bias: 0.005 / expected, measure: hitRatioOf('cache') } },
    }
  },
  'two priorities': (draw) => {
    const isPreemptive = draw(0, 1) < 0.5
    const load = draw(0.4, 0.85)
    const share = draw(0.2, 0.8)
    const rates = [load * share, load * (1 - share)]
    const classes = rates.map((arrivalRatePerS) => ({ arrivalRatePerS, service: lognormalMoments(1, 1) }))
    const expected = isPreemptive
      ? preemptiveResponsesS(classes)
      : nonPreemptiveWaitsS(classes).map((waitS) => waitS + 1)
    const discipline = isPreemptive ? 'priority-preemptive' : 'priority'
    const design = stationDesign(poisson(0), { discipline, serviceTime: { type: 'lognormal', meanS: 1, cv: 1 } })
    design.requests = rates.map((ratePerS, i) => ({
      id: `c${i}`,
      from: 'users',
      priority: 1 - i,
      arrivals: poisson(ratePerS),
    }))
    return {
      design,
      trials: { durationS: requests / load },
      theory: Object.fromEntries(
        expected.map((value, i) => [
          `W${i + 1}`,
          { expected: value, measure: (report) => report.requests[`c${i}`]!.latencyS.mean },
        ]),
      ),
    }
  },
}

describe.each(Object.entries(families))('%s', (family, make) => {
  test.each(Array.from({ length: TRIALS }, (_, i) => i))('drawn at random, number %i', (number) => {
    const words = new Int32Array(4)
    seedStream(words, 0, `${family} ${number}`)
    const one = make((from, to) => from + (to - from) * nextUniform(words, 0))
    expect(misses({ name: family, vectors: [], ...one }, MOST)).toEqual([])
  })
})
