import { Worker } from 'node:worker_threads'
import type { Prices } from '../core/blocks/cost'
import type { ReplicationOutcome } from '../core/design/replication'
import type { Report, RunOptions } from '../core/design/report'
import { reportOf, whyNothingRuns } from '../core/design/run'
import type { Design } from '../core/design/schema'
import { shareOut } from '../core/design/share-out'

/** What a thread is asked for: one replication. */
export interface ThreadOrder {
  design: Design
  options: RunOptions
  number: number
}

/**
 * The report of a run whose replications are made by several threads.
 * @throws what ends a thread
 */
export async function simulateInThreads(
  design: Design,
  options: RunOptions,
  { threads, prices }: { threads: number; prices: Prices },
): Promise<Report> {
  const began = performance.now()
  if (whyNothingRuns(design, options) !== null) return reportOf(design, options, [])
  const { halfWidth: _, ...each } = options
  const workers = Array.from(
    { length: Math.min(threads, options.replications) },
    () => new Worker(new URL('./engine-thread.mjs', import.meta.url)),
  )
  try {
    const outcomes = await shareOut(options, workers.length, (thread, { number, warmupS }) =>
      replicate(workers[thread]!, {
        design,
        options: { ...each, replications: 1, ...(warmupS !== undefined && { warmupS }) },
        number,
      }),
    )
    return reportOf(design, options, outcomes, { prices, wallS: (performance.now() - began) / 1000 })
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

function replicate(worker: Worker, order: ThreadOrder): Promise<ReplicationOutcome> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (outcome: ReplicationOutcome) => {
      worker.off('error', reject)
      resolve(outcome)
    })
    worker.postMessage(order)
  })
}
