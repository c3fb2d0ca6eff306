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

/** From the worker: the report, or what went wrong in the engine. */
export type RunReply = { id: number; report: Report; failure: null } | { id: number; report: null; failure: string }
