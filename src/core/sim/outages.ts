import * as rows from './rows'
import { Stations } from './stations'
import { CLOCK, memory } from './memory'

const { ints, reals, clock } = memory
const { NOW } = CLOCK

const { HOLDS, INSIDE } = rows.FLAG
const { GEN, NEXT, BLOCK, LINK_AT, STATION, FLAGS } = rows.JOB
const { ROW_BITS, REAL_BITS } = rows
const { BORN, ENTERED, WORK_START } = rows.JOB_REAL
const { WAIT_BROKEN, HOLD_SUM } = rows.BLOCK_REAL
const { SERVERS, BUSY, HEAD, TAIL, WAITING, DOWN } = rows.STATION_ROW
const STATION_BLOCK = rows.STATION_ROW.BLOCK
const { BUSY_AREA } = rows.STATION_REAL

/** Instances that are lost or taken out of service, and that come back: rare moments, which may look at every job. */
export abstract class Outages<Self> extends Stations<Self> {
  /** Instances that get nothing new and finish what they have, and since when. */
  private readonly draining = new Map<number, number>()

  /** An instance is lost, with all that it was doing: whoever waits for it is told that it is unavailable. */
  crash(station: number): void {
    const row = station << ROW_BITS
    const wasUp = ints[row | DOWN]!++ === 0
    this.openStation(station)
    if (!wasUp && !this.draining.delete(station)) return
    this.kill(station)
    if (wasUp) this.tellWatchers(ints[row | STATION_BLOCK]!, station, { isUp: false })
  }

  /**
   * An instance is taken out of service: balancers are told beforehand, and what it has, or what is on its way to it, it still
   * does. `stop` and `recover` end that.
   */
  drain(station: number): void {
    const row = station << ROW_BITS
    if (ints[row | DOWN]!++ > 0) return
    this.openStation(station)
    const block = ints[row | STATION_BLOCK]!
    this.draining.set(station, clock[NOW]!)
    this.behaviourOf(block).drained?.(this as unknown as Self, block, station)
    this.tellWatchers(block, station, { isUp: false, isPlanned: true })
  }

  /** Ends an instance that has been drained: what it has not finished is lost. */
  stop(station: number): void {
    if (this.draining.delete(station)) this.kill(station)
  }

  /** Whether an instance that is down still takes a job, because it was on its way before the instance was taken out. */
  protected takesLast(job: number, station: number): boolean {
    const since = this.draining.get(station)
    return since !== undefined && reals[(job << REAL_BITS) | BORN]! <= since
  }

  private kill(station: number): void {
    const block = ints[(station << ROW_BITS) | STATION_BLOCK]!
    const sim = this as unknown as Self
    const waiting = this.emptyQueue(station, block)
    this.schedulers.get(station)?.clear(sim, station)
    const isHere = (at: number) =>
      ints[at | STATION] === station && ints[at | BLOCK] === block && (ints[at | FLAGS]! & INSIDE) !== 0
    const inside: number[] = []
    this.forEachJob((job, at) => {
      if (isHere(at)) inside.push(job)
    })
    const kind = this.behaviourOf(block)
    for (const job of inside) {
      const at = job << ROW_BITS
      // one failure may have ended others
      if (!isHere(at)) continue
      if ((ints[at | FLAGS]! & HOLDS) !== 0) this.dropServer(job, station, block)
      if (!waiting.has(job)) kind.dropped?.(sim, job)
      this.breakOff(job)
    }
    kind.lost?.(sim, block, station)
  }

  /** Sends everybody out of a queue. @returns who waited */
  private emptyQueue(station: number, block: number): Set<number> {
    const row = station << ROW_BITS
    const waiting = new Set<number>()
    this.forEachQueued(station, (job) => waiting.add(job))
    for (const job of waiting) {
      this.leaveQueue(block)
      ints[row | WAITING]!--
      const waited = clock[NOW]! - reals[(job << REAL_BITS) | ENTERED]!
      reals[(block << REAL_BITS) | WAIT_BROKEN]! += waited
    }
    ints[row | HEAD] = -1
    ints[row | TAIL] = -1
    return waiting
  }

  /** The server that a job holds goes down with it. */
  private dropServer(job: number, station: number, block: number): void {
    ints[(station << ROW_BITS) | BUSY]!--
    reals[(station << REAL_BITS) | BUSY_AREA]! += clock[NOW]!
    const held = clock[NOW]! - reals[(job << REAL_BITS) | WORK_START]!
    reals[(block << REAL_BITS) | HOLD_SUM]! += held
    ints[(job << ROW_BITS) | FLAGS]! &= ~HOLDS
  }

  /** Ends a job at its block in the middle of whatever it was doing. */
  breakOff(job: number): void {
    const at = job << ROW_BITS
    // its pending work is void, and so are the answers it waits for
    ints[at | NEXT] = -1
    ints[at | GEN]!++
    // what the block does for itself ends without an answer
    if (ints[at | LINK_AT]! < 0) this.freeJobRow(job)
    else this.cannotServe(job)
  }

  /** Gives the servers that stand idle to those who wait, where several may have become free at once. */
  serveQueue(station: number): void {
    const row = station << ROW_BITS
    while (ints[row | BUSY]! < ints[row | SERVERS]! && this.serveNext(station)) {
      // each takes one
    }
  }

  private serveNext(station: number): boolean {
    const scheduler = this.schedulers.get(station)
    if (scheduler) return scheduler.serveNext?.(this as unknown as Self, station) ?? false
    const row = station << ROW_BITS
    const job = ints[row | HEAD]!
    if (job < 0) return false
    const follower = ints[(job << ROW_BITS) | NEXT]!
    ints[row | HEAD] = follower
    if (follower < 0) ints[row | TAIL] = -1
    ints[row | WAITING]!--
    this.leaveQueue(ints[row | STATION_BLOCK]!)
    this.takeServer(job, station)
    return true
  }

  /** An instance is back, empty. */
  recover(station: number): void {
    const row = station << ROW_BITS
    if (--ints[row | DOWN]! > 0) return
    this.openStation(station)
    this.draining.delete(station)
    const block = ints[row | STATION_BLOCK]!
    this.behaviourOf(block).back?.(this as unknown as Self, block, station)
    this.tellWatchers(block, station, { isUp: true })
    if (this.pulls(station)) this.askForWork(station)
  }
}
