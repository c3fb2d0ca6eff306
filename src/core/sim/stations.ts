import { HISTOGRAM_BUCKETS, recordTime } from '@/core/stats/latency-histogram'
import { MAX_DEPTH, type SimOptions, event } from './job-store'
import { Plans } from './plans'
import type { Program } from './program'
import * as rows from './rows'

const { UNAVAILABLE } = rows.OUTCOME
const { HOLDS, INSIDE, TRACED } = rows.FLAG
const { GEN, NEXT, BLOCK, LINK, CLASS, STATION, FLAGS } = rows.JOB
const JOB_BITS = rows.JOB.BITS
const { ENTERED, WORK_START } = rows.JOB_REAL
const REAL_BITS = rows.JOB_REAL.BITS
const { KIND, FIRST_STATION, INSTANCES, QUEUED, QUEUE_MAX, WAITS } = rows.BLOCK_ROW
const BLOCK_BITS = rows.BLOCK_ROW.BITS
const { QUEUE_AREA, WAIT_SUM, WAIT_BROKEN, HOLD_SUM } = rows.BLOCK_REAL
const BLOCK_REAL_BITS = rows.BLOCK_REAL.BITS
const { SERVERS, BUSY, RESERVED, LIMIT, HEAD, TAIL, WAITING, DOWN, PULLS, ARRIVALS } = rows.STATION_ROW
const DISCIPLINE_OF = rows.STATION_ROW.DISCIPLINE
const STATION_BLOCK = rows.STATION_ROW.BLOCK
const STATION_BITS = rows.STATION_ROW.BITS
const { SLOW, BUSY_AREA } = rows.STATION_REAL
const STATION_REAL_BITS = rows.STATION_REAL.BITS
const { LIFO, SHARING } = rows.DISCIPLINE
const OP_WORK = rows.OP.WORK
const BUCKETS = HISTOGRAM_BUCKETS
const record = recordTime

export interface StationSpec {
  /** Jobs served at the same time. */
  servers: number
  /** Jobs that may wait; more are turned away. null: no limit. */
  queueLimit: number | null
  discipline: number
  /** Asks the block's sources for messages when a server is free. */
  pulls?: boolean
}

/** A station that serves everybody at once (sharing.ts). */
export interface SharedService<Self> {
  enter: (sim: Self, job: number, station: number) => void
  finishNext: (sim: Self, station: number, seq: number) => void
  clear: (sim: Self, station: number) => void
  unfinished: (sim: Self, station: number) => { waited: number; worked: number }
}

/** Stations: the servers of an instance, and the queue before them. */
export abstract class Stations<Self> extends Plans<Self> {
  /** By station, where the discipline is SHARING. */
  readonly sharing = new Map<number, SharedService<Self>>()
  private readonly wait = new Float64Array(1)

  constructor(program: Program<Self>, options: SimOptions) {
    super(program, options)
    for (const [i, { firstStation, instances }] of program.blocks.entries()) {
      for (let station = firstStation; station < firstStation + instances; station++) {
        const row = station << STATION_BITS
        this.stationInts[row + STATION_BLOCK] = i
        this.stationInts[row + LIMIT] = -1
        this.stationInts[row + HEAD] = -1
        this.stationInts[row + TAIL] = -1
        this.stationReals[(station << STATION_REAL_BITS) + SLOW] = 1
      }
    }
  }

  /** Gives the instances of a block their servers and queues. */
  configureStations(block: number, spec: StationSpec): void {
    const { firstStation, instances } = this.program.blocks[block]!
    for (let station = firstStation; station < firstStation + instances; station++) {
      const row = station << STATION_BITS
      this.stationInts[row + SERVERS] = spec.servers
      this.stationInts[row + LIMIT] = spec.queueLimit ?? -1
      this.stationInts[row + DISCIPLINE_OF] = spec.discipline
      this.stationInts[row + PULLS] = spec.pulls === true ? 1 : 0
    }
  }

  /** The instances of a block begin, or cease, to ask its sources for messages. */
  setPulling(block: number, pulls: boolean): void {
    const { firstStation, instances } = this.program.blocks[block]!
    for (let station = firstStation; station < firstStation + instances; station++) {
      this.stationInts[(station << STATION_BITS) + PULLS] = pulls ? 1 : 0
      if (pulls) this.askForWork(station)
    }
  }

  setSlow(station: number, factor: number): void {
    this.stationReals[(station << STATION_REAL_BITS) + SLOW] = factor
  }

  isDown(station: number): boolean {
    return this.stationInts[(station << STATION_BITS) + DOWN] !== 0
  }

  blockOfStation(station: number): number {
    return this.stationInts[(station << STATION_BITS) + STATION_BLOCK]!
  }

  firstStationOf(block: number): number {
    return this.blockInts[(block << BLOCK_BITS) + FIRST_STATION]!
  }

  instancesOf(block: number): number {
    return this.blockInts[(block << BLOCK_BITS) + INSTANCES]!
  }

  /** A job has come to an instance: says which, and counts it there. */
  assign(job: number, station: number): void {
    this.ints[(job << JOB_BITS) + STATION] = station
    this.stationInts[(station << STATION_BITS) + ARRIVALS]!++
  }

  /** A job takes a server, waits for one, or is turned away. */
  enterStation(job: number, station: number): void {
    const { stationInts } = this
    const row = station << STATION_BITS
    const busy = stationInts[row + BUSY]!
    if (stationInts[row + DISCIPLINE_OF] !== SHARING && busy < stationInts[row + SERVERS]!) {
      stationInts[row + BUSY] = busy + 1
      this.stationReals[(station << STATION_REAL_BITS) + BUSY_AREA]! -= this.clock[0]!
      this.startWork(job, station)
    } else {
      this.waitAtStation(job, station, row)
    }
  }

  private waitAtStation(job: number, station: number, row: number): void {
    const { stationInts, ints } = this
    const at = job << JOB_BITS
    const discipline = stationInts[row + DISCIPLINE_OF]
    if (discipline === SHARING) {
      this.sharing.get(station)!.enter(this as unknown as Self, job, station)
      return
    }
    const limit = stationInts[row + LIMIT]!
    // what a block does for itself is never turned away
    if (limit >= 0 && stationInts[row + WAITING]! >= limit && ints[at + LINK]! >= 0) {
      this.turnAway(job)
      return
    }
    const head = stationInts[row + HEAD]!
    if (head < 0) {
      ints[at + NEXT] = -1
      stationInts[row + HEAD] = job
      stationInts[row + TAIL] = job
    } else if (discipline === LIFO) {
      ints[at + NEXT] = head
      stationInts[row + HEAD] = job
    } else {
      ints[at + NEXT] = -1
      ints[(stationInts[row + TAIL]! << JOB_BITS) + NEXT] = job
      stationInts[row + TAIL] = job
    }
    stationInts[row + WAITING]!++
    this.joinQueue(stationInts[row + STATION_BLOCK]!)
  }

  /** One more waits at a block. */
  joinQueue(block: number): void {
    const row = block << BLOCK_BITS
    this.blockReals[(block << BLOCK_REAL_BITS) + QUEUE_AREA]! -= this.clock[0]!
    const queued = this.blockInts[row + QUEUED]! + 1
    this.blockInts[row + QUEUED] = queued
    if (queued > this.blockInts[row + QUEUE_MAX]!) this.blockInts[row + QUEUE_MAX] = queued
  }

  /** One fewer waits at a block. */
  leaveQueue(block: number): void {
    this.blockReals[(block << BLOCK_REAL_BITS) + QUEUE_AREA]! += this.clock[0]!
    this.blockInts[(block << BLOCK_BITS) + QUEUED]!--
  }

  /** Notes how long a job has waited at its block: since it reached it, less `workS` of work it has had meanwhile. */
  recordWait(job: number, block: number, workS: number): void {
    const { wait } = this
    wait[0] = Math.max(0, this.clock[0]! - this.reals[(job << REAL_BITS) + ENTERED]! - workS)
    this.blockInts[(block << BLOCK_BITS) + WAITS]!++
    this.blockReals[(block << BLOCK_REAL_BITS) + WAIT_SUM]! += wait[0]
    record(this.waitTimes, block * BUCKETS, wait)
  }

  /** A server takes a job up: its work takes what the block's draw for its class says. */
  private startWork(job: number, station: number): void {
    const { ints, reals, clock, wait } = this
    const at = job << JOB_BITS
    const block = ints[at + BLOCK]!
    const real = job << REAL_BITS
    wait[0] = clock[0]! - reals[real + ENTERED]!
    reals[real + WORK_START] = clock[0]!
    this.blockInts[(block << BLOCK_BITS) + WAITS]!++
    this.blockReals[(block << BLOCK_REAL_BITS) + WAIT_SUM]! += wait[0]
    record(this.waitTimes, block * BUCKETS, wait)
    const flags = ints[at + FLAGS]!
    ints[at + FLAGS] = flags | HOLDS
    if ((flags & TRACED) !== 0) this.traceWork(job, station)
    this.draws.draw(this.workDraw[block * this.classCount + ints[at + CLASS]!]!)
    this.draws.value[0]! *= this.stationReals[(station << STATION_REAL_BITS) + SLOW]!
    this.scheduleWork(job)
  }

  traceWork(job: number, station: number): void {
    const block = this.blockOf(job)
    this.tracer.serving(this.spans[job]!, station - this.firstStationOf(block), this.clock[0]!)
  }

  /** Draws a job's work at its block, slowed as its station is, into `draws.value[0]`. */
  drawWork(job: number, station: number): void {
    const at = job << JOB_BITS
    this.draws.draw(this.workDraw[this.ints[at + BLOCK]! * this.classCount + this.ints[at + CLASS]!]!)
    this.draws.value[0]! *= this.stationReals[(station << STATION_REAL_BITS) + SLOW]!
  }

  /** The block works on a job for `draws.value[0]` seconds, with or without a server; then its kind's `served` is called. */
  scheduleWork(job: number): void {
    const { events, ints } = this
    const time = this.draws.value[0]!
    if (time === 0 && this.depth < MAX_DEPTH) {
      this.workAtOnce(job)
      return
    }
    events.time[0] = this.clock[0]! + time
    ints[(job << JOB_BITS) + NEXT] = ~events.push(event(OP_WORK, job))
  }

  private workAtOnce(job: number): void {
    this.depth++
    const at = job << JOB_BITS
    this.ints[at + NEXT] = -1
    this.servedOf[this.blockInts[(this.ints[at + BLOCK]! << BLOCK_BITS) + KIND]!]!(this as unknown as Self, job)
    this.depth--
  }

  /** A job's work is done, unless it has been broken off. */
  protected endWork(job: number, seq: number): void {
    const at = job << JOB_BITS
    const { ints } = this
    if (ints[at + NEXT] !== ~seq) return
    ints[at + NEXT] = -1
    this.servedOf[this.blockInts[(ints[at + BLOCK]! << BLOCK_BITS) + KIND]!]!(this as unknown as Self, job)
  }

  /** A job gives back the server it holds, if it holds one, and the next one in the queue gets it. */
  releaseServer(job: number): void {
    const { ints, stationInts, clock } = this
    const at = job << JOB_BITS
    const flags = ints[at + FLAGS]!
    if ((flags & HOLDS) === 0) return
    ints[at + FLAGS] = flags & ~HOLDS
    const station = ints[at + STATION]!
    const row = station << STATION_BITS
    const block = ints[at + BLOCK]!
    const blockReal = block << BLOCK_REAL_BITS
    this.blockReals[blockReal + HOLD_SUM]! += clock[0]! - this.reals[(job << REAL_BITS) + WORK_START]!
    const next = stationInts[row + HEAD]!
    if (next < 0) {
      this.freeServer(station, row)
      return
    }
    const follower = ints[(next << JOB_BITS) + NEXT]!
    stationInts[row + HEAD] = follower
    if (follower < 0) stationInts[row + TAIL] = -1
    stationInts[row + WAITING]!--
    this.blockReals[blockReal + QUEUE_AREA]! += clock[0]!
    this.blockInts[(block << BLOCK_BITS) + QUEUED]!--
    this.startWork(next, station)
  }

  /** A server stands idle; a station that pulls asks its sources for work. */
  private freeServer(station: number, row: number): void {
    this.stationInts[row + BUSY]!--
    this.stationReals[(station << STATION_REAL_BITS) + BUSY_AREA]! += this.clock[0]!
    if (this.stationInts[row + PULLS] === 1) this.askForWork(station)
  }

  /** Lets the sources of a station fill its idle servers, in turns. */
  askForWork(station: number): void {
    const { sources } = this.program.blocks[this.stationInts[(station << STATION_BITS) + STATION_BLOCK]!]!
    for (let i = 0; i < sources.length && this.isFree(station); ) {
      const source = sources[i]!
      if (!this.behaviourOf(source).pull!(this as unknown as Self, source, station)) i++
    }
  }

  /** Whether a station that pulls could take another job at once. */
  isFree(station: number): boolean {
    const { stationInts } = this
    const row = station << STATION_BITS
    return (
      stationInts[row + DOWN] === 0 &&
      stationInts[row + PULLS] === 1 &&
      stationInts[row + BUSY]! + stationInts[row + RESERVED]! < stationInts[row + SERVERS]!
    )
  }

  /** Keeps a server of a station free for a message on its way. */
  reserve(station: number): void {
    this.stationInts[(station << STATION_BITS) + RESERVED]!++
  }

  /** An instance is lost, with all that it was doing: whoever waits for it is told that it is unavailable. */
  crash(station: number): void {
    const row = station << STATION_BITS
    const block = this.stationInts[row + STATION_BLOCK]!
    if (this.stationInts[row + DOWN]!++ > 0) return
    const sim = this as unknown as Self
    const waiting = this.emptyQueue(station, block)
    this.sharing.get(station)?.clear(sim, station)
    const isHere = (at: number) =>
      this.ints[at + STATION] === station && this.ints[at + BLOCK] === block && (this.ints[at + FLAGS]! & INSIDE) !== 0
    const inside: number[] = []
    this.forEachJob((job, at) => {
      if (isHere(at)) inside.push(job)
    })
    const kind = this.behaviourOf(block)
    for (const job of inside) {
      const at = job << JOB_BITS
      // one failure may have ended others
      if (!isHere(at)) continue
      if ((this.ints[at + FLAGS]! & HOLDS) !== 0) this.dropServer(job, station, block)
      if (!waiting.has(job)) kind.dropped?.(sim, job)
      this.breakOff(job)
    }
    kind.lost?.(sim, block, station)
    this.tellWatchers(block, station, false)
  }

  /** Calls `visit` for every job in the queue of a station. */
  forEachQueued(station: number, visit: (job: number) => void): void {
    const head = this.stationInts[(station << STATION_BITS) + HEAD]!
    for (let job = head; job >= 0; job = this.ints[(job << JOB_BITS) + NEXT]!) visit(job)
  }

  /** Sends everybody out of a queue. @returns who waited */
  private emptyQueue(station: number, block: number): Set<number> {
    const row = station << STATION_BITS
    const waiting = new Set<number>()
    this.forEachQueued(station, (job) => waiting.add(job))
    for (const job of waiting) {
      this.leaveQueue(block)
      this.stationInts[row + WAITING]!--
      const waited = this.clock[0]! - this.reals[(job << REAL_BITS) + ENTERED]!
      this.blockReals[(block << BLOCK_REAL_BITS) + WAIT_BROKEN]! += waited
    }
    this.stationInts[row + HEAD] = -1
    this.stationInts[row + TAIL] = -1
    return waiting
  }

  /** The server that a job holds goes down with it. */
  private dropServer(job: number, station: number, block: number): void {
    this.stationInts[(station << STATION_BITS) + BUSY]!--
    this.stationReals[(station << STATION_REAL_BITS) + BUSY_AREA]! += this.clock[0]!
    const held = this.clock[0]! - this.reals[(job << REAL_BITS) + WORK_START]!
    this.blockReals[(block << BLOCK_REAL_BITS) + HOLD_SUM]! += held
    this.ints[(job << JOB_BITS) + FLAGS]! &= ~HOLDS
  }

  /** Ends a job at its block in the middle of whatever it was doing. */
  breakOff(job: number): void {
    const at = job << JOB_BITS
    // its pending work is void, and so are the answers it waits for
    this.ints[at + NEXT] = -1
    this.ints[at + GEN]!++
    // what the block does for itself ends without an answer
    if (this.ints[at + LINK]! < 0) this.freeJobRow(job)
    else this.finish(job, UNAVAILABLE)
  }

  /** An instance is back, empty. */
  recover(station: number): void {
    const row = station << STATION_BITS
    if (--this.stationInts[row + DOWN]! > 0) return
    const block = this.stationInts[row + STATION_BLOCK]!
    this.behaviourOf(block).back?.(this as unknown as Self, block, station)
    this.tellWatchers(block, station, true)
    if (this.stationInts[row + PULLS] === 1) this.askForWork(station)
  }
}
