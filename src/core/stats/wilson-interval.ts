import { normalQuantile } from './normal-quantile'

/**
 * The interval in which the chance of a success lies, from successes counted in independent trials: Wilson's, which holds what
 * it promises also near 0 and 1 and for few trials, where the usual mean plus or minus does not.
 * Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927; compared with others
 * in Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16, 2001.
 * @param confidence 0.95 for a 95 % interval
 * @returns low and high, 0 to 1; null without a trial
 */
export function wilsonInterval(successes: number, trials: number, confidence = 0.95): [number, number] | null {
  if (trials === 0) return null
  const z = normalQuantile((1 + confidence) / 2)
  const share = successes / trials
  const square = (z * z) / trials
  const middle = (share + square / 2) / (1 + square)
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials))
  // Where nothing or everything succeeded the end is exact; rounding would leave it a hair inside.
  return [successes === 0 ? 0 : middle - half, successes === trials ? 1 : middle + half]
}
