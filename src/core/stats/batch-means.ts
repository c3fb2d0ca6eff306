/** Two-sided 95 % quantiles of Student's t for 1 .. 30 degrees of freedom. */
const T_975 = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314,
  2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
]

/** t such that a t-distributed value lies within -t .. t in 95 % of all cases. */
export function student975(degrees: number): number {
  if (!(degrees >= 1)) throw new RangeError(`Not a number of degrees of freedom: ${degrees}`)
  if (degrees <= 30) return T_975[Math.floor(degrees) - 1]!
  // Cornish-Fisher expansion in 1 / degrees around the normal quantile, exact to four digits from here on
  const z = 1.959963985
  const g1 = (z ** 3 + z) / 4
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3
}

/**
 * The 95 % interval of a mean from batches of a correlated series: the batch means vary independently when batches are
 * long enough. Batches of unequal size are weighed as a ratio of sums.
 * Source: Law, "Simulation Modeling and Analysis", batch means; ratio estimator after Cochran, "Sampling Techniques".
 * @param sums sum of the values in each batch
 * @param counts number of values in each batch
 * @returns null when fewer than five batches hold anything
 */
export function batchMeansInterval(sums: readonly number[], counts: readonly number[]): [number, number] | null {
  let sum = 0
  let count = 0
  let batches = 0
  for (let i = 0; i < sums.length; i++) {
    sum += sums[i]!
    count += counts[i]!
    if (counts[i]! > 0) batches++
  }
  if (batches < 5) return null
  const mean = sum / count
  let squares = 0
  for (let i = 0; i < sums.length; i++) squares += (sums[i]! - mean * counts[i]!) ** 2
  const half = (student975(batches - 1) * Math.sqrt((squares * batches) / (batches - 1))) / count
  return [mean - half, mean + half]
}

/** Joins neighbours of a series into at most `batches` sums of nearly equal length. */
export function intoBatches(values: ArrayLike<number>, batches: number): number[] {
  const count = Math.min(batches, values.length)
  const result = Array.from({ length: count }, () => 0)
  for (let i = 0; i < values.length; i++) result[Math.floor((i * count) / values.length)]! += values[i]!
  return result
}
