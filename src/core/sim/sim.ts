import { HISTOGRAM_BUCKETS, recordTime, timeToRecord } from '@/core/stats/latency-histogram'
import type { KindBehaviour } from './behaviour'
import type { EventHash } from './event-hash'
import { NEVER, type SimOptions } from './job-store'
import { type ArrivalSpec, END_STEP, type Program } from './program'
import { Pauses } from './pauses'
import { RateCurve } from './rate-curve'
import * as rows from './rows'
import { PlainBlocks } from './plain-blocks'
import { SIMPLE_BITS } from './plan-table'
import { CLOCK, CURSOR, memory } from './memory'

const { clock, counts, cursors } = memory
const { values } = memory.draws
const { NOW, WHEN } = CLOCK
const { TAKEN } = CURSOR

const { REQUEST, FIRST_FAILURE, BESIDES } = rows
const { OK, UNAVAILABLE } = rows.OUTCOME
const { COUNTED, FAILED, LIVE, OUTCOME_MASK, TRACED } = rows.FLAG
const { BLOCK, CLASS, FLAGS, TIMER } = rows.JOB
const { ROW_BITS, REAL_BITS, TO_REAL } = rows
const { BURST, DRAW, DUE, ONLY_LINK_AT, OFFERED, KEYED, LATENCIES_AT } = rows.CLASS_ROW
const SOURCE_OF = rows.CLASS_ROW.SOURCE
const FAILED_COUNTS = rows.CLASS_ROW.FAILED
const { LATENCY_SUM, LATENCY_MAX, GAP, RATE_FACTOR } = rows.CLASS_REAL
const { POISSON, CONSTANT, BURSTY, CLOSED, TRACE } = rows.SOURCE
const { BORN } = rows.JOB_REAL
const { HAS } = rows.LINK_ROW
/** Events between two looks at how far a run has come. */
const EVENTS_AT_ONCE = 500
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
const OP_SCHEDULER = rows.OP.SCHEDULER
const OP_THINK = rows.OP.THINK
const OP_RARE = rows.OP.RARE
const END = END_STEP
const CLOSER_LOOKS = 2000
const CLOSELY = 16
const BUCKETS = HISTOGRAM_BUCKETS
const record = recordTime
const recorded = timeToRecord
/** What the design file calls its arrivals. */
const SOURCES = { poisson: POISSON, constant: CONSTANT, bursty: BURSTY, closed: CLOSED, trace: TRACE } as const

export type Behaviour<Config = unknown> = KindBehaviour<Sim, Config>
export type SimProgram = Program<Sim>
export type { SimOptions } from './job-store'

/**
 * One replication of a run, whole: where requests come from and end, and the loop over the events. The layers below it
 * are JobStore, Attempts, Calls, Plans, Stations, Outages and PlainBlocks.
 */
export class Sim extends PlainBlocks<Sim> {
  /** Events taken from the event list, lanes included. */
  eventCount = 0
  /** Fingerprint of the event stream, where one is asked for. */
  hash: EventHash | null = null

  /** Requests until the next one that is traced. */
  private untilTraced: number
  /** How many requests may yet be traced because one has failed as no traced one has, and how many of them are next. */
  private closerLooks: number
  private closely = 0
  private readonly rateCurves: (RateCurve | null)[]
  readonly pauses: Pauses = new Pauses(this)

  /** @param startS when the clock starts: before 0 by the length of the warm-up */
  constructor(program: SimProgram, options: SimOptions, startS: number) {
    super(program, options)
    clock[NOW] = startS
    this.untilTraced = options.traceEvery
    this.closerLooks = options.traceEvery === NEVER ? 0 : CLOSER_LOOKS
    this.rateCurves = program.classes.map(({ arrivals }) =>
      arrivals.type === 'trace' ? new RateCurve(arrivals.times, arrivals.rates) : null,
    )
    for (const [i, spec] of program.classes.entries()) {
      this.addSource(i, spec.id, spec.arrivals)
      ONLY_LINK_AT[this.classAt(i)] = this.onlyLinkOf(i, spec.block)
    }
    for (const [i, block] of program.blocks.entries())
      this.states.push(this.behaviourOf(i).setup(this, i, block.config))
    for (const i of program.blocks.keys()) this.behaviourOf(i).connect?.(this, i)
  }

  private addSource(i: number, id: string, arrivals: ArrivalSpec): void {
    const at = this.classAt(i)
    const real = at >> TO_REAL
    RATE_FACTOR[real] = 1
    KEYED[at] = this.program.classes[i]!.keys === null ? 0 : 1
    LATENCIES_AT[at] = this.latenciesAt + i * BUCKETS
    BURST[at] = arrivals.type === 'bursty' ? arrivals.burst : 1
    SOURCE_OF[at] = SOURCES[arrivals.type]
    if (arrivals.type === 'closed') {
      DRAW[at] = this.addDraw(id, 'think', arrivals.thinkTime)
      return
    }
    DRAW[at] = this.addDraw(id, 'arrivals', { type: 'exponential', mean: 1 })
    if (arrivals.type !== 'trace') GAP[real] = BURST[at] / arrivals.ratePerS
  }

  private onlyLinkOf(classIndex: number, client: number): number {
    const plan = client < 0 ? END : this.planOf(client, classIndex)
    const isSimple = plan !== END && this.plans.simple[plan << SIMPLE_BITS]! >= 0 && this.plans.stepNext[plan] === END
    return isSimple ? this.plans.callLinkAt[this.plans.stepCalls[plan]!]! : -1
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
    const at = this.classAt(classIndex)
    const real = at >> TO_REAL
    if (RATE_FACTOR[real] === factor) return
    RATE_FACTOR[real] = factor
    const { arrivals } = this.program.classes[classIndex]!
    if ('ratePerS' in arrivals) GAP[real] = BURST[at]! / (arrivals.ratePerS * factor)
    if (SOURCE_OF[at] !== CLOSED) this.scheduleArrival(classIndex)
  }

  private scheduleArrival(classIndex: number): void {
    const { events } = this
    const at = this.classAt(classIndex)
    const source = SOURCE_OF[at]
    if (source === POISSON || source === BURSTY) {
      const gaps = values[this.takeDraw(DRAW[at]!)]!
      clock[WHEN] = clock[NOW]! + gaps * GAP[at >> TO_REAL]!
    } else if (source === CONSTANT) {
      clock[WHEN] = clock[NOW]! + GAP[at >> TO_REAL]!
    } else {
      const mass = values[this.takeDraw(DRAW[at]!)]!
      const factor = RATE_FACTOR[at >> TO_REAL]!
      clock[WHEN] = this.rateCurves[classIndex]!.timeAfter(clock[NOW]!, mass / factor)
    }
    // a rate of 0 never comes
    DUE[at] = clock[WHEN] < Infinity ? events.push((classIndex << OP_BITS) | OP_ARRIVAL) | 0 : 0
  }

  /** The next arrival of a class, unless its rate has changed since it was scheduled. */
  private arrive(classIndex: number, seq: number): void {
    const at = this.classAt(classIndex)
    if (DUE[at] !== seq) return
    this.scheduleArrival(classIndex)
    for (let i = BURST[at]!; i > 0 && this.truncated === null; i--) this.startRequest(classIndex)
  }

  /** A user of a closed class makes up their mind, and will then send a request. */
  private think(classIndex: number): void {
    const at = this.classAt(classIndex)
    const thinkS = values[this.takeDraw(DRAW[at]!)]!
    const factor = RATE_FACTOR[at >> TO_REAL]!
    clock[WHEN] = clock[NOW]! + thinkS / factor
    this.events.push(rows.event(OP_THINK, classIndex))
    if (this.events.pending > this.options.maxJobs) this.stopEarly('events pending')
  }

  /** A new request of a class sets out from its client. */
  private startRequest(classIndex: number): void {
    const row = this.classAt(classIndex)
    const key = KEYED[row] === 1 ? this.drawKey(classIndex) : this.ownKey()
    let flags = LIVE
    if (clock[NOW]! >= 0) {
      OFFERED[row]!++
      flags |= COUNTED
    }
    const linkAt = ONLY_LINK_AT[row]!
    if (--this.untilTraced <= 0 && this.wantsTrace()) {
      this.startWithPlan(classIndex, key, flags | TRACED)
    } else if (linkAt >= 0 && HAS[linkAt] === 0) {
      this.callStraight(REQUEST, linkAt, flags, classIndex, key)
    } else if (linkAt >= 0 && (HAS[linkAt]! & BESIDES) === 0) {
      // the commonest case by far: the request is the call itself, and needs no job of its own beside it
      this.sendCall(this.makeCall(REQUEST, linkAt, flags, classIndex, key), linkAt)
    } else {
      this.startWithPlan(classIndex, key, flags)
    }
  }

  /** Whether the request whose turn it is to be traced can be. */
  private wantsTrace(): boolean {
    if (this.closely > 0) {
      this.closely--
      this.closerLooks--
      this.untilTraced = 1
    } else {
      this.untilTraced = this.options.traceEvery
    }
    return this.tracer.hasRoom
  }

  private startWithPlan(classIndex: number, key: number, flags: number): void {
    const { block } = this.program.classes[classIndex]!
    const plan = this.planOf(block, classIndex)
    const job = this.takeOwnJob(block, classIndex, key, plan)
    if ((flags & TRACED) !== 0) this.spans[job] = this.tracer.begin(classIndex, block, clock[NOW]!)
    FLAGS[job << ROW_BITS] = flags
    // a client that is wired to nothing reaches nothing
    if (plan === END) FLAGS[job << ROW_BITS]! |= FAILED | UNAVAILABLE
    this.startPlan(job, plan)
  }

  /** A request has been through its plan. */
  requestDone(job: number): void {
    const flags = FLAGS[job << ROW_BITS]!
    this.endRequest(job, (flags & FAILED) === 0 ? OK : flags & OUTCOME_MASK)
  }

  /** Counts what became of a request, and frees it. */
  protected endRequest(job: number, outcome: number): void {
    const at = job << ROW_BITS
    const flags = FLAGS[at]!
    const classIndex = CLASS[at]!
    if ((flags & TRACED) !== 0) this.endTrace(job, outcome, flags)
    const row = this.classAt(classIndex)
    if ((flags & COUNTED) !== 0) {
      if (outcome < FIRST_FAILURE) {
        const real = row >> TO_REAL
        const latencyS = clock[NOW]! - BORN[job << REAL_BITS]!
        LATENCY_SUM[real]! += latencyS
        if (latencyS > LATENCY_MAX[real]!) LATENCY_MAX[real] = latencyS
        recorded[0] = latencyS
        record(counts, LATENCIES_AT[row]!)
      } else {
        FAILED_COUNTS[row + outcome - FIRST_FAILURE]!++
        if (this.noticed !== null) this.noticed('failed-request', classIndex, clock[NOW]!)
        if (this.closerLooks > 0 && this.tracer.lacks(classIndex, outcome)) this.lookCloser()
      }
    }
    this.freeJobRow(job)
    if (SOURCE_OF[row] === CLOSED) this.think(classIndex)
  }

  /** Failures come in clusters: the next requests to set out are the likeliest to fail in the same way. */
  private lookCloser(): void {
    this.closely = Math.min(CLOSELY, this.closerLooks)
    this.untilTraced = 1
  }

  /** Requests that have failed since measuring began, of all classes. */
  failures(): number {
    let sum = 0
    for (let i = 0; i < this.classCount; i++) {
      const row = this.classAt(i)
      for (let reason = 0; reason < FAILURE_REASONS; reason++) sum += FAILED_COUNTS[row + reason]!
    }
    return sum
  }

  protected putAside(op: number, job: number, seq: number): boolean {
    return this.pauses.putAside(op, job, seq)
  }

  /** A caller that was paused comes to what was put aside for it. */
  takeUp(op: number, job: number, seq: number): void {
    if (op === OP_ANSWER) this.takeAnswer(job)
    else if (op === OP_TIMEOUT) this.timeOut(job, seq)
    else this.retry(job)
  }

  private endTrace(job: number, outcome: number, flags: number): void {
    const isCounted = (flags & COUNTED) !== 0
    this.tracer.finish(this.spans[job]!, outcome, clock[NOW]!, isCounted, outcome >= FIRST_FAILURE)
  }

  /**
   * Runs all events before a time, in order of time and, at the same time, in the order in which they were scheduled.
   * @param maxEvents stop after so many, to come back later
   * @returns true when the time has been reached; the clock then stands at it
   */
  runUntil(untilS: number, maxEvents: number): boolean {
    this.moveIn()
    this.events.limitS = untilS
    const end = this.eventCount + maxEvents
    const { hash } = this
    while (this.eventCount < end && this.truncated === null) {
      if (this.events.pending > this.options.maxJobs) this.stopEarly('events pending')
      const count = Math.min(EVENTS_AT_ONCE, end - this.eventCount)
      const isThrough = hash === null ? this.runSome(count) : this.runHashed(count, hash)
      if (isThrough && this.truncated === null) {
        clock[NOW] = untilS
        return true
      }
    }
    return false
  }

  /** Runs some events. A loop that is left often is compiled with its end. @returns true when there are no more before the limit */
  private runSome(maxEvents: number): boolean {
    const { events } = this
    let count = 0
    while (count < maxEvents) {
      const item = events.popNext()
      if (item < 0) break
      count++
      this.happen(item)
    }
    this.eventCount += count
    return count < maxEvents
  }

  /** `runSome` with a fingerprint of what happens. */
  private runHashed(maxEvents: number, hash: EventHash): boolean {
    let count = 0
    while (count < maxEvents) {
      const item = this.events.popNext()
      if (item < 0) break
      count++
      hash.add(this, item)
      this.happen(item)
    }
    this.eventCount += count
    return count < maxEvents
  }

  private happen(item: number): void {
    const op = item & OP_MASK
    // comparisons beat a table: the commonest come first and can be inlined
    if (op === OP_WORK) this.endWork(item >> OP_BITS, cursors[TAKEN]!)
    else if (op === OP_ARRIVAL) this.arrive(item >> OP_BITS, cursors[TAKEN]!)
    else if (op === OP_LANE) this.runLane(item >> OP_BITS)
    else this.runOther(op, item >> OP_BITS)
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
      case OP_SCHEDULER:
        this.schedulers.get(subject)!.due!(this, subject, cursors[TAKEN]!)
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
    const at = job << ROW_BITS
    if (TIMER[at] === seq) this.behaviourOf(BLOCK[at]!).timeUp?.(this, job)
  }

  /** Most time-outs are void by their time: their calls have been answered. They need no event. */
  private skipVoidTimeouts(number: number): void {
    const lane = this.lanes[number]!
    while (lane.length > 0 && TIMER[(lane.first >> OP_BITS) << ROW_BITS] !== lane.firstSeq) lane.drop()
  }
}
