import { answer, deliver, retry, sweepLostJobs, timeOut } from './calls'
import { OP_BITS, OP_MASK } from './event-list'
import { BLOCK, ROW_BITS, TIMER } from './job'
import { collect } from './plans'
import {
  OP_ANSWER,
  OP_ARRIVAL,
  OP_DELIVER,
  OP_LANE,
  OP_RARE,
  OP_RETRY,
  OP_SHARING,
  OP_THINK,
  OP_TIMEOUT,
  OP_WORK,
  Sim,
  type SimOptions,
  type SimProgram,
} from './sim'
import { Sources, startRequest } from './sources'
import { endWork } from './stations'

/** One replication, ready to run, and where its requests come from. */
export interface Kernel {
  sim: Sim
  sources: Sources
  /** Events taken from the event list so far, lanes included. */
  events: number
  hash: EventHash | null
}

export function createKernel(program: SimProgram, options: SimOptions, startS: number): Kernel {
  const sim = new Sim(program, options, { collect, sweep: sweepLostJobs })
  sim.clock[0] = startS
  const sources = new Sources(sim)
  sim.requestDone = (job) => sources.answered(sim, job)
  return { sim, sources, events: 0, hash: null }
}

const limit = new Float64Array(1)

/**
 * Runs all events before a time, in order of time and, at the same time, in the order in which they were scheduled.
 * @param maxEvents stop after so many, to come back later
 * @returns true when the time has been reached; the clock then stands at it
 */
export function runUntil(kernel: Kernel, untilS: number, maxEvents: number): boolean {
  const { sim, hash } = kernel
  const { events, clock } = sim
  limit[0] = untilS
  let count = 0
  while (count < maxEvents && sim.truncated === null) {
    const item = events.popBefore(limit)
    if (item < 0) {
      kernel.events += count
      clock[0] = untilS
      return true
    }
    clock[0] = events.time[0]!
    count++
    if (hash !== null) hash.add(clock, item)
    handle(kernel, item)
  }
  kernel.events += count
  return false
}

function handle(kernel: Kernel, item: number): void {
  const { sim } = kernel
  const op = item & OP_MASK
  const subject = item >> OP_BITS
  // a comparison a case beats a table: the three commonest come first and can be inlined
  if (op === OP_WORK) endWork(sim, subject, sim.events.popped)
  else if (op === OP_LANE) runLane(sim, subject)
  else if (op === OP_ARRIVAL) kernel.sources.arrive(sim, subject, sim.events.popped)
  else handleOther(kernel, op, subject)
}

function handleOther(kernel: Kernel, op: number, subject: number): void {
  const { sim } = kernel
  switch (op) {
    case OP_DELIVER:
      deliver(sim, subject)
      return
    case OP_ANSWER:
      answer(sim, subject)
      return
    case OP_TIMEOUT:
      timeOut(sim, subject, sim.events.popped)
      return
    case OP_RETRY:
      retry(sim, subject)
      return
    case OP_SHARING:
      sim.stations.sharing[subject]!.finishNext(sim, subject, sim.events.popped)
      return
    case OP_THINK:
      startRequest(sim, subject)
      return
    case OP_RARE:
      sim.runRare(subject)
  }
}

/** The head of a lane has come up: the next one takes its place in the event list. */
function runLane(sim: Sim, number: number): void {
  const lane = sim.lanes[number]!
  const item = lane.first
  const seq = lane.firstSeq
  lane.drop()
  if (lane.timeouts) skipVoidTimeouts(sim, number)
  lane.schedule(sim.events)
  const subject = item >> OP_BITS
  const op = item & OP_MASK
  if (op === OP_DELIVER) deliver(sim, subject)
  else if (op === OP_ANSWER) answer(sim, subject)
  else if (op === OP_TIMEOUT) timeOut(sim, subject, seq)
  else messageTimeUp(sim, subject, seq)
}

/** A message has not been acknowledged in time; the block that keeps it decides. */
function messageTimeUp(sim: Sim, job: number, seq: number): void {
  if (sim.ints[(job << ROW_BITS) + TIMER] === seq)
    sim.behaviourOf(sim.ints[(job << ROW_BITS) + BLOCK]!).timeUp?.(sim, job)
}

/** Most time-outs are void by their time: their calls have been answered. They need no event. */
function skipVoidTimeouts(sim: Sim, number: number): void {
  const lane = sim.lanes[number]!
  while (lane.length > 0 && sim.ints[((lane.first >> OP_BITS) << ROW_BITS) + TIMER] !== lane.firstSeq) lane.drop()
}

/**
 * A fingerprint of the event stream: FNV-1a over the bits of each event's time, what it asks for and for whom. Two runs with
 * the same fingerprint did the same things in the same order.
 */
export class EventHash {
  private low = 0x811c9dc5 | 0
  private high = 0x01000193 | 0
  private readonly words = new Int32Array(2)
  private readonly real = new Float64Array(this.words.buffer)

  add(clock: Float64Array, item: number): void {
    this.real[0] = clock[0]!
    this.mix(this.words[0]!)
    this.mix(this.words[1]!)
    this.mix(item)
  }

  private mix(word: number): void {
    this.low = Math.imul(this.low ^ word, 0x01000193)
    this.high = Math.imul(this.high ^ (word + (this.low >>> 15)), 0x85ebca6b)
  }

  toString(): string {
    return (this.high >>> 0).toString(16).padStart(8, '0') + (this.low >>> 0).toString(16).padStart(8, '0')
  }
}
