import { Draws, NO_DRAW } from '@/core/random/draws'
import type { Shape } from '@/core/random/moments'
import { nextUint32, nextUniform, streamName } from '@/core/random/streams'
import type { KindBehaviour } from './behaviour'
import { EventList, OP_BITS } from './event-list'
import {
  AUX,
  BLOCK,
  BORN,
  CLASS,
  FLAGS,
  GEN,
  KEY,
  LINK,
  LIVE,
  NEXT,
  NO_PARENT,
  PARENT,
  REAL_BITS,
  ROW_BITS,
  STATION,
  STEP,
  TIMER,
  TRACED,
} from './job'
import { Lane } from './lane'
import { LinkTable } from './link-table'
import { Metrics } from './metrics'
import { PlanTable } from './plan-table'
import type { Program } from './program'
import { StationTable } from './station-table'
import { Tracer } from './tracer'

/** What an event asks for; the rest of the event says for whom. */
export const OP_WORK = 0
export const OP_LANE = 1
export const OP_ARRIVAL = 2
export const OP_DELIVER = 3
export const OP_ANSWER = 4
export const OP_TIMEOUT = 5
export const OP_RETRY = 6
export const OP_SHARING = 7
export const OP_THINK = 8
export const OP_RARE = 9
export const OP_MESSAGE = 10

export const event = (op: number, subject: number): number => (subject << OP_BITS) | op

export type JobHandler = (sim: Sim, job: number) => void
export type Behaviour<Config = unknown> = KindBehaviour<Sim, Config>
export type SimProgram = Program<Sim>

export interface SimOptions {
  seed: number
  replication: number
  /** Rows of jobs that may be in use at the same time. */
  maxJobs: number
  /** Trace one request in so many. */
  traceEvery: number
}

/** Functions of files that stand on this one. */
export interface Upcalls {
  /** Hands the outcome of a call to the job that waits for it. */
  collect: (sim: Sim, call: number, outcome: number, owned: boolean) => void
  /** Frees jobs that nobody will ever ask for again. */
  sweep: (sim: Sim) => void
}

/** How deep calls that take no time may nest before the next one goes through the event list. */
export const MAX_DEPTH = 40

/**
 * One replication of a run: the clock, the pending events, the jobs, and what each block keeps. Fields that the hot
 * path uses are public, and functions over them live in files by subject (stations, calls, plans, sources).
 */
export class Sim {
  readonly program: SimProgram
  readonly options: SimOptions
  readonly events = new EventList()
  readonly draws = new Draws()
  /** The time, seconds; measuring starts at 0. */
  readonly clock = new Float64Array(1)
  readonly lanes: Lane[] = []
  private readonly laneOf = new Map<string, number>()

  /** Rows of jobs, see job.ts. They move when they grow: read them anew after anything that may take a job. */
  ints = new Int32Array(256 << ROW_BITS)
  reals = new Float64Array(256 << REAL_BITS)
  /** Where a traced job is written down, by job. */
  spans = new Int32Array(256)
  private freeJob = -1
  private usedJobs = 0
  live = 0

  readonly collect: Upcalls['collect']
  private readonly sweep: Upcalls['sweep']
  /** Told of every request that has been answered or has failed. */
  requestDone: (job: number) => void = () => {}
  readonly kindOf: Uint8Array
  readonly arrive: JobHandler[]
  readonly served: JobHandler[]
  readonly resumed: JobHandler[]
  /** What each block keeps, of its own kind's type. */
  readonly states: unknown[] = []
  /** Share of calls that a fault makes a block fail, 0 without one; the stream it is drawn from. */
  readonly errorRatio: Float64Array
  readonly errorStream: Int32Array
  /** The draw of a block's work for a class, `block * classes + class`. */
  readonly workDraw: Int32Array

  readonly stations: StationTable<Sim>
  readonly links: LinkTable
  readonly plans: PlanTable
  readonly metrics: Metrics
  readonly tracer: Tracer
  private readonly keyStreams: number[]
  /** Share of a class's requests that a fault turns to its hottest key. */
  readonly hotShare: Float64Array

  /** Why the run stops early, null while it may go on. */
  truncated: string | null = null
  depth = 0
  private readonly rare: ((() => void) | null)[] = []
  private readonly watchers: ((station: number, isUp: boolean) => void)[][]

  constructor(program: SimProgram, options: SimOptions, upcalls: Upcalls) {
    this.collect = upcalls.collect
    this.sweep = upcalls.sweep
    const { blocks, classes, behaviours } = program
    this.program = program
    this.options = options
    this.kindOf = Uint8Array.from(blocks, (block) => block.kind)
    this.arrive = behaviours.map((kind) => kind.arrive)
    this.served = behaviours.map((kind) => kind.served)
    this.resumed = behaviours.map((kind) => kind.resumed)
    this.errorRatio = new Float64Array(blocks.length)
    this.errorStream = new Int32Array(blocks.length)
    this.workDraw = new Int32Array(blocks.length * classes.length).fill(NO_DRAW)
    this.hotShare = new Float64Array(classes.length)
    this.watchers = blocks.map(() => [])
    this.stations = new StationTable(blocks, program.stations)
    this.metrics = new Metrics(classes.length, blocks.length, program.stations, program.links.length)
    this.tracer = new Tracer(options.traceEvery)
    this.links = new LinkTable(program.links, this)
    this.plans = new PlanTable(program, this)
    this.keyStreams = classes.map((spec) => this.addStream(spec.id, 'keys'))
    blocks.forEach((block, i) => this.states.push(this.behaviourOf(i).setup(this, i, block.config)))
    blocks.forEach((_, i) => this.behaviourOf(i).connect?.(this, i))
  }

  behaviourOf(block: number): Behaviour {
    return this.program.behaviours[this.kindOf[block]!]!
  }

  /** Adds a draw whose stream is named by the id of what it belongs to and its purpose. */
  addDraw(id: string, purpose: string, shape: Shape): number {
    return this.draws.add(shape, this.streamName(id, purpose))
  }

  addStream(id: string, purpose: string): number {
    return this.draws.addStream(this.streamName(id, purpose))
  }

  private streamName(id: string, purpose: string): string {
    return streamName(this.options.seed, this.options.replication, id, purpose)
  }

  /** Gives a block's work a draw for every class. */
  setWork(block: number, shapeOf: (classIndex: number) => Shape): void {
    const { id } = this.program.blocks[block]!
    const drawOf = new Map<string, number>()
    this.program.classes.forEach((_, c) => {
      const shape = shapeOf(c)
      // classes that share a distribution share its stream
      const key = JSON.stringify(shape)
      let draw = drawOf.get(key)
      if (draw === undefined) {
        draw = this.addDraw(id, `work ${key}`, shape)
        drawOf.set(key, draw)
      }
      this.workDraw[block * this.program.classes.length + c] = draw
    })
  }

  /** The lane of a delay: messages and time-outs apart, because stale time-outs are skipped. */
  laneFor(delayS: number, timeouts: boolean): number {
    const name = `${delayS} ${timeouts}`
    let lane = this.laneOf.get(name)
    if (lane === undefined) {
      lane = this.lanes.push(new Lane(delayS, event(OP_LANE, this.lanes.length), timeouts)) - 1
      this.laneOf.set(name, lane)
    }
    return lane
  }

  /** A free row, its fields those of a job that nobody waits for and that has not left yet. */
  takeJob(): number {
    let job = this.freeJob
    if (job >= 0) {
      this.freeJob = this.ints[(job << ROW_BITS) + NEXT]!
    } else {
      if (this.usedJobs === this.spans.length) return this.takeAfterGrowing()
      job = this.usedJobs++
    }
    if (++this.live > this.options.maxJobs) this.truncated ??= 'jobs'
    return job
  }

  /** Gives a row back; whoever still refers to it sees by GEN that it has another owner. */
  freeJobRow(job: number): void {
    const at = job << ROW_BITS
    const ints = this.ints
    if ((ints[at + FLAGS]! & TRACED) !== 0) this.tracer.release(this.spans[job]!)
    ints[at + GEN]!++
    ints[at + FLAGS] = 0
    ints[at + NEXT] = this.freeJob
    this.freeJob = job
    this.live--
  }

  /** Calls `visit` for every job in use. For rare moments only: it looks at all rows. */
  forEachJob(visit: (job: number, at: number) => void): void {
    // jobs made meanwhile are not visited
    const used = this.usedJobs
    for (let job = 0; job < used; job++) {
      const at = job << ROW_BITS
      if ((this.ints[at + FLAGS]! & LIVE) !== 0) visit(job, at)
    }
  }

  /** A job that was not called by anyone: a request at its client, or a message in a queue. */
  takeOwnJob(block: number, classIndex: number, key: number, step: number): number {
    const job = this.takeJob()
    const ints = this.ints
    const at = job << ROW_BITS
    ints[at + NEXT] = -1
    ints[at + PARENT] = NO_PARENT
    ints[at + BLOCK] = block
    ints[at + LINK] = -1
    ints[at + CLASS] = classIndex
    ints[at + KEY] = key
    ints[at + STATION] = -1
    ints[at + STEP] = step
    ints[at + FLAGS] = LIVE
    ints[at + TIMER] = 0
    ints[at + AUX] = -1
    this.reals[(job << REAL_BITS) + BORN] = this.clock[0]!
    return job
  }

  /** The key of a request of a class. Without keys it is a number of its own, below 0, that no cache can hold. */
  drawKey(classIndex: number): number {
    const stream = this.keyStreams[classIndex]!
    const sampler = this.program.classes[classIndex]!.keys
    if (sampler === null) return -1 - (nextUint32(this.draws.words, stream) >>> 2)
    const share = this.hotShare[classIndex]!
    if (share > 0 && nextUniform(this.draws.words, stream) < share) return 0
    return sampler.draw(this.draws.words, stream)
  }

  /** Runs something once after a delay, for what happens seldom: faults, failovers, health checks. */
  later(delayS: number, action: () => void): void {
    let slot = this.rare.indexOf(null)
    if (slot < 0) slot = this.rare.push(null) - 1
    this.rare[slot] = action
    this.events.time[0] = this.clock[0]! + delayS
    this.events.push(event(OP_RARE, slot))
  }

  /** Tells of every instance of a block that goes down or comes back. */
  watch(block: number, watcher: (station: number, isUp: boolean) => void): void {
    this.watchers[block]!.push(watcher)
  }

  tellWatchers(station: number, isUp: boolean): void {
    for (const watcher of this.watchers[this.stations.block[station]!]!) watcher(station, isUp)
  }

  runRare(slot: number): void {
    const action = this.rare[slot]!
    this.rare[slot] = null
    action?.()
  }

  /** All rows are taken: first those that are of no use any more are freed, then there are twice as many. */
  private takeAfterGrowing(): number {
    this.sweep(this)
    if (this.freeJob < 0) this.growJobs()
    return this.takeJob()
  }

  private growJobs(): void {
    const count = this.spans.length * 2
    const ints = new Int32Array(count << ROW_BITS)
    ints.set(this.ints)
    this.ints = ints
    const reals = new Float64Array(count << REAL_BITS)
    reals.set(this.reals)
    this.reals = reals
    const spans = new Int32Array(count)
    spans.set(this.spans)
    this.spans = spans
  }
}
