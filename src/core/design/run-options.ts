import type { RunOptions } from './report'

/** A warm-up takes this share of the duration at least, unless its length is asked for. */
export const LEAST_WARM_UP = 1 / 6

/** What `truncated` says of a run in which requests go round without anything that takes time. */
export const NO_TIME_PASSES = 'no time passes'

/** What it says of a run that its caller stopped. */
export const STOPPED = 'stopped by the caller'

/** Options within their limits. */
export interface CheckedOptions {
  durationS: number
  /** undefined: as long as it takes to settle. */
  warmupS: number | undefined
  seed: number
  replications: number
  /** undefined: all replications are made. */
  halfWidth: number | undefined
  /** undefined: every request is simulated. */
  maxRequests: number | undefined
}

/** @throws RangeError that names the option and its limits */
export function checkedOptions(options: RunOptions): CheckedOptions {
  const { durationS, warmupS, seed, replications, halfWidth, maxRequests } = options
  if (!(durationS > 0 && durationS <= 1e6))
    throw new RangeError(`A run takes more than 0 and at most 10^6 s, not ${durationS}`)
  if (warmupS !== undefined && !(warmupS >= 0 && warmupS <= 1e6))
    throw new RangeError(`A warm-up takes 0 .. 10^6 s, not ${warmupS}`)
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is an integer, not ${seed}`)
  if (!Number.isInteger(replications) || replications < 1 || replications > 1000)
    throw new RangeError(`There are 1 .. 1000 replications, not ${replications}`)
  if (halfWidth !== undefined && !(halfWidth > 0 && halfWidth < 1))
    throw new RangeError(`A half-width is a share of the mean between 0 and 1, not ${halfWidth}`)
  if (maxRequests !== undefined && !(maxRequests >= 1))
    throw new RangeError(`A run has one request at least, not ${maxRequests}`)
  return { durationS, warmupS, seed, replications, halfWidth, maxRequests }
}
