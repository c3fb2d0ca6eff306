import type { PriceList } from '@/core/content/prices'
import type { Report, RunOptions } from '@/core/design/report'
import type { RunCaps } from '@/core/design/run'
import type { Design } from '@/core/design/schema'

export interface RunSettings {
  options: RunOptions
  prices: PriceList
  /** Where the run itself stops, the same on every machine. */
  caps?: Partial<RunCaps> | undefined
}

/** To the worker: one run. */
export interface RunRequest extends RunSettings {
  id: number
  design: Design
}

/** From the worker: the report, or what went wrong in the engine. */
export type RunReply = { id: number; report: Report; failure: null } | { id: number; report: null; failure: string }
