import type { CellResult } from '@/core/estimate/evaluate-sheet'
import type { Density } from '@/core/estimate/quantiles'

interface Size {
  width: number
  height: number
  isFilling: boolean
}

export interface Strip {
  /** Of the outline, for SVG. */
  path: string
  /** Where a value (base units) stands across, within the strip. */
  place: (value: number) => number
}

/** Standard deviations of a normal between which 98 % lie, as a density shows. */
const Z99 = 2.326
const BELL_BINS = 32

/** Decades across a strip in a row: wider spreads are as wide as this. */
const STRIP_DECADES = 1

/** The outline of a cell's spread; undefined where nothing is known of it. */
export function stripOf(result: CellResult, density: Density | undefined, size: Size): Strip | undefined {
  const shape = density ?? bellOf(result)
  if (!shape) return undefined
  const { scale, from, to, shares } = shape
  const along = scale === 'log' ? Math.log : (value: number) => value
  const [start, end] = [along(from), along(to)]
  // One decade is as wide in every row, so that a wide range looks wide.
  const needed = scale === 'log' && !size.isFilling ? (end - start) / (STRIP_DECADES * Math.LN10) : 1
  const drawn = size.width * Math.min(1, Math.max(needed, 0.3))
  const left = (size.width - drawn) / 2
  const place = (value: number) => {
    const at = scale === 'log' && value <= 0 ? start : along(value)
    return Math.min(size.width, Math.max(0, left + ((at - start) / (end - start)) * drawn))
  }
  const top = Math.max(...shares)
  const step = drawn / shares.length
  const points = shares.map(
    (share, bin) => [left + (bin + 0.5) * step, size.height * (1 - (0.95 * share) / top)] as const,
  )
  const outline = points.map(([x, y]) => `L${x.toFixed(1)} ${y.toFixed(1)}`).join('')
  return {
    path: `M${left.toFixed(1)} ${size.height}${outline}L${(left + drawn).toFixed(1)} ${size.height}Z`,
    place,
  }
}

/** The bell of a cell with a closed form: its logarithm is normal. */
function bellOf({ exact }: CellResult): Density | undefined {
  if (!exact || exact.sigma === 0) return undefined
  const { mu, sigma } = exact
  const shares = Array.from({ length: BELL_BINS }, (_, bin) => {
    const z = Z99 * ((2 * (bin + 0.5)) / BELL_BINS - 1)
    return (Math.exp(-(z * z) / 2) * 2 * Z99) / (BELL_BINS * Math.sqrt(2 * Math.PI))
  })
  return { scale: 'log', from: Math.exp(mu - Z99 * sigma), to: Math.exp(mu + Z99 * sigma), shares }
}
