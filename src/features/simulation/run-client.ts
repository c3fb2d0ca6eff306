import type { PriceList } from '@/core/content/prices'
import type { Report, RunOptions } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import type { FromWorker, Outcomes, Progress, TaskOf, TaskType, ToWorker } from './messages'

/** A worker that has said nothing for this long is taken for stuck: it is ended and the run fails. */
const SILENCE_LIMIT_MS = 15_000

export class RunCancelled extends Error {}

export interface RunJob {
  design: Design
  options: RunOptions
  /** Without it the report has no cost. */
  prices?: PriceList | null
  onProgress?: (progress: Progress<Report>) => void
}

type Outcome = Outcomes[TaskType]

interface Pending {
  id: number
  resolve: (outcome: Outcome) => void
  reject: (error: Error) => void
  onProgress: (progress: Progress<Outcome>) => void
  watchdog: ReturnType<typeof setTimeout>
}

/** Owns one simulation worker and at most one task at a time; a new task ends the one before it. */
export class RunClient {
  private worker: Worker | null = null
  private pending: Pending | null = null
  private nextId = 1

  /** Starts the worker and lets the engine compile, so that the first run begins at once. */
  warmUp() {
    this.post({ type: 'warm-up' })
  }

  run({ design, options, prices = null, onProgress }: RunJob): Promise<Report> {
    return this.start({ type: 'run', design, options, prices }, onProgress)
  }

  start<K extends TaskType>(
    task: TaskOf<K>,
    onProgress: (progress: Progress<Outcomes[K]>) => void = () => {},
  ): Promise<Outcomes[K]> {
    this.cancel()
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      // the worker answers a task of one type with outcomes of that type
      this.pending = { id, resolve, reject, onProgress, watchdog: this.watch() } as unknown as Pending
      this.post({ type: 'start', id, task })
    })
  }

  cancel() {
    const pending = this.takePending()
    if (!pending) return
    this.post({ type: 'cancel', id: pending.id })
    pending.reject(new RunCancelled('The run was stopped.'))
  }

  dispose() {
    this.takePending()?.reject(new RunCancelled('The page was left.'))
    this.worker?.terminate()
    this.worker = null
  }

  private post(message: ToWorker) {
    this.worker ??= this.startWorker()
    this.worker.postMessage(message)
  }

  private startWorker(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', (event: MessageEvent<FromWorker>) => this.receive(event.data))
    worker.addEventListener('error', (event) => this.fail(event.message || 'The simulation stopped unexpectedly.'))
    return worker
  }

  private receive(message: FromWorker) {
    const pending = this.pending
    if (!pending || message.id !== pending.id) return
    if (message.type === 'progress') {
      clearTimeout(pending.watchdog)
      pending.watchdog = this.watch()
      pending.onProgress(message.progress)
      return
    }
    this.takePending()
    if (message.type === 'done') pending.resolve(message.outcome)
    else if (message.type === 'failed') pending.reject(new Error(message.message))
    else pending.reject(new RunCancelled('The run was stopped.'))
  }

  private fail(message: string) {
    this.worker?.terminate()
    this.worker = null
    this.takePending()?.reject(new Error(message))
  }

  private watch() {
    return setTimeout(
      () => this.fail('The simulation stopped answering, so it was ended. Run it again, with less time or traffic.'),
      SILENCE_LIMIT_MS,
    )
  }

  private takePending(): Pending | null {
    const pending = this.pending
    if (pending) clearTimeout(pending.watchdog)
    this.pending = null
    return pending
  }
}
