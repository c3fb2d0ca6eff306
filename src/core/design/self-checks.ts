import type { MergedResult } from './merge-results'
import type { SelfCheck } from './report'
import type { Design } from './schema'

/** Sums of many doubles agree to about this. */
const TOLERANCE = 1e-6

/** Two sides of an equation at one place, and how far they are apart in the worst replication, relative. */
interface Comparison {
  id: string
  deviation: number
  left: number
  right: number
}

/**
 * What every run must satisfy, whatever the design: counted one way while it runs and another way by looking at every job at
 * its beginning and its end.
 */
export function selfChecks(design: Design, merged: MergedResult): SelfCheck[] {
  const { measuredS } = merged
  const floorS = Math.max(1e-9, 1e-3 * measuredS)
  const perS = (sumS: number) => (measuredS > 0 ? sumS / measuredS : 0)
  const little = merged.blocks.map((block, b): Comparison => {
    const deviation = block.littleError / Math.max(floorS, block.queueS)
    return { id: design.blocks[b]!.id, deviation, left: perS(block.queueS), right: perS(block.waitedS) }
  })
  const utilisation = merged.blocks.map((block, b): Comparison => {
    const deviation = block.utilisationError / Math.max(floorS, block.busyS)
    return { id: design.blocks[b]!.id, deviation, left: perS(block.busyS), right: perS(block.heldS) }
  })
  return [
    check('flow', flow(design, merged), 'offered = completed + failed + in flight, for every request class and block'),
    check('little', little, "Little's law: time-average queue = arrival rate × wait, at every block"),
    check('utilisation', utilisation, 'busy servers = arrival rate × time a server is held, at every block'),
  ]
}

function flow(design: Design, merged: MergedResult): Comparison[] {
  const classes = merged.classes.map((result, c): Comparison => {
    const ended = result.completed + result.failed.reduce((sum, count) => sum + count, 0) + result.inFlight
    const deviation = Math.abs(result.offered - ended) / Math.max(1, result.offered)
    return { id: design.requests[c]!.id, deviation, left: result.offered, right: ended }
  })
  const blocks = merged.blocks.map((block, b): Comparison => {
    const deviation = block.flowError / Math.max(1, block.arrivals)
    const left = block.arrivals + block.insideFirst
    return {
      id: design.blocks[b]!.id,
      deviation,
      left,
      right: block.done + block.rejected + block.broken + block.inside,
    }
  })
  return [...classes, ...blocks]
}

function check(id: SelfCheck['id'], comparisons: readonly Comparison[], law: string): SelfCheck {
  const [first] = comparisons
  if (first === undefined) return { id, passed: true, deviation: null, detail: law }
  const deviation = Math.max(...comparisons.map((each) => each.deviation))
  const passed = deviation <= TOLERANCE
  const most = (of: (each: Comparison) => number) =>
    comparisons.reduce((best, each) => (of(each) > of(best) ? each : best))
  const { id: at, left, right } = passed ? most((each) => each.left) : most((each) => each.deviation)
  return {
    id,
    passed,
    deviation,
    detail: passed ? law : `${law}: broken at ${at}`,
    compared: comparisons.length,
    sides: { at, left, right },
  }
}
