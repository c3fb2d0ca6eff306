import { meanOf } from './mean'

/** The place of each value among all, from 1; equal values share the mean of their places. */
export function ranksOf(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1
    for (let place = from; place < to; place++) ranks[order[place] ?? 0] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

/** Pearson's correlation of two series of one length, -1 to 1; 0 where one of them does not vary. Of ranks it is Spearman's. */
export function correlationOf(a: Float64Array, b: Float64Array): number {
  const meanA = meanOf(a)
  const meanB = meanOf(b)
  let [both, squaresA, squaresB] = [0, 0, 0]
  for (let index = 0; index < a.length; index++) {
    const x = (a[index] ?? 0) - meanA
    const y = (b[index] ?? 0) - meanB
    both += x * y
    squaresA += x * x
    squaresB += y * y
  }
  return squaresA === 0 || squaresB === 0 ? 0 : both / Math.sqrt(squaresA * squaresB)
}
