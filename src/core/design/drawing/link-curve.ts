import { BLOCK_HEIGHT, type Point } from './geometry'

/** Short of the block, so that the arrow's tip and not the middle of a wide line touches it. */
const ARROW = 7

export interface LinkCurve {
  /** As SVG writes it. */
  path: string
  /** Where a label stands. */
  middle: Point
  /** Corners of a box that holds the curve, beyond the blocks it joins. */
  reach: Point[]
}

/**
 * The way of a link from the right edge of one block to the left edge of another: a calm S-curve, or, when the other
 * one lies behind, a loop that leaves to the right, passes between the rows and comes in from the left.
 */
export function linkCurve(from: Point, to: Point): LinkCurve {
  const end = { x: to.x - ARROW, y: to.y }
  const ahead = end.x - from.x
  if (ahead >= 24) {
    const bend = Math.min(ahead / 2, 140)
    return {
      path: `M${from.x},${from.y} C${from.x + bend},${from.y} ${end.x - bend},${end.y} ${end.x},${end.y}`,
      middle: { x: (from.x + end.x) / 2, y: (from.y + end.y) / 2 },
      reach: [],
    }
  }
  const out = 48
  // Blocks in one row: pass below them; else half-way between the rows.
  const level = Math.abs(to.y - from.y) < BLOCK_HEIGHT ? Math.max(from.y, to.y) + BLOCK_HEIGHT : (from.y + to.y) / 2
  const middle = { x: (from.x + end.x) / 2, y: level }
  return {
    path:
      `M${from.x},${from.y} C${from.x + out},${from.y} ${from.x + out},${level} ${middle.x},${level} ` +
      `S${end.x - out},${end.y} ${end.x},${end.y}`,
    middle,
    reach: [
      { x: end.x - out, y: level },
      { x: from.x + out, y: level },
    ],
  }
}
