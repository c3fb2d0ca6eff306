import { solveIncreasing } from './root-finding'

/** The Laplace transform of the time between arrivals: s (per second) to E[e^{-s A}]. */
export type ArrivalTransform = (sPerS: number) => number

/** Arrivals at a constant pace. */
export const pacedArrivals =
  (ratePerS: number): ArrivalTransform =>
  (s) =>
    Math.exp(-s / ratePerS)

/** Every k-th of a Poisson stream: what one of k servers gets from round robin. The rate is that of the server. */
export const erlangArrivals =
  (stages: number, ratePerS: number): ArrivalTransform =>
  (s) =>
    ((stages * ratePerS) / (stages * ratePerS + s)) ** stages

/** Bursty arrivals: with probability p[i] the next gap is exponential with rates[i]. */
export const hyperexponentialArrivals =
  (p: readonly number[], ratesPerS: readonly number[]): ArrivalTransform =>
  (s) =>
    p.reduce((sum, share, i) => sum + (share * ratesPerS[i]!) / (ratesPerS[i]! + s), 0)

export interface Gm1Figures {
  /** probability that an arrival has to wait: the root of sigma = A*(mu (1 - sigma)) */
  sigma: number
  meanWaitS: number
  /** the response time is exponential with this mean */
  meanResponseS: number
}

/**
 * G/M/1, first in first out. Source: Kendall (1953); Kleinrock, Queueing Systems I (1975), chapter 6.
 * @returns null when arrivals are not slower than the server
 */
export function gm1(transform: ArrivalTransform, arrivalRatePerS: number, serviceRatePerS: number): Gm1Figures | null {
  const mu = serviceRatePerS
  if (arrivalRatePerS >= mu) return null
  // below the root A* lies above the diagonal, beyond it below: 1 is another root and is left out
  const sigma = solveIncreasing((x) => x - transform(mu * (1 - x)), 0, 0, 1 - 1e-12)
  return { sigma, meanWaitS: sigma / (mu * (1 - sigma)), meanResponseS: 1 / (mu * (1 - sigma)) }
}

/** The quantile of an exponential time, seconds: that of the response time of M/M/1 and of G/M/1. */
export function exponentialQuantileS(p: number, meanS: number): number {
  return -Math.log1p(-p) * meanS
}
