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

export type RunOutcome = { report: Report; refused: null } | { report: null; refused: string }

interface Waiting {
  request: RunRequest
  settle: (outcome: RunOutcome) => void
}

/**
 * One thread that runs designs, one after the other. A run that ends its thread (out of memory, over time) is refused, and
 * the next one gets a new thread.
 */
export class EnginePool {
  #worker: Worker | null = null
  #current: Waiting | null = null
  #runTimer: NodeJS.Timeout | undefined
  #idleTimer: NodeJS.Timeout | undefined
  #nextId = 1
  readonly #waiting: Waiting[] = []

  run(design: Design, options: RunOptions, prices: PriceList): Promise<RunOutcome> {
    return new Promise((settle) => {
      this.#waiting.push({ request: { id: this.#nextId++, design, options, prices }, settle })
      this.#next()
    })
  }

  /** Ends the thread; runs that wait are refused. */
  async close(): Promise<void> {
    for (const { settle } of this.#waiting.splice(0)) settle(stopped)
    await this.#end(stopped)
  }

  #next(): void {
    if (this.#current !== null) return
    const next = this.#waiting.shift()
    if (next === undefined) {
      this.#idleTimer = setTimeout(() => void this.#end(stopped), IDLE_MS).unref()
      return
    }
    clearTimeout(this.#idleTimer)
    this.#current = next
    this.#runTimer = setTimeout(() => void this.#end(tooLong), RUN_LIMIT_MS).unref()
    this.#worker ??= this.#start()
    this.#worker.postMessage(next.request)
  }

  #start(): Worker {
    // The path is put together at run time and runs from source: bundlers move and rename what they see.
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'src', 'server', 'scoring-worker.ts')
    const worker = new Worker(/* turbopackIgnore: true */ file, {
      execArgv: ['--import', 'tsx'],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    worker.unref()
    worker.on('message', (reply: RunReply) => {
      if (this.#current?.request.id !== reply.id) return
      this.#settle(
        reply.report === null ? { report: null, refused: reply.refused } : { report: reply.report, refused: null },
      )
    })
    const lost = (why: string) => {
      if (this.#worker !== worker) return
      this.#worker = null
      if (this.#current) this.#settle({ report: null, refused: why })
    }
    worker.on('error', (error) => lost(`the run ended its thread: ${error.message}`))
    worker.on('exit', () => lost('the run ended its thread'))
    return worker
  }

  #settle(outcome: RunOutcome): void {
    clearTimeout(this.#runTimer)
    const current = this.#current
    this.#current = null
    current?.settle(outcome)
    this.#next()
  }

  async #end(outcome: RunOutcome): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    clearTimeout(this.#idleTimer)
    if (this.#current) this.#settle(outcome)
    await worker?.terminate()
  }
}

const stopped: RunOutcome = { report: null, refused: 'the server stopped' }
const tooLong: RunOutcome = { report: null, refused: `a run took more than ${RUN_LIMIT_MS / 1000} s and was stopped` }

// Next loads route handlers and pages as separate module graphs: only globalThis is shared.
const shared = globalThis as { dryrunEnginePool?: EnginePool }

export function enginePool(): EnginePool {
  shared.dryrunEnginePool ??= new EnginePool()
  return shared.dryrunEnginePool
}
