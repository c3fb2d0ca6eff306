import { quantileOfTail } from './root-finding'
import { gammaTail, logGamma, normalTail } from './special-functions'

/**
 * The Erlang B blocking probability: the share of arrivals that find all servers of a loss system busy (M/G/c/c). It
 * depends on the service time through its mean alone.
 * Source: Erlang (1917), by the recursion B(c) = a B(c-1) / (c + a B(c-1)), which is stable for thousands of servers.
 * @param servers c, an integer of at least 0
 * @param load a = arrival rate x mean service time, in erlangs
 */
export function erlangB(servers: number, load: number): number {
  if (servers > MANY) return erlangBOfMany(servers, load)
  let blocked = 1
  for (let c = 1; c <= servers; c++) blocked = (load * blocked) / (c + load * blocked)
  return blocked
}

/** Above so many servers the recursion, which takes one step a server, gives way to Poisson probabilities. */
const MANY = 2000
/** And above so many those to the limit of Halfin and Whitt. */
const VERY_MANY = 1_000_000

/** B = P(N = c) / P(N <= c) for N Poisson with the load as its mean. */
function erlangBOfMany(servers: number, load: number): number {
  if (load === 0) return 0
  const rho = load / servers
  if (servers > VERY_MANY) {
    if (rho >= 1) return 1 - 1 / rho
    const pWait = halfinWhitt(servers, rho)
    return (pWait * (1 - rho)) / (1 - rho * pWait)
  }
  if (rho >= 1) return 1 / inverseOfOverload(servers, load)
  const logTop = servers * Math.log(load) - load - logGamma(servers + 1)
  return Math.exp(logTop) / gammaTail(servers + 1, load)
}

/** 1 / B = 1 + c/a + c(c-1)/a^2 + ..., whose terms fall from the start where the load reaches the servers. */
function inverseOfOverload(servers: number, load: number): number {
  let term = 1
  let sum = 1
  for (let free = servers; free > 0 && term > 1e-16 * sum; free--) {
    term *= free / load
    sum += term
  }
  return sum
}

/** Erlang C of very many servers: 1 / (1 + b Phi(b) / phi(b)), b = (1 - rho) sqrt(c). Source: Halfin and Whitt (1981). */
function halfinWhitt(servers: number, rho: number): number {
  const spare = (1 - rho) * Math.sqrt(servers)
  const density = Math.exp((-spare * spare) / 2) / Math.sqrt(2 * Math.PI)
  return density / (density + spare * normalTail(-spare))
}

/**
 * The Erlang C probability that an arrival has to wait (M/M/c, unbounded queue); 1 when the load reaches the servers.
 * Source: Erlang (1917); C = B / (1 - rho (1 - B)).
 */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1
  const blocked = erlangB(servers, load)
  return blocked / (1 - (load / servers) * (1 - blocked))
}

/** A station in the long run. Means over all jobs; infinite where the queue has no long run. */
export interface QueueFigures {
  /** share of the servers' time that is busy; above 1 it says how much more was offered than can be served */
  utilisation: number
  /** probability that a job has to wait */
  pWait: number
  /** mean number of jobs waiting */
  meanQueue: number
  /** mean number of jobs waiting or in service */
  meanInSystem: number
  meanWaitS: number
  /** waiting and service together */
  meanResponseS: number
}

/** M/M/c with one queue, first in first out. M/M/1 with one server. Sources: Erlang (1917); Little (1961). */
export function mmc(arrivalRatePerS: number, serviceRatePerS: number, servers = 1): QueueFigures {
  const load = arrivalRatePerS / serviceRatePerS
  const pWait = erlangC(servers, load)
  const spareRatePerS = servers * serviceRatePerS - arrivalRatePerS
  return figures(
    load / servers,
    pWait,
    spareRatePerS > 0 ? pWait / spareRatePerS : Infinity,
    arrivalRatePerS,
    1 / serviceRatePerS,
  )
}

/** What follows from the mean wait by Little's law. */
export function figures(
  utilisation: number,
  pWait: number,
  meanWaitS: number,
  arrivalRatePerS: number,
  meanServiceS: number,
): QueueFigures {
  const meanResponseS = meanWaitS + meanServiceS
  return {
    utilisation,
    pWait,
    meanWaitS,
    meanResponseS,
    // no arrivals, no queue, whatever the wait would be
    meanQueue: arrivalRatePerS === 0 ? 0 : arrivalRatePerS * meanWaitS,
    meanInSystem: arrivalRatePerS === 0 ? 0 : arrivalRatePerS * meanResponseS,
  }
}

/** P(wait > t) of M/M/c = C e^{-(c mu - lambda) t}; 1 at or above full load. */
export function mmcWaitTail(tS: number, arrivalRatePerS: number, serviceRatePerS: number, servers = 1): number {
  const spareRatePerS = servers * serviceRatePerS - arrivalRatePerS
  if (spareRatePerS <= 0) return 1
  return erlangC(servers, arrivalRatePerS / serviceRatePerS) * Math.exp(-spareRatePerS * tS)
}

/** The quantile of the waiting time of M/M/c, seconds; 0 where enough jobs do not wait at all. */
export function mmcWaitQuantileS(p: number, arrivalRatePerS: number, serviceRatePerS: number, servers = 1): number {
  const spareRatePerS = servers * serviceRatePerS - arrivalRatePerS
  if (spareRatePerS <= 0) return Infinity
  const pWait = erlangC(servers, arrivalRatePerS / serviceRatePerS)
  return Math.max(0, Math.log(pWait / (1 - p)) / spareRatePerS)
}

/** P(response > t) of M/M/c: the wait and an independent exponential service, convolved. */
export function mmcResponseTail(tS: number, arrivalRatePerS: number, serviceRatePerS: number, servers = 1): number {
  const spare = servers * serviceRatePerS - arrivalRatePerS
  if (spare <= 0) return 1
  const mu = serviceRatePerS
  const pWait = erlangC(servers, arrivalRatePerS / mu)
  const served = Math.exp(-mu * tS)
  // the two rates may coincide, and then the difference quotient is its limit
  const quotient =
    Math.abs(spare - mu) < 1e-9 * mu ? mu * tS * served : (mu * (served - Math.exp(-spare * tS))) / (spare - mu)
  return served + pWait * quotient
}

/** The quantile of the response time of M/M/c, seconds. */
export function mmcResponseQuantileS(p: number, arrivalRatePerS: number, serviceRatePerS: number, servers = 1): number {
  if (servers * serviceRatePerS <= arrivalRatePerS) return Infinity
  return quantileOfTail((t) => mmcResponseTail(t, arrivalRatePerS, serviceRatePerS, servers), p, 1 / serviceRatePerS)
}
