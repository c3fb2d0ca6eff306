import { quantileOfTail } from './root-finding'
import { gammaTail, logGamma } from './special-functions'

/** A gamma variable by its first two moments; a variance of 0 is a constant. */
export interface TimePart {
  weight: number
  meanS: number
  varianceS2: number
}

/**
 * A duration as a mixture of a few gamma variables, weights adding up to 1: enough to tell a hit from a miss, exact for
 * exponential times and their sums, and cheap enough to add up a hundred times within a frame.
 */
export type TimeMix = readonly TimePart[]

/** A tail below e to the minus this, 1e-12, is none. */
const NOTHING = 27.6

/** More parts than this are merged, the most alike first. */
const MOST_PARTS = 5

export const constantTime = (seconds: number): TimeMix => [{ weight: 1, meanS: seconds, varianceS2: 0 }]

export const NO_TIME: TimeMix = constantTime(0)

/** @param scv variance over the square of the mean */
export function timeOf(meanS: number, scv: number): TimeMix {
  return [{ weight: 1, meanS, varianceS2: scv * meanS ** 2 }]
}

export function meanS(mix: TimeMix): number {
  let sum = 0
  for (let i = 0; i < mix.length; i++) sum += mix[i]!.weight * mix[i]!.meanS
  return sum
}

export function secondMomentS2(mix: TimeMix): number {
  return mix.reduce((sum, part) => sum + part.weight * (part.varianceS2 + part.meanS ** 2), 0)
}

/** One of several durations, with these chances; chances need not add up to 1 and are scaled. */
export function oneOf(options: readonly { chance: number; time: TimeMix }[]): TimeMix {
  let total = 0
  for (const { chance } of options) total += chance
  if (total <= 0) return NO_TIME
  const parts: TimePart[] = []
  for (const { chance, time } of options) {
    if (chance === total) return time
    for (const { weight, meanS, varianceS2 } of time) {
      parts.push({ weight: (weight * chance) / total, meanS, varianceS2 })
    }
  }
  return merged(parts)
}

/** One independent duration after the other. */
export function sumOf(first: TimeMix, second: TimeMix): TimeMix {
  if (second === NO_TIME) return first
  if (first === NO_TIME) return second
  if (second.length === 1) return shifted(first, second[0]!)
  if (first.length === 1) return shifted(second, first[0]!)
  const parts: TimePart[] = []
  for (const a of first) {
    for (const b of second) {
      const weight = a.weight * b.weight
      parts.push({ weight, meanS: a.meanS + b.meanS, varianceS2: a.varianceS2 + b.varianceS2 })
    }
  }
  return merged(parts)
}

function shifted(mix: TimeMix, by: TimePart): TimeMix {
  return mix.map(({ weight, meanS, varianceS2 }) => ({
    weight,
    meanS: meanS + by.meanS,
    varianceS2: varianceS2 + by.varianceS2,
  }))
}

export function scaled(mix: TimeMix, factor: number): TimeMix {
  return mix.map(({ weight, meanS, varianceS2 }) => ({
    weight,
    meanS: meanS * factor,
    varianceS2: varianceS2 * factor ** 2,
  }))
}

/** What is left of a duration for whoever comes at a random moment of it: E[X^2] / 2 E[X] in the mean, and so on. */
export function residualOf(mix: TimeMix): TimeMix {
  const mean = meanS(mix)
  if (mean === 0) return NO_TIME
  const left = secondMomentS2(mix) / (2 * mean)
  const square = mix.reduce((sum, part) => sum + part.weight * thirdMomentS3(part), 0) / (3 * mean)
  return [{ weight: 1, meanS: left, varianceS2: Math.max(0, square - left ** 2) }]
}

/** Of a gamma variable, seconds cubed. */
export function thirdMomentS3({ meanS, varianceS2 }: TimePart): number {
  return meanS === 0 ? 0 : meanS ** 3 + 3 * meanS * varianceS2 + (2 * varianceS2 ** 2) / meanS
}

/** P(longer than t). */
export function tailOf(mix: TimeMix, tS: number): number {
  let tail = 0
  for (const part of mix) tail += part.weight * partTail(part, tS)
  return Math.min(1, tail)
}

/** P(longer than t) as a function of t, for who asks dozens of times: what depends on the parts alone is worked out once. */
export function tailFunction(mix: TimeMix): (tS: number) => number {
  const logGammas = mix.map((part) => (isConstant(part) ? NaN : logGamma(shapeOf(part))))
  return (tS) => {
    let tail = 0
    for (let i = 0; i < mix.length; i++) tail += mix[i]!.weight * partTail(mix[i]!, tS, logGammas[i])
    return Math.min(1, tail)
  }
}

/** So narrow that only rounding could tell it from a constant. */
export const isConstant = ({ meanS, varianceS2 }: TimePart) => varianceS2 <= 1e-8 * meanS ** 2

const shapeOf = ({ meanS, varianceS2 }: TimePart) => meanS ** 2 / varianceS2

/** @param logGammaOfShape where it is known already */
function partTail(part: TimePart, tS: number, logGammaOfShape?: number): number {
  const { meanS, varianceS2 } = part
  if (isConstant(part)) return meanS > tS ? 1 : 0
  const shape = shapeOf(part)
  const x = (tS * meanS) / varianceS2
  // Chernoff's bound: most limits are so far out that nothing is left
  if (x > shape && x - shape - shape * Math.log(x / shape) > NOTHING) return 0
  return gammaTail(shape, x, logGammaOfShape)
}

/** The mean of the shorter of a duration and t. */
export function meanUpTo(mix: TimeMix, tS: number): number {
  let sum = 0
  for (const part of mix) sum += part.weight * partUpTo(part, tS)
  return sum
}

function partUpTo(part: TimePart, tS: number): number {
  const { meanS, varianceS2 } = part
  if (isConstant(part)) return Math.min(meanS, tS)
  const shape = shapeOf(part)
  if (shape === 1) return meanS * -Math.expm1(-tS / meanS)
  const x = (tS * meanS) / varianceS2
  return meanS * (1 - gammaTail(shape + 1, x)) + tS * gammaTail(shape, x)
}

export function quantileS(mix: TimeMix, p: number): number {
  const scale = meanS(mix)
  return scale === 0 ? 0 : quantileOfTail(tailFunction(mix), p, scale)
}

export interface CutOff {
  /** P(longer than the limit) */
  pLonger: number
  /** the duration given that it is not longer */
  within: TimeMix
}

/** What is left of a duration under a limit: moments of gamma variables that are cut off. */
export function cutAt(mix: TimeMix, limitS: number): CutOff {
  let pLonger = 0
  const parts: TimePart[] = []
  for (const part of mix) {
    const longer = partTail(part, limitS)
    pLonger += part.weight * longer
    if (longer >= 1) continue
    if (longer < 1e-9) parts.push(part)
    else parts.push(...cutParts(part, limitS, longer))
  }
  return pLonger < 1e-12
    ? { pLonger: 0, within: mix }
    : { pLonger, within: parts.length === 0 ? NO_TIME : normal(merged(parts)) }
}

/** Where a duration that is cut off is taken apart, in limits: nearer to the limit than one gamma variable of its moments. */
const CUT_EDGES = [0, 0.5, 0.85, 0.96, 1]
/** Less than this beyond the limit changes no percentile that anybody looks at. */
const HARDLY_CUT = 1e-3

function cutParts({ weight, meanS, varianceS2 }: TimePart, limitS: number, longer: number): TimePart[] {
  const shape = meanS ** 2 / varianceS2
  const beyond = (k: number, edge: number) =>
    edge === 0 ? 1 : gammaTail(shape + k, (edge * limitS * meanS) / varianceS2)
  const edges = longer < HARDLY_CUT ? [0, 1] : CUT_EDGES
  return edges.slice(1).flatMap((to, i) => {
    const inside = (k: number) => beyond(k, edges[i]!) - beyond(k, to)
    return partOf(weight * inside(0), weight * meanS * inside(1), weight * (varianceS2 + meanS ** 2) * inside(2))
  })
}

/** A part from its share of the first moments; nothing for no weight. */
function partOf(weight: number, first: number, second: number): TimePart[] {
  if (weight <= 1e-12) return []
  const meanS = first / weight
  return [{ weight, meanS, varianceS2: Math.max(0, second / weight - meanS ** 2) }]
}

/**
 * A duration from its tail, by integration: in bands, of which each has its share of mean and variance, so that the 99th
 * percentile is not left to one gamma variable for all. @param scaleS about as long as it usually is
 */
export function timeOfTail(tail: (tS: number) => number, scaleS: number, bands = BAND_TAILS): TimeMix {
  if (scaleS <= 0) return NO_TIME
  let endS = scaleS
  while (tail(endS) > 1e-5) endS *= 1.6
  const parts: TimePart[] = []
  let [from, left] = [0, 1]
  const close = (to: number, beyond: number) => {
    const { area, moment } = areaUnder(tail, from, to)
    const first = from * left - to * beyond + area
    const second = from ** 2 * left - to ** 2 * beyond + 2 * moment
    parts.push(...partOf(left - beyond, first, second))
    ;[from, left] = [to, beyond]
  }
  let band = 0
  const looks = LOOKS_A_BAND * bands.length
  for (let i = 1; i < looks; i++) {
    // closer together where tails fall fast
    const t = endS * (i / looks) ** 2
    const beyond = tail(t)
    if (band === bands.length || beyond > bands[band]!) continue
    close(t, beyond)
    while (band < bands.length && beyond <= bands[band]!) band++
  }
  close(endS, 0)
  return normal(parts)
}

/** Bands end about where so much of a tail is left, so that the usual percentiles lie inside of one; and how closely that is looked for. */
const BAND_TAILS = [0.6, 0.2, 0.045, 0.008]
const LOOKS_A_BAND = 6

/** `sumOf` where the first is narrow bands, each of which is taken for two of its values, and the second falls smoothly. */
export function sumByTail(bands: TimeMix, second: TimeMix): TimeMix {
  const tail = tailFunction(second)
  const values = bands.flatMap(({ weight, meanS: atS, varianceS2 }) => {
    const spreadS = Math.sqrt(varianceS2)
    return [
      { weight: weight / 2, atS: atS - spreadS },
      { weight: weight / 2, atS: atS + spreadS },
    ]
  })
  const sumTail = (tS: number) =>
    values.reduce((sum, { weight, atS }) => sum + weight * (tS < atS ? 1 : tail(tS - atS)), 0)
  return timeOfTail(sumTail, meanS(bands) + meanS(second), FINE_TAILS)
}

const FINE_TAILS = [0.9, 0.75, 0.6, 0.45, 0.3, 0.18, 0.09, 0.04, 0.018, 0.007, 0.002]

/** Gauss-Legendre. @returns the integrals of tail(t) and of t tail(t) */
function areaUnder(tail: (tS: number) => number, from: number, to: number): { area: number; moment: number } {
  const half = (to - from) / 2
  let [area, moment] = [0, 0]
  for (let i = 0; i < GAUSS_NODES.length; i++) {
    const t = from + half * (1 + GAUSS_NODES[i]!)
    const slice = half * GAUSS_WEIGHTS[i]! * tail(t)
    area += slice
    moment += t * slice
  }
  return { area, moment }
}

const GAUSS_NODES = [-0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664]
const GAUSS_WEIGHTS = [
  0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891,
]

/** Weights scaled to add up to 1. */
export function normal(parts: readonly TimePart[]): TimeMix {
  const total = parts.reduce((sum, part) => sum + part.weight, 0)
  return parts.map((part) => ({ ...part, weight: part.weight / total }))
}

/** The same mean and variance with fewer parts, for what asks for tails dozens of times. */
export function coarse(mix: TimeMix, parts: number): TimeMix {
  return mix.length <= parts ? mix : merged(mix, parts)
}

/** At most so many parts with the same mean and variance in all: neighbours whose means differ least become one. */
function merged(parts: readonly TimePart[], most = MOST_PARTS): TimeMix {
  const kept = byMean(parts)
  while (kept.length > most) {
    let least = 0
    let leastCost = Infinity
    for (let i = 0; i + 1 < kept.length; i++) {
      const cost = mergeCost(kept[i]!, kept[i + 1]!)
      if (cost < leastCost) {
        leastCost = cost
        least = i
      }
    }
    kept.splice(least, 2, together(kept[least]!, kept[least + 1]!))
  }
  return kept
}

/** Those that weigh anything, the shortest first; there are few of them, and most are in order. */
function byMean(parts: readonly TimePart[]): TimePart[] {
  const sorted: TimePart[] = []
  for (const part of parts) {
    if (!(part.weight > 0)) continue
    let at = sorted.length
    for (; at > 0 && sorted[at - 1]!.meanS > part.meanS; at--) sorted[at] = sorted[at - 1]!
    sorted[at] = part
  }
  return sorted
}

/** Variance that would come from the difference of the means. */
function mergeCost(a: TimePart, b: TimePart): number {
  return ((a.weight * b.weight) / (a.weight + b.weight)) * (a.meanS - b.meanS) ** 2
}

/** One part with the mean and the variance of two. */
export function together(a: TimePart, b: TimePart): TimePart {
  const weight = a.weight + b.weight
  const mean = (a.weight * a.meanS + b.weight * b.meanS) / weight
  const varianceS2 = (a.weight * a.varianceS2 + b.weight * b.varianceS2 + mergeCost(a, b)) / weight
  return { weight, meanS: mean, varianceS2 }
}
