import { faultName } from '@/core/design/describe'
import type { FaultFigures, Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'

/** A fault on the axis of time. */
export interface FaultBar {
  id: string
  /** "Crash of Orders". */
  label: string
  fromS: number
  toS: number
  /** Over at once, as a flush is. */
  isMoment: boolean
}

/** The faults that struck in a run, in the order in which they did. */
export function faultBars(design: Design, report: Report): FaultBar[] {
  return report.faults
    .filter((fault) => fault.simulated && fault.atS < report.simulatedS)
    .map((fault) => ({
      id: fault.id,
      label: faultName(design, fault.id),
      fromS: fault.atS,
      toS: Math.min(endOf(fault), report.simulatedS),
      isMoment: endOf(fault) === fault.atS,
    }))
    .sort((a, b) => a.fromS - b.fromS)
}

/** What has no length is over at once: a cache is empty. */
const endOf = ({ atS, forS }: FaultFigures): number => atS + (forS ?? 0)

export interface PlacedBar extends FaultBar {
  labelFromS: number
  /** Row below the axis, from 0. */
  lane: number
}

/**
 * Puts bars that would cover each other, with their labels, into rows of their own.
 * @param labelS how much of the axis a label covers, seconds
 */
export function stackBars(
  bars: readonly FaultBar[],
  { labelS, simulatedS }: { labelS: (bar: FaultBar) => number; simulatedS: number },
): PlacedBar[] {
  const reached: number[] = []
  return bars
    .map((bar) => {
      // a label that would run out of the axis stands before the end of its bar
      const labelFromS = Math.max(0, Math.min(bar.fromS, simulatedS - labelS(bar)))
      return { ...bar, labelFromS, endS: Math.max(bar.toS, labelFromS + labelS(bar)) }
    })
    .sort((a, b) => a.labelFromS - b.labelFromS || a.endS - b.endS)
    .map(({ endS, ...bar }) => {
      let lane = reached.findIndex((until) => until <= bar.labelFromS)
      if (lane < 0) lane = reached.length
      reached[lane] = endS
      return { ...bar, lane }
    })
}
