import { type AliasTable, buildAlias, drawAlias } from './alias-table'
import { exp, log, pow } from './elementary'
import { nextBelow, nextUint32 } from './streams'

/** Ranks below this are drawn from a table (768 kB at most), those above by rejection-inversion. */
const HEAD = 1 << 16
/** Above so many keys one 32-bit word no longer gives every key its fair share. */
const WORD_IS_ENOUGH = 1 << 20

/**
 * Keys 0 .. count - 1, key k with a probability proportional to 1 / (k + 1)^exponent: Zipf's law, or uniform at 0.
 * The distribution is exact for up to 10^9 keys without a table of that size: an alias table holds the most popular
 * ranks and one entry for all the others together, which are then drawn among themselves by rejection-inversion.
 * Source: Hörmann and Derflinger, "Rejection-inversion to generate variates from monotone discrete distributions",
 * ACM TOMACS 6(3), 1996.
 */
export class KeySampler {
  readonly count: number
  readonly exponent: number
  private readonly head: AliasTable | null
  private readonly headSize: number
  private readonly tailLow: number
  private readonly tailHigh: number
  private sum = 0

  constructor(count: number, exponent: number) {
    this.count = count
    this.exponent = exponent
    this.headSize = Math.min(count, HEAD)
    const first = this.headSize + 1
    this.tailLow = this.integral(first + 0.5) - pow(first, -exponent)
    this.tailHigh = this.integral(count + 0.5)
    this.head = exponent === 0 || count === 1 ? null : this.buildHead()
  }

  /** The next key, from the stream at `at`. */
  draw(state: Int32Array, at: number): number {
    if (this.head === null) {
      return this.count <= WORD_IS_ENOUGH
        ? nextBelow(state, at, this.count)
        : Math.floor(uniform53(state, at) * this.count)
    }
    const rank = drawAlias(this.head, state, at)
    return rank < this.headSize ? rank : this.drawTail(state, at)
  }

  /** The probability of a key. */
  probability(key: number): number {
    return this.exponent === 0 ? 1 / this.count : pow(key + 1, -this.exponent) / this.normaliser()
  }

  private normaliser(): number {
    if (this.sum === 0) {
      for (let rank = this.headSize; rank >= 1; rank--) this.sum += pow(rank, -this.exponent)
      this.sum += this.tailWeight()
    }
    return this.sum
  }

  private buildHead(): AliasTable {
    const tail = this.tailWeight()
    const weights = new Float64Array(this.headSize + (tail > 0 ? 1 : 0))
    for (let i = 0; i < this.headSize; i++) weights[i] = pow(i + 1, -this.exponent)
    if (tail > 0) weights[this.headSize] = tail
    return buildAlias(weights)
  }

  /** The sum of rank^-exponent over the ranks beyond the table, by Euler-Maclaurin; the next term is below 1e-25. */
  private tailWeight(): number {
    const from = this.headSize + 1
    const to = this.count
    if (from > to) return 0
    const s = this.exponent
    const ends = (pow(from, -s) + pow(to, -s)) / 2
    const slopes = (s * (pow(from, -s - 1) - pow(to, -s - 1))) / 12
    return this.integral(to) - this.integral(from) + ends + slopes
  }

  private drawTail(state: Int32Array, at: number): number {
    const first = this.headSize + 1
    for (;;) {
      const u = this.tailLow + uniform53(state, at) * (this.tailHigh - this.tailLow)
      const x = this.inverse(u)
      const rank = Math.min(this.count, Math.max(first, Math.floor(x + 0.5)))
      if (u >= this.integral(rank + 0.5) - pow(rank, -this.exponent)) return rank - 1
    }
  }

  /** The integral of t^-exponent from 1 to x, accurate through an exponent of 1. */
  private integral(x: number): number {
    const l = log(x)
    return expm1Ratio((1 - this.exponent) * l) * l
  }

  private inverse(y: number): number {
    const t = Math.max(-1 + 1e-15, (1 - this.exponent) * y)
    return exp(log1pRatio(t) * y)
  }
}

/** (e^x - 1) / x */
function expm1Ratio(x: number): number {
  if (Math.abs(x) > 1e-3) return (exp(x) - 1) / x
  return 1 + (x / 2) * (1 + (x / 3) * (1 + (x / 4) * (1 + x / 5)))
}

/** log(1 + x) / x */
function log1pRatio(x: number): number {
  if (Math.abs(x) > 1e-3) return log(1 + x) / x
  return 1 - x * (1 / 2 - x * (1 / 3 - x * (1 / 4 - x * (1 / 5 - x / 6))))
}

/** A uniform draw from (0, 1) on a grid of 2^-53. */
function uniform53(state: Int32Array, at: number): number {
  const high = nextUint32(state, at) >>> 5
  const low = nextUint32(state, at) >>> 6
  return (high * 67108864 + low + 0.5) * 1.1102230246251565e-16
}
