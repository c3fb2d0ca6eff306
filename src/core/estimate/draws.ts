import { exp } from '@/core/random/elementary'
import { nextBelow, nextUniform, seedStream, WORDS_PER_STREAM } from '@/core/random/streams'
import { normalQuantile } from '@/core/stats/normal-quantile'

/** Streams that are kept at most: a sheet has at most 200 cells, few of them with more than one range. */
const MOST_KEPT = 400

/**
 * The luck of a sheet: for each uncertain input, by its label, `count` shares of probability between 0 and 1. A label
 * has the same shares in every sheet of one seed, whatever else stands in it, and whoever asks shares them.
 */
export class DrawSource {
  private readonly kept = new Map<string, Float64Array>()

  constructor(
    readonly seed: string,
    readonly count: number,
  ) {}

  /** One from each of `count` equal slices of probability, in random order (Latin hypercube; McKay et al. 1979). */
  readonly uniforms = (label: string): Float64Array =>
    this.keep(`u/${label}`, () => {
      const { count } = this
      const state = new Int32Array(WORDS_PER_STREAM)
      seedStream(state, 0, `${this.seed}/${label}`)
      const shares = new Float64Array(count)
      for (let slice = 0; slice < count; slice++) shares[slice] = (slice + nextUniform(state, 0)) / count
      for (let last = count - 1; last > 0; last--) {
        const other = nextBelow(state, 0, last + 1)
        const moved = shares[last]!
        shares[last] = shares[other]!
        shares[other] = moved
      }
      return shares
    })

  /** The same luck in standard deviations of a normal. */
  readonly normals = (label: string): Float64Array =>
    this.keep(`z/${label}`, () => this.uniforms(label).map(normalQuantile))

  private keep(key: string, make: () => Float64Array): Float64Array {
    const known = this.kept.get(key)
    if (known) return known
    const made = make()
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    this.kept.set(key, made)
    return made
  }
}

/** Samples that are made when somebody first looks at them: a cell with a closed form is never drawn for its figures. */
export class Draws {
  private make: (() => Float64Array) | null
  private made: Float64Array | null = null

  constructor(make: () => Float64Array) {
    this.make = make
  }

  get samples(): Float64Array {
    if (this.make) {
      this.made = this.make()
      this.make = null
    }
    return this.made!
  }
}

/**
 * What is left of the logarithm of a value when its median is taken away, by input: the standard deviation that the
 * input brings along. A product of lognormals adds them up, so x / x has none left.
 */
export type Loads = ReadonlyMap<string, number>

/** Of a value whose logarithm is normal: one exponential a sample, however many factors it has. */
export function drawLognormal(median: number, loads: Loads, source: DrawSource): Float64Array {
  const samples = new Float64Array(source.count)
  // in one order, so that a product is the same bits whichever way round it was written
  for (const label of [...loads.keys()].sort()) {
    const load = loads.get(label)!
    const normals = source.normals(label)
    for (let index = 0; index < samples.length; index++) samples[index]! += load * normals[index]!
  }
  for (let index = 0; index < samples.length; index++) samples[index] = median * exp(samples[index]!)
  return samples
}
