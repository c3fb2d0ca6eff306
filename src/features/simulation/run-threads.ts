import type { ReplicationOutcome } from '@/core/design/replication'
import type { Report } from '@/core/design/report'
import { shareOut } from '@/core/design/share-out'
import { RunCancelled, RunClient, type RunJob } from './run-client'

/** A design of which nothing can run has no replications; its report says why. */
class NothingRan extends Error {}

/** More would leave nothing to the page, the phone and whatever else is open. */
const MOST_THREADS = 4

const coresHere = () => globalThis.navigator?.hardwareConcurrency ?? 1

/**
 * Makes runs, one at a time, their replications on as many threads as there are cores. The first thread is kept warm; the
 * others are started by the first run that has work for them.
 */
export class RunThreads {
  private readonly clients: [RunClient, ...RunClient[]] = [new RunClient()]

  /** @param cores for whoever knows better than the browser */
  constructor(private readonly cores = coresHere()) {}

  /** Starts the first worker and lets the engine compile, so that the first run begins at once. */
  warmUp() {
    this.clients[0].warmUp()
  }

  /** A new run ends the one before it. The report does not depend on the number of threads. */
  run(job: RunJob): Promise<Report> {
    const threads = Math.min(job.options.replications, this.cores, MOST_THREADS)
    if (threads < 2) return this.clients[0].run(job)
    this.cancel()
    while (this.clients.length < threads) this.clients.push(new RunClient())
    return this.shareOut(job, threads)
  }

  cancel() {
    for (const client of this.clients) client.cancel()
  }

  dispose() {
    for (const client of this.clients) client.dispose()
  }

  private async shareOut(job: RunJob, threads: number): Promise<Report> {
    const { design, options, prices = null, onProgress } = job
    const began = performance.now()
    const { halfWidth: _, ...each } = options
    const ratios = Array.from({ length: threads }, () => 0)
    let made = 0
    const tell = (partial: Report | null) => {
      const underWay = ratios.reduce((sum, ratio) => sum + ratio, 0)
      onProgress?.({ ratio: Math.min(1, (made + underWay) / options.replications), partial })
    }
    const replicate = async (thread: number, order: { number: number; warmupS: number | undefined }) => {
      const asked = { ...each, replications: 1, ...(order.warmupS !== undefined && { warmupS: order.warmupS }) }
      const { outcome } = await this.clients[thread]!.start(
        { type: 'replicate', design, options: asked, prices, number: order.number },
        ({ ratio, partial }) => {
          ratios[thread] = ratio
          tell(partial?.figures ?? null)
        },
      )
      ratios[thread] = 0
      made++
      if (outcome === null) throw new NothingRan()
      return outcome
    }
    let outcomes: ReplicationOutcome[]
    try {
      outcomes = await shareOut(options, threads, replicate)
    } catch (error) {
      // what the other threads have is of no use to anybody
      if (!(error instanceof RunCancelled)) this.cancel()
      if (error instanceof NothingRan) return this.clients[0].run(job)
      throw error
    }
    const wallS = (performance.now() - began) / 1000
    return this.clients[0].start({ type: 'merge', design, options, outcomes, prices, wallS })
  }
}
