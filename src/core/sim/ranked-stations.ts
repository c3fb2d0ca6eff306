import { bucketOf, HISTOGRAM_BUCKETS } from '@/core/stats/latency-histogram'
import { RankedQueue } from './ranked-queue'
import * as rows from './rows'
import type { Scheduler } from './scheduler'
import type { Sim } from './sim'
import type { WaitLimits } from './wait-limits'

const { SERVERS, BUSY, LIMIT, WAITING } = rows.STATION_ROW
const STATION_BLOCK = rows.STATION_ROW.BLOCK
const { NEXT, LINK_AT, FLAGS } = rows.JOB
const { ROW_BITS, REAL_BITS } = rows
const { BUSY_AREA } = rows.STATION_REAL
const { WAIT_BROKEN, WAIT_SUM, HOLD_SUM } = rows.BLOCK_REAL
const { ENTERED, WORK_START, EXTRA } = rows.JOB_REAL
const { WASTED } = rows.BLOCK_ROW
const { ABANDONED, HOLDS, SECOND_PART, TRACED } = rows.FLAG

/** Of what a station that keeps its queue by rank is made. */
export interface RankedSpec {
  /** By class: 0 goes first. */
  ranks: readonly number[]
  /** Within a rank the last is served first. */
  isLastFirst: boolean
  /** How long jobs wait at most, where they do not wait for ever. */
  limits: WaitLimits | null
}

/**
 * Jobs of a lower rank are served first; a job at work is left alone. Where waiting has a limit, a job that nobody has taken up
 * by then is turned away.
 */
export class RankedStation implements Scheduler<Sim> {
  protected readonly queue: RankedQueue
  protected readonly limits: WaitLimits | null
  private readonly isLastFirst: boolean

  constructor({ ranks, isLastFirst, limits }: RankedSpec) {
    this.queue = new RankedQueue(ranks)
    this.limits = limits
    this.isLastFirst = isLastFirst
  }

  enter(sim: Sim, job: number, station: number): void {
    if (this.isFull(job, station)) {
      sim.turnAway(job)
      return
    }
    if (this.isLastFirst) this.queue.addFirst(job)
    else this.queue.addLast(job)
    this.oneMoreWaits(sim, station)
    this.limits?.add(sim, job, station)
  }

  /** Whether there is no place to wait; what a block does for itself always finds one. */
  protected isFull(job: number, station: number): boolean {
    const row = station << ROW_BITS
    const limit = LIMIT[row]!
    return limit >= 0 && WAITING[row]! >= limit && LINK_AT[job << ROW_BITS]! >= 0
  }

  protected oneMoreWaits(sim: Sim, station: number): void {
    WAITING[station << ROW_BITS]!++
    sim.joinQueue(STATION_BLOCK[station << ROW_BITS]!)
  }

  private oneFewerWaits(sim: Sim, station: number): void {
    WAITING[station << ROW_BITS]!--
    sim.leaveQueue(STATION_BLOCK[station << ROW_BITS]!)
  }

  serveNext(sim: Sim, station: number): boolean {
    const job = this.queue.take()
    if (job < 0) return false
    this.limits?.remove(job)
    this.oneFewerWaits(sim, station)
    this.serve(sim, job, station)
    return true
  }

  /** Somebody may have waited as long as they would. */
  due(sim: Sim, station: number, seq: number): void {
    if (!this.limits?.isNext(seq)) return
    const job = this.takeDue(sim, station)
    this.limits.schedule(sim, station)
    if (job >= 0) this.giveUp(sim, job)
  }

  /** @returns the next one whose time to wait is over, taken out of the queue; -1 where there is none */
  private takeDue(sim: Sim, station: number): number {
    const job = this.limits?.takeDue(sim) ?? -1
    if (job < 0) return -1
    this.queue.remove(job)
    this.oneFewerWaits(sim, station)
    WAIT_BROKEN[STATION_BLOCK[station << ROW_BITS]! << REAL_BITS]! += sim.nowS - this.waitsSince(sim, job)
    return job
  }

  private giveUp(sim: Sim, job: number): void {
    if (sim.hasFlag(job, TRACED)) sim.tracer.arrived(sim.spans[job]!, ENTERED[job << REAL_BITS]!)
    // nothing has been done for a caller that has given up before
    if (sim.hasFlag(job, ABANDONED)) WASTED[sim.blockOf(job) << ROW_BITS]!--
    sim.turnAway(job)
  }

  pause(_sim: Sim, _station: number): void {
    this.limits?.forgetEvent()
  }

  /** It sees only now whose time has passed: those leave, and the others are served. */
  goOn(sim: Sim, station: number): void {
    if (this.limits === null) return
    const late: number[] = []
    for (let job = this.takeDue(sim, station); job >= 0; job = this.takeDue(sim, station)) late.push(job)
    this.limits.schedule(sim, station)
    // before anybody who comes again because of a refusal
    sim.serveQueue(station)
    for (const job of late) this.giveUp(sim, job)
  }

  protected serve(sim: Sim, job: number, station: number): void {
    sim.takeServer(job, station)
  }

  clear(sim: Sim, station: number): void {
    const block = STATION_BLOCK[station << ROW_BITS]!
    WAIT_BROKEN[block << REAL_BITS]! += this.unfinished(sim).waited
    this.queue.forEach(() => this.oneFewerWaits(sim, station))
    this.queue.clear()
    this.limits?.clear()
  }

  unfinished(sim: Sim): { waited: number; worked: number } {
    let waited = 0
    this.queue.forEach((job) => (waited += sim.nowS - this.waitsSince(sim, job)))
    return { waited, worked: 0 }
  }

  protected waitsSince(sim: Sim, job: number): number {
    return ENTERED[job << REAL_BITS]!
  }
}

/**
 * The same, but a job that finds all servers busy interrupts one of the lowest priority below its own that is at work, the
 * latest first. What was interrupted goes on where it stopped, before others of its class, however long it waits for that. A
 * job that waits with its server for answers is not at work.
 *
 * Of a job here, EXTRA is when its work will end, or how much is left of it while it waits after an interruption
 * (SECOND_PART is set); WORK_START is then when that was, and ENTERED is moved on by the work it has had, so that the
 * time since is all waiting.
 */
export class PreemptiveStation extends RankedStation {
  /** By rank, jobs set to work and the NEXT they had by it, in pairs, the latest last; those that are done since are passed over. */
  private readonly started: number[][]

  constructor(spec: RankedSpec) {
    super(spec)
    this.started = spec.ranks.map(() => [])
  }

  override enter(sim: Sim, job: number, station: number): void {
    const row = station << ROW_BITS
    if (BUSY[row]! < SERVERS[row]!) {
      this.serve(sim, job, station)
      return
    }
    // whoever is interrupted needs a place to wait too
    const victim = this.isFull(job, station) ? -1 : this.takeVictim(sim, this.queue.rankOf(job))
    if (victim < 0) {
      super.enter(sim, job, station)
      return
    }
    this.interrupt(sim, victim, station)
    this.serve(sim, job, station)
  }

  /** @returns the job that one of a rank may interrupt, -1 where there is none */
  private takeVictim(sim: Sim, rank: number): number {
    for (let lowest = this.started.length - 1; lowest > rank; lowest--) {
      const pairs = this.started[lowest]!
      while (pairs.length > 0) {
        const next = pairs.pop()!
        const job = pairs.pop()!
        if (NEXT[job << ROW_BITS] === next) return job
      }
    }
    return -1
  }

  private interrupt(sim: Sim, job: number, station: number): void {
    const { nowS } = sim
    const block = STATION_BLOCK[station << ROW_BITS]!
    const real = job << REAL_BITS
    const startS = WORK_START[real]!
    // its wait is not over after all: it is recorded anew when it goes on
    if (startS >= 0) sim.waitTimes[block * HISTOGRAM_BUCKETS + bucketOf(startS - ENTERED[real]!)]!--
    HOLD_SUM[block << REAL_BITS]! += nowS - startS
    ENTERED[real]! += nowS - startS
    EXTRA[real]! -= nowS
    WORK_START[real] = nowS
    FLAGS[job << ROW_BITS] = (FLAGS[job << ROW_BITS]! & ~HOLDS) | SECOND_PART
    BUSY[station << ROW_BITS]!--
    BUSY_AREA[station << REAL_BITS]! += nowS
    this.queue.addFirst(job)
    this.oneMoreWaits(sim, station)
  }

  protected override serve(sim: Sim, job: number, station: number): void {
    const { nowS } = sim
    const row = station << ROW_BITS
    const real = job << REAL_BITS
    const at = job << ROW_BITS
    BUSY[row]!++
    BUSY_AREA[station << REAL_BITS]! -= nowS
    const block = STATION_BLOCK[row]!
    const isResumed = sim.hasFlag(job, SECOND_PART)
    sim.recordWait(job, block, 0)
    if (isResumed) {
      // what it waited before the interruption has been added up then
      WAIT_SUM[block << REAL_BITS]! -= WORK_START[real]! - ENTERED[real]!
      sim.workS[0] = EXTRA[real]!
    } else {
      if (sim.hasFlag(job, TRACED)) sim.traceWork(job, station)
      sim.drawWork(job, station)
    }
    FLAGS[at] = (FLAGS[at]! | HOLDS) & ~SECOND_PART
    WORK_START[real] = nowS
    EXTRA[real] = nowS + sim.workS[0]!
    const takesTime = sim.workS[0]! > 0
    sim.scheduleWork(job)
    // work that takes no time may be over by now, and its row another's
    if (takesTime) this.noteStarted(sim, job, SERVERS[row]!)
  }

  private noteStarted(sim: Sim, job: number, servers: number): void {
    const pairs = this.started[this.queue.rankOf(job)]!
    pairs.push(job, NEXT[job << ROW_BITS]!)
    if (pairs.length <= 4 * servers + 32) return
    let kept = 0
    for (let i = 0; i < pairs.length; i += 2) {
      if (NEXT[pairs[i]! << ROW_BITS] !== pairs[i + 1]) continue
      pairs[kept++] = pairs[i]!
      pairs[kept++] = pairs[i + 1]!
    }
    pairs.length = kept
  }

  override pause(sim: Sim, station: number): void {
    super.pause(sim, station)
    for (const pairs of this.started) pairs.length = 0
  }

  restarted(sim: Sim, station: number, job: number, endS: number): void {
    EXTRA[job << REAL_BITS] = endS
    this.noteStarted(sim, job, SERVERS[station << ROW_BITS]!)
  }

  override clear(sim: Sim, station: number): void {
    super.clear(sim, station)
    for (const pairs of this.started) pairs.length = 0
  }

  protected override waitsSince(sim: Sim, job: number): number {
    if (!sim.hasFlag(job, SECOND_PART)) return super.waitsSince(sim, job)
    return WORK_START[job << REAL_BITS]!
  }
}
