import type { PriceList } from '@/core/content/prices'
import type { ComparisonResult } from '@/core/design/compare'
import type { ReplicationOutcome } from '@/core/design/replication'
import type { Report, RunOptions } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import type { SweepResult } from '@/core/design/sweep'
import type { SweepOptions } from '@/core/design/sweep-options'

/** What the worker can be given to do. Without prices nothing has a cost. */
export type Task =
  | { type: 'run'; design: Design; options: RunOptions; prices: PriceList | null }
  | { type: 'replicate'; design: Design; options: RunOptions; number: number; prices: PriceList | null }
  | {
      type: 'merge'
      design: Design
      options: RunOptions
      outcomes: ReplicationOutcome[]
      prices: PriceList | null
      wallS: number
    }
  | { type: 'sweep'; design: Design; options: SweepOptions; prices: PriceList | null }
  | { type: 'compare'; before: Design; after: Design; options: RunOptions; prices: PriceList | null }

export type TaskType = Task['type']
export type TaskOf<K extends TaskType> = Extract<Task, { type: K }>

/** What comes of a task, and in part is there on the way. */
export interface Outcomes {
  run: Report
  /** `figures`: of the first replication, on the way, for people to see; `outcome`: in the end. */
  replicate: { figures: Report | null; outcome: ReplicationOutcome | null }
  merge: Report
  sweep: SweepResult
  compare: ComparisonResult
}

export interface Progress<T> {
  /** 0..1 */
  ratio: number
  /** Figures so far; null while there are none. */
  partial: T | null
}

/** Between the page and its simulation worker; plain data both ways. `id` tells one task from the next. */
export type ToWorker = { type: 'start'; id: number; task: Task } | { type: 'cancel'; id: number } | { type: 'warm-up' }

export type FromWorker =
  | { type: 'progress'; id: number; progress: Progress<Outcomes[TaskType]> }
  | { type: 'done'; id: number; outcome: Outcomes[TaskType] }
  | { type: 'cancelled'; id: number }
  | { type: 'failed'; id: number; message: string }
