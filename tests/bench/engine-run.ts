import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Eviction } from '@/core/algorithms/eviction'
import type { Report, RunOptions } from '@/core/design/report'
import type { Design } from '@/core/design/schema'

export interface TimedRunRequest {
  design: Design
  options: RunOptions
}

/** A run that goes on and on, in slices of so many events. */
export interface SlicesRequest {
  design: Design
  slices: number
  events: number
}

export interface LookUpRequest {
  policy: Eviction
  lookUps: number
}

/** Processor time of the thread, see `startClock` of engine-worker.ts. */
interface Timed {
  cpuS: number
}

export interface TimedRun extends Timed {
  report: Report
  /** Garbage collections of the thread meanwhile. */
  collections: number
}

export interface TimedLookUps extends Timed {
  hits: number
}

/**
 * Runs designs in a thread of their own that holds nothing but the engine, as the browser and the server do. It matters: a
 * CommonJS package that is imported in the same thread makes every access to a typed array dearer for good, since
 * reading it grows a WebAssembly memory, and V8 then no longer trusts that arrays keep theirs.
 */
export class EngineThread {
  private readonly worker = new Worker(new URL('./engine-thread.mjs', import.meta.url))

  async run(design: Design, options: RunOptions): Promise<TimedRun> {
    return (await this.ask({ design, options })) as TimedRun
  }

  /** Processor seconds of each slice of a run. */
  async slices(design: Design, slices: number, events: number): Promise<number[]> {
    return (await this.ask({ design, slices, events })) as number[]
  }

  /** Looks keys up in one node of a cache, and puts in what is not there. */
  async lookUp(policy: Eviction, lookUps: number): Promise<TimedLookUps> {
    return (await this.ask({ policy, lookUps })) as TimedLookUps
  }

  async stop(): Promise<void> {
    await this.worker.terminate()
  }

  private async ask(request: TimedRunRequest | SlicesRequest | LookUpRequest): Promise<unknown> {
    this.worker.postMessage(request)
    const [answer] = await once(this.worker, 'message')
    return answer
  }
}
