import { mmck } from './finite-queues'

/** Mean attempts of a call that is repeated up to `maxRetries` times while each attempt fails with p, independently. */
export function retryAttempts(pFail: number, maxRetries: number): number {
  return pFail === 1 ? maxRetries + 1 : (1 - pFail ** (maxRetries + 1)) / (1 - pFail)
}

/** Share of calls that succeed in the end: 1 - p^{r+1}. */
export function retrySuccess(pFail: number, maxRetries: number): number {
  return 1 - pFail ** (maxRetries + 1)
}

/** Attempts at the bottom when every one of several layers retries and all fail: (r + 1)^layers. */
export function worstAmplification(maxRetries: number, layers: number): number {
  return (maxRetries + 1) ** layers
}

export interface Backoff {
  baseS: number
  factor: number
  maxS: number
  jitter: 'none' | 'full' | 'equal'
}

/** Mean pause before retry i = 0, 1 ..., seconds. Source of the jitters: Brooker, "Exponential Backoff and Jitter" (AWS, 2015). */
export function meanBackoffS(backoff: Backoff, retry: number): number {
  const pauseS = Math.min(backoff.maxS, backoff.baseS * backoff.factor ** retry)
  return pauseS * (backoff.jitter === 'none' ? 1 : backoff.jitter === 'full' ? 0.5 : 0.75)
}

/** Variance of the pause before retry i, seconds squared: full jitter is even between 0 and the pause, equal jitter above half of it. */
export function backoffVarianceS2(backoff: Backoff, retry: number): number {
  const spread = { none: 0, full: 2, equal: 1 }[backoff.jitter] * meanBackoffS({ ...backoff, jitter: 'none' }, retry)
  return (spread / 2) ** 2 / 12
}

/** Mean of all pauses together when every retry is used, seconds. */
export function totalBackoffS(backoff: Backoff, retries: number): number {
  let sum = 0
  for (let retry = 0; retry < retries; retry++) sum += meanBackoffS(backoff, retry)
  return sum
}

export interface RetryFixedPoint {
  /** attempts per second, first ones and retries */
  offeredPerS: number
  amplification: number
  pRejectAttempt: number
  /** share of calls of which every attempt was rejected */
  pFail: number
}

/**
 * M/M/c/K whose rejected calls come again up to `maxRetries` times after pauses so long that they arrive like strangers.
 * Solves L = lambda (1 - b^{r+1}) / (1 - b), b = blocking at L, from below: where there are several solutions this is the
 * one that a system reaches from an idle start. Approximate; within 0.1 % at pauses of 200 service times.
 */
export function retryFixedPoint(
  arrivalRatePerS: number,
  serviceRatePerS: number,
  servers: number,
  places: number,
  maxRetries: number,
): RetryFixedPoint {
  const blocking = (offered: number) => mmck(offered, serviceRatePerS, servers, places).pBlock
  let offeredPerS = arrivalRatePerS
  for (let step = 0; step < 100_000; step++) {
    const next = arrivalRatePerS * retryAttempts(blocking(offeredPerS), maxRetries)
    const change = Math.abs(next - offeredPerS)
    offeredPerS = next
    if (change <= 1e-14 * next) break
  }
  const pRejectAttempt = blocking(offeredPerS)
  return {
    offeredPerS,
    amplification: offeredPerS / arrivalRatePerS,
    pRejectAttempt,
    pFail: pRejectAttempt ** (maxRetries + 1),
  }
}

/** Mean calls until a circuit breaker sees k failures in a row, each call failing with p: (p^-k - 1) / (1 - p). Source: Feller I, XIII.7. */
export function callsUntilOpen(failuresInARow: number, pFail: number): number {
  return (pFail ** -failuresInARow - 1) / (1 - pFail)
}
