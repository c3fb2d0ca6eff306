import { BLOCK_STATES, type BlockState } from '@/core/design/drawing/block-states'
import type { FailureReason } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import type { TraceWay } from '@/core/design/trace-way'
import { wiringOf } from './wiring'

export interface BlockReading {
  /** 0..1, above 1 where more is asked of the block than it can do; null unknown. */
  utilisation: number | null
  arrivalsPerS: number | null
  queueLength: number | null
  hitRatio: number | null
  state: BlockState
}

/** Calls that fail at a block, a second, for one reason. */
export interface FailingCalls {
  reason: FailureReason
  perS: number
}

/**
 * Live figures of a design, kept in typed arrays outside React: changing ten times a second, they are written straight
 * to the page. Rows are in the order of the design's blocks and links; NaN is unknown.
 */
export interface FiguresSource {
  /** Goes up with every change. */
  readonly version: number
  /** True for the instant preview: every number then carries "≈". */
  readonly approximate: boolean
  readonly utilisation: Float64Array
  readonly arrivalsPerS: Float64Array
  readonly queueLength: Float64Array
  readonly hitRatio: Float64Array
  /** Bytes: places in BLOCK_STATES. */
  readonly state: Uint8Array
  readonly linkRatePerS: Float64Array
  /** The moment of a run that these are the figures of, seconds; null for a whole run, and for what did not run. */
  readonly atS: number | null
  /** Longest queue at any moment of the run; known only where a moment is shown. */
  readonly longestQueue: Float64Array
  /** What fails at that moment, by row of its block, the commonest reason first. */
  readonly failing: ReadonlyMap<number, readonly FailingCalls[]>
  /** The way of the request that is followed; what is not on it steps back. */
  readonly way: TraceWay | null
  /** Row of a block or link; -1 for one that these figures do not know. */
  blockRow: (id: string) => number
  linkRow: (id: string) => number
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe: (listener: () => void) => () => void
}

const nothing = new Float64Array(0)

export class Figures implements FiguresSource {
  version = 0
  approximate = true
  utilisation = nothing
  arrivalsPerS = nothing
  queueLength = nothing
  hitRatio = nothing
  state = new Uint8Array(0)
  linkRatePerS = nothing
  longestQueue = nothing
  atS: number | null = null
  failing = new Map<number, readonly FailingCalls[]>()
  way: TraceWay | null = null
  private blockRows: ReadonlyMap<string, number> = new Map()
  private linkRows: ReadonlyMap<string, number> = new Map()
  private readonly listeners = new Set<() => void>()

  blockRow = (id: string): number => this.blockRows.get(id) ?? -1
  linkRow = (id: string): number => this.linkRows.get(id) ?? -1

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** Makes room for the blocks and links of a design and forgets every figure. Nobody is told until `publish`. */
  reset(design: Pick<Design, 'blocks' | 'links'>, approximate: boolean): void {
    const wiring = wiringOf(design)
    this.blockRows = wiring.blockIndex
    this.linkRows = wiring.linkIndex
    this.approximate = approximate
    if (this.utilisation.length !== design.blocks.length) {
      this.utilisation = new Float64Array(design.blocks.length)
      this.arrivalsPerS = new Float64Array(design.blocks.length)
      this.queueLength = new Float64Array(design.blocks.length)
      this.longestQueue = new Float64Array(design.blocks.length)
      this.hitRatio = new Float64Array(design.blocks.length)
      this.state = new Uint8Array(design.blocks.length)
    }
    if (this.linkRatePerS.length !== design.links.length) this.linkRatePerS = new Float64Array(design.links.length)
    const { utilisation, arrivalsPerS, queueLength, longestQueue, hitRatio, linkRatePerS } = this
    for (const column of [utilisation, arrivalsPerS, queueLength, longestQueue, hitRatio, linkRatePerS])
      column.fill(NaN)
    this.state.fill(0)
    this.atS = null
    this.failing.clear()
    this.way = null
  }

  setBlock(row: number, reading: BlockReading): void {
    this.utilisation[row] = reading.utilisation ?? NaN
    this.arrivalsPerS[row] = reading.arrivalsPerS ?? NaN
    this.queueLength[row] = reading.queueLength ?? NaN
    this.hitRatio[row] = reading.hitRatio ?? NaN
    this.state[row] = BLOCK_STATES.indexOf(reading.state)
  }

  setLink(row: number, ratePerS: number | null): void {
    this.linkRatePerS[row] = ratePerS ?? NaN
  }

  publish(): void {
    this.version += 1
    for (const listener of this.listeners) listener()
  }
}

/** One block's figures, or null where there are none. */
export function readingOf(figures: FiguresSource, id: string): BlockReading | null {
  const row = figures.blockRow(id)
  if (row < 0) return null
  return {
    utilisation: known(figures.utilisation[row]),
    arrivalsPerS: known(figures.arrivalsPerS[row]),
    queueLength: known(figures.queueLength[row]),
    hitRatio: known(figures.hitRatio[row]),
    state: BLOCK_STATES[figures.state[row] ?? 0] ?? 'calm',
  }
}

/** What fails at a block at the moment that is shown. */
export const failingAt = (figures: FiguresSource, id: string): readonly FailingCalls[] =>
  figures.failing.get(figures.blockRow(id)) ?? []

export function linkRateOf(figures: FiguresSource, id: string): number | null {
  return known(figures.linkRatePerS[figures.linkRow(id)])
}

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)
