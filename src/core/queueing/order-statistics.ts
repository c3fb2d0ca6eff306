import { normalQuantile } from '@/core/stats/normal-quantile'
import { quantileOfTail, solveIncreasing } from './root-finding'
import { binomialTail, harmonic } from './special-functions'

/**
 * Of n parallel calls, the time until k have answered, the calls being independent and alike. Source for all of it:
 * David and Nagaraja, Order Statistics (2003), chapter 2: F_{k:n} = sum_{j >= k} C(n,j) F^j (1-F)^{n-j}.
 */

/**
 * The level at which one call must be read for the k-th of n to be at level p: the quantile of the k-th of n is the
 * quantile of one call at this level (the beta distribution with k and n - k + 1).
 * @param p 0 <= p < 1
 * @returns a probability
 */
export function levelOfKth(p: number, k: number, n: number): number {
  // for a single extreme the beta distribution has a closed inverse, which keeps its digits near 0 and 1
  if (k === n) return p ** (1 / n)
  if (k === 1) return -Math.expm1(Math.log1p(-p) / n)
  return solveIncreasing((q) => binomialTail(k, n, q), p, 0, 1)
}

/** P(the k-th of n is later than t), from P(one is later than t). */
export function kthTail(tailOfOne: number, k: number, n: number): number {
  // later means that fewer than k came, so that at least n - k + 1 are late
  return binomialTail(n - k + 1, n, tailOfOne)
}

/** Mean of the k-th of n exponential times, seconds: (H_n - H_{n-k}) times the mean of one. Source: Renyi (1953). */
export function exponentialKthMeanS(k: number, n: number, meanS: number): number {
  return meanS * (harmonic(n) - harmonic(n - k))
}

/** Variance of the k-th of n exponential times, seconds squared. Source: Renyi (1953). */
export function exponentialKthVarianceS2(k: number, n: number, meanS: number): number {
  let sum = 0
  for (let i = n - k + 1; i <= n; i++) sum += 1 / i ** 2
  return meanS ** 2 * sum
}

export function exponentialKthQuantileS(p: number, k: number, n: number, meanS: number): number {
  return -meanS * Math.log1p(-levelOfKth(p, k, n))
}

/** @param muLog mean of the logarithm, @param sigmaLog its standard deviation */
export function lognormalKthQuantileS(p: number, k: number, n: number, muLog: number, sigmaLog: number): number {
  return Math.exp(muLog + sigmaLog * normalQuantile(levelOfKth(p, k, n)))
}

/**
 * P(at least one of n calls is slower than the quantile q of one call) = 1 - q^n.
 * Source: Dean and Barroso, "The Tail at Scale", CACM 56(2), 2013.
 */
export function fanOutSlow(calls: number, quantile: number): number {
  return -Math.expm1(calls * Math.log(quantile))
}

/** The tail of a request that is sent a second time after a delay, the first answer counting; nothing is cancelled. */
export function hedgedTail(tS: number, delayS: number, tail: (tS: number) => number): number {
  return tS < delayS ? tail(tS) : tail(tS) * tail(tS - delayS)
}

/** Quantile of a hedged request, seconds. Source: Dean and Barroso (2013). @param scaleS a typical response time */
export function hedgedQuantileS(p: number, delayS: number, tail: (tS: number) => number, scaleS: number): number {
  return quantileOfTail((t) => hedgedTail(t, delayS, tail), p, scaleS)
}

/** Mean of a hedged exponential request, seconds: 1 - e^{-d/m} of the mean before the second copy, half of it after. */
export function hedgedExponentialMeanS(delayS: number, meanS: number): number {
  const late = Math.exp(-delayS / meanS)
  return meanS * (1 - late / 2)
}
