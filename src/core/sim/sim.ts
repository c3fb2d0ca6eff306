import { HISTOGRAM_BUCKETS, recordTime } from '@/core/stats/latency-histogram'
import type { KindBehaviour } from './behaviour'
import type { EventHash } from './event-hash'
import { type SimOptions, event } from './job-store'
import { type ArrivalSpec, END_STEP, type Program } from './program'
import { RateCurve } from './rate-curve'
import * as rows from './rows'
import { Stations } from './stations'

const { REQUEST, FIRST_FAILURE } = rows
const { OK, UNAVAILABLE } = rows.OUTCOME
const { COUNTED, FAILED, LIVE, OUTCOME_MASK, TRACED } = rows.FLAG
const { BLOCK, CLASS, FLAGS, TIMER } = rows.JOB
const JOB_BITS = rows.JOB.BITS
const { BORN } = rows.JOB_REAL
const REAL_BITS = rows.JOB_REAL.BITS
const { HAS } = rows.LINK_ROW
const LINK_BITS = rows.LINK_ROW.BITS
const FAILURE_REASONS = rows.FAILURES.length
const OP_BITS = rows.OP.BITS
const OP_MASK = rows.OP.MASK
const OP_WORK = rows.OP.WORK
const OP_LANE = rows.OP.LANE
const OP_ARRIVAL = rows.OP.ARRIVAL
const OP_DELIVER = rows.OP.DELIVER
const OP_ANSWER = rows.OP.ANSWER
const OP_TIMEOUT = rows.OP.TIMEOUT
const OP_RETRY = rows.OP.RETRY
const OP_SHARING = rows.OP.SHARING
const OP_THINK = rows.OP.THINK
const OP_RARE = rows.OP.RARE
const END = END_STEP
const BUCKETS = HISTOGRAM_BUCKETS
const record = recordTime

const POISSON = 0
const CONSTANT = 1
const BURSTY = 2
const CLOSED = 3
const TRACE = 4

export type Behaviour<Config = unknown> = KindBehaviour<Sim, Config>
export type SimProgram = Program<Sim>
export type { SimOptions } from './job-store'

/** Latencies of requests since the last look, and what became of them since measuring began, by class. */
export class RequestCounts {
  readonly offered: Int32Array
  readonly completed: Int32Array
  /** Four a class, by reason. */
  readonly failed: Int32Array
  readonly latencySum: Float64Array
  readonly latencyMax: Float64Array
  readonly latencies: Int32Array

  constructor(classes: number) {
    this.offered = new Int32Array(classes)
    this.completed = new Int32Array(classes)
    this.failed = new Int32Array(classes * FAILURE_REASONS)
    this.latencySum = new Float64Array(classes)
    this.latencyMax = new Float64Array(classes)
    this.latencies = new Int32Array(classes * BUCKETS)
  }
}

/**
 * One replication of a run, whole: where requests come from and end, and the loop over the events. The layers below it
 * are JobStore, Calls, Plans and Stations.
 */
export class Sim extends Stations<Sim> {
  readonly counts: RequestCounts
  /** Events taken from the event list, lanes included. */
  eventCount = 0
  /** Fingerprint of the event stream, where one is asked for. */
  hash: EventHash | null = null

  private readonly sourceType: Uint8Array
  /** Mean time between arrivals (of bursts, where they come in bursts), seconds, with the factor of faults in it. */
  private readonly gap: Float64Array
  private readonly burst: Int32Array
  private readonly sourceDraw: Int32Array
  /** The arrival that is due; an earlier one has been replaced. */
  private readonly due: Int32Array
  /** Faults multiply the rate by this. */
  private readonly rateFactor: Float64Array
  private readonly rateCurves: (RateCurve | null)[]
  /** The only link that a class takes from its client, without further ado; -1 where there is more to it. */
  private readonly onlyLink: Int32Array
  private readonly latency = new Float64Array(1)
  private readonly limit = new Float64Array(1)

  /** @param startS when the clock starts: before 0 by the length of the warm-up */
  constructor(program: SimProgram, options: SimOptions, startS: number) {
    super(program, options)
    const count = this.classCount
    this.clock[0] = startS
    this.counts = new RequestCounts(count)
    this.sourceType = new Uint8Array(count)
    this.gap = new Float64Array(count)
    this.burst = new Int32Array(count).fill(1)
    this.sourceDraw = new Int32Array(count)
    this.due = new Int32Array(count)
    this.rateFactor = new Float64Array(count).fill(1)
    this.onlyLink = new Int32Array(count).fill(-1)
    this.rateCurves = program.classes.map(({ arrivals }) =>
      arrivals.type === 'trace' ? new RateCurve(arrivals.times, arrivals.rates) : null,
    )
    for (const [i, spec] of program.classes.entries()) {
      this.addSource(i, spec.id, spec.arrivals)
      const plan = spec.block < 0 ? END : this.planOf(spec.block, i)
      const isSimple = plan !== END && this.plans.stepSimple[plan] === 1 && this.plans.stepNext[plan] === END
      if (isSimple) this.onlyLink[i] = this.plans.callLink[this.plans.stepCalls[plan]!]!
    }
    for (const [i, block] of program.blocks.entries())
      this.states.push(this.behaviourOf(i).setup(this, i, block.config))
    for (const i of program.blocks.keys()) this.behaviourOf(i).connect?.(this, i)
  }

  private addSource(i: number, id: string, arrivals: ArrivalSpec): void {
    if (arrivals.type === 'closed') {
      this.sourceType[i] = CLOSED
      this.sourceDraw[i] = this.addDraw(id, 'think', arrivals.thinkTime)
      return
    }
    this.sourceDraw[i] = this.addDraw(id, 'arrivals', { type: 'exponential', mean: 1 })
    if (arrivals.type === 'trace') {
      this.sourceType[i] = TRACE
      return
    }
    this.sourceType[i] = arrivals.type === 'poisson' ? POISSON : arrivals.type === 'constant' ? CONSTANT : BURSTY
    this.burst[i] = arrivals.type === 'bursty' ? arrivals.burst : 1
    this.gap[i] = this.burst[i] / arrivals.ratePerS
  }

  /** Schedules the first request of every class. */
  start(): void {
    for (const [i, { arrivals }] of this.program.classes.entries()) {
      if (arrivals.type !== 'closed') this.scheduleArrival(i)
      else for (let user = 0; user < arrivals.users && this.truncated === null; user++) this.think(i)
    }
  }

  /** Changes the rate of a class from now on. Waiting for a Poisson arrival has no memory, so it simply starts anew. */
  setRateFactor(classIndex: number, factor: number): void {
    if (this.rateFactor[classIndex] === factor) return
    this.rateFactor[classIndex] = factor
    const { arrivals } = this.program.classes[classIndex]!
    if ('ratePerS' in arrivals) this.gap[classIndex] = this.burst[classIndex]! / (arrivals.ratePerS * factor)
    if (this.sourceType[classIndex] !== CLOSED) this.scheduleArrival(classIndex)
  }

  private scheduleArrival(i: number): void {
    const { events, clock, draws } = this
    const type = this.sourceType[i]!
    if (type === POISSON || type === BURSTY) {
      draws.draw(this.sourceDraw[i]!)
      events.time[0] = clock[0]! + draws.value[0]! * this.gap[i]!
    } else if (type === CONSTANT) {
      events.time[0] = clock[0]! + this.gap[i]!
    } else {
      draws.draw(this.sourceDraw[i]!)
      events.time[0] = this.rateCurves[i]!.timeAfter(clock[0]!, draws.value[0]! / this.rateFactor[i]!)
    }
    // a rate of 0 never comes
    this.due[i] = events.time[0] < Infinity ? events.push(event(OP_ARRIVAL, i)) : 0
  }

  /** The next arrival of a class, unless its rate has changed since it was scheduled. */
  private arrive(classIndex: number, seq: number): void {
    if (this.due[classIndex] !== seq) return
    this.scheduleArrival(classIndex)
    for (let i = this.burst[classIndex]!; i > 0; i--) this.startRequest(classIndex)
  }

  /** A user of a closed class makes up their mind, and will then send a request. */
  private think(classIndex: number): void {
    this.draws.draw(this.sourceDraw[classIndex]!)
    this.events.time[0] = this.clock[0]! + this.draws.value[0]! / this.rateFactor[classIndex]!
    this.events.push(event(OP_THINK, classIndex))
    if (this.events.pending > this.options.maxJobs) this.truncated ??= 'events pending'
  }

  /** A new request of a class sets out from its client. */
  private startRequest(classIndex: number): void {
    const key = this.drawKey(classIndex)
    let flags = LIVE
    if (this.clock[0]! >= 0) {
      this.counts.offered[classIndex]!++
      flags |= COUNTED
    }
    const link = this.onlyLink[classIndex]!
    if (this.tracer.wants()) {
      this.startWithPlan(classIndex, key, flags | TRACED)
    } else if (link >= 0 && this.linkInts[(link << LINK_BITS) + HAS] === 0) {
      // the commonest case by far: the request is the call itself, and needs no job of its own beside it
      this.sendCall(this.makeCall(REQUEST, link, flags, -1, classIndex, key), link)
    } else {
      this.startWithPlan(classIndex, key, flags)
    }
  }

  private startWithPlan(classIndex: number, key: number, flags: number): void {
    const { block } = this.program.classes[classIndex]!
    const plan = this.planOf(block, classIndex)
    const job = this.takeOwnJob(block, classIndex, key, plan)
    if ((flags & TRACED) !== 0) this.spans[job] = this.tracer.begin(classIndex, block, this.clock[0]!)
    this.ints[(job << JOB_BITS) + FLAGS] = flags
    // a client that is wired to nothing reaches nothing
    if (plan === END) this.ints[(job << JOB_BITS) + FLAGS]! |= FAILED | UNAVAILABLE
    this.startPlan(job, plan)
  }

  /** A request has been through its plan. */
  requestDone(job: number): void {
    const flags = this.ints[(job << JOB_BITS) + FLAGS]!
    this.endRequest(job, (flags & FAILED) === 0 ? OK : flags & OUTCOME_MASK)
  }

  /** Counts what became of a request, and frees it. */
  protected endRequest(job: number, outcome: number): void {
    const at = job << JOB_BITS
    const flags = this.ints[at + FLAGS]!
    const classIndex = this.ints[at + CLASS]!
    if ((flags & TRACED) !== 0) this.endTrace(job, outcome, flags)
    if ((flags & COUNTED) !== 0) {
      const { counts, latency } = this
      if (outcome < FIRST_FAILURE) {
        latency[0] = this.clock[0]! - this.reals[(job << REAL_BITS) + BORN]!
        counts.completed[classIndex]!++
        counts.latencySum[classIndex]! += latency[0]
        if (latency[0] > counts.latencyMax[classIndex]!) counts.latencyMax[classIndex] = latency[0]!
        record(counts.latencies, classIndex * BUCKETS, latency)
      } else {
        counts.failed[classIndex * FAILURE_REASONS + outcome - FIRST_FAILURE]!++
      }
    }
    this.freeJobRow(job)
    if (this.sourceType[classIndex] === CLOSED) this.think(classIndex)
  }

  private endTrace(job: number, outcome: number, flags: number): void {
    const isCounted = (flags & COUNTED) !== 0
    this.tracer.finish(this.spans[job]!, outcome, this.clock[0]!, isCounted, outcome >= FIRST_FAILURE)
  }

  /**
   * Runs all events before a time, in order of time and, at the same time, in the order in which they were scheduled.
   * @param maxEvents stop after so many, to come back later
   * @returns true when the time has been reached; the clock then stands at it
   */
  runUntil(untilS: number, maxEvents: number): boolean {
    const { events, clock, limit, hash } = this
    limit[0] = untilS
    let count = 0
    while (count < maxEvents && this.truncated === null) {
      const item = events.popBefore(limit)
      if (item < 0) {
        this.eventCount += count
        clock[0] = untilS
        return true
      }
      clock[0] = events.time[0]!
      count++
      if (hash !== null) hash.add(clock, item)
      const op = item & OP_MASK
      // comparisons beat a table: the commonest come first and can be inlined
      if (op === OP_WORK) this.endWork(item >> OP_BITS, events.popped)
      else if (op === OP_ARRIVAL) this.arrive(item >> OP_BITS, events.popped)
      else if (op === OP_LANE) this.runLane(item >> OP_BITS)
      else this.runOther(op, item >> OP_BITS)
    }
    this.eventCount += count
    return false
  }

  private runOther(op: number, subject: number): void {
    switch (op) {
      case OP_DELIVER:
        this.deliver(subject)
        return
      case OP_ANSWER:
        this.answer(subject)
        return
      case OP_RETRY:
        this.retry(subject)
        return
      case OP_SHARING:
        this.sharing.get(subject)!.finishNext(this, subject, this.events.popped)
        return
      case OP_THINK:
        this.startRequest(subject)
        return
      case OP_RARE:
        this.runRare(subject)
    }
  }

  /** The head of a lane has come up: the next one takes its place in the event list. */
  private runLane(number: number): void {
    const lane = this.lanes[number]!
    const item = lane.first
    const seq = lane.firstSeq
    lane.drop()
    if (lane.timeouts) this.skipVoidTimeouts(number)
    lane.schedule(this.events)
    const subject = item >> OP_BITS
    const op = item & OP_MASK
    if (op === OP_DELIVER) this.deliver(subject)
    else if (op === OP_ANSWER) this.answer(subject)
    else if (op === OP_TIMEOUT) this.timeOut(subject, seq)
    else this.messageTimeUp(subject, seq)
  }

  /** A message has not been acknowledged in time; the block that keeps it decides. */
  private messageTimeUp(job: number, seq: number): void {
    const at = job << JOB_BITS
    if (this.ints[at + TIMER] === seq) this.behaviourOf(this.ints[at + BLOCK]!).timeUp?.(this, job)
  }

  /** Most time-outs are void by their time: their calls have been answered. They need no event. */
  private skipVoidTimeouts(number: number): void {
    const lane = this.lanes[number]!
    while (lane.length > 0 && this.ints[((lane.first >> OP_BITS) << JOB_BITS) + TIMER] !== lane.firstSeq) lane.drop()
  }
}
