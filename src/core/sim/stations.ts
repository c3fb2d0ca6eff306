import { BATCH } from '@/core/random/draws'
import { HISTOGRAM_BUCKETS, recordTime, timeToRecord } from '@/core/stats/latency-histogram'
import { MAX_DEPTH as DEEPEST, type SimOptions } from './job-store'
import { Plans } from './plans'
import type { Program } from './program'
import * as rows from './rows'
import type { Scheduler } from './scheduler'
import { CLOCK, memory } from './memory'

const { ints, reals, clock, counts } = memory
const { next: drawNext, values } = memory.draws
const { NOW, WHEN } = CLOCK

const { HOLDS, TRACED } = rows.FLAG
const { NEXT, BLOCK, LINK_AT, CLASS, STATION, FLAGS } = rows.JOB
const { ROW_BITS, REAL_BITS } = rows
const { ENTERED, WORK_START } = rows.JOB_REAL
const { FIRST_STATION, INSTANCES, QUEUED, QUEUE_MAX, ONLY_DRAW, PLAIN } = rows.BLOCK_ROW
const NOT_PLAIN = rows.PLAIN_KIND.NOT
const { QUEUE_AREA, WAIT_SUM, HOLD_SUM } = rows.BLOCK_REAL
const { SERVERS, BUSY, RESERVED, LIMIT, HEAD, TAIL, WAITING, DOWN, ASKS, ARRIVALS, ALL_SERVERS, OPEN, ROOM } =
  rows.STATION_ROW
const DISCIPLINE_OF = rows.STATION_ROW.DISCIPLINE
const STATION_BLOCK = rows.STATION_ROW.BLOCK
const { SLOW, BUSY_AREA } = rows.STATION_REAL
const { FIFO, LIFO, SHARING } = rows.DISCIPLINE
/** In ROOM. */
const NO_LIMIT = 2 ** 31 - 1
const ASKS_SOURCES = rows.ASKS.SOURCES
const ASKS_SCHEDULER = rows.ASKS.SCHEDULER
const OP_BITS = rows.OP.BITS
const OP_WORK = rows.OP.WORK
const MAX_DEPTH = DEEPEST
const BUCKETS = HISTOGRAM_BUCKETS
const LAST_OF_BATCH = BATCH - 1
const record = recordTime
const recorded = timeToRecord

export interface StationSpec {
  /** Jobs served at the same time. */
  servers: number
  /** Jobs that may wait; more are turned away. null: no limit. */
  queueLimit: number | null
  discipline: number
  /** Asks the block's sources for messages when a server is free. */
  pulls?: boolean
}

/** Stations: the servers of an instance, and the queue before them. */
export abstract class Stations<Self> extends Plans<Self> {
  /** By station, where the discipline has one. */
  readonly schedulers = new Map<number, Scheduler<Self>>()
  /** Seconds of work, from whoever draws them to `scheduleWork`. */
  readonly workS = new Float64Array(1)

  constructor(program: Program<Self>, options: SimOptions) {
    super(program, options)
    for (const [i, { firstStation, instances }] of program.blocks.entries()) {
      for (let station = firstStation; station < firstStation + instances; station++) {
        const row = station << ROW_BITS
        ints[row | STATION_BLOCK] = i
        ints[row | LIMIT] = -1
        ints[row | HEAD] = -1
        ints[row | TAIL] = -1
        reals[(station << REAL_BITS) | SLOW] = 1
      }
    }
  }

  /** Gives the instances of a block their servers and queues. */
  configureStations(block: number, spec: StationSpec): void {
    const { firstStation, instances } = this.program.blocks[block]!
    for (let station = firstStation; station < firstStation + instances; station++) {
      const row = station << ROW_BITS
      ints[row | SERVERS] = spec.servers
      ints[row | ALL_SERVERS] = spec.servers
      ints[row | LIMIT] = spec.queueLimit ?? -1
      ints[row | DISCIPLINE_OF] = spec.discipline
      ints[row | ASKS] = spec.pulls === true ? ASKS_SOURCES : 0
      this.openStation(station)
    }
  }

  setScheduler(station: number, scheduler: Scheduler<Self>): void {
    this.schedulers.set(station, scheduler)
    if (scheduler.serveNext) ints[(station << ROW_BITS) | ASKS]! |= ASKS_SCHEDULER
  }

  /** The instances of a block begin, or cease, to ask its sources for messages. */
  setPulling(block: number, pulls: boolean): void {
    const { firstStation, instances } = this.program.blocks[block]!
    for (let station = firstStation; station < firstStation + instances; station++) {
      const at = (station << ROW_BITS) | ASKS
      ints[at] = pulls ? ints[at]! | ASKS_SOURCES : ints[at]! & ~ASKS_SOURCES
      if (pulls) this.askForWork(station)
    }
  }

  setSlow(station: number, factor: number): void {
    reals[(station << REAL_BITS) | SLOW] = factor
  }

  isDown(station: number): boolean {
    return ints[(station << ROW_BITS) | DOWN] !== 0
  }

  blockOfStation(station: number): number {
    return ints[(station << ROW_BITS) | STATION_BLOCK]!
  }

  firstStationOf(block: number): number {
    return ints[(block << ROW_BITS) | FIRST_STATION]!
  }

  instancesOf(block: number): number {
    return ints[(block << ROW_BITS) | INSTANCES]!
  }

  /** A job has come to an instance: says which, and counts it there. */
  assign(job: number, station: number): void {
    ints[(job << ROW_BITS) | STATION] = station | 0
    ints[(station << ROW_BITS) | ARRIVALS]!++
  }

  /** Works out whom a station may let in without asking anybody: OPEN and ROOM. */
  openStation(station: number): void {
    const row = station << ROW_BITS
    const discipline = ints[row | DISCIPLINE_OF]!
    const limit = ints[row | LIMIT]!
    const isClosed = this.isClosed(row)
    ints[row | OPEN] = isClosed || discipline >= SHARING ? 0 : ints[row | SERVERS]!
    ints[row | ROOM] = isClosed || discipline !== FIFO ? 0 : limit < 0 ? NO_LIMIT : limit
  }

  /** A job takes a server, waits for one, or is turned away. Hot path: `waitOtherwise` has all that is not first in first out. */
  enterStation(job: number, station: number): void {
    const row = station << ROW_BITS
    const busy = ints[row | BUSY]!
    if (busy < ints[row | OPEN]!) {
      ints[row | BUSY] = busy + 1
      reals[(station << REAL_BITS) | BUSY_AREA]! -= clock[NOW]!
      this.startWork(job, station)
      return
    }
    const waiting = ints[row | WAITING]!
    if (waiting >= ints[row | ROOM]!) {
      this.waitOtherwise(job, station, row)
      return
    }
    ints[row | WAITING] = waiting + 1
    ints[(job << ROW_BITS) | NEXT] = -1
    const tail = ints[row | TAIL]!
    ints[row | TAIL] = job | 0
    if (tail < 0) ints[row | HEAD] = job | 0
    else ints[(tail << ROW_BITS) | NEXT] = job | 0
    const block = ints[row | STATION_BLOCK]!
    reals[(block << REAL_BITS) | QUEUE_AREA]! -= clock[NOW]!
    const place = block << ROW_BITS
    const queued = ints[place | QUEUED]! + 1
    ints[place | QUEUED] = queued
    if (queued > ints[place | QUEUE_MAX]!) ints[place | QUEUE_MAX] = queued
  }

  /** Whether jobs of a plain block find that the instance is down; other kinds see to it before. */
  private isClosed(row: number): boolean {
    return ints[row | DOWN] !== 0 && ints[(ints[row | STATION_BLOCK]! << ROW_BITS) | PLAIN] !== NOT_PLAIN
  }

  /** Whether an instance that is down still takes a job. */
  protected abstract takesLast(job: number, station: number): boolean

  private waitOtherwise(job: number, station: number, row: number): void {
    const isClosed = this.isClosed(row)
    if (isClosed && !this.takesLast(job, station)) {
      this.cannotServe(job)
      return
    }
    const discipline = ints[row | DISCIPLINE_OF]!
    const limit = ints[row | LIMIT]!
    const isOwn = ints[(job << ROW_BITS) | LINK_AT]! < 0
    if (isClosed && discipline < SHARING && ints[row | BUSY]! < ints[row | SERVERS]!) {
      this.takeServer(job, station)
    } else if (discipline > LIFO || (limit >= 0 && ints[row | WAITING]! >= limit && !isOwn)) {
      this.enterOtherwise(job, station)
    } else {
      // what a block does for itself always finds room
      this.linkUp(job, row, discipline === LIFO)
      ints[row | WAITING]!++
      this.joinQueue(ints[row | STATION_BLOCK]!)
    }
  }

  /** Puts a job into a station's queue. */
  private linkUp(job: number, row: number, first: boolean): void {
    const at = job << ROW_BITS
    const head = ints[row | HEAD]!
    ints[at | NEXT] = first ? head : -1
    if (first || head < 0) ints[row | HEAD] = job | 0
    else ints[(ints[row | TAIL]! << ROW_BITS) | NEXT] = job | 0
    if (!first || head < 0) ints[row | TAIL] = job | 0
  }

  /** A job is the scheduler's, or finds no room. */
  private enterOtherwise(job: number, station: number): void {
    const scheduler = this.schedulers.get(station)
    if (scheduler) scheduler.enter(this as unknown as Self, job, station)
    else this.turnAway(job)
  }

  /** One more waits at a block. */
  joinQueue(block: number): void {
    const row = block << ROW_BITS
    reals[(block << REAL_BITS) | QUEUE_AREA]! -= clock[NOW]!
    const queued = ints[row | QUEUED]! + 1
    ints[row | QUEUED] = queued
    if (queued > ints[row | QUEUE_MAX]!) ints[row | QUEUE_MAX] = queued
  }

  /** One fewer waits at a block. */
  leaveQueue(block: number): void {
    reals[(block << REAL_BITS) | QUEUE_AREA]! += clock[NOW]!
    ints[(block << ROW_BITS) | QUEUED]!--
  }

  /** Notes how long a job has waited at its block: since it reached it, less `workS` of work it has had meanwhile. */
  recordWait(job: number, block: number, workS: number): void {
    const waitS = Math.max(0, clock[NOW]! - reals[(job << REAL_BITS) | ENTERED]! - workS)
    reals[(block << REAL_BITS) | WAIT_SUM]! += waitS
    recorded[0] = waitS
    record(counts, block * BUCKETS)
  }

  /** A free server takes a job up that its scheduler has kept. */
  takeServer(job: number, station: number): void {
    ints[(station << ROW_BITS) | BUSY]!++
    reals[(station << REAL_BITS) | BUSY_AREA]! -= clock[NOW]!
    this.startWork(job, station)
  }

  /**
   * A server takes a job up: its work takes what the block's draw for its class says. Hot path: what is rare is done by
   * functions that are called last.
   */
  private startWork(job: number, station: number): void {
    const { events } = this
    const at = job << ROW_BITS
    const real = job << REAL_BITS
    const block = ints[at | BLOCK]!
    const waitS = clock[NOW]! - reals[real | ENTERED]!
    reals[real | WORK_START] = clock[NOW]!
    reals[(block << REAL_BITS) | WAIT_SUM]! += waitS
    recorded[0] = waitS
    record(counts, block * BUCKETS)
    const flags = ints[at | FLAGS]!
    ints[at | FLAGS] = flags | HOLDS
    const draw = ints[(block << ROW_BITS) | ONLY_DRAW]!
    if (draw < 0 || (flags & TRACED) !== 0) {
      this.startOtherwise(job, station, flags)
      return
    }
    const place = drawNext[draw]!
    const workS = values[place]! * reals[(station << REAL_BITS) | SLOW]!
    if ((place & LAST_OF_BATCH) === 0 || workS === 0) {
      this.startOtherwise(job, station, flags)
      return
    }
    drawNext[draw] = (place + 1) | 0
    clock[WHEN] = clock[NOW]! + workS
    ints[at | NEXT] = ~events.push((job << OP_BITS) | OP_WORK)
  }

  private startOtherwise(job: number, station: number, flags: number): void {
    if ((flags & TRACED) !== 0) this.traceWork(job, station)
    this.drawWork(job, station)
    this.scheduleWork(job)
  }

  traceWork(job: number, station: number): void {
    const block = this.blockOf(job)
    const arrivedS = reals[(job << REAL_BITS) | ENTERED]!
    this.tracer.serving(this.spans[job]!, station - this.firstStationOf(block), arrivedS, clock[NOW]!)
  }

  /** Draws a job's work at its block, slowed as its station is, into `workS[0]`. */
  drawWork(job: number, station: number): void {
    const at = job << ROW_BITS
    const draw = this.workDraw[ints[at | BLOCK]! * this.classCount + ints[at | CLASS]!]!
    this.workS[0] = values[this.draws.take(draw)]! * reals[(station << REAL_BITS) | SLOW]!
  }

  /** The block works on a job for `workS[0]` seconds, with or without a server; then its kind's `served` is called. */
  scheduleWork(job: number): void {
    const { events } = this
    const workS = this.workS[0]!
    if (workS === 0 && this.depth < MAX_DEPTH) {
      this.workAtOnce(job)
      return
    }
    clock[WHEN] = clock[NOW]! + workS
    ints[(job << ROW_BITS) | NEXT] = ~events.push((job << OP_BITS) | OP_WORK)
  }

  private workAtOnce(job: number): void {
    this.depth++
    const at = job << ROW_BITS
    ints[at | NEXT] = -1
    this.servedOf[ints[at | BLOCK]!]!(this as unknown as Self, job)
    this.depth--
  }

  /** A job gives back the server it holds, if it holds one, and the next one in the queue gets it. */
  releaseServer(job: number): void {
    const flags = ints[(job << ROW_BITS) | FLAGS]!
    if ((flags & HOLDS) !== 0) this.passServerOn(job, flags)
  }

  /** A job gives back the server it holds. */
  protected passServerOn(job: number, flags: number): void {
    const at = job << ROW_BITS
    ints[at | FLAGS] = flags & ~HOLDS
    const station = ints[at | STATION]!
    const row = station << ROW_BITS
    const block = ints[at | BLOCK]!
    const real = block << REAL_BITS
    reals[real | HOLD_SUM]! += clock[NOW]! - reals[(job << REAL_BITS) | WORK_START]!
    const next = ints[row | HEAD]!
    if (next < 0) {
      this.freeServer(station, row)
      return
    }
    const follower = ints[(next << ROW_BITS) | NEXT]!
    ints[row | HEAD] = follower
    if (follower < 0) ints[row | TAIL] = -1
    ints[row | WAITING]!--
    reals[real | QUEUE_AREA]! += clock[NOW]!
    ints[(block << ROW_BITS) | QUEUED]!--
    this.startWork(next, station)
  }

  /** A server stands idle, unless a scheduler or a source has work for it. */
  private freeServer(station: number, row: number): void {
    ints[row | BUSY]!--
    reals[(station << REAL_BITS) | BUSY_AREA]! += clock[NOW]!
    if (ints[row | ASKS] !== 0) this.findWork(station)
  }

  private findWork(station: number): void {
    if (this.schedulers.get(station)?.serveNext?.(this as unknown as Self, station)) return
    if (this.pulls(station)) this.askForWork(station)
  }

  /** Whether a station takes its work from the sources of its block. */
  pulls(station: number): boolean {
    return (ints[(station << ROW_BITS) | ASKS]! & ASKS_SOURCES) !== 0
  }

  /** Lets the sources of a station fill its idle servers, in turns. */
  askForWork(station: number): void {
    const { sources } = this.program.blocks[ints[(station << ROW_BITS) | STATION_BLOCK]!]!
    for (let i = 0; i < sources.length && this.isFree(station); ) {
      const source = sources[i]!
      if (!this.behaviourOf(source).pull!(this as unknown as Self, source, station)) i++
    }
  }

  /** Whether a station that pulls could take another job at once. */
  isFree(station: number): boolean {
    const row = station << ROW_BITS
    return (
      ints[row | DOWN] === 0 &&
      (ints[row | ASKS]! & ASKS_SOURCES) !== 0 &&
      ints[row | BUSY]! + ints[row | RESERVED]! < ints[row | SERVERS]!
    )
  }

  /** Keeps a server of a station free for a message on its way. */
  reserve(station: number): void {
    ints[(station << ROW_BITS) | RESERVED]!++
  }

  /** Calls `visit` for every job in the queue of a station. */
  forEachQueued(station: number, visit: (job: number) => void): void {
    const head = ints[(station << ROW_BITS) | HEAD]!
    for (let job = head; job >= 0; job = ints[(job << ROW_BITS) | NEXT]!) visit(job)
  }
}
