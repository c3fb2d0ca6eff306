import type { ClassSpec } from './program'
import * as rows from './rows'

const { NEXT, CLASS } = rows.JOB
const { ROW_BITS } = rows
/** Who waits before it. A job's plan begins after its work, and until then STEP is free. */
const BEFORE = rows.JOB.STEP

/** The rank of each class, by index: 0 goes first. */
export function ranksOf(classes: readonly ClassSpec[]): number[] {
  const priorities = [...new Set(classes.map(({ priority }) => priority))].sort((a, b) => b - a)
  return classes.map(({ priority }) => priorities.indexOf(priority))
}

/** Jobs that wait, by rank and in order within a rank, linked both ways so that one may leave from anywhere. */
export class RankedQueue {
  private readonly ranks: readonly number[]
  private readonly heads: number[]
  private readonly tails: number[]

  /** @param ranks by class: 0 goes first */
  constructor(ranks: readonly number[]) {
    this.ranks = ranks
    this.heads = ranks.map(() => -1)
    this.tails = ranks.map(() => -1)
  }

  rankOf(job: number): number {
    return this.ranks[CLASS[job << ROW_BITS]!]!
  }

  addLast(job: number): void {
    const rank = this.rankOf(job)
    this.link(rank, this.tails[rank]!, job)
    this.link(rank, job, -1)
  }

  addFirst(job: number): void {
    const rank = this.rankOf(job)
    this.link(rank, job, this.heads[rank]!)
    this.link(rank, -1, job)
  }

  /** Puts two jobs of a rank one after the other; -1 is the end at either side. */
  private link(rank: number, before: number, after: number): void {
    if (before < 0) this.heads[rank] = after
    else NEXT[before << ROW_BITS] = after | 0
    if (after < 0) this.tails[rank] = before
    else BEFORE[after << ROW_BITS] = before | 0
  }

  /** @returns the first of those that go first, -1 when nobody waits */
  take(): number {
    for (const job of this.heads) {
      if (job < 0) continue
      this.remove(job)
      return job
    }
    return -1
  }

  remove(job: number): void {
    const at = job << ROW_BITS
    this.link(this.rankOf(job), BEFORE[at]!, NEXT[at]!)
    NEXT[at] = -1
  }

  forEach(visit: (job: number) => void): void {
    for (const head of this.heads) for (let job = head; job >= 0; job = NEXT[job << ROW_BITS]!) visit(job)
  }

  clear(): void {
    this.heads.fill(-1)
    this.tails.fill(-1)
  }
}
