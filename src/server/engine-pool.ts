import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import type { RunReply, RunRequest, RunSettings } from './scoring-messages'

/** A run that takes longer is stopped: no design may keep the others waiting. */
const RUN_LIMIT_MS = 60_000
/** An idle worker holds memory for nothing. */
const IDLE_MS = 30_000
const MEMORY_MB = 768
/** Runs from source: see the file. */
const THREAD = 'src/server/scoring-thread.mjs'

/**
 * The engine did not make a run, which says nothing about the design: its thread could not start, died, took too long on this
 * machine, or threw. Plain data, as two module graphs may share a pool and would each have their own class of errors.
 */
export interface RunFailure {
  /** For people. */
  why: string
  /** For the log. */
  cause: unknown
}

export type RunOutcome = { report: Report; failure: null } | { report: null; failure: RunFailure }

interface Waiting {
  request: RunRequest
  resolve: (outcome: RunOutcome) => void
  reject: (error: Error) => void
}

export interface EnginePoolOptions {
  runLimitMs?: number
  memoryMb?: number
  /** Where the thread begins, from the root of the project. */
  thread?: string
}

/**
 * One thread that runs designs, one after the other. A run that takes too long or too much memory ends its thread; the next
 * one gets a new thread.
 */
export class EnginePool {
  #worker: Worker | null = null
  #current: Waiting | null = null
  #runTimer: NodeJS.Timeout | undefined
  #idleTimer: NodeJS.Timeout | undefined
  #nextId = 1
  readonly #waiting: Waiting[] = []
  readonly #settings: Required<EnginePoolOptions>

  constructor({ runLimitMs = RUN_LIMIT_MS, memoryMb = MEMORY_MB, thread = THREAD }: EnginePoolOptions = {}) {
    this.#settings = { runLimitMs, memoryMb, thread }
  }

  /** @throws {Error} when the pool is closed before the run is made */
  run(design: Design, { options, prices, caps }: RunSettings): Promise<RunOutcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request: { id: this.#nextId++, design, options, prices, caps }, resolve, reject })
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
    this.#runTimer = setTimeout(() => void this.#end(this.#tooLong()), this.#settings.runLimitMs).unref()
    try {
      this.#worker ??= this.#start()
      this.#worker.postMessage(next.request)
    } catch (error) {
      this.#settle(threadLost(error))
    }
  }

  #start(): Worker {
    const { thread, memoryMb } = this.#settings
    // The path is put together at run time and runs from source: bundlers move and rename what they see.
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), ...thread.split('/'))
    const worker = new Worker(/* turbopackIgnore: true */ file, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })
    worker.unref()
    worker.on('message', (reply: RunReply) => {
      if (this.#current?.request.id !== reply.id) return
      this.#settle(
        reply.report === null
          ? failed('the engine failed in the middle of the run', reply.failure)
          : { report: reply.report, failure: null },
      )
    })
    const lost = (failure: RunOutcome) => {
      if (this.#worker !== worker) return
      this.#worker = null
      this.#settle(failure)
    }
    worker.on('error', (error: NodeJS.ErrnoException) =>
      lost(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? failed(`the run took more than ${memoryMb} MB and was stopped`, error)
          : threadLost(error),
      ),
    )
    worker.on('exit', (code) => lost(threadLost(`exit code ${code}`)))
    return worker
  }

  #tooLong(): RunOutcome {
    return failed(`the run took more than ${this.#settings.runLimitMs / 1000} s and was stopped`, 'wall time')
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

const failed = (why: string, cause: unknown): RunOutcome => ({ report: null, failure: { why, cause } })

const threadLost = (cause: unknown): RunOutcome =>
  failed('the thread of the engine ended before the run was made', cause)

// Next loads route handlers and pages as separate module graphs: only globalThis is shared.
const shared = globalThis as { dryrunEnginePool?: EnginePool }

export function enginePool(): EnginePool {
  shared.dryrunEnginePool ??= new EnginePool()
  return shared.dryrunEnginePool
}

/** Ends the pool of this process and puts another in its place. */
export async function replaceEnginePool(pool: EnginePool): Promise<void> {
  const old = shared.dryrunEnginePool
  shared.dryrunEnginePool = pool
  await old?.close()
}
