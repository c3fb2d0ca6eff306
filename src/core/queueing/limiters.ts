import { erlangB } from './erlang'
import { md1kLoss } from './md1'
import { gammaTail, normalTail } from './special-functions'

/**
 * Share of a Poisson stream that a token bucket rejects: `burst` tokens, refilled at a constant pace, one a request.
 * It loses what M/D/1/burst loses. Source: the equivalence of Berger (1991).
 */
export function tokenBucketLoss(arrivalRatePerS: number, refillRatePerS: number, burst: number): number {
  return md1kLoss(arrivalRatePerS, 1 / refillRatePerS, burst)
}

/** Share of a Poisson stream that a sliding-window log rejects, `limit` accepted in any window: M/D/limit/limit, so Erlang B. */
export function slidingLogLoss(arrivalRatePerS: number, windowS: number, limit: number): number {
  return erlangB(limit, arrivalRatePerS * windowS)
}

/** Above so many requests their number is as good as normal. */
const VERY_MANY = 1_000_000

/** Mean requests accepted in one fixed window: E[min(N, limit)], N Poisson, in a time that does not grow with the limit. */
export function fixedWindowAccepted(arrivalRatePerS: number, windowS: number, limit: number): number {
  const mean = arrivalRatePerS * windowS
  if (limit > VERY_MANY) return mean - normalExcess(mean, limit)
  // P(N < n) is the tail of a gamma variable of shape n: Abramowitz and Stegun 26.4.21
  const fewer = (n: number) => (n > 0 ? gammaTail(n, mean) : 0)
  return mean * fewer(limit - 1) + limit * (1 - fewer(limit))
}

/** E[N - limit] where N is above it, N normal with the variance of a Poisson variable. */
function normalExcess(mean: number, limit: number): number {
  const deviation = Math.sqrt(mean)
  const z = (limit - mean) / deviation
  return deviation * (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) - z * normalTail(z))
}

/** Share of a Poisson stream that a fixed-window counter rejects. */
export function fixedWindowLoss(arrivalRatePerS: number, windowS: number, limit: number): number {
  return 1 - fixedWindowAccepted(arrivalRatePerS, windowS, limit) / (arrivalRatePerS * windowS)
}

/**
 * Share of a Poisson stream that a sliding-window counter rejects: no closed form is known, so it is put where simulated ones
 * lie between a fixed window and a log, and beyond them for small limits, which lose up to a whole request to the part of the
 * window before. Within a tenth, or 0.4 percentage points, for limits of 1 .. 1000 and loads of 0.8 .. 2.
 */
export function slidingCounterLoss(arrivalRatePerS: number, windowS: number, limit: number): number {
  const fixed = fixedWindowLoss(arrivalRatePerS, windowS, limit)
  const towardsLog = Math.min(1.9, 0.65 + 3.6 / limit)
  return Math.min(1, fixed + towardsLog * (slidingLogLoss(arrivalRatePerS, windowS, limit) - fixed))
}

/** Most that fixed windows let through around a boundary. */
export function fixedWindowWorstBurst(limit: number): number {
  return 2 * limit
}
