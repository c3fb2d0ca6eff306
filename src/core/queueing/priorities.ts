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

/** Where a class stands: the utilisation by classes of higher priority, by those and its own, and by all. */
export interface Rank {
  above: number
  upTo: number
  total: number
}

/**
 * The mean wait of a class over that of first in, first out, a running job never interrupted. Source: Cobham (1954), with the
 * remaining work taken from the wait without priorities, which makes it exact for M/G/1 and for M/M/c.
 */
export function nonPreemptiveFactor({ above, upTo, total }: Rank): number {
  return (1 - total) / ((1 - above) * (1 - upTo))
}

/**
 * Squared coefficient of variation of the wait of those of a class that wait, for exponential work alike in all classes.
 * Source: Kesten and Runnenburg (1957), second moment of M/M/1 without interruptions over its chance to wait.
 */
export function rankedWaitScv({ above, upTo }: Rank): number {
  return 1 + (2 * above * (1 - upTo)) / (1 - above)
}
