/** Values joined into one, so that the statistic looks at trends rather than at noise: the 5 of MSER-5. */
const JOINED = 5

/**
 * Where a series that begins from an unusual state has forgotten it: the truncation that makes the standard error of the
 * rest smallest. A truncation in the second half means that the series was still moving when it ended.
 * Source: White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69(6), 1997; five
 * joined after White, Cobb and Spratt (2000).
 * @param values one a step of equal length
 * @returns how many of the values to leave out; null when they had not settled, or are too few to tell
 */
export function settledAfter(values: readonly number[]): number | null {
  const count = Math.floor(values.length / JOINED)
  if (count < 4) return null
  const means = Array.from({ length: count }, (_, i) => {
    let sum = 0
    for (let k = 0; k < JOINED; k++) sum += values[i * JOINED + k]!
    return sum / JOINED
  })
  let best = { error: Infinity, from: 0 }
  let sum = 0
  let squares = 0
  // from the end on, each longer rest by one value; the last few say too little about their own spread
  for (let from = count - 1; from >= 0; from--) {
    sum += means[from]!
    squares += means[from]! ** 2
    const rest = count - from
    if (rest <= JOINED) continue
    const error = Math.max(0, squares - sum ** 2 / rest) / rest ** 2
    // of equals the one that keeps most
    if (error <= best.error) best = { error, from }
  }
  return best.from <= count / 2 ? best.from * JOINED : null
}
