import type { SweepPoint } from './sweep'

/** Between which loads something stops holding; null: not even at the lowest, or still at the highest. */
export interface Edge {
  upTo: number | null
  notFrom: number | null
}

export interface SweepMarks {
  /** Where the curve of latency turns up, and the loads between which it lies for sure; null when the sweep ends before it. */
  knee: { factor: number; between: [number, number] } | null
  /** Up to where the design keeps up, and the block that limits it where it does not any more. */
  capacity: Edge & { block: string | null }
  /** Up to where all objectives on latency and availability hold, and those missed beyond; null without such an objective. */
  objectives: (Edge & { missed: string[] }) | null
}

/** Points of the list are ascending by factor. */
type Points = readonly SweepPoint[]

/** More failures than at the lowest load by this much, of those that ended: the design turns work away. */
const MORE_ERRORS = 0.01
const NEVER_IDLE = 0.999
/** An edge is known well enough between loads this close to each other, the knee between loads that close. */
const EDGE_STEP = 1.05
const KNEE_STEP = 1.15

/**
 * No block gets more than it can serve or has its servers busy all the time (which tells sooner than its queue does), and no
 * more requests fail than at the lowest load, by one in a hundred.
 */
export function keepsUp(point: SweepPoint, lowest: SweepPoint): boolean {
  const more = (point.errorRatio ?? 0) - (lowest.errorRatio ?? 0)
  const isIdleAtTimes = (point.busiest?.utilisation ?? 0) < NEVER_IDLE
  return isIdleAtTimes && point.overloaded.length === 0 && point.truncated === null && more <= MORE_ERRORS
}

/**
 * The knee is where requests answered a second, divided by their mean latency, is the greatest: there a line from the origin
 * touches the curve of latency over load. On M/M/1 that is a utilisation of 0.5, on M/M/2 of 0.58, on M/M/16 of 0.81,
 * whatever the units and the range drawn. Sources: Kleinrock, "Power and deterministic rules of thumb for probabilistic problems in computer
 * communications" (ICC 1979), who calls the ratio power; Millsap, "Thinking clearly about performance" (ACM Queue, 2010).
 */
export function marksOf(points: Points): SweepMarks {
  const lowest = points[0]
  if (lowest === undefined) {
    return { knee: null, capacity: { upTo: null, notFrom: null, block: null }, objectives: null }
  }
  const capacity = edgeOf(points, (point) => keepsUp(point, lowest))
  const objectives = edgeOf(points, ({ missed }) => missed === null || missed.length === 0)
  const at = (factor: number | null) => points.find((point) => point.factor === factor)
  return {
    knee: kneeOf(points, capacity),
    capacity: { ...capacity, block: at(capacity.notFrom)?.bottleneck?.block ?? null },
    objectives: lowest.missed === null ? null : { ...objectives, missed: at(objectives.notFrom)?.missed ?? [] },
  }
}

function edgeOf(points: Points, holds: (point: SweepPoint) => boolean): Edge {
  const first = points.findIndex((point) => !holds(point))
  if (first === -1) return { upTo: points.at(-1)?.factor ?? null, notFrom: null }
  return { upTo: points[first - 1]?.factor ?? null, notFrom: points[first]!.factor }
}

const power = ({ throughputPerS, meanS }: SweepPoint): number =>
  meanS === null || throughputPerS === null ? 0 : throughputPerS / meanS

function kneeOf(points: Points, capacity: Edge): SweepMarks['knee'] {
  const able = points.filter(({ factor, meanS }) => factor <= (capacity.upTo ?? 0) && meanS !== null)
  const [first] = able
  if (first === undefined) return null
  const best = able.reduce((most, point) => (power(point) > power(most) ? point : most), first)
  // still rising at the highest load, beyond which nothing is known to be worse
  if (best === able.at(-1) && capacity.notFrom === null) return null
  const least = power(best) * (1 - (best.meanHalfWidth ?? 0))
  const isAlike = (point: SweepPoint) =>
    able.includes(point) && power(point) * (1 + (point.meanHalfWidth ?? 0)) >= least
  const from = points[points.findIndex(isAlike) - 1] ?? first
  const to = points[points.findLastIndex(isAlike) + 1] ?? able.at(-1)!
  return { factor: best.factor, between: [from.factor, to.factor] }
}

/** The load to run next: first those given, upwards; then where something changes, until that is known; null at the end. */
export function nextFactor(factors: readonly number[], points: Points): number | null {
  const given = factors.find((factor) => points.every((point) => point.factor !== factor))
  if (given !== undefined) return given
  const { knee, capacity, objectives } = marksOf(points)
  return between(capacity) ?? between(objectives) ?? (knee === null ? null : besideKnee(points, knee.factor))
}

function between(edge: Edge | null): number | null {
  if (edge === null || edge.upTo === null || edge.notFrom === null || edge.notFrom / edge.upTo <= EDGE_STEP) return null
  return middle(edge.upTo, edge.notFrom)
}

function besideKnee(points: Points, knee: number): number | null {
  const at = points.findIndex(({ factor }) => factor === knee)
  for (const side of [at - 1, at + 1]) {
    const other = points[side]?.factor ?? knee
    if (Math.max(other, knee) / Math.min(other, knee) > KNEE_STEP) return middle(other, knee)
  }
  return null
}

/** In the middle on a logarithmic axis, with no more digits than mean something. */
const middle = (a: number, b: number): number => Number(Math.sqrt(a * b).toPrecision(4))
