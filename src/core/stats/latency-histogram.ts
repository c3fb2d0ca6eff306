/**
 * Counts of times in log-linear buckets, 64 to the octave: a bucket is at most 1.6 % wide, and quantiles are
 * interpolated inside it. The bucket is read off the bits of the double itself (exponent and the first six bits of the
 * mantissa), so that recording is one shift and one increment. Counts are integers: histograms add up exactly,
 * in any order.
 */
const OCTAVES_DOWN = 30
const OCTAVES_UP = 20
const SUB_BUCKETS_BITS = 6
const SHIFT = 20 - SUB_BUCKETS_BITS
/** 2^-30 s, a nanosecond: times below it are not told apart, since much of what is there is the rounding of no time at all. */
export const SHORTEST_S = 2 ** -OCTAVES_DOWN
/** Bucket 0 holds everything below that, zero above all; the last one everything above 2^20 s (12 days). */
const FIRST = ((1023 - OCTAVES_DOWN) << SUB_BUCKETS_BITS) - 1
const BUCKETS = ((OCTAVES_DOWN + OCTAVES_UP) << SUB_BUCKETS_BITS) + 2
export const HISTOGRAM_BUCKETS = BUCKETS

const real = new Float64Array(1)
const words = new Int32Array(real.buffer)
real[0] = 1
const HIGH = words[1] === 0 ? 0 : 1

/** What `recordTime` records, seconds: handed over in an array, because a double that is passed along is boxed. */
export const timeToRecord = real

/** Records the time in `timeToRecord` into the histogram that begins at `offset` of `counts`. */
export function recordTime(counts: Int32Array, offset: number): void {
  counts[(offset + bucketToRecord()) | 0]!++
}

/**
 * The same with the last 255 of each bucket counted in bytes: where many histograms are recorded into by turns, it is the memory
 * that takes the time, and this is a quarter of it. `settleBytes` has to come before `counts` are read.
 */
export function recordTimeInBytes(bytes: Uint8Array, counts: Int32Array, offset: number): void {
  const at = (offset + bucketToRecord()) | 0
  const count = bytes[at]! + 1
  bytes[at] = count
  if (count === 256) counts[at]! += 256
}

/** Adds to the counts what is counted in bytes, which begin anew. */
export function settleBytes(bytes: Uint8Array, counts: Int32Array): void {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0) continue
    counts[at]! += bytes[at]!
    bytes[at] = 0
  }
}

function bucketToRecord(): number {
  const bucket = (words[HIGH]! >> SHIFT) - FIRST
  // one comparison for both ends
  if (bucket >>> 0 < BUCKETS) return bucket
  return bucket < 0 ? 0 : BUCKETS - 1
}

/** The bucket of a time in seconds. */
export function bucketOf(valueS: number): number {
  real[0] = valueS
  return bucketToRecord()
}

/** The lower edge of a bucket, seconds. */
export function bucketStart(bucket: number): number {
  if (bucket <= 0) return 0
  const code = bucket + FIRST
  words[HIGH] = code << SHIFT
  words[1 - HIGH] = 0
  return real[0]!
}

/** How many times were recorded between `offset` and the end of that histogram. */
export function countTimes(counts: Int32Array, offset: number): number {
  let total = 0
  for (let i = 0; i < BUCKETS; i++) total += counts[offset + i]!
  return total
}

/** Adds one histogram to another. */
export function addHistogram(to: Int32Array, toOffset: number, from: Int32Array, fromOffset: number): void {
  for (let i = 0; i < BUCKETS; i++) to[toOffset + i]! += from[fromOffset + i]!
}

/** A stretch of a histogram: counts from bucket `from` on. */
export interface HistogramPart {
  from: number
  counts: Int32Array
}

/** The occupied stretch of the histogram that begins at `offset`. */
export function occupiedPart(counts: Int32Array, offset: number): HistogramPart {
  let from = 0
  let end = BUCKETS
  while (from < end && counts[offset + from] === 0) from++
  while (end > from && counts[offset + end - 1] === 0) end--
  return { from, counts: counts.slice(offset + from, offset + end) }
}

/** Adds a stretch to the histogram that begins at `offset`. @returns how many times it holds */
export function addPart(counts: Int32Array, offset: number, part: HistogramPart): number {
  let total = 0
  for (let i = 0, at = offset + part.from; i < part.counts.length; i++, at++) {
    counts[at]! += part.counts[i]!
    total += part.counts[i]!
  }
  return total
}

/**
 * Quantiles, seconds, each interpolated linearly inside its bucket and never above `max`.
 * @param part the stretch that holds all there is, or the whole, which begins at bucket 0
 * @param levels ascending, each in 0..1
 * @param max the largest time recorded, so that the top bucket does not overstate it
 * @returns one value a level, or nulls where nothing was recorded
 */
export function quantiles(
  { from, counts }: HistogramPart,
  levels: readonly number[],
  max = Infinity,
): (number | null)[] {
  let total = 0
  for (let i = 0; i < counts.length; i++) total += counts[i]!
  if (total === 0) return levels.map(() => null)
  const result: number[] = []
  let i = 0
  let below = 0
  for (const level of levels) {
    const rank = level * total
    while (i < counts.length - 1 && below + counts[i]! < rank) below += counts[i++]!
    const bucket = from + i
    // the first bucket is for what is as good as zero
    const start = bucketStart(bucket)
    const width = bucket === 0 || bucket === BUCKETS - 1 ? 0 : bucketStart(bucket + 1) - start
    const inside = counts[i]!
    const share = inside === 0 ? 0 : Math.min(1, Math.max(0, (rank - below) / inside))
    result.push(Math.min(max, start + width * share))
  }
  return result
}

/** Quantiles of times of which it matters that they are not 0: null below `SHORTEST_S`, unless the largest of them is 0. */
export const quantilesAboveZero = (part: HistogramPart, levels: readonly number[], max: number): (number | null)[] =>
  quantiles(part, levels, max).map((quantile) => (quantile === 0 && max > 0 ? null : quantile))

/** How many recorded times lie at or below a limit, interpolated inside its bucket. */
export function countAtMost(counts: Int32Array, offset: number, limitS: number): number {
  const limit = bucketOf(limitS)
  let total = 0
  for (let i = 0; i < limit; i++) total += counts[offset + i]!
  const start = bucketStart(limit)
  const width = limit === 0 || limit === BUCKETS - 1 ? 0 : bucketStart(limit + 1) - start
  return total + counts[offset + limit]! * (width === 0 ? 1 : Math.min(1, (limitS - start) / width))
}
