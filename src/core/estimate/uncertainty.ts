import { exp, pow } from '@/core/random/elementary'
import { type Bounds, certainly, combineBounds, type Operation } from './bounds'
import { Draws, type DrawSource, drawLognormal, type Loads } from './draws'
import type { Quantiles } from './quantiles'
import { logSigma, medianOfSpread, quantileOfSpread, type Spread, Z95 } from './spread'

/** What goes along with a value that is not certain. */
export interface Uncertainty {
  source: DrawSource
  /** Equally many of everything uncertain in a sheet, in base units; none where no draws were asked for. */
  draws: Draws
  /** Of a product, quotient or power of lognormals and constants: its logarithm is normal around that of the value. */
  loads?: Loads
  /** Of one input, and of what a line makes of it (`3 x`, `1 - x`): known without any draws. */
  quantiles?: Quantiles
  bounds: Bounds
}

/** A number in base units, with what is known of its uncertainty if it has any. */
export interface Uncertain {
  value: number
  uncertainty?: Uncertainty | undefined
}

/** One uncertain input; its value is its median. */
export function drawInput(
  spread: Spread,
  label: string,
  source: DrawSource,
): { value: number; uncertainty: Uncertainty } {
  const value = medianOfSpread(spread)
  const high = spread.shape === 'interval' ? Math.min(spread.high, spread.most ?? Infinity) : spread.high
  const bounds = { low: spread.low, high }
  const sigma = logSigma(spread)
  if (sigma !== undefined) return { value, uncertainty: lognormal(value, new Map([[label, sigma]]), bounds, source) }
  const draws = new Draws(() => source.uniforms(label).map((u) => quantileOfSpread(spread, u)))
  const [p5, p95] =
    spread.shape === 'interval' ? [spread.low, high] : [quantileOfSpread(spread, 0.05), quantileOfSpread(spread, 0.95)]
  const quantiles = { p5, p50: value, p95 }
  return { value, uncertainty: { source, draws, quantiles, bounds } }
}

/** The uncertainty of a result of two values of which at least one is uncertain. */
export function combineUncertain(operation: Operation, a: Uncertain, b: Uncertain, result: number): Uncertainty {
  const { source } = (a.uncertainty ?? b.uncertainty)!
  const bounds = combineBounds(operation, boundsOfValue(a), boundsOfValue(b))
  const loads = combineLoads(operation, a, b)
  if (loads) return lognormal(result, loads, bounds, source)
  const quantiles = lineOf(operation, a, b)
  return {
    source,
    bounds,
    ...(quantiles && { quantiles }),
    draws: new Draws(() => pairwise(operation, a, b, source.count)),
  }
}

/** Quantiles go along where the other value is certain and the result is a line in this one. */
function lineOf(operation: Operation, a: Uncertain, b: Uncertain): Quantiles | undefined {
  if (operation === '^' || operation === 'min' || operation === 'max') return undefined
  if (operation === '/' && b.uncertainty) return undefined
  const [uncertain, other] = a.uncertainty ? [a, b] : [b, a]
  const known = uncertain.uncertainty && quantilesKnown(uncertain.value, uncertain.uncertainty)
  if (!known || other.uncertainty) return undefined
  const apply = operations[operation]
  const at = (x: number) => (uncertain === a ? apply(x, b.value) : apply(a.value, x))
  const [p5, p50, p95] = [at(known.p5), at(known.p50), at(known.p95)]
  return p5 <= p95 ? { p5, p50, p95 } : { p5: p95, p50, p95: p5 }
}

/** In closed form: of a lognormal, and where they went along from an input. */
export function quantilesKnown(median: number, { loads, quantiles }: Uncertainty): Quantiles | undefined {
  if (!loads) return quantiles
  const factor = exp(Z95 * sigmaOf(loads))
  return { p5: median / factor, p50: median, p95: median * factor }
}

/** The uncertainty of a function of one uncertain value. */
export function mapUncertain(
  { source, draws }: Uncertainty,
  apply: (x: number) => number,
  bounds: Bounds,
): Uncertainty {
  return { source, bounds, draws: new Draws(() => mapped(draws.samples, apply)) }
}

export type ThreeNumbers = (a: number, b: number, c: number) => number

/** A function of three values that rises or falls throughout in each: its ends are at corners. */
export function combineThree(values: readonly Uncertain[], apply: ThreeNumbers): Uncertain {
  const [a, b, c] = [0, 1, 2].map((at) => values[at] ?? { value: Number.NaN }) as [Uncertain, Uncertain, Uncertain]
  const value = apply(a.value, b.value, c.value)
  const source = values.find(({ uncertainty }) => uncertainty)?.uncertainty?.source
  if (!source) return { value }
  const ends = (value: Uncertain) => [boundsOfValue(value).low, boundsOfValue(value).high]
  const corners = ends(a).flatMap((x) => ends(b).flatMap((y) => ends(c).map((z) => apply(x, y, z))))
  const bounds = { low: Math.min(...corners), high: Math.max(...corners) }
  const draw = () => {
    const [x, y, z] = [a, b, c].map((each) => each.uncertainty?.draws.samples)
    return Float64Array.from({ length: source.count }, (_, index) =>
      apply(x?.[index] ?? a.value, y?.[index] ?? b.value, z?.[index] ?? c.value),
    )
  }
  return { value, uncertainty: { source, bounds, draws: new Draws(draw) } }
}

export const boundsOfValue = ({ value, uncertainty }: Uncertain): Bounds => uncertainty?.bounds ?? certainly(value)

export function lognormal(median: number, loads: Loads, bounds: Bounds, source: DrawSource): Uncertainty {
  return { source, bounds, loads, draws: new Draws(() => drawLognormal(median, loads, source)) }
}

/** Standard deviation of the logarithm: the inputs are independent, so their squares add. */
export const sigmaOf = (loads: Loads): number => Math.hypot(...loads.values())

const none: Loads = new Map()
const loadsOf = ({ value, uncertainty }: Uncertain): Loads | undefined =>
  uncertainty ? uncertainty.loads : value > 0 ? none : undefined

function combineLoads(operation: Operation, a: Uncertain, b: Uncertain): Loads | undefined {
  const left = loadsOf(a)
  if (!left) return undefined
  if (operation === '^') return b.uncertainty ? undefined : scaleLoads(left, b.value)
  const right = loadsOf(b)
  if (!right || (operation !== '*' && operation !== '/')) return undefined
  const sum = new Map(left)
  const sign = operation === '*' ? 1 : -1
  for (const [label, load] of right) sum.set(label, (sum.get(label) ?? 0) + sign * load)
  return sum
}

export const scaleLoads = (loads: Loads, by: number): Loads =>
  new Map([...loads].map(([label, load]) => [label, load * by]))

const operations: Readonly<Record<Operation, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '^': powerOf,
  min: (x, y) => Math.min(x, y),
  max: (x, y) => Math.max(x, y),
}

/** As `**`, with the same bits in every engine. */
export function powerOf(x: number, y: number): number {
  if (!Number.isInteger(y) || Math.abs(y) > 64) return x < 0 ? Number.NaN : pow(x, y)
  let result = 1
  for (let square = x, left = Math.abs(y); left > 0; left >>= 1, square *= square) if (left & 1) result *= square
  return y < 0 ? 1 / result : result
}

function mapped(samples: Float64Array, apply: (x: number) => number): Float64Array {
  const result = new Float64Array(samples.length)
  for (let index = 0; index < result.length; index++) result[index] = apply(samples[index]!)
  return result
}

/** Hot path: a loop for each operator that most formulas have, as a call a sample costs as much as all the rest. */
function pairwise(operation: Operation, a: Uncertain, b: Uncertain, count: number): Float64Array {
  const result = new Float64Array(count)
  const left = a.uncertainty?.draws.samples
  const right = b.uncertainty?.draws.samples
  const [x, y] = [a.value, b.value]
  const apply = operations[operation]
  switch (operation) {
    case '+':
      for (let at = 0; at < count; at++) result[at] = (left ? left[at]! : x) + (right ? right[at]! : y)
      return result
    case '-':
      for (let at = 0; at < count; at++) result[at] = (left ? left[at]! : x) - (right ? right[at]! : y)
      return result
    case '*':
      for (let at = 0; at < count; at++) result[at] = (left ? left[at]! : x) * (right ? right[at]! : y)
      return result
    case '/':
      for (let at = 0; at < count; at++) result[at] = (left ? left[at]! : x) / (right ? right[at]! : y)
      return result
    default:
      for (let at = 0; at < count; at++) result[at] = apply(left ? left[at]! : x, right ? right[at]! : y)
      return result
  }
}
