import { type AliasTable, buildAlias, drawAlias } from './alias-table'
import { exp, pow } from './elementary'
import { lognormalParameters, segments, type Shape } from './moments'
import { WORDS_PER_STREAM, nextUniform, seedStream } from './streams'
import { fillExponential, nextNormal } from './ziggurat'

const CONSTANT = 0
const EXPONENTIAL = 1
const LOGNORMAL = 2
const UNIFORM = 3
const HYPEREXPONENTIAL = 4
const PARETO = 5
const EMPIRICAL = 6

const BATCH = 64

/** The id of a draw that was never added. */
export const NO_DRAW = -1

interface Pieces {
  pick: AliasTable
  low: Float64Array
  high: Float64Array
}

/**
 * All the random durations and counts of one run. Each is added once, under the name of its stream, and known by a
 * small integer from then on. A draw's value is left in `value[0]`: a double that crosses a function boundary would be
 * boxed, and that costs more than the draw.
 */
export class Draws {
  /** The last value drawn. */
  readonly value = new Float64Array(1)
  /** The four words of every stream. */
  words = new Int32Array(64)
  private count = 0
  private type = new Uint8Array(16)
  private first = new Float64Array(16)
  private second = new Float64Array(16)
  private third = new Float64Array(16)
  /** Unit exponentials drawn in advance, and how far they are used up. */
  private batch = new Float64Array(16 * BATCH)
  private used = new Int32Array(16)
  private readonly pieces: (Pieces | null)[] = []

  /** Adds a distribution with a stream of its own. */
  add(shape: Shape, stream: string): number {
    const id = this.count++
    if (id === this.type.length) this.grow()
    seedStream(this.words, id * WORDS_PER_STREAM, stream)
    this.used[id] = BATCH
    this.pieces.push(null)
    switch (shape.type) {
      case 'constant':
        this.set(id, CONSTANT, shape.value, 0, 0)
        break
      case 'exponential':
        this.set(id, EXPONENTIAL, shape.mean, 0, 0)
        break
      case 'lognormal': {
        const { mu, sigma } = lognormalParameters(shape.mean, shape.cv)
        this.set(id, LOGNORMAL, mu, sigma, 0)
        break
      }
      case 'uniform':
        this.set(id, UNIFORM, shape.min, shape.max - shape.min, 0)
        break
      case 'hyperexponential':
        this.set(id, HYPEREXPONENTIAL, shape.p, shape.mean1, shape.mean2)
        break
      case 'pareto':
        this.set(id, PARETO, shape.min, 1 / shape.alpha, 0)
        break
      case 'empirical': {
        const parts = segments(shape.quantiles)
        this.set(id, EMPIRICAL, 0, 0, 0)
        this.pieces[id] = {
          pick: buildAlias(Float64Array.from(parts, (part) => part[0])),
          low: Float64Array.from(parts, (part) => part[1]),
          high: Float64Array.from(parts, (part) => part[2]),
        }
      }
    }
    return id
  }

  /** A stream alone, for picks and coins: the index of its first word in `words`. */
  addStream(stream: string): number {
    return this.add({ type: 'constant', value: 0 }, stream) * WORDS_PER_STREAM
  }

  /** True when the draw is always the same; its value is then `constantOf`. */
  isConstant(id: number): boolean {
    return this.type[id] === CONSTANT
  }

  constantOf(id: number): number {
    return this.first[id]!
  }

  /** Leaves the next value of a draw in `value[0]`. */
  draw(id: number): void {
    const type = this.type[id]!
    if (type === EXPONENTIAL) {
      let i = this.used[id]!
      if (i === BATCH) {
        fillExponential(this.words, id * WORDS_PER_STREAM, this.batch, id * BATCH, (id + 1) * BATCH)
        i = 0
      }
      this.used[id] = i + 1
      this.value[0] = this.batch[id * BATCH + i]! * this.first[id]!
    } else if (type === CONSTANT) {
      this.value[0] = this.first[id]!
    } else {
      this.drawOther(id, type)
    }
  }

  /** Leaves an exponential value of mean 1 in `value[0]`, for a draw that was added as one. */
  private unit(id: number): number {
    let i = this.used[id]!
    if (i === BATCH) {
      fillExponential(this.words, id * WORDS_PER_STREAM, this.batch, id * BATCH, (id + 1) * BATCH)
      i = 0
    }
    this.used[id] = i + 1
    return this.batch[id * BATCH + i]!
  }

  private drawOther(id: number, type: number): void {
    const words = this.words
    const at = id * WORDS_PER_STREAM
    const a = this.first[id]!
    const b = this.second[id]!
    if (type === LOGNORMAL) {
      this.value[0] = exp(a + b * nextNormal(words, at))
    } else if (type === UNIFORM) {
      this.value[0] = a + b * nextUniform(words, at)
    } else if (type === HYPEREXPONENTIAL) {
      this.value[0] = this.unit(id) * (nextUniform(words, at) < a ? b : this.third[id]!)
    } else if (type === PARETO) {
      this.value[0] = a * pow(nextUniform(words, at), -b)
    } else {
      const pieces = this.pieces[id]!
      const piece = drawAlias(pieces.pick, words, at)
      this.value[0] = pieces.low[piece]! + (pieces.high[piece]! - pieces.low[piece]!) * nextUniform(words, at)
    }
  }

  private set(id: number, type: number, first: number, second: number, third: number): void {
    this.type[id] = type
    this.first[id] = first
    this.second[id] = second
    this.third[id] = third
  }

  private grow(): void {
    const size = this.type.length * 2
    this.words = longer(this.words, new Int32Array(size * WORDS_PER_STREAM))
    this.type = longer(this.type, new Uint8Array(size))
    this.first = longer(this.first, new Float64Array(size))
    this.second = longer(this.second, new Float64Array(size))
    this.third = longer(this.third, new Float64Array(size))
    this.batch = longer(this.batch, new Float64Array(size * BATCH))
    this.used = longer(this.used, new Int32Array(size))
  }
}

function longer<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from)
  return to
}
