import { blockKind } from '@/core/blocks/registry'
import { type BlockFigures, measuredS, type Report, type Series, type Trace } from '@/core/design/report'
import { failingCalls, stepAt } from '@/core/design/moment'
import { wayOf } from '@/core/design/trace-way'
import type { Block, Design, Fault } from '@/core/design/schema'
import type { BlockState } from '@/core/design/drawing/block-states'
import type { BlockReading, Figures } from './figures'

/** From here on a block has no room left for the next burst. */
export const SATURATED_FROM = 0.95
/** A cache that answers less than this share of what it answered at its best is still filling. */
const COLD_BELOW = 0.5
/** Fewer jobs than this thrown away are the noise of a start, not a state. */
const DROPPING_FROM = 0.0005

/** What of a run to show. */
export interface ShownRun {
  report: Report
  /** Seconds of simulated time; null for the whole run. */
  atS: number | null
  /** A request to follow. */
  trace?: Trace | null
}

interface Moment {
  atS: number
  /** Of the series, from 0. */
  step: number
}

/**
 * Writes the figures of a run: of the whole run, or of the moment `atS`. Blocks and links that the run did not know stay
 * unknown, as the design may have changed since.
 */
export function showReport(figures: Figures, design: Design, { report, atS, trace = null }: ShownRun): void {
  figures.reset(design, false)
  figures.atS = atS
  figures.way = trace === null ? null : wayOf(trace)
  const moment = atS === null ? null : { atS, step: stepAt(report, atS) }
  for (const [row, block] of design.blocks.entries()) {
    const known = report.blocks[block.id]
    if (known === undefined) continue
    const whole = wholeRun(block, known, measuredS(report))
    const reading = moment === null ? whole : (readingAt(design, block, report, moment) ?? whole)
    const sent = blockKind(block.kind).traits.startsRequests ? sentPerS(design, block.id, report, moment) : null
    figures.setBlock(row, sent === null ? reading : { ...reading, arrivalsPerS: sent })
    if (moment !== null) showMoment(figures, row, report.series.blocks[block.id], moment.step)
  }
  for (const [row, link] of design.links.entries()) figures.setLink(row, linkRate(report, link.id, moment))
  figures.publish()
}

function showMoment(figures: Figures, row: number, series: Series['blocks'][string] | undefined, step: number): void {
  if (series === undefined) return
  const queues = series.queueLength.filter((length) => length !== null)
  if (queues.length > 0) figures.longestQueue[row] = Math.max(...queues)
  const failing = failingCalls(series, step)
  if (failing.length > 0) figures.failing.set(row, failing)
}

/** A retry is traffic like any other. */
function linkRate(report: Report, id: string, moment: Moment | null): number | null {
  const known = report.links[id]
  if (known === undefined) return null
  if (moment === null) return (known.calls + known.retries) / measuredS(report)
  return report.series.links?.[id]?.callsPerS[moment.step] ?? null
}

/** What a source of requests sends: nothing arrives there. */
function sentPerS(design: Design, id: string, report: Report, moment: Moment | null): number | null {
  const classes = design.requests.filter((request) => request.from === id && report.requests[request.id] !== undefined)
  if (classes.length === 0) return null
  return classes.reduce((sum, request) => {
    const offered = report.series.requests[request.id]?.offeredPerS
    const now = moment === null ? undefined : offered?.[moment.step]
    return sum + (now ?? report.requests[request.id]!.offered / measuredS(report))
  }, 0)
}

function wholeRun(block: Block, known: BlockFigures, seconds: number): BlockReading {
  return {
    utilisation: known.utilisation,
    arrivalsPerS: known.arrivals / seconds,
    queueLength: known.queueLength.mean,
    hitRatio: known.hitRatio,
    state: stateOf(block, known, known.utilisation),
  }
}

function stateOf(block: Block, known: BlockFigures, utilisation: number | null): BlockState {
  const { traits } = blockKind(block.kind)
  if (known.rejected > known.arrivals * DROPPING_FROM) return traits.limits ? 'limiting' : 'dropping'
  if (known.overloadPerS !== null) return traits.buffers ? 'lagging' : 'saturated'
  return utilisation !== null && utilisation >= SATURATED_FROM ? 'saturated' : 'calm'
}

function readingAt(design: Design, block: Block, report: Report, { atS, step: at }: Moment): BlockReading | null {
  const series = report.series.blocks[block.id]
  if (series === undefined) return null
  const isDown = (design.faults ?? []).some((fault) => isSimulated(report, fault) && takesDown(fault, block, atS))
  return {
    utilisation: series.utilisation[at] ?? null,
    arrivalsPerS: series.arrivalsPerS[at] ?? null,
    queueLength: series.queueLength[at] ?? null,
    hitRatio: series.hitRatio[at] ?? null,
    state: isDown ? 'down' : stateAt(block, series, at),
  }
}

function stateAt(block: Block, series: Series['blocks'][string], at: number): BlockState {
  const utilisation = series.utilisation[at] ?? null
  const hitRatio = series.hitRatio[at] ?? null
  if ((series.failedPerS?.rejected?.[at] ?? 0) > (series.arrivalsPerS[at] ?? 0) * DROPPING_FROM) return 'dropping'
  if (utilisation !== null && utilisation >= SATURATED_FROM) return 'saturated'
  if (growing(series.queueLength, at) && blockKind(block.kind).traits.buffers) return 'lagging'
  const isCold = hitRatio !== null && hitRatio < COLD_BELOW * Math.max(...series.hitRatio.map((ratio) => ratio ?? 0))
  return isCold ? 'cold' : 'calm'
}

/** False for a fault that the engine does not act on: it takes nothing down. */
const isSimulated = (report: Report, { id }: Fault): boolean =>
  report.faults.find((fault) => fault.id === id)?.simulated !== false

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
