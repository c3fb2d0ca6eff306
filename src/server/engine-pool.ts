import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PriceList } from '@/core/content/prices'
import type { Report, RunOptions } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import type { RunReply, RunRequest } from './scoring-messages'

/** A run that takes longer is stopped: no design may keep the others waiting. */
const RUN_LIMIT_MS = 60_000
/** An idle worker holds memory for nothing. */
const IDLE_MS = 30_000
const MEMORY_MB = 768

/** `refused`: the design took more time or memory than a run may, which is the design's doing. */
export type RunOutcome = { report: Report; refused: null } | { report: null; refused: string }

interface Waiting {
  request: RunRequest
  resolve: (outcome: RunOutcome) => void
  reject: (error: Error) => void
}

/**
 * One thread that runs designs, one after the other. A run that takes too long or too much memory ends its thread and is
 * refused; the next one gets a new thread. What goes wrong otherwise is our own fault and rejects.
 */
export class EnginePool {
  #worker: Worker | null = null
  #current: Waiting | null = null
  #runTimer: NodeJS.Timeout | undefined
  #idleTimer: NodeJS.Timeout | undefined
  #nextId = 1
  readonly #waiting: Waiting[] = []
  readonly #runLimitMs: number

  constructor({ runLimitMs = RUN_LIMIT_MS }: { runLimitMs?: number } = {}) {
    this.#runLimitMs = runLimitMs
  }

  run(design: Design, options: RunOptions, prices: PriceList): Promise<RunOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request: { id: this.#nextId++, design, options, prices }, resolve, reject })
      this.#next()
    })
  }

  /** Ends the thread; runs that wait or are under way are rejected. */
  async close(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the server stopped'))
    await this.#end(new Error('the server stopped'))
  }

  #next(): void {
    if (this.#current !== null) return
    const next = this.#waiting.shift()
    if (next === undefined) {
      this.#idleTimer = setTimeout(() => void this.#end(null), IDLE_MS).unref()
      return
    }
    clearTimeout(this.#idleTimer)
    this.#current = next
    this.#runTimer = setTimeout(() => void this.#end(this.#tooLong()), this.#runLimitMs).unref()
    this.#worker ??= this.#start()
    this.#worker.postMessage(next.request)
  }

  #start(): Worker {
    // The path is put together at run time and runs from source: bundlers move and rename what they see.
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'src', 'server', 'scoring-thread.mjs')
    const worker = new Worker(/* turbopackIgnore: true */ file, {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    worker.unref()
    worker.on('message', (reply: RunReply) => {
      if (this.#current?.request.id !== reply.id) return
      this.#settle(reply.report === null ? new Error(reply.failure) : { report: reply.report, refused: null })
    })
    const lost = (outcome: RunOutcome | Error) => {
      if (this.#worker !== worker) return
      this.#worker = null
      this.#settle(outcome)
    }
    worker.on('error', (error: NodeJS.ErrnoException) =>
      lost(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge : error),
    )
    worker.on('exit', (code) => lost(new Error(`the thread of the engine ended with ${code}`)))
    return worker
  }

  #tooLong(): RunOutcome {
    return { report: null, refused: `a run took more than ${this.#runLimitMs / 1000} s and was stopped` }
  }

  #settle(outcome: RunOutcome | Error): void {
    clearTimeout(this.#runTimer)
    const current = this.#current
    this.#current = null
    if (outcome instanceof Error) current?.reject(outcome)
    else current?.resolve(outcome)
    this.#next()
  }

  async #end(outcome: RunOutcome | Error | null): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    clearTimeout(this.#idleTimer)
    if (this.#current && outcome) this.#settle(outcome)
    await worker?.terminate()
  }
}

const tooLarge: RunOutcome = { report: null, refused: `a run took more than ${MEMORY_MB} MB and was stopped` }

// Next loads route handlers and pages as separate module graphs: only globalThis is shared.
const shared = globalThis as { dryrunEnginePool?: EnginePool }

export function enginePool(): EnginePool {
  shared.dryrunEnginePool ??= new EnginePool()
  return shared.dryrunEnginePool
}
