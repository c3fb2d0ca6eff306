import {
  BLOCK_HEIGHT,
  BLOCK_WIDTH,
  boundsOf,
  type Places,
  type Point,
  snapToGrid,
} from '@/core/design/drawing/geometry'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Axis = 'horizontal' | 'vertical'

export interface Move extends Point {
  id: string
}

/** Moves that bring blocks onto one line; only those that change something. All blocks are of one size. */
export function alignBlocks(ids: readonly string[], places: Places, alignment: Alignment): Move[] {
  const chosen = placed(ids, places)
  const bounds = boundsOf(chosen)
  if (bounds === null || chosen.length < 2) return []
  const to: Record<Alignment, Partial<Point>> = {
    left: { x: bounds.x },
    centre: { x: snapToGrid(bounds.x + (bounds.width - BLOCK_WIDTH) / 2) },
    right: { x: bounds.x + bounds.width - BLOCK_WIDTH },
    top: { y: bounds.y },
    middle: { y: snapToGrid(bounds.y + (bounds.height - BLOCK_HEIGHT) / 2) },
    bottom: { y: bounds.y + bounds.height - BLOCK_HEIGHT },
  }
  return changed(
    chosen.map((block) => ({ ...block, ...to[alignment] })),
    places,
  )
}

/** Moves that leave equal space between blocks along an axis; the outermost two stay where they are. */
export function distributeBlocks(ids: readonly string[], places: Places, axis: Axis): Move[] {
  const chosen = placed(ids, places)
  if (chosen.length < 3) return []
  const key = axis === 'horizontal' ? 'x' : 'y'
  chosen.sort((a, b) => a[key] - b[key])
  const first = chosen[0]![key]
  const step = (chosen.at(-1)![key] - first) / (chosen.length - 1)
  return changed(
    chosen.map((block, i) => ({ ...block, [key]: Math.round(first + i * step) })),
    places,
  )
}

const placed = (ids: readonly string[], places: Places): Move[] =>
  ids.flatMap((id) => {
    const place = places.get(id)
    return place === undefined ? [] : [{ id, ...place }]
  })

const changed = (moves: Move[], places: Places): Move[] =>
  moves.filter(({ id, x, y }) => {
    const before = places.get(id)
    return before !== undefined && (before.x !== x || before.y !== y)
  })
