import { normalQuantile } from '@/core/stats/normal-quantile'
import { normalTail } from './special-functions'
import type { TimeMix, TimePart } from './time-mix'

/** Where a heavy-tailed duration is cut into bands, by probability, so that the usual percentiles lie inside of one. */
const EDGES = [0, 0.55, 0.92, 0.98, 0.996, 1]
/** A tail without a variance is given this one: a preview of means cannot say more of it. */
const TAIL_SCV = 3

/** A lognormal duration as bands of its quantiles, with the mean and variance of each: two moments alone miss the median. */
export function lognormalTime(meanS: number, cv: number): TimeMix {
  const sigma = Math.sqrt(Math.log1p(cv * cv))
  // the share of the k-th moment below a quantile z of the logarithm is Phi(z - k sigma)
  const share = (k: number, from: number, to: number) => normalTail(from - k * sigma) - normalTail(to - k * sigma)
  const second = meanS ** 2 * (1 + cv * cv)
  return bands((p0, p1) => {
    const [from, to] = [quantile(p0), quantile(p1)]
    return { first: meanS * share(1, from, to), second: second * share(2, from, to) }
  })
}

const quantile = (p: number) => (p <= 0 ? -Infinity : p >= 1 ? Infinity : normalQuantile(p))

/** A Pareto duration of type I in the same bands. @param alpha above 1 */
export function paretoTime(minS: number, alpha: number): TimeMix {
  const valueAt = (p: number) => (p >= 1 ? Infinity : minS * (1 - p) ** (-1 / alpha))
  const partial = (k: number, from: number, to: number) => {
    const scale = alpha * minS ** alpha
    if (alpha === k) return scale * Math.log(to / from)
    return (scale / (k - alpha)) * ((to === Infinity && k < alpha ? 0 : to ** (k - alpha)) - from ** (k - alpha))
  }
  return bands((p0, p1) => {
    const [from, to] = [valueAt(p0), valueAt(p1)]
    return { first: partial(1, from, to), second: partial(2, from, to) }
  })
}

/** @param moments the parts of E[X] and E[X^2] between two probabilities */
function bands(moments: (from: number, to: number) => { first: number; second: number }): TimeMix {
  return EDGES.slice(1).map((to, i): TimePart => {
    const from = EDGES[i]!
    const weight = to - from
    const { first, second } = moments(from, to)
    const meanS = first / weight
    const scv = second / weight / meanS ** 2 - 1
    return { weight, meanS, varianceS2: meanS ** 2 * (Number.isFinite(scv) ? Math.max(0, scv) : TAIL_SCV) }
  })
}

/**
 * Parts that vary more than an exponential does, as two exponentials of balanced means: as a single gamma variable they
 * would be next to nothing half of the time. Source: Whitt, "Approximating a point process by a renewal process" (1982).
 */
export function asExponentials(mix: TimeMix): TimeMix {
  return mix.flatMap((part) => {
    const scv = part.meanS === 0 ? 0 : part.varianceS2 / part.meanS ** 2
    // the square of a time next to nothing is nothing, and says nothing of how it varies
    if (!(scv > 1.2)) return [part]
    const fast = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2
    return [fast, 1 - fast].map((share) => {
      const meanS = part.meanS / (2 * share)
      return { weight: part.weight * share, meanS, varianceS2: meanS ** 2 }
    })
  })
}
