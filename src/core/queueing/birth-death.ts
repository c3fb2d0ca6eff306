/**
 * The stationary distribution of a birth-death chain on 0 .. n. Works on ratios to the most probable state, so that
 * neither large loads nor thousands of states overflow.
 * @param births rate from state i to i + 1, for i < n
 * @param deaths rate from state i to i - 1, for i > 0
 * @returns probabilities of the states 0 .. n
 */
export function birthDeath(n: number, births: (i: number) => number, deaths: (i: number) => number): Float64Array {
  const weights = new Float64Array(n + 1)
  let log = 0
  let largest = 0
  for (let i = 1; i <= n; i++) {
    log += Math.log(births(i - 1)) - Math.log(deaths(i))
    weights[i] = log
    largest = Math.max(largest, log)
  }
  let sum = 0
  for (let i = 0; i <= n; i++) {
    weights[i] = Math.exp(weights[i]! - largest)
    sum += weights[i]!
  }
  for (let i = 0; i <= n; i++) weights[i] = weights[i]! / sum
  return weights
}

/** The mean of f over the states of a distribution. */
export function meanOver(probabilities: Float64Array, f: (i: number) => number): number {
  let sum = 0
  for (let i = 0; i < probabilities.length; i++) sum += probabilities[i]! * f(i)
  return sum
}
