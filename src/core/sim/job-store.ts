import { BATCH, Draws, NO_DRAW } from '@/core/random/draws'
import type { KeySampler } from '@/core/random/key-sampler'
import type { TimeDistribution } from '@/core/random/distribution'
import { type Shape, timeShape } from '@/core/random/moments'
import { nextUniform, streamName } from '@/core/random/streams'
import { HISTOGRAM_BUCKETS, settleBytes } from '@/core/stats/latency-histogram'
import type { KindBehaviour } from './behaviour'
import type { Clock } from './clock'
import { EventList } from './event-list'
import { Lane } from './lane'
import type { Program } from './program'
import * as rows from './rows'
import { Tracer } from './tracer'
import { CLOCK, type Extent, CURSOR, MEMORY_ROWS, Tenant, memory } from './memory'

const { clock, cursors } = memory
const { next: drawNext, words } = memory.draws
const { NOW, WHEN } = CLOCK
const { FREE_JOB, FIRST_CLASS } = CURSOR

const { NO_PARENT } = rows
const { LIVE, REST, TRACED } = rows.FLAG
const { GEN, NEXT, PARENT, BLOCK, LINK_AT, CLASS, KEY, STATION, STEP, FLAGS, TIMER, MISSED } = rows.JOB
const { ROW_BITS, REAL_BITS } = rows
const { BORN } = rows.JOB_REAL

const LAST_OF_BATCH = BATCH - 1
/** Rows for jobs at the start. */
const FIRST_JOBS = 256
/** A run that has all the jobs it may have ends with its next event; that event itself may want a few more. */
const SPARE_ROWS = 2 ** 14
/** How deep calls that take no time may nest before the next one goes through the event list. */
export const MAX_DEPTH = 40

/** More requests than a run has; a whole number, which counts down faster than infinity does. */
export const NEVER = 2 ** 30

export interface SimOptions {
  seed: number
  replication: number
  /** Rows of jobs that may be in use at the same time. */
  maxJobs: number
  /** Trace one request in so many; NEVER for none. */
  traceEvery: number
}

/** Who has noticed, and the number that goes with it: of the station, block, link or class. */
export type Notice = 'health-check' | 'failover' | 'breaker' | 'failed-request'

/**
 * The first layer of a run: the clock, the pending events, the random draws, and the rows of jobs, blocks, stations and
 * links. The layers above add what jobs do: calls, plans, stations, requests; the last one is `Sim`. They are one object in
 * several files, because a call of one's own method is what compilers of JavaScript make cheapest.
 *
 * @typeParam Self the whole, which kinds of blocks get to see
 */
export abstract class JobStore<Self> extends Tenant implements Clock {
  readonly program: Program<Self>
  readonly options: SimOptions
  readonly events: EventList
  readonly draws = new Draws(memory.draws)
  readonly lanes: Lane[] = []
  private readonly laneOf = new Map<string, number>()

  private readonly firstLink: number
  private readonly firstJob: number
  /** Where a traced job is written down, by job. */
  spans: Int32Array
  private usedRows: number

  /** How long jobs waited, one histogram a block, and the last of it. */
  readonly waitTimes: Int32Array
  private readonly waitBytes: Uint8Array
  /** Latencies of requests since the recorder's last look, one histogram a class. */
  readonly latencies: Int32Array
  /** Where the latter begin in the memory. */
  protected readonly latenciesAt: number
  /** Rows of jobs that may be in use at the same time. */
  private readonly maxJobs: number

  /** What each block keeps, of its own kind's type. */
  readonly states: unknown[] = []
  readonly behaviours: KindBehaviour<Self>[]
  /** What the kind of each block does, by block. */
  readonly arriveOf: ((sim: Self, job: number) => void)[]
  readonly servedOf: ((sim: Self, job: number) => void)[]
  readonly resumedOf: ((sim: Self, job: number) => void)[]
  readonly classCount: number
  /** The draw of a block's work for a class, `block * classCount + class`. */
  readonly workDraw: Int32Array
  readonly tracer: Tracer
  private readonly samplers: (KeySampler | null)[]
  private readonly keyStreams: Int32Array
  private ownKeys = -1
  /** Share of a class's requests that a fault turns to its hottest key. */
  readonly hotShare: Float64Array

  /** Why the run stops early, null while it may go on. */
  truncated: string | null = null
  protected depth = 0
  private readonly rare: ((() => void) | null)[] = []
  /** Told when a part of the design notices that something is wrong. */
  noticed: ((by: Notice, subject: number, atS: number) => void) | null = null

  constructor(program: Program<Self>, options: SimOptions) {
    super()
    this.moveIn()
    this.events = new EventList()
    cursors[FREE_JOB] = -1
    const { blocks, classes, links, stations, behaviours } = program
    this.program = program
    this.options = options
    this.behaviours = behaviours
    const kinds = blocks.map((block) => behaviours[block.kind]!)
    this.arriveOf = kinds.map((kind) => kind.arrive)
    this.servedOf = kinds.map((kind) => kind.served)
    this.resumedOf = kinds.map((kind) => kind.resumed)
    this.firstLink = blocks.length + stations
    cursors[FIRST_CLASS] = this.firstLink + links.length
    this.firstJob = this.firstLink + links.length + classes.length
    this.usedRows = this.firstJob
    this.maxJobs = Math.min(options.maxJobs, MEMORY_ROWS - this.firstJob - SPARE_ROWS)
    this.spans = new Int32Array(this.firstJob + FIRST_JOBS)
    this.latenciesAt = blocks.length * HISTOGRAM_BUCKETS
    const end = this.latenciesAt + classes.length * HISTOGRAM_BUCKETS
    this.waitTimes = memory.counts.subarray(0, this.latenciesAt)
    this.waitBytes = memory.bytes.subarray(0, this.latenciesAt)
    this.latencies = memory.counts.subarray(this.latenciesAt, end)
    this.classCount = classes.length
    this.workDraw = new Int32Array(blocks.length * classes.length).fill(NO_DRAW)
    this.tracer = new Tracer(program.classes.length)
    this.hotShare = new Float64Array(classes.length)
    this.samplers = classes.map((spec) => spec.keys)
    this.keyStreams = Int32Array.from(classes, (spec) => this.addStream(spec.id, 'keys'))
    for (const [i, block] of blocks.entries()) {
      const row = i << ROW_BITS
      rows.BLOCK_ROW.FIRST_STATION[row] = block.firstStation
      rows.BLOCK_ROW.INSTANCES[row] = block.instances
    }
  }

  /** Brings `waitTimes` up to date: before they are read or set. */
  settleWaits(): void {
    settleBytes(this.waitBytes, this.waitTimes)
  }

  protected extent(): Extent {
    const { usedRows: rows, events, draws } = this
    const histograms = this.program.blocks.length + this.classCount
    return { rows, near: events.near, ...events.inUse, histograms, streams: draws.count, batches: draws.batches }
  }

  get nowS(): number {
    return clock[NOW]!
  }

  /** Where a link's row begins in `ints`. */
  linkAt(link: number): number {
    return (this.firstLink + link) << ROW_BITS
  }

  /** The number of the link whose row begins there. */
  linkNumber(linkAt: number): number {
    return (linkAt >> ROW_BITS) - this.firstLink
  }

  /** Where a class's row begins in `ints`. */
  classAt(classIndex: number): number {
    return (cursors[FIRST_CLASS]! + classIndex) << ROW_BITS
  }

  behaviourOf(block: number): KindBehaviour<Self> {
    return this.behaviours[this.program.blocks[block]!.kind]!
  }

  /** Adds a draw whose stream is named by the id of what it belongs to and its purpose. */
  addDraw(id: string, purpose: string, shape: Shape): number {
    return this.draws.add(shape, this.nameOf(id, purpose))
  }

  addStream(id: string, purpose: string): number {
    return this.draws.addStream(this.nameOf(id, purpose))
  }

  private nameOf(id: string, purpose: string): string {
    return streamName(this.options.seed, this.options.replication, id, purpose)
  }

  /** Takes the next value of a draw, as `draws.take` does, which is asked once a batch. @returns its place in the values */
  protected takeDraw(draw: number): number {
    const place = drawNext[draw]!
    if ((place & LAST_OF_BATCH) === 0) return this.draws.take(draw) | 0
    drawNext[draw] = (place + 1) | 0
    return place
  }

  /** Gives a block's work a draw for every class. */
  setWork(block: number, timeOf: (classIndex: number) => TimeDistribution): void {
    const { id } = this.program.blocks[block]!
    // classes that share a distribution share its stream
    const drawOf = new Map<TimeDistribution | string, number>()
    let count = 0
    for (let c = 0; c < this.classCount; c++) {
      const time = timeOf(c)
      let draw = drawOf.get(time)
      if (draw === undefined) {
        const shape = timeShape(time)
        const name = JSON.stringify(shape)
        draw = drawOf.get(name) ?? this.addDraw(id, `work ${count++}`, shape)
        drawOf.set(time, draw).set(name, draw)
      }
      this.workDraw[block * this.classCount + c] = draw
    }
    const draws = new Set(this.classesAt(block).map((c) => this.workDraw[block * this.classCount + c]!))
    rows.BLOCK_ROW.ONLY_DRAW[block << ROW_BITS] = draws.size === 1 ? [...draws][0]! : NO_DRAW
  }

  /** Classes whose jobs can come to a block. */
  protected classesAt(block: number): number[] {
    const { classes, comesTo } = this.program
    return [...classes.keys()].filter((c) => comesTo[block * classes.length + c] === 1)
  }

  /** The lane of a delay: messages and time-outs apart, because void time-outs are skipped. */
  laneFor(delayS: number, timeouts: boolean): number {
    const name = `${delayS} ${timeouts}`
    let lane = this.laneOf.get(name)
    if (lane === undefined) {
      lane = this.lanes.push(new Lane(delayS, rows.event(rows.OP.LANE, this.lanes.length), timeouts)) - 1
      this.laneOf.set(name, lane)
    }
    return lane
  }

  /** A free row. Its GEN is its own, and TIMER and MISSED are empty; everything else is whatever was there before. */
  protected takeJob(): number {
    const job = cursors[FREE_JOB]!
    if (job < 0) return this.takeNewRow()
    cursors[FREE_JOB] = NEXT[job << ROW_BITS]!
    return job
  }

  private takeNewRow(): number {
    if (this.usedRows === this.spans.length) {
      this.sweepLostJobs()
      if (cursors[FREE_JOB]! >= 0) return this.takeJob()
      this.growSpans()
    }
    // where no row is free, all are in use
    const job = this.usedRows++
    if (job >= MEMORY_ROWS) throw new Error('There is no row left for a job')
    MISSED[job << ROW_BITS] = -1
    if (this.usedRows - this.firstJob > this.maxJobs) this.stopEarly('jobs')
    return job
  }

  /** Nothing more happens: there is no event left before the limit. */
  protected stopEarly(why: string): void {
    this.truncated ??= why
    this.events.limitS = -Infinity
  }

  /** Frees jobs that were lost and that nobody waits for any more. */
  protected abstract sweepLostJobs(): void

  /** Gives a row back; whoever still refers to it sees by GEN that it has another owner. */
  freeJobRow(job: number): void {
    const at = job << ROW_BITS
    const flags = FLAGS[at]!
    if ((flags & (TRACED | REST)) !== 0) this.clearRow(job, flags)
    GEN[at]!++
    FLAGS[at] = 0
    NEXT[at] = cursors[FREE_JOB]!
    cursors[FREE_JOB] = job | 0
  }

  private clearRow(job: number, flags: number): void {
    if ((flags & TRACED) !== 0) this.tracer.release(this.spans[job]!)
    TIMER[job << ROW_BITS] = 0
    MISSED[job << ROW_BITS] = -1
  }

  /** Calls `visit` for every job in use. For rare moments only: it looks at all rows. */
  forEachJob(visit: (job: number, at: number) => void): void {
    // jobs made meanwhile are not visited
    const used = this.usedRows
    for (let job = this.firstJob; job < used; job++) {
      const at = job << ROW_BITS
      if ((FLAGS[at]! & LIVE) !== 0) visit(job, at)
    }
  }

  /** A job that was not called by anyone: a request at its client, a message in a queue, a copy of a write. */
  takeOwnJob(block: number, classIndex: number, key: number, step: number): number {
    const job = this.takeJob()
    const at = job << ROW_BITS
    NEXT[at] = -1
    PARENT[at] = NO_PARENT
    BLOCK[at] = block | 0
    LINK_AT[at] = -1
    CLASS[at] = classIndex | 0
    KEY[at] = key | 0
    STATION[at] = -1
    STEP[at] = step | 0
    FLAGS[at] = LIVE
    BORN[job << REAL_BITS] = clock[NOW]!
    return job
  }

  /** A key of a request's own: a number below 0, that no cache can hold. In order, as whoever splits by key hashes it first. */
  ownKey(): number {
    this.ownKeys = (this.ownKeys + 1) & 0x3fffffff
    return -this.ownKeys - 1
  }

  /** The key of a request of a class; one of its own for a class without keys. */
  drawKey(classIndex: number): number {
    const sampler = this.samplers[classIndex]!
    if (sampler === null) return this.ownKey()
    const stream = this.keyStreams[classIndex]!
    const share = this.hotShare[classIndex]!
    if (share > 0 && nextUniform(words, stream) < share) return 0
    return sampler.draw(words, stream)
  }

  /** Runs something once after a delay, for what happens seldom: faults, failovers, health checks. */
  later(delayS: number, action: () => void): void {
    let slot = this.rare.indexOf(null)
    if (slot < 0) slot = this.rare.push(null) - 1
    this.rare[slot] = action
    clock[WHEN] = clock[NOW]! + delayS
    this.events.push(rows.event(rows.OP.RARE, slot))
  }

  protected runRare(slot: number): void {
    const action = this.rare[slot]!
    this.rare[slot] = null
    action?.()
  }

  private growSpans(): void {
    const count = this.firstJob + 2 * (this.spans.length - this.firstJob)
    const spans = new Int32Array(count)
    spans.set(this.spans)
    this.spans = spans
  }

  // What kinds ask about a job.

  blockOf(job: number): number {
    return BLOCK[job << ROW_BITS]!
  }

  /** What the job's block keeps; the caller knows its own kind. */
  stateOf(job: number): unknown {
    return this.states[BLOCK[job << ROW_BITS]!]
  }

  classOf(job: number): number {
    return CLASS[job << ROW_BITS]!
  }

  keyOf(job: number): number {
    return KEY[job << ROW_BITS]!
  }

  stationOf(job: number): number {
    return STATION[job << ROW_BITS]!
  }

  setStation(job: number, station: number): void {
    STATION[job << ROW_BITS] = station | 0
  }

  /** A cache has been asked for a key. */
  countLookUp(block: number, isHit: boolean): void {
    if (isHit) rows.BLOCK_ROW.HITS[block << ROW_BITS]!++
    else rows.BLOCK_ROW.MISSES[block << ROW_BITS]!++
  }

  isWrite(job: number): boolean {
    return this.program.classes[CLASS[job << ROW_BITS]!]!.write
  }

  hasFlag(job: number, flag: number): boolean {
    return (FLAGS[job << ROW_BITS]! & flag) !== 0
  }

  setFlag(job: number, flag: number): void {
    FLAGS[job << ROW_BITS]! |= flag
  }

  /** A job of the block's own doing, which nobody called. */
  isOwn(job: number): boolean {
    return LINK_AT[job << ROW_BITS]! < 0
  }
}
