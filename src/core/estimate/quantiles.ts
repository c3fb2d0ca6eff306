/** In base units: 5 %, 50 % and 95 % of the samples lie below. */
export interface Quantiles {
  p5: number
  p50: number
  p95: number
}

/**
 * Quantiles of samples by linear interpolation (type 7 of Hyndman and Fan 1996); undefined if there are none, or if
 * any has no value. Selects instead of sorting: the median first, then each tail in its half.
 */
export function quantilesOf(samples: Float64Array): Quantiles | undefined {
  if (samples.length === 0) return undefined
  const work = copyOf(samples)
  if (!work) return undefined
  const last = work.length - 1
  const middle = 0.5 * last
  const p50 = selectAt(work, middle, 0, last)
  const p5 = selectAt(work, 0.05 * last, 0, Math.min(last, Math.floor(middle) + 1))
  const p95 = selectAt(work, 0.95 * last, Math.floor(middle), last)
  return { p5, p50, p95 }
}

let scratch = new Float64Array(0)

/** A copy to reorder, in one array that is used again and again; undefined where a sample has no value. Hot path. */
function copyOf(samples: Float64Array): Float64Array | undefined {
  if (scratch.length !== samples.length) scratch = new Float64Array(samples.length)
  for (let index = 0; index < samples.length; index++) {
    const sample = samples[index]!
    if (sample !== sample) return undefined
    scratch[index] = sample
  }
  return scratch
}

/** The value at a position of the order, between two ranks by its part; what lies left of `from` must be smaller. */
function selectAt(work: Float64Array, position: number, from: number, to: number): number {
  const rank = Math.floor(position)
  select(work, rank, from, to)
  const below = work[rank]!
  if (rank === position || rank === to) return below
  let above = Infinity
  for (let index = rank + 1; index <= to; index++) if (work[index]! < above) above = work[index]!
  return below === above ? below : below + (position - rank) * (above - below)
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

/** How samples are spread over the middle 98 % of their values; undefined if there are none or they are all the same. */
export function densityOf(samples: Float64Array, bins: number): Density | undefined {
  const work = copyOf(samples)
  if (!work || work.length === 0 || bins < 1) return undefined
  const last = work.length - 1
  const from = selectAt(work, 0.01 * last, 0, last)
  const to = selectAt(work, 0.99 * last, 0, last)
  if (!(from < to) || !Number.isFinite(from) || !Number.isFinite(to)) return undefined
  const scale = from > 0 ? 'log' : 'linear'
  const place = scale === 'log' ? Math.log : (x: number) => x
  const width = (place(to) - place(from)) / bins
  const shares = Array.from({ length: bins }, () => 0)
  for (const sample of samples) {
    if (sample < from || sample > to) continue
    const bin = Math.min(bins - 1, Math.floor((place(sample) - place(from)) / width))
    shares[bin]! += 1 / samples.length
  }
  return { scale, from, to, shares }
}
