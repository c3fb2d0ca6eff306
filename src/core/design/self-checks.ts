import type { MergedResult } from './merge-results'
import type { SelfCheck } from './report'
import type { Design } from './schema'

/** Sums of many doubles agree to about this. */
const TOLERANCE = 1e-6

/**
 * What every run must satisfy, whatever the design: counted one way while it runs and another way by looking at every job at
 * its beginning and its end.
 */
export function selfChecks(design: Design, merged: MergedResult): SelfCheck[] {
  const { blocks, classes, measuredS } = merged
  const flow = [
    ...classes.map((result, c) => {
      const ended = result.completed + result.failed.reduce((sum, count) => sum + count, 0) + result.inFlight
      return { id: design.requests[c]!.id, value: Math.abs(result.offered - ended) / Math.max(1, result.offered) }
    }),
    ...blocks.map((block, b) => ({ id: design.blocks[b]!.id, value: block.flowError / Math.max(1, block.arrivals) })),
  ]
  const floorS = Math.max(1e-9, 1e-3 * measuredS)
  const little = blocks.map((block, b) => ({
    id: design.blocks[b]!.id,
    value: block.littleError / Math.max(floorS, block.queueS),
  }))
  const utilisation = blocks.map((block, b) => ({
    id: design.blocks[b]!.id,
    value: block.utilisationError / Math.max(floorS, block.busyS),
  }))
  return [
    check('flow', flow, 'offered = completed + failed + in flight, for every request class and block'),
    check('little', little, "Little's law: time-average queue = arrival rate × wait, at every block"),
    check('utilisation', utilisation, 'busy servers = arrival rate × time a server is held, at every block'),
  ]
}

function check(id: SelfCheck['id'], values: readonly { id: string; value: number }[], law: string): SelfCheck {
  const worst = values.reduce<{ id: string; value: number } | null>(
    (most, each) => (most === null || each.value > most.value ? each : most),
    null,
  )
  if (worst === null) return { id, passed: true, deviation: null, detail: law }
  const passed = worst.value <= TOLERANCE
  return { id, passed, deviation: worst.value, detail: passed ? law : `${law}: broken at ${worst.id}` }
}
