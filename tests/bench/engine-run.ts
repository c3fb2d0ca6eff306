import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Report, RunOptions } from '@/core/design/report'
import type { Design } from '@/core/design/schema'

export interface TimedRunRequest {
  design: Design
  options: RunOptions
}

export interface TimedRun {
  report: Report
  /** Processor time of the whole process; its other threads are idle meanwhile. */
  cpuS: number
}

/**
 * Runs designs in a thread of their own that holds nothing but the engine, as the browser and the server do. It matters: a
 * CommonJS package that is imported in the same thread makes every access to a typed array dearer for good, since
 * reading it grows a WebAssembly memory, and V8 then no longer trusts that arrays keep theirs.
 */
export class EngineThread {
  private readonly worker = new Worker(new URL('./engine-thread.mjs', import.meta.url))

  async run(design: Design, options: RunOptions): Promise<TimedRun> {
    this.worker.postMessage({ design, options } satisfies TimedRunRequest)
    const [run] = (await once(this.worker, 'message')) as [TimedRun]
    return run
  }

  async stop(): Promise<void> {
    await this.worker.terminate()
  }
}
