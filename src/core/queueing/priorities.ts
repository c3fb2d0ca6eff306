import type { ServiceMoments } from './mg1'

/** One class of jobs; classes are given in order of priority, the most urgent first. */
export interface PriorityClass {
  arrivalRatePerS: number
  service: ServiceMoments
}

/**
 * Mean waits of a single server with priorities, a running job never interrupted, seconds, one for each class.
 * Source: Cobham (1954): W_k = R / ((1 - s_{k-1})(1 - s_k)), R = sum of lambda E[S^2] / 2, s_k = load of classes 1 .. k.
 * Infinite from the class on that fills the server.
 */
export function nonPreemptiveWaitsS(classes: readonly PriorityClass[]): number[] {
  const residualS = classes.reduce(
    (sum, { arrivalRatePerS, service }) => sum + (arrivalRatePerS * service.secondS2) / 2,
    0,
  )
  let above = 0
  return classes.map(({ arrivalRatePerS, service }) => {
    const upTo = above + arrivalRatePerS * service.meanS
    const waitS = upTo < 1 ? residualS / ((1 - above) * (1 - upTo)) : Infinity
    above = upTo
    return waitS
  })
}

/**
 * Mean response times of a single server with priorities, a running job interrupted and resumed later, seconds.
 * Source: Conway, Maxwell, Miller, Theory of Scheduling (1967):
 * T_k = E[S_k] / (1 - s_{k-1}) + sum_{i<=k} lambda_i E[S_i^2] / 2 / ((1 - s_{k-1})(1 - s_k)).
 */
export function preemptiveResponsesS(classes: readonly PriorityClass[]): number[] {
  let above = 0
  let residualS = 0
  return classes.map(({ arrivalRatePerS, service }) => {
    const upTo = above + arrivalRatePerS * service.meanS
    residualS += (arrivalRatePerS * service.secondS2) / 2
    const responseS = upTo < 1 ? service.meanS / (1 - above) + residualS / ((1 - above) * (1 - upTo)) : Infinity
    above = upTo
    return responseS
  })
}
