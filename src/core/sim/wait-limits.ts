import * as rows from './rows'
import type { Sim } from './sim'

const { ROW_BITS, REAL_BITS } = rows
const { SERVERS } = rows.STATION_ROW
/** When it leaves, if nobody has taken it up by then; only work at hand has another use for EXTRA. */
const LEAVES = rows.JOB_REAL.EXTRA
/** Where it stands in the heap. A job needs nobody's answers before its work is done, and until then NEED is free. */
const PLACE = rows.JOB.NEED
const OP_SCHEDULER = rows.OP.SCHEDULER

/**
 * Until when each job of a station waits before it gives up, drawn when it begins to wait: a binary heap, of which only the first
 * has an event. Jobs that are to leave at the same time do so in the order in which they came. A paused station lets nobody go.
 */
export class WaitLimits {
  private readonly jobs: number[] = []
  /** By place in `jobs`: counts up with every job. */
  private readonly orders: number[] = []
  private order = 0
  private nextEvent = 0
  /** When that is. It may be too early, where the job that it was for has been taken up. */
  private nextS = Infinity
  /** Jobs that have left since measuring began. */
  private left = 0

  /** @param draw of the longest time that a job waits */
  constructor(private readonly draw: number) {}

  add(sim: Sim, job: number, station: number): void {
    const { draws } = sim
    LEAVES[job << REAL_BITS] = sim.nowS + draws.values[draws.take(this.draw)]!
    this.rise(this.jobs.length, job, this.order++)
    this.schedule(sim, station)
  }

  /** A job is taken up; one that has no limit, because its work has begun before, is not here. */
  remove(job: number): void {
    const place = PLACE[job << ROW_BITS]!
    if (this.jobs[place] !== job) return
    const last = this.jobs.pop()!
    const order = this.orders.pop()!
    if (last !== job) this.settle(place, last, order)
  }

  /** @returns the next one whose time is up, which is then no longer here; -1 where there is none */
  takeDue(sim: Sim): number {
    const [job] = this.jobs
    if (job === undefined || LEAVES[job << REAL_BITS]! > sim.nowS) return -1
    this.remove(job)
    this.left++
    return job
  }

  get waitedTooLong(): number {
    return this.left
  }

  measured(): void {
    this.left = 0
  }

  /** Whether an event is the one that was scheduled last, which it then no longer is. */
  isNext(seq: number): boolean {
    if (seq !== this.nextEvent) return false
    this.forgetEvent()
    return true
  }

  /** Has an event come for whoever leaves first, unless one comes as early. */
  schedule(sim: Sim, station: number): void {
    const [job] = this.jobs
    if (job === undefined || SERVERS[station << ROW_BITS] === 0) return
    const leavesS = LEAVES[job << REAL_BITS]!
    if (leavesS >= this.nextS || leavesS === Infinity) return
    this.nextS = leavesS
    this.nextEvent = sim.events.pushAt(leavesS, rows.event(OP_SCHEDULER, station))
  }

  /** The event that was scheduled is void. */
  forgetEvent(): void {
    this.nextEvent = 0
    this.nextS = Infinity
  }

  clear(): void {
    this.jobs.length = 0
    this.orders.length = 0
    this.forgetEvent()
  }

  private before(a: number, aOrder: number, b: number): boolean {
    const aLeaves = LEAVES[a << REAL_BITS]!
    const bLeaves = LEAVES[this.jobs[b]! << REAL_BITS]!
    return aLeaves < bLeaves || (aLeaves === bLeaves && aOrder < this.orders[b]!)
  }

  private put(place: number, job: number, order: number): void {
    this.jobs[place] = job
    this.orders[place] = order
    PLACE[job << ROW_BITS] = place | 0
  }

  /** Puts a job at a place or where it belongs above. */
  private rise(from: number, job: number, order: number): void {
    let place = from
    while (place > 0) {
      const above = (place - 1) >> 1
      if (!this.before(job, order, above)) break
      this.put(place, this.jobs[above]!, this.orders[above]!)
      place = above
    }
    this.put(place, job, order)
  }

  /** Puts a job at a place or where it belongs below or above. */
  private settle(from: number, job: number, order: number): void {
    let place = from
    for (;;) {
      let below = 2 * place + 1
      if (below >= this.jobs.length) break
      const other = below + 1
      if (other < this.jobs.length && this.before(this.jobs[other]!, this.orders[other]!, below)) below = other
      if (this.before(job, order, below)) break
      this.put(place, this.jobs[below]!, this.orders[below]!)
      place = below
    }
    this.rise(place, job, order)
  }
}
