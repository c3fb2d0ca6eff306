import { stepCount } from '@/core/design/moment'
import type { Report } from '@/core/design/report'

export interface Strain {
  /** Jobs that wait, at all blocks together, step by step. */
  waiting: number[]
  /** Requests that fail, a second. */
  failing: number[]
  mostWaiting: number
  mostFailing: number
}

/** Where in a run to look: how many wait and how many fail, at each step of its series. */
export function strain(report: Report): Strain {
  const { blocks, requests } = report.series
  const sumAt = (columns: readonly (readonly (number | null)[])[]) =>
    Array.from({ length: stepCount(report) }, (_, i) => columns.reduce((sum, column) => sum + (column[i] ?? 0), 0))
  const waiting = sumAt(Object.values(blocks).map((series) => series.queueLength))
  const failing = sumAt(Object.values(requests).map((series) => series.failedPerS))
  return { waiting, failing, mostWaiting: Math.max(0, ...waiting), mostFailing: Math.max(0, ...failing) }
}
