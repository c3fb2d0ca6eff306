import { meanOf } from '@/core/stats/mean'
import type { Report } from './report'

/** By this much the hit ratio rises from the first to the last quarter of a cache that is still filling. */
const FILLING = 0.02

/** Caches that a run shows colder than a longer one would: ids of blocks whose hit ratio was rising to its end. */
export function stillFilling({ series }: Report): string[] {
  return Object.entries(series.blocks).flatMap(([id, { hitRatio }]) => (isFilling(hitRatio) ? [id] : []))
}

function isFilling(hitRatio: readonly (number | null)[]): boolean {
  const known = hitRatio.filter((ratio) => ratio !== null)
  const quarter = Math.floor(known.length / 4)
  if (quarter === 0) return false
  return meanOf(known.slice(-quarter)) - meanOf(known.slice(0, quarter)) > FILLING
}
