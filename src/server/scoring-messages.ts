import type { PriceList } from '@/core/content/prices'
import type { Report, RunOptions } from '@/core/design/report'
import type { Design } from '@/core/design/schema'

/** To the worker: one run. */
export interface RunRequest {
  id: number
  design: Design
  options: RunOptions
  prices: PriceList
}

/** From the worker: its report, or why there is none. */
export type RunReply = { id: number; report: Report; refused: null } | { id: number; report: null; refused: string }
