import { BATCH } from '@/core/random/draws'
import { HISTOGRAM_BUCKETS, recordTimeInBytes, timeToRecord } from '@/core/stats/latency-histogram'
import { MAX_DEPTH as DEEPEST, type SimOptions } from './job-store'
import { Plans } from './plans'
import type { Program } from './program'
import * as rows from './rows'
import type { Scheduler } from './scheduler'
import { CLOCK, memory } from './memory'

const { bytes, clock, counts } = memory
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
const record = recordTimeInBytes
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
        STATION_BLOCK[row] = i
        LIMIT[row] = -1
        HEAD[row] = -1
        TAIL[row] = -1
        SLOW[station << REAL_BITS] = 1
      }
    }
  }

  /** Gives the instances of a block their servers and queues. */
  configureStations(block: number, spec: StationSpec): void {
    const { firstStation, instances } = this.program.blocks[block]!
    for (let station = firstStation; station < firstStation + instances; station++) {
      const row = station << ROW_BITS
      SERVERS[row] = spec.servers
      ALL_SERVERS[row] = spec.servers
      LIMIT[row] = spec.queueLimit ?? -1
      DISCIPLINE_OF[row] = spec.discipline
      ASKS[row] = spec.pulls === true ? ASKS_SOURCES : 0
      this.openStation(station)
    }
  }

  setScheduler(station: number, scheduler: Scheduler<Self>): void {
    this.schedulers.set(station, scheduler)
    if (scheduler.serveNext) ASKS[station << ROW_BITS]! |= ASKS_SCHEDULER
  }

  /** The instances of a block begin, or cease, to ask its sources for messages. */
  setPulling(block: number, pulls: boolean): void {
    const { firstStation, instances } = this.program.blocks[block]!
    for (let station = firstStation; station < firstStation + instances; station++) {
      const row = station << ROW_BITS
      ASKS[row] = pulls ? ASKS[row]! | ASKS_SOURCES : ASKS[row]! & ~ASKS_SOURCES
      if (pulls) this.askForWork(station)
    }
  }

  setSlow(station: number, factor: number): void {
    SLOW[station << REAL_BITS] = factor
  }

  isDown(station: number): boolean {
    return DOWN[station << ROW_BITS] !== 0
  }

  blockOfStation(station: number): number {
    return STATION_BLOCK[station << ROW_BITS]!
  }

  firstStationOf(block: number): number {
    return FIRST_STATION[block << ROW_BITS]!
  }

  instancesOf(block: number): number {
    return INSTANCES[block << ROW_BITS]!
  }

  /** A job has come to an instance: says which, and counts it there. */
  assign(job: number, station: number): void {
    STATION[job << ROW_BITS] = station | 0
    ARRIVALS[station << ROW_BITS]!++
  }

  /** Works out whom a station may let in without asking anybody: OPEN and ROOM. */
  openStation(station: number): void {
    const row = station << ROW_BITS
    const discipline = DISCIPLINE_OF[row]!
    const limit = LIMIT[row]!
    const isClosed = this.isClosed(row)
    OPEN[row] = isClosed || discipline >= SHARING ? 0 : SERVERS[row]!
    ROOM[row] = isClosed || discipline !== FIFO ? 0 : limit < 0 ? NO_LIMIT : limit
  }

  /** A job takes a server, waits for one, or is turned away. Hot path: `waitOtherwise` has all that is not first in first out. */
  enterStation(job: number, station: number): void {
    const row = station << ROW_BITS
    const busy = BUSY[row]!
    if (busy < OPEN[row]!) {
      BUSY[row] = busy + 1
      BUSY_AREA[station << REAL_BITS]! -= clock[NOW]!
      this.startWork(job, station)
      return
    }
    const waiting = WAITING[row]!
    if (waiting >= ROOM[row]!) {
      this.waitOtherwise(job, station, row)
      return
    }
    WAITING[row] = waiting + 1
    NEXT[job << ROW_BITS] = -1
    const tail = TAIL[row]!
    TAIL[row] = job | 0
    if (tail < 0) HEAD[row] = job | 0
    else NEXT[tail << ROW_BITS] = job | 0
    const block = STATION_BLOCK[row]!
    QUEUE_AREA[block << REAL_BITS]! -= clock[NOW]!
    const place = block << ROW_BITS
    const queued = QUEUED[place]! + 1
    QUEUED[place] = queued
    if (queued > QUEUE_MAX[place]!) QUEUE_MAX[place] = queued
  }

  /** Whether jobs of a plain block find that the instance is down; other kinds see to it before. */
  private isClosed(row: number): boolean {
    return DOWN[row] !== 0 && PLAIN[STATION_BLOCK[row]! << ROW_BITS] !== NOT_PLAIN
  }

  /** Whether an instance that is down still takes a job. */
  protected abstract takesLast(job: number, station: number): boolean

  private waitOtherwise(job: number, station: number, row: number): void {
    const isClosed = this.isClosed(row)
    if (isClosed && !this.takesLast(job, station)) {
      this.cannotServe(job)
      return
    }
    const discipline = DISCIPLINE_OF[row]!
    const limit = LIMIT[row]!
    const isOwn = LINK_AT[job << ROW_BITS]! < 0
    if (isClosed && discipline < SHARING && BUSY[row]! < SERVERS[row]!) {
      this.takeServer(job, station)
    } else if (discipline > LIFO || (limit >= 0 && WAITING[row]! >= limit && !isOwn)) {
      this.enterOtherwise(job, station)
    } else {
      // what a block does for itself always finds room
      this.linkUp(job, row, discipline === LIFO)
      WAITING[row]!++
      this.joinQueue(STATION_BLOCK[row]!)
    }
  }

  /** Puts a job into a station's queue. */
  private linkUp(job: number, row: number, first: boolean): void {
    const at = job << ROW_BITS
    const head = HEAD[row]!
    NEXT[at] = first ? head : -1
    if (first || head < 0) HEAD[row] = job | 0
    else NEXT[TAIL[row]! << ROW_BITS] = job | 0
    if (!first || head < 0) TAIL[row] = job | 0
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
    QUEUE_AREA[block << REAL_BITS]! -= clock[NOW]!
    const queued = QUEUED[row]! + 1
    QUEUED[row] = queued
    if (queued > QUEUE_MAX[row]!) QUEUE_MAX[row] = queued
  }

  /** One fewer waits at a block. */
  leaveQueue(block: number): void {
    QUEUE_AREA[block << REAL_BITS]! += clock[NOW]!
    QUEUED[block << ROW_BITS]!--
  }

  /** Notes how long a job has waited at its block: since it reached it, less `workS` of work it has had meanwhile. */
  recordWait(job: number, block: number, workS: number): void {
    const waitS = Math.max(0, clock[NOW]! - ENTERED[job << REAL_BITS]! - workS)
    WAIT_SUM[block << REAL_BITS]! += waitS
    recorded[0] = waitS
    record(bytes, counts, Math.imul(block, BUCKETS))
  }

  /** A free server takes a job up that its scheduler has kept. */
  takeServer(job: number, station: number): void {
    BUSY[station << ROW_BITS]!++
    BUSY_AREA[station << REAL_BITS]! -= clock[NOW]!
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
    const block = BLOCK[at]!
    const waitS = clock[NOW]! - ENTERED[real]!
    WORK_START[real] = clock[NOW]!
    WAIT_SUM[block << REAL_BITS]! += waitS
    recorded[0] = waitS
    record(bytes, counts, Math.imul(block, BUCKETS))
    const flags = FLAGS[at]!
    FLAGS[at] = flags | HOLDS
    const draw = ONLY_DRAW[block << ROW_BITS]!
    if (draw < 0 || (flags & TRACED) !== 0) {
      this.startOtherwise(job, station, flags)
      return
    }
    const place = drawNext[draw]!
    const workS = values[place]! * SLOW[station << REAL_BITS]!
    if ((place & LAST_OF_BATCH) === 0 || workS === 0) {
      this.startOtherwise(job, station, flags)
      return
    }
    drawNext[draw] = (place + 1) | 0
    clock[WHEN] = clock[NOW]! + workS
    NEXT[at] = ~events.push((job << OP_BITS) | OP_WORK)
  }

  private startOtherwise(job: number, station: number, flags: number): void {
    if ((flags & TRACED) !== 0) this.traceWork(job, station)
    this.drawWork(job, station)
    this.scheduleWork(job)
  }

  traceWork(job: number, station: number): void {
    const block = this.blockOf(job)
    const arrivedS = ENTERED[job << REAL_BITS]!
    this.tracer.serving(this.spans[job]!, station - this.firstStationOf(block), arrivedS, clock[NOW]!)
  }

  /** Draws a job's work at its block, slowed as its station is, into `workS[0]`. */
  drawWork(job: number, station: number): void {
    const at = job << ROW_BITS
    const draw = this.workDraw[BLOCK[at]! * this.classCount + CLASS[at]!]!
    this.workS[0] = values[this.takeDraw(draw)]! * SLOW[station << REAL_BITS]!
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
    NEXT[job << ROW_BITS] = ~events.push((job << OP_BITS) | OP_WORK)
  }

  private workAtOnce(job: number): void {
    this.depth++
    const at = job << ROW_BITS
    NEXT[at] = -1
    this.servedOf[BLOCK[at]!]!(this as unknown as Self, job)
    this.depth--
  }

  /** A job gives back the server it holds, if it holds one, and the next one in the queue gets it. */
  releaseServer(job: number): void {
    const flags = FLAGS[job << ROW_BITS]!
    if ((flags & HOLDS) !== 0) this.passServerOn(job, flags)
  }

  /** A job gives back the server it holds. */
  protected passServerOn(job: number, flags: number): void {
    const at = job << ROW_BITS
    FLAGS[at] = flags & ~HOLDS
    const station = STATION[at]!
    const row = station << ROW_BITS
    const block = BLOCK[at]!
    const real = block << REAL_BITS
    HOLD_SUM[real]! += clock[NOW]! - WORK_START[job << REAL_BITS]!
    const next = HEAD[row]!
    if (next < 0) {
      this.freeServer(station, row)
      return
    }
    const follower = NEXT[next << ROW_BITS]!
    HEAD[row] = follower
    if (follower < 0) TAIL[row] = -1
    WAITING[row]!--
    QUEUE_AREA[real]! += clock[NOW]!
    QUEUED[block << ROW_BITS]!--
    this.startWork(next, station)
  }

  /** A server stands idle, unless a scheduler or a source has work for it. */
  private freeServer(station: number, row: number): void {
    BUSY[row]!--
    BUSY_AREA[station << REAL_BITS]! += clock[NOW]!
    if (ASKS[row] !== 0) this.findWork(station)
  }

  private findWork(station: number): void {
    if (this.schedulers.get(station)?.serveNext?.(this as unknown as Self, station)) return
    if (this.pulls(station)) this.askForWork(station)
  }

  /** Whether a station takes its work from the sources of its block. */
  pulls(station: number): boolean {
    return (ASKS[station << ROW_BITS]! & ASKS_SOURCES) !== 0
  }

  /** Lets the sources of a station fill its idle servers, in turns. */
  askForWork(station: number): void {
    const { sources } = this.program.blocks[STATION_BLOCK[station << ROW_BITS]!]!
    for (let i = 0; i < sources.length && this.isFree(station); ) {
      const source = sources[i]!
      if (!this.behaviourOf(source).pull!(this as unknown as Self, source, station)) i++
    }
  }

  /** Whether a station that pulls could take another job at once. */
  isFree(station: number): boolean {
    const row = station << ROW_BITS
    return DOWN[row] === 0 && (ASKS[row]! & ASKS_SOURCES) !== 0 && BUSY[row]! + RESERVED[row]! < SERVERS[row]!
  }

  /** Keeps a server of a station free for a message on its way. */
  reserve(station: number): void {
    RESERVED[station << ROW_BITS]!++
  }

  /** Calls `visit` for every job in the queue of a station. */
  forEachQueued(station: number, visit: (job: number) => void): void {
    const head = HEAD[station << ROW_BITS]!
    for (let job = head; job >= 0; job = NEXT[job << ROW_BITS]!) visit(job)
  }
}
