import { isPreciseEnough } from './precision'
import type { ReplicationOutcome } from './replication'
import type { RunOptions } from './report'
import { type CheckedOptions, checkedOptions } from './run-options'

/** One replication, for a thread to make. */
export interface ReplicationOrder {
  number: number
  /** undefined: the thread finds out how long it has to be. */
  warmupS: number | undefined
}

/** Makes one replication on one of the threads, 0 .. threads - 1, which has nothing else to do. */
export type Replicate = (thread: number, order: ReplicationOrder) => Promise<ReplicationOutcome>

/**
 * Has the replications of a run made by several threads, each taking the next as soon as it is free. Unless its length is
 * given, the first replication finds the warm-up for all of them, and the others begin when it is known.
 * @returns what they measured, for `reportOf`: a few more than it counts where a half-width was asked for
 * @throws RangeError for options out of range, and whatever `replicate` throws
 */
export async function shareOut(
  options: RunOptions,
  threads: number,
  replicate: Replicate,
): Promise<ReplicationOutcome[]> {
  const going = new Sharing(checkedOptions(options))
  if (options.warmupS === undefined) await going.work(0, replicate, 1)
  await Promise.all(Array.from({ length: Math.max(1, threads) }, (_, thread) => going.work(thread, replicate)))
  return going.outcomes.filter((outcome) => outcome !== undefined)
}

class Sharing {
  /** By number. */
  readonly outcomes: ReplicationOutcome[] = []
  private warmupS: number | undefined
  private next = 0
  private inARow = 0
  private isEnough = false

  constructor(private readonly options: CheckedOptions) {
    this.warmupS = options.warmupS
  }

  async work(thread: number, replicate: Replicate, atMost = Infinity): Promise<void> {
    for (let made = 0; made < atMost && !this.isEnough && this.next < this.options.replications; made++) {
      this.receive(await replicate(thread, { number: this.next++, warmupS: this.warmupS }))
    }
  }

  private receive(outcome: ReplicationOutcome): void {
    const { outcomes, options } = this
    outcomes[outcome.number] = outcome
    this.warmupS ??= outcome.warmupS
    if (outcome.truncated !== null) this.isEnough = true
    // it is enough with the first so many, whatever was made beyond them
    while (!this.isEnough && outcomes[this.inARow] !== undefined)
      this.isEnough = isPreciseEnough(outcomes.slice(0, ++this.inARow), options)
  }
}
