import { centreOf, type Places, type Point } from '@/core/design/drawing/geometry'
import type { Wiring } from './wiring'

export type Direction = 'left' | 'right' | 'up' | 'down'

const vectors: Record<Direction, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
}

/**
 * The block that a step from `from` leads to: along a link where one leads that way (out to the right, in to the
 * left), else the nearest block that lies that way. Null at the edge of the drawing.
 */
export function stepFrom(wiring: Wiring, places: Places, from: string, direction: Direction): string | null {
  const links = direction === 'right' ? wiring.out.get(from) : direction === 'left' ? wiring.in.get(from) : undefined
  const neighbours = [...new Set((links ?? []).map((link) => (direction === 'right' ? link.to : link.from)))]
  const along = nearest(
    places,
    from,
    neighbours.filter((id) => id !== from),
    () => true,
  )
  return along ?? nearest(places, from, [...wiring.blocks.keys()], (offset) => lies(offset, direction))
}

/** Within a quarter circle around the direction, its borders included. */
function lies(offset: Point, direction: Direction): boolean {
  const { x, y } = vectors[direction]
  const along = offset.x * x + offset.y * y
  const across = Math.abs(offset.x * y) + Math.abs(offset.y * x)
  // blocks are more than twice as wide as high: rows are nearer to one another than columns
  return along > 0 && (x === 0 ? across <= along * 3 : across <= along)
}

function nearest(
  places: Places,
  from: string,
  candidates: readonly string[],
  fits: (offset: Point) => boolean,
): string | null {
  const start = places.get(from)
  if (start === undefined) return candidates[0] ?? null
  const centre = centreOf(start)
  let [best, bestDistance]: [string | null, number] = [null, Infinity]
  for (const id of candidates) {
    const place = places.get(id)
    if (place === undefined || id === from) continue
    const other = centreOf(place)
    const offset = { x: other.x - centre.x, y: other.y - centre.y }
    const distance = Math.hypot(offset.x, offset.y)
    if (distance < bestDistance && fits(offset)) [best, bestDistance] = [id, distance]
  }
  return best
}

/** The next or previous entry of a list, round the end; the first one when nothing is current. */
export function cycle<T>(entries: readonly T[], current: T | null, step: 1 | -1): T | null {
  if (entries.length === 0) return null
  const at = current === null ? -1 : entries.indexOf(current)
  if (at < 0) return entries[step === 1 ? 0 : entries.length - 1]!
  return entries[(at + step + entries.length) % entries.length]!
}
