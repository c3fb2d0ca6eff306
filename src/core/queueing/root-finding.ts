/**
 * The place where an increasing function reaches a level, by bisection: slow and unable to fail, which is what a closed
 * form wants that is asked a few thousand times at most.
 * @param f increasing on [low, high]; a level outside of its range gives the nearer end
 * @returns x with f(x) = level to about 1e-15 relative
 */
export function solveIncreasing(f: (x: number) => number, level: number, low: number, high: number): number {
  let below = low
  let above = high
  for (let step = 0; step < 200; step++) {
    const middle = below + (above - below) / 2
    if (middle <= below || middle >= above) break
    if (f(middle) < level) below = middle
    else above = middle
  }
  return below + (above - below) / 2
}

/**
 * The quantile of a non-negative variable from its tail P(X > t), by doubling and bisection.
 * @param tail decreasing, from P(X > 0)
 * @param p 0 <= p < 1
 * @param scale a typical value, only to begin the search with
 * @returns the smallest t with P(X <= t) >= p; 0 where P(X > 0) <= 1 - p
 */
export function quantileOfTail(tail: (t: number) => number, p: number, scale: number): number {
  const left = 1 - p
  if (!(p >= 0 && p < 1)) throw new RangeError(`Not a quantile: ${p}`)
  if (tail(0) <= left) return 0
  let high = scale
  while (tail(high) > left) {
    high *= 2
    if (!Number.isFinite(high)) return Number.POSITIVE_INFINITY
  }
  return solveIncreasing((t) => -tail(t), -left, 0, high)
}

/**
 * The same for a smooth function of a positive number that spans orders of magnitude: false position on the logarithm,
 * in some ten steps instead of fifty.
 * Source: Dowell and Jarratt, "A modified regula falsi method" (the Illinois algorithm), BIT 11 (1971).
 * @param low, high positive, with f(low) <= level <= f(high)
 * @returns x with f(x) within `tolerance` of the level
 */
export function solveSmooth(
  f: (x: number) => number,
  level: number,
  low: number,
  high: number,
  tolerance: number,
): number {
  let [a, b] = [Math.log(low), Math.log(high)]
  let [below, above] = [f(low) - level, f(high) - level]
  let lastSide = 0
  for (let step = 0; step < 60; step++) {
    const x = (a * above - b * below) / (above - below)
    const value = f(Math.exp(x)) - level
    if (Math.abs(value) <= tolerance) return Math.exp(x)
    const side = value < 0 ? -1 : 1
    if (side < 0) [a, below] = [x, value]
    else [b, above] = [x, value]
    // an end that stays twice in a row is given half its weight
    if (side === lastSide && side < 0) above /= 2
    if (side === lastSide && side > 0) below /= 2
    lastSide = side
  }
  return Math.exp((a + b) / 2)
}
