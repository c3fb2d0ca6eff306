import {
  casesOf,
  exponential,
  figuresOf,
  type OracleCase,
  poisson,
  queueOf,
  rejectRatio,
  stationDesign,
  throughput,
  utilisationOf,
} from '../trials'
import { numberAt } from '../vectors'
import { REQUESTS } from './stations'

/** Jobs that leave the queue when they have waited as long as they would. */

const patient = casesOf(/^erlangA-/, (params, expected) => {
  const lambda = numberAt(params, 'lambda_')
  return {
    design: stationDesign(poisson(lambda), {
      concurrency: params.c,
      serviceTime: exponential(1 / numberAt(params, 'mu')),
      waitLimit: exponential(1 / numberAt(params, 'theta')),
    }),
    trials: { durationS: REQUESTS / lambda },
    theory: figuresOf(expected, { P_abandon: rejectRatio('station'), Lq: queueOf('station'), throughput }),
  }
})

const limited = casesOf(/^mm1\+D-/, (params, expected) => {
  const lambda = numberAt(params, 'lambda_')
  return {
    design: stationDesign(poisson(lambda), {
      serviceTime: exponential(1 / numberAt(params, 'mu')),
      waitLimit: numberAt(params, 'tau'),
    }),
    trials: { durationS: REQUESTS / lambda },
    theory: figuresOf(expected, {
      P_abandon: rejectRatio('station'),
      util: utilisationOf('station'),
      goodput: throughput,
    }),
  }
})

export const impatienceCases: readonly OracleCase[] = [...patient, ...limited]
