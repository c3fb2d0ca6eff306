/** In base units: 5 %, 50 % and 95 % of the samples lie below. */
export interface Quantiles {
  p5: number
  p50: number
  p95: number
}

/**
 * Quantiles of samples by linear interpolation (type 7 of Hyndman and Fan 1996); undefined if there are none, or if
 * any has no value.
 */
export function quantilesOf(samples: Float64Array): Quantiles | undefined {
  const [p5, p50, p95] = quantilesAt(samples, [0.05, 0.5, 0.95]) ?? []
  return p5 === undefined || p50 === undefined || p95 === undefined ? undefined : { p5, p50, p95 }
}

/**
 * Hot path, so no sorting: samples are counted into buckets, which a processor does without guessing a branch wrong,
 * and only those in the buckets of a quantile are put in order. The shares rise.
 */
function quantilesAt(samples: Float64Array, shares: readonly number[]): number[] | undefined {
  if (samples.length === 0 || !fillBuckets(samples)) return undefined
  wanted.fill(0)
  const last = samples.length - 1
  let bucket = 0
  let below = 0
  let skipped = 0
  const places = shares.map((share) => {
    const rank = Math.floor(share * last)
    while (below + counts[bucket]! <= rank) {
      if (wanted[bucket] === 0) skipped += counts[bucket]!
      below += counts[bucket++]!
    }
    // The next rank too, which may lie in a later bucket.
    wanted[bucket] = 1
    for (let end = bucket, upTo = below + counts[bucket]!; upTo <= Math.min(rank + 1, last); upTo += counts[end]!)
      wanted[++end] = 1
    return share * last - skipped
  })
  const count = takeWanted(samples)
  return places.map((place) => valueAt(place, count))
}

const BUCKETS = 1024
const counts = new Uint32Array(BUCKETS)
const wanted = new Uint8Array(BUCKETS)
/** Used again and again: the bucket of each sample, and the samples of the wanted buckets. */
let buckets = new Uint16Array(0)
let inside = new Float64Array(0)

/** Fills `buckets` and `counts`; false where a sample has no value. The bits of a number rise with its logarithm. */
function fillBuckets(samples: Float64Array): boolean {
  const { length, buffer, byteOffset } = samples
  if (buckets.length < length) {
    buckets = new Uint16Array(length)
    inside = new Float64Array(length)
  }
  const words = new Int32Array(buffer, byteOffset, 2 * length)
  let lowest = 0x7fffffff
  let highest = -0x80000000
  for (let index = 0; index < length; index++) {
    if (samples[index] !== samples[index]) return false
    const order = orderOf(words[2 * index + HIGH]!)
    if (order < lowest) lowest = order
    if (order > highest) highest = order
  }
  const scale = BUCKETS / (highest - lowest + 1)
  counts.fill(0)
  for (let index = 0; index < length; index++) {
    const bucket = ((orderOf(words[2 * index + HIGH]!) - lowest) * scale) | 0
    buckets[index] = bucket
    counts[bucket]!++
  }
  return true
}

/** Which half of a double holds its sign and exponent. */
const HIGH = new Uint32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1
/** Of the high half of a double: rises with the number, below zero too. */
const orderOf = (word: number): number => word ^ ((word >> 31) & 0x7fffffff)

/** Fills `inside`; how many they are. */
function takeWanted(samples: Float64Array): number {
  let count = 0
  for (let index = 0; index < samples.length; index++)
    if (wanted[buckets[index]!] === 1) inside[count++] = samples[index]!
  return count
}

/** The value at a position of the order of the samples inside, between two ranks by its part. */
function valueAt(position: number, count: number): number {
  const rank = Math.floor(position)
  select(inside, rank, 0, count - 1)
  const value = inside[rank]!
  if (position === rank) return value
  let above = Infinity
  for (let index = rank + 1; index < count; index++) above = Math.min(above, inside[index]!)
  return value === above ? value : value + (position - rank) * (above - value)
}

/** Hoare's selection: afterwards `work[rank]` is what sorting would put there, smaller left and larger right of it. */
function select(work: Float64Array, rank: number, from: number, to: number): void {
  let left = from
  let right = to
  while (left < right) {
    const pivot = work[(left + right) >> 1]!
    let up = left
    let down = right
    while (up <= down) {
      while (work[up]! < pivot) up++
      while (work[down]! > pivot) down--
      if (up > down) break
      const moved = work[up]!
      work[up++] = work[down]!
      work[down--] = moved
    }
    if (rank <= down) right = down
    else if (rank >= up) left = up
    else return
  }
}

/** The share of the samples above a limit, in [0, 1]; undefined if there are none. */
export function chanceAbove(samples: Float64Array, limit: number): number | undefined {
  if (samples.length === 0) return undefined
  let above = 0
  for (const sample of samples) if (sample > limit) above += 1
  return above / samples.length
}

export interface Density {
  /** On a logarithmic scale the bins are equally wide as factors. */
  scale: 'linear' | 'log'
  from: number
  to: number
  /** The share of all samples that lies in each bin; the rest lies outside. */
  shares: number[]
}

/**
 * How samples are spread over the middle 98 % of their values; undefined if there are none or they are all the same. Hot
 * path: every uncertain row of a sheet has one drawn at every keystroke.
 */
export function densityOf(samples: Float64Array, bins: number): Density | undefined {
  const [from, to] = quantilesAt(samples, [0.01, 0.99]) ?? []
  if (bins < 1 || from === undefined || to === undefined) return undefined
  if (!(from < to) || !Number.isFinite(from) || !Number.isFinite(to)) return undefined
  const isLog = from > 0
  const start = isLog ? Math.log(from) : from
  const width = ((isLog ? Math.log(to) : to) - start) / bins
  const held = new Uint32Array(bins)
  for (let index = 0; index < samples.length; index++) {
    const sample = samples[index]!
    if (sample < from || sample > to) continue
    const bin = Math.floor(((isLog ? Math.log(sample) : sample) - start) / width)
    held[Math.min(bins - 1, bin)]!++
  }
  return {
    scale: isLog ? 'log' : 'linear',
    from,
    to,
    shares: Array.from(held, (count) => count / samples.length),
  }
}
