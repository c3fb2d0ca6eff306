import { meanOf } from '@/core/stats/mean'

/** What several seeds say about one target: the credit, and whether it holds for certain. */
export interface Margin {
  /** 0..1, 0.5 exactly at the target. */
  credit: number
  verdict: 'holds' | 'fails' | 'inconclusive'
  mean: number
}

/** This much better than the target, as a factor, earns all of it; twice as bad earns nothing. */
const COMFORT = 1.25
const RUIN = 2
/** What rounding leaves of a figure that lies exactly on its target. */
const ROUNDING = 1e-9
/** Below this share of failures more zeros say nothing: a run has some ten thousand requests. */
const LEAST_UNAVAILABILITY = 1e-6

/** Two-sided 95 % points of Student's t, by degrees of freedom. */
const STUDENT_95 = [Number.NaN, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262] as const

/**
 * Holds a figure that should be small against its target. It counts as held only where the 95 % interval over the seeds lies
 * on the right side, else it is inconclusive and earns half at most.
 */
export function marginBelow(measured: readonly number[], target: number): Margin {
  const { mean, halfWidth } = intervalOf(measured)
  const verdict = verdictOf(mean, halfWidth, target)
  const credit = creditOf(Math.log(target / Math.max(mean, Number.MIN_VALUE)))
  return { credit: verdict === 'holds' ? Math.max(credit, 0.5) : Math.min(credit, 0.5), verdict, mean }
}

/** The same for an availability: what counts is the share that fails. */
export function marginOfAvailability(measured: readonly number[], target: number): Margin {
  const allowed = Math.max(1 - target, LEAST_UNAVAILABILITY)
  const failing = measured.map((share) => Math.max(1 - share, 0))
  const { mean, halfWidth } = intervalOf(failing)
  const verdict = verdictOf(mean, halfWidth, allowed)
  const credit = creditOf(Math.log(allowed / Math.max(mean, LEAST_UNAVAILABILITY)))
  return { credit: verdict === 'holds' ? Math.max(credit, 0.5) : Math.min(credit, 0.5), verdict, mean: 1 - mean }
}

function verdictOf(mean: number, halfWidth: number, limit: number): Margin['verdict'] {
  if (mean + halfWidth <= limit * (1 + ROUNDING)) return 'holds'
  return mean - halfWidth > limit ? 'fails' : 'inconclusive'
}

/** A straight line in the logarithm on each side of the target. */
function creditOf(logMargin: number): number {
  if (logMargin >= 0) return 0.5 + 0.5 * Math.min(1, logMargin / Math.log(COMFORT))
  return 0.5 * Math.max(0, 1 + logMargin / Math.log(RUIN))
}

function intervalOf(values: readonly number[]): { mean: number; halfWidth: number } {
  const n = values.length
  const mean = meanOf(values)
  if (n < 2) return { mean, halfWidth: 0 }
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  const t = STUDENT_95[Math.min(n - 1, STUDENT_95.length - 1)]!
  return { mean, halfWidth: t * Math.sqrt(variance / n) }
}
