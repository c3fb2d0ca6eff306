import type { PriceList } from '@/core/content/prices'
import type { Report, RunOptions } from '@/core/design/report'
import type { RunProgress } from '@/core/design/run'
import type { Design } from '@/core/design/schema'
import type { FromWorker, ToWorker } from './messages'

/** A worker that has said nothing for this long is taken for stuck: it is ended and the run fails. */
const SILENCE_LIMIT_MS = 15_000

export class RunCancelled extends Error {}

export interface RunJob {
  design: Design
  options: RunOptions
  /** Without it the report has no cost. */
  prices?: PriceList | null
  onProgress?: (progress: RunProgress) => void
}

interface Pending {
  id: number
  resolve: (report: Report) => void
  reject: (error: Error) => void
  onProgress: (progress: RunProgress) => void
  watchdog: ReturnType<typeof setTimeout>
}

/** Owns one simulation worker and at most one run at a time; a new run ends the one before it. */
export class RunClient {
  private worker: Worker | null = null
  private pending: Pending | null = null
  private nextId = 1

  /** Starts the worker and lets the engine compile, so that the first run begins at once. */
  warmUp() {
    this.post({ type: 'warm-up' })
  }

  run({ design, options, prices = null, onProgress = () => {} }: RunJob): Promise<Report> {
    this.cancel()
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      this.pending = { id, resolve, reject, onProgress, watchdog: this.watch() }
      this.post({ type: 'run', id, design, options, prices })
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
    this.worker ??= this.start()
    this.worker.postMessage(message)
  }

  private start(): Worker {
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
    if (message.type === 'done') pending.resolve(message.report)
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
