import { blockKind } from '@/core/blocks/registry'
import type { BlockFigures, Report } from '@/core/design/report'
import type { Block, Design, Fault } from '@/core/design/schema'
import type { BlockReading, BlockState, Figures } from './figures'

/** From here on a block has no room left for the next burst. */
export const SATURATED_FROM = 0.95
/** A cache that answers less than this share of what it answered at its best is still filling. */
const COLD_BELOW = 0.5
/** Fewer jobs than this thrown away are the noise of a start, not a state. */
const DROPPING_FROM = 0.0005

/**
 * Writes the figures of a run: of the whole run, or of the moment `atS` (seconds of simulated time). Blocks and links
 * that the run did not know stay unknown, as the design may have changed since.
 */
export function showReport(figures: Figures, design: Design, report: Report, atS: number | null): void {
  figures.reset(design, false)
  for (const [row, block] of design.blocks.entries()) {
    const known = report.blocks[block.id]
    if (known === undefined) continue
    const whole = wholeRun(block, known, report.simulatedS)
    const reading = atS === null ? whole : (moment(block, known, report, atS, design.faults ?? []) ?? whole)
    const sent = blockKind(block.kind).traits.startsRequests ? sentPerS(design, block.id, report, atS) : null
    figures.setBlock(row, sent === null ? reading : { ...reading, arrivalsPerS: sent })
  }
  for (const [row, link] of design.links.entries()) {
    const known = report.links[link.id]
    // a retry is traffic like any other
    if (known !== undefined) figures.setLink(row, (known.calls + known.retries) / report.simulatedS)
  }
  figures.publish()
}

/** What a source of requests sends: nothing arrives there. */
function sentPerS(design: Design, id: string, report: Report, atS: number | null): number | null {
  const classes = design.requests.filter((request) => request.from === id && report.requests[request.id] !== undefined)
  if (classes.length === 0) return null
  return classes.reduce((sum, request) => {
    const offered = report.series.requests[request.id]?.offeredPerS
    const now = atS === null ? undefined : offered?.[stepOf(report, atS, offered.length)]
    return sum + (now ?? report.requests[request.id]!.offered / report.simulatedS)
  }, 0)
}

const stepOf = (report: Report, atS: number, steps: number): number =>
  Math.max(0, Math.min(steps - 1, Math.floor(atS / report.series.stepS)))

function wholeRun(block: Block, known: BlockFigures, simulatedS: number): BlockReading {
  return {
    utilisation: known.utilisation,
    arrivalsPerS: known.arrivals / simulatedS,
    queueLength: known.queueLength.mean,
    hitRatio: known.hitRatio,
    state: stateOf(block, known, known.utilisation),
  }
}

function stateOf(block: Block, known: BlockFigures, utilisation: number | null): BlockState {
  const { traits } = blockKind(block.kind)
  if (known.rejected > known.arrivals * DROPPING_FROM) return 'dropping'
  if (known.overloadPerS !== null) return traits.buffers ? 'lagging' : 'saturated'
  return utilisation !== null && utilisation >= SATURATED_FROM ? 'saturated' : 'calm'
}

function moment(
  block: Block,
  known: BlockFigures,
  report: Report,
  atS: number,
  faults: readonly Fault[],
): BlockReading | null {
  const series = report.series.blocks[block.id]
  if (series === undefined) return null
  const at = stepOf(report, atS, series.arrivalsPerS.length)
  const utilisation = series.utilisation[at] ?? null
  const hitRatio = series.hitRatio[at] ?? null
  const isCold = hitRatio !== null && hitRatio < COLD_BELOW * Math.max(...series.hitRatio.map((ratio) => ratio ?? 0))
  const state = faults.some((fault) => takesDown(fault, block, atS))
    ? 'down'
    : utilisation !== null && utilisation >= SATURATED_FROM
      ? known.rejected > 0
        ? 'dropping'
        : 'saturated'
      : growing(series.queueLength, at) && blockKind(block.kind).traits.buffers
        ? 'lagging'
        : isCold
          ? 'cold'
          : 'calm'
  return {
    utilisation,
    arrivalsPerS: series.arrivalsPerS[at] ?? null,
    queueLength: series.queueLength[at] ?? null,
    hitRatio,
    state,
  }
}

/** A backlog that has grown over the last few steps, and is one. */
function growing(queueLength: readonly (number | null)[], at: number): boolean {
  const now = queueLength[at] ?? 0
  const before = queueLength[Math.max(0, at - 3)] ?? 0
  return now > 10 && now > before * 1.2
}

/** Whether a fault leaves nothing of the block standing at that moment. */
function takesDown(fault: Fault, block: Block, atS: number): boolean {
  if (atS < fault.atS || atS >= fault.atS + (fault.forS ?? 0)) return false
  switch (fault.kind) {
    case 'crash':
    case 'pause':
      return (
        fault.target === block.id &&
        (fault.instances ?? Infinity) >= blockKind(block.kind).instances(block.config ?? {})
      )
    case 'zone-outage':
      return block.zone === fault.zone
    case 'region-outage':
      return block.region === fault.region
    default:
      return false
  }
}
