import { mergeResults } from './merge-results'
import type { ReplicationOutcome } from './replication'
import { meanInterval } from './request-figures'
import type { CheckedOptions } from './run-options'

/** Replications put together, and what stopped them. */
export interface Combined {
  outcomes: ReplicationOutcome[]
  truncated: string | null
}

/**
 * The replications that count, in the order of their numbers: up to the first that a cap cut short, the cap on the events of
 * all together, or the one with which the means are as precise as was asked for. What was made beyond that is left out, so
 * that it does not matter how many were under way at the same time.
 */
export function combine(outcomes: readonly ReplicationOutcome[], options: CheckedOptions, maxEvents: number): Combined {
  const counted: ReplicationOutcome[] = []
  let events = 0
  for (const outcome of outcomes.toSorted((a, b) => a.number - b.number)) {
    events += outcome.result.events
    const cap = outcome.truncated ?? (events > maxEvents ? 'events' : null)
    // one that was cut short would be compared with whole ones: it counts only where there is no other
    if (cap === null || counted.length === 0) counted.push(outcome)
    if (cap !== null) return { outcomes: counted, truncated: cap }
    if (isPreciseEnough(counted, options)) break
  }
  return { outcomes: counted, truncated: null }
}

/** Between two looks at the precision the number of replications grows by a third. */
const LOOKS = Array.from({ length: 30 }, (_, i) => Math.round((4 / 3) ** i))

/** Whether the mean of every class is known to the half-width asked for, relative to itself, at 95 %. */
export function isPreciseEnough(outcomes: readonly ReplicationOutcome[], { halfWidth }: CheckedOptions): boolean {
  if (halfWidth === undefined || !LOOKS.includes(outcomes.length)) return false
  const merged = mergeResults(outcomes.map(({ result }) => result))
  return merged.classes.every((result, c) => {
    if (result.completed === 0) return result.offered === 0
    const interval = meanInterval(merged, c)
    const mean = result.latencySum / result.completed
    return interval !== null && (interval[1] - interval[0]) / 2 <= halfWidth * mean
  })
}
