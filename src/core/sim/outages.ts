import * as rows from './rows'
import { Stations } from './stations'
import { CLOCK, memory } from './memory'

const { clock } = memory
const { NOW } = CLOCK

const { HOLDS, INSIDE } = rows.FLAG
const { GEN, NEXT, BLOCK, LINK_AT, STATION, FLAGS } = rows.JOB
const { ROW_BITS, REAL_BITS } = rows
const { BORN, ENTERED, WORK_START } = rows.JOB_REAL
const { WAIT_BROKEN, HOLD_SUM } = rows.BLOCK_REAL
const { SERVERS, BUSY, HEAD, TAIL, WAITING, DOWN } = rows.STATION_ROW
const STATION_BLOCK = rows.STATION_ROW.BLOCK
const { BUSY_AREA } = rows.STATION_REAL

/** An instance ceases, or begins again, to answer. Every loss is followed by a return, and several may overlap. */
export interface InstanceChange {
  isUp: boolean
  /** Those who send it work are told beforehand. */
  isPlanned?: boolean
}
type Watcher = (station: number, change: InstanceChange) => void

/** Instances that are lost or taken out of service, and that come back: rare moments, which may look at every job. */
export abstract class Outages<Self> extends Stations<Self> {
  /** Instances that get nothing new and finish what they have, and since when. */
  private readonly draining = new Map<number, number>()
  /** Which blocks hear of a neighbour's instances, by that neighbour. */
  private readonly watchers: Watcher[][] = this.program.blocks.map(() => [])

  /** Tells of every instance of a block that goes down or comes back. */
  watch(block: number, watcher: Watcher): void {
    this.watchers[block]!.push(watcher)
  }

  tellWatchers(block: number, station: number, change: InstanceChange): void {
    for (const watcher of this.watchers[block]!) watcher(station, change)
  }

  /** An instance is lost, with all that it was doing: whoever waits for it is told that it is unavailable. */
  crash(station: number): void {
    const row = station << ROW_BITS
    const wasUp = DOWN[row]!++ === 0
    this.openStation(station)
    if (!wasUp && !this.draining.delete(station)) return
    this.kill(station)
    if (wasUp) this.tellWatchers(STATION_BLOCK[row]!, station, { isUp: false })
  }

  /**
   * An instance is taken out of service: balancers are told beforehand, and what it has, or what is on its way to it, it still
   * does. `stop` and `recover` end that.
   */
  drain(station: number): void {
    const row = station << ROW_BITS
    if (DOWN[row]!++ > 0) return
    this.openStation(station)
    const block = STATION_BLOCK[row]!
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
    return since !== undefined && BORN[job << REAL_BITS]! <= since
  }

  private kill(station: number): void {
    const block = STATION_BLOCK[station << ROW_BITS]!
    const sim = this as unknown as Self
    const waiting = this.emptyQueue(station, block)
    this.schedulers.get(station)?.clear(sim, station)
    const isHere = (at: number) => STATION[at] === station && BLOCK[at] === block && (FLAGS[at]! & INSIDE) !== 0
    const inside: number[] = []
    this.forEachJob((job, at) => {
      if (isHere(at)) inside.push(job)
    })
    const kind = this.behaviourOf(block)
    for (const job of inside) {
      const at = job << ROW_BITS
      // one failure may have ended others
      if (!isHere(at)) continue
      if ((FLAGS[at]! & HOLDS) !== 0) this.dropServer(job, station, block)
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
      WAITING[row]!--
      const waited = clock[NOW]! - ENTERED[job << REAL_BITS]!
      WAIT_BROKEN[block << REAL_BITS]! += waited
    }
    HEAD[row] = -1
    TAIL[row] = -1
    return waiting
  }

  /** The server that a job holds goes down with it. */
  private dropServer(job: number, station: number, block: number): void {
    BUSY[station << ROW_BITS]!--
    BUSY_AREA[station << REAL_BITS]! += clock[NOW]!
    const held = clock[NOW]! - WORK_START[job << REAL_BITS]!
    HOLD_SUM[block << REAL_BITS]! += held
    FLAGS[job << ROW_BITS]! &= ~HOLDS
  }

  /** Ends a job at its block in the middle of whatever it was doing. */
  breakOff(job: number): void {
    const at = job << ROW_BITS
    // its pending work is void, and so are the answers it waits for
    NEXT[at] = -1
    GEN[at]!++
    // what the block does for itself ends without an answer
    if (LINK_AT[at]! < 0) this.freeJobRow(job)
    else this.cannotServe(job)
  }

  /** Gives the servers that stand idle to those who wait, where several may have become free at once. */
  serveQueue(station: number): void {
    const row = station << ROW_BITS
    while (BUSY[row]! < SERVERS[row]! && this.serveNext(station)) {
      // each takes one
    }
  }

  private serveNext(station: number): boolean {
    const scheduler = this.schedulers.get(station)
    if (scheduler) return scheduler.serveNext?.(this as unknown as Self, station) ?? false
    const row = station << ROW_BITS
    const job = HEAD[row]!
    if (job < 0) return false
    const follower = NEXT[job << ROW_BITS]!
    HEAD[row] = follower
    if (follower < 0) TAIL[row] = -1
    WAITING[row]!--
    this.leaveQueue(STATION_BLOCK[row]!)
    this.takeServer(job, station)
    return true
  }

  /** An instance is back, empty. */
  recover(station: number): void {
    const row = station << ROW_BITS
    if (--DOWN[row]! > 0) return
    this.openStation(station)
    this.draining.delete(station)
    const block = STATION_BLOCK[row]!
    this.behaviourOf(block).back?.(this as unknown as Self, block, station)
    this.tellWatchers(block, station, { isUp: true })
    if (this.pulls(station)) this.askForWork(station)
  }
}
