import type { CellResult } from '@/core/estimate/evaluate-sheet'
import type { Density } from '@/core/estimate/quantiles'
import { formatFactor } from '@/core/units/format'
import { stripOf } from '../density-shape'

export interface DensityStripProps {
  result: CellResult
  density: Density | undefined
  /** Pixels. One decade is always as wide, so that rows compare, unless the strip is to fill its width. */
  width: number
  height: number
  isFilling?: boolean
  /** A limit to mark, base units. */
  limit?: number
  className?: string
}

/** How the possible values of a cell are spread: what lies in the 90 % band is darker, the median is a line. */
export function DensityStrip({
  result,
  density,
  width,
  height,
  isFilling = false,
  limit,
  className,
}: DensityStripProps) {
  const { band } = result
  const strip = stripOf(result, density, { width, height, isFilling })
  if (!band || !strip) return null
  const factor = band.p5 > 0 ? `, ${formatFactor(band.p95 / band.p5)} from end to end` : ''
  const at = limit === undefined ? undefined : strip.place(limit)
  const [from, to] = [strip.place(band.p5), strip.place(band.p95)]
  return (
    <svg
      role="img"
      aria-label={`Spread: 90 % between ${band.display}${factor}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={className}
    >
      <path d={strip.path} className="fill-accent opacity-25" />
      <svg
        x={from}
        y={0}
        width={Math.max(0, to - from)}
        height={height}
        viewBox={`${from} 0 ${Math.max(0.1, to - from)} ${height}`}
      >
        <path d={strip.path} className="fill-accent opacity-60" />
      </svg>
      <line x1={strip.place(band.p50)} x2={strip.place(band.p50)} y1={0} y2={height} className="stroke-ink" />
      {at !== undefined && (
        <line x1={at} x2={at} y1={0} y2={height} strokeWidth={2} strokeDasharray="3 2" className="stroke-warn" />
      )}
    </svg>
  )
}
