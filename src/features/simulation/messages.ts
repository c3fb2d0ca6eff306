import type { PriceList } from '@/core/content/prices'
import type { Report, RunOptions } from '@/core/design/report'
import type { RunProgress } from '@/core/design/run'
import type { Design } from '@/core/design/schema'

/** Between the page and its simulation worker; plain data both ways. `id` tells one run from the next. */
export type ToWorker =
  | { type: 'run'; id: number; design: Design; options: RunOptions; prices: PriceList | null }
  | { type: 'cancel'; id: number }
  | { type: 'warm-up' }

export type FromWorker =
  | { type: 'progress'; id: number; progress: RunProgress }
  | { type: 'done'; id: number; report: Report }
  | { type: 'cancelled'; id: number }
  | { type: 'failed'; id: number; message: string }
