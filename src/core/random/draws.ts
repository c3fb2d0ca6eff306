import { type AliasTable, buildAlias, drawAlias } from './alias-table'
import { exp, pow } from './elementary'
import { lognormalParameters, segments, type Shape } from './moments'
import { WORDS_PER_STREAM, nextUniform, seedStream } from './streams'
import { fillExponential, nextNormal } from './ziggurat'

/** Values drawn in advance: a power of 2. */
export const BATCH = 64

/** The id of a draw that was never added. */
export const NO_DRAW = -1

/**
 * All the random durations and counts of one run. Each is added once, under the name of its stream, and known by a
 * small integer from then on. Values are drawn in batches, so that taking the next one is a look-up whatever its
 * distribution; as every draw has a stream of its own, this changes nothing about them. `take` tells where in `values` the next
 * value lies: a double that crosses a function boundary would be boxed, and that costs more than the draw.
 */
export class Draws {
  /** The four words of every stream. */
  words = new Int32Array(64)
  private count = 0
  /** Values drawn in advance, a batch a draw. */
  values = new Float64Array(16 * BATCH)
  /** Where each draw's next value lies; at a multiple of BATCH there is none left, and `take` draws more. */
  next = new Int32Array(16)
  private readonly shapes: Prepared[] = []

  /** Adds a distribution with a stream of its own. */
  add(shape: Shape, stream: string): number {
    const id = this.count++
    if (id === this.next.length) this.grow()
    seedStream(this.words, id * WORDS_PER_STREAM, stream)
    this.next[id] = id * BATCH
    this.shapes.push(prepared(shape))
    return id
  }

  /** A stream alone, for picks and coins: the index of its first word in `words`. */
  addStream(stream: string): number {
    return this.add({ type: 'constant', value: 0 }, stream) * WORDS_PER_STREAM
  }

  /** Takes the next value of a draw. @returns its place in `values` */
  take(id: number): number {
    let at = this.next[id]!
    if ((at & (BATCH - 1)) === 0) at = this.refill(id)
    this.next[id] = at + 1
    return at
  }

  /** Draws a batch. @returns where it begins */
  private refill(id: number): number {
    const from = id * BATCH
    fillBatch(this.shapes[id]!, this.words, id * WORDS_PER_STREAM, this.values, from)
    return from
  }

  private grow(): void {
    const size = this.next.length * 2
    this.words = longer(this.words, new Int32Array(size * WORDS_PER_STREAM))
    this.next = longer(this.next, new Int32Array(size))
    this.values = longer(this.values, new Float64Array(size * BATCH))
  }
}

/** A distribution with what its draws need worked out. */
type Prepared =
  | Exclude<Shape, { type: 'lognormal' | 'empirical' }>
  | { type: 'lognormal'; mu: number; sigma: number }
  | { type: 'empirical'; pick: AliasTable; low: Float64Array; high: Float64Array }

function prepared(shape: Shape): Prepared {
  if (shape.type === 'lognormal') return { type: 'lognormal', ...lognormalParameters(shape.mean, shape.cv) }
  if (shape.type !== 'empirical') return shape
  const parts = segments(shape.quantiles)
  return {
    type: 'empirical',
    pick: buildAlias(Float64Array.from(parts, (part) => part[0])),
    low: Float64Array.from(parts, (part) => part[1]),
    high: Float64Array.from(parts, (part) => part[2]),
  }
}

/** Draws a batch into `out`, beginning at `from`, from the stream at `at`. */
function fillBatch(shape: Prepared, words: Int32Array, at: number, out: Float64Array, from: number): void {
  const to = from + BATCH
  switch (shape.type) {
    case 'constant':
      out.fill(shape.value, from, to)
      return
    case 'exponential':
      fillExponential(words, at, shape.mean, out, from, to)
      return
    case 'lognormal':
      for (let i = from; i < to; i++) out[i] = exp(shape.mu + shape.sigma * nextNormal(words, at))
      return
    case 'uniform':
      for (let i = from; i < to; i++) out[i] = shape.min + (shape.max - shape.min) * nextUniform(words, at)
      return
    case 'hyperexponential':
      fillExponential(words, at, 1, out, from, to)
      for (let i = from; i < to; i++) out[i]! *= nextUniform(words, at) < shape.p ? shape.mean1 : shape.mean2
      return
    case 'pareto':
      for (let i = from; i < to; i++) out[i] = shape.min * pow(nextUniform(words, at), -1 / shape.alpha)
      return
    case 'empirical':
      for (let i = from; i < to; i++) {
        const piece = drawAlias(shape.pick, words, at)
        out[i] = shape.low[piece]! + (shape.high[piece]! - shape.low[piece]!) * nextUniform(words, at)
      }
  }
}

function longer<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from)
  return to
}
