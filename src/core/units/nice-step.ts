/** The smallest of 1, 2 and 5 times a power of ten that is not below a length, which is above 0. */
export function niceStep(least: number): number {
  let power = 1
  while (power > least) power /= 10
  while (power * 10 <= least) power *= 10
  // a hair of tolerance for the rounding of the powers
  for (const factor of [1, 2, 5]) if (factor * power >= least * (1 - 1e-9)) return factor * power
  return 10 * power
}
