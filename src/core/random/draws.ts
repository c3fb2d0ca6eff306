import { type AliasTable, buildAlias, drawAlias } from './alias-table'
import { exp, pow } from './elementary'
import { lognormalParameters, segments, type Shape } from './moments'
import { WORDS_PER_STREAM, nextUniform, seedStream } from './streams'
import { fillExponential, MOST_DRAWN, nextNormal } from './ziggurat'

/** Values drawn in advance: a power of 2, and no more than are drawn at once. */
export const BATCH = MOST_DRAWN

/** The id of a draw that was never added. */
export const NO_DRAW = -1

/** Where draws are kept, of fixed sizes: see `Draws`. */
export interface DrawMemory {
  /** The four words of every stream. */
  words: Int32Array
  /** Where each draw's next value lies; at a multiple of BATCH there is none left, and `take` draws more. */
  next: Int32Array
  /** Values drawn in advance, a batch a draw; the last batch is for the draws that have none of their own. */
  values: Float64Array
}

/** @param streams draws and streams that there may be @param batches draws that get a batch of their own */
export function drawMemory(streams: number, batches: number): DrawMemory {
  return {
    words: new Int32Array(streams * WORDS_PER_STREAM),
    next: new Int32Array(streams),
    values: new Float64Array((batches + 1) * BATCH),
  }
}

/**
 * All the random durations and counts of one run. Each is added once, under the name of its stream, and known by a
 * small integer from then on. Values are drawn in batches, so that taking the next one is a look-up whatever its
 * distribution; as every draw has a stream of its own, this changes nothing about them. `take` tells where in `values` the next
 * value lies: a double that crosses a function boundary would be boxed, and that costs more than the draw.
 */
export class Draws implements DrawMemory {
  readonly words: Int32Array
  readonly next: Int32Array
  readonly values: Float64Array
  /** Draws and streams so far, and the batches that they have. */
  count = 0
  batches = 0
  private readonly shapes: Prepared[] = []
  /** Where a draw's batch begins; the last place of all for one that came when there were none left. */
  private readonly batchAt: number[] = []
  private readonly lastPlace: number

  constructor(memory: DrawMemory = drawMemory(64, 32)) {
    this.words = memory.words
    this.next = memory.next
    this.values = memory.values
    this.lastPlace = memory.values.length - 1
  }

  /** Adds a distribution with a stream of its own. @throws RangeError when there is no room for more streams */
  add(shape: Shape, stream: string): number {
    const id = this.addSeeded(stream)
    const hasBatch = (this.batches + 1) * BATCH < this.lastPlace
    const at = hasBatch ? this.batches++ * BATCH : this.lastPlace
    this.batchAt[id] = at
    this.next[id] = hasBatch ? at : 0
    this.shapes[id] = prepared(shape)
    return id
  }

  /** A stream alone, for picks and coins: the index of its first word in `words`. @throws RangeError as `add` does */
  addStream(stream: string): number {
    return this.addSeeded(stream) * WORDS_PER_STREAM
  }

  private addSeeded(stream: string): number {
    const id = this.count
    if (id === this.next.length) throw new RangeError(`A run has at most ${id} random streams`)
    this.count++
    seedStream(this.words, id * WORDS_PER_STREAM, stream)
    return id
  }

  /** Takes the next value of a draw. @returns its place in `values` */
  take(id: number): number {
    let at = this.next[id]!
    if ((at & (BATCH - 1)) === 0) at = this.refill(id)
    this.next[id] = at + 1
    return at
  }

  /** Draws a batch, or one value for a draw without a batch. @returns where it begins */
  private refill(id: number): number {
    const from = this.batchAt[id]!
    const to = from === this.lastPlace ? from + 1 : from + BATCH
    fillBatch(this.shapes[id]!, this.words, id * WORDS_PER_STREAM, this.values, from, to)
    return from
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

/** Draws into `out[from .. to - 1]` from the stream at `at`. */
function fillBatch(shape: Prepared, words: Int32Array, at: number, out: Float64Array, from: number, to: number): void {
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
