import { BLOCK_HEIGHT, type Point } from './geometry'

/** Short of the block, so that the arrow's tip and not the middle of a wide line touches it. */
const ARROW = 7
/** With less room between the blocks a link goes around. */
const LEAST_AHEAD = 24

const bendOf = (ahead: number): number => Math.min(ahead / 2, 140)

/** Blocks in one row: pass below them; else half-way between the rows. */
const levelOf = (from: Point, to: Point): number =>
  Math.abs(to.y - from.y) < BLOCK_HEIGHT ? Math.max(from.y, to.y) + BLOCK_HEIGHT : (from.y + to.y) / 2

export interface LinkCurve {
  /** As SVG writes it. */
  path: string
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
  if (ahead >= LEAST_AHEAD) {
    const bend = bendOf(ahead)
    return {
      path: `M${from.x},${from.y} C${from.x + bend},${from.y} ${end.x - bend},${end.y} ${end.x},${end.y}`,
      reach: [],
    }
  }
  const out = 48
  const level = levelOf(from, to)
  const middle = (from.x + end.x) / 2
  return {
    path:
      `M${from.x},${from.y} C${from.x + out},${from.y} ${from.x + out},${level} ${middle},${level} ` +
      `S${end.x - out},${end.y} ${end.x},${end.y}`,
    reach: [
      { x: end.x - out, y: level },
      { x: from.x + out, y: level },
    ],
  }
}

/** Where a label stands: so far along the curve, 0..1; on a loop on the straight part that runs back. */
export function pointOnLink(from: Point, to: Point, share: number): Point {
  const end = { x: to.x - ARROW, y: to.y }
  const ahead = end.x - from.x
  if (ahead < LEAST_AHEAD) return { x: from.x + ahead * share, y: levelOf(from, to) }
  const bend = bendOf(ahead)
  const rest = 1 - share
  const bezier = (a: number, b: number, c: number, d: number) =>
    rest ** 3 * a + 3 * rest ** 2 * share * b + 3 * rest * share ** 2 * c + share ** 3 * d
  return {
    x: bezier(from.x, from.x + bend, end.x - bend, end.x),
    y: bezier(from.y, from.y, end.y, end.y),
  }
}
