/** Canvas pixels at zoom 1. Every block has the same size, so that a drawing needs no measuring. */
export const BLOCK_WIDTH = 168
export const BLOCK_HEIGHT = 72
/** Blocks snap to this; the size of a block is a multiple of it. */
export const GRID = 8
/** Clear space between blocks that the canvas places by itself. */
export const GAP_X = 88
export const GAP_Y = 40

/** Upper left corner of a block. */
export interface Point {
  x: number
  y: number
}

export interface Box extends Point {
  width: number
  height: number
}

export type Places = ReadonlyMap<string, Point>

export const snapToGrid = (value: number): number => Math.round(value / GRID) * GRID
export const snapPoint = ({ x, y }: Point): Point => ({ x: snapToGrid(x), y: snapToGrid(y) })

export const blockBox = ({ x, y }: Point): Box => ({ x, y, width: BLOCK_WIDTH, height: BLOCK_HEIGHT })
export const centreOf = ({ x, y }: Point): Point => ({ x: x + BLOCK_WIDTH / 2, y: y + BLOCK_HEIGHT / 2 })

/** The box around blocks at these places, or null when there are none. */
export function boundsOf(places: Iterable<Point>): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of places) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + BLOCK_WIDTH)
    bottom = Math.max(bottom, y + BLOCK_HEIGHT)
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top }
}

/** Whether two blocks would touch, or nearly. */
const crowds = (a: Point, b: Point): boolean =>
  Math.abs(a.x - b.x) < BLOCK_WIDTH + GRID && Math.abs(a.y - b.y) < BLOCK_HEIGHT + GRID

/**
 * The wanted place, or the nearest free one: first below, then further columns to the right, so that what is added
 * by key or click never lands on another block.
 */
export function freePlace(taken: Iterable<Point>, wanted: Point): Point {
  const others = [...taken]
  const start = snapPoint(wanted)
  const columns = Math.ceil(Math.sqrt(others.length)) + 2
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row <= others.length; row += 1) {
      // 0, +1, -1, +2, -2 ... so that the nearest row wins
      const step = row % 2 === 1 ? (row + 1) / 2 : -row / 2
      const place = { x: start.x + column * (BLOCK_WIDTH + GAP_X), y: start.y + step * (BLOCK_HEIGHT + GAP_Y) }
      if (!others.some((other) => crowds(other, place))) return place
    }
  }
  return start
}
