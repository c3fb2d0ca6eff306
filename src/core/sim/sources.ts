import { HISTOGRAM_BUCKETS, recordTime } from '@/core/stats/latency-histogram'
import {
  BORN,
  CLASS,
  COUNTED,
  FAILED,
  FAILURES,
  FIRST_FAILURE,
  FLAGS,
  OUTCOME_MASK,
  REAL_BITS,
  ROW_BITS,
  TRACED,
  UNAVAILABLE,
} from './job'
import { advance } from './plans'
import { END_STEP, type ArrivalSpec } from './program'
import { OP_ARRIVAL, OP_THINK, type Sim, event } from './sim'

const latency = new Float64Array(1)

const POISSON = 0
const CONSTANT = 1
const BURSTY = 2
const CLOSED = 3
const TRACE = 4

/** Where the requests of each class come from: when the next one starts, and what becomes of each. */
export class Sources {
  private readonly type: Uint8Array
  /** Mean time between arrivals (of bursts, where they come in bursts), seconds. */
  private readonly gap: Float64Array
  private readonly burst: Int32Array
  private readonly draw: Int32Array
  /** The arrival that is due; an earlier one has been replaced. */
  private readonly due: Int32Array
  /** Faults multiply the rate by this. */
  private readonly factor: Float64Array
  private readonly rates: (RateCurve | null)[]

  constructor(sim: Sim) {
    const { classes } = sim.program
    const count = classes.length
    this.type = new Uint8Array(count)
    this.gap = new Float64Array(count)
    this.burst = new Int32Array(count).fill(1)
    this.draw = new Int32Array(count)
    this.due = new Int32Array(count)
    this.factor = new Float64Array(count).fill(1)
    this.rates = classes.map(({ arrivals }) =>
      arrivals.type === 'trace' ? new RateCurve(arrivals.times, arrivals.rates) : null,
    )
    classes.forEach((spec, i) => this.add(sim, i, spec.id, spec.arrivals))
  }

  private add(sim: Sim, i: number, id: string, arrivals: ArrivalSpec): void {
    if (arrivals.type === 'closed') {
      this.type[i] = CLOSED
      this.draw[i] = sim.addDraw(id, 'think', arrivals.thinkTime)
      return
    }
    this.draw[i] = sim.addDraw(id, 'arrivals', { type: 'exponential', mean: 1 })
    if (arrivals.type === 'trace') {
      this.type[i] = TRACE
      return
    }
    this.type[i] = arrivals.type === 'poisson' ? POISSON : arrivals.type === 'constant' ? CONSTANT : BURSTY
    this.burst[i] = arrivals.type === 'bursty' ? arrivals.burst : 1
    this.gap[i] = this.burst[i]! / arrivals.ratePerS
  }

  /** Schedules what comes first. */
  start(sim: Sim): void {
    for (let i = 0; i < this.type.length; i++) {
      const { arrivals } = sim.program.classes[i]!
      if (arrivals.type !== 'closed') {
        this.scheduleNext(sim, i)
        continue
      }
      for (let user = 0; user < arrivals.users && sim.truncated === null; user++) this.think(sim, i)
    }
  }

  /** Changes the rate of a class from now on. Waiting for a Poisson arrival has no memory, so it simply starts anew. */
  setFactor(sim: Sim, classIndex: number, factor: number): void {
    if (this.factor[classIndex] === factor) return
    this.factor[classIndex] = factor
    if (this.type[classIndex] !== CLOSED) this.scheduleNext(sim, classIndex)
  }

  private scheduleNext(sim: Sim, i: number): void {
    const { events, clock, draws } = sim
    const factor = this.factor[i]!
    if (this.type[i] === CONSTANT) {
      events.time[0] = clock[0]! + this.gap[i]! / factor
    } else {
      draws.draw(this.draw[i]!)
      if (this.type[i] === TRACE) events.time[0] = this.rates[i]!.timeAfter(clock[0]!, draws.value[0]! / factor)
      else events.time[0] = clock[0]! + (draws.value[0]! * this.gap[i]!) / factor
    }
    // a rate of 0 never comes
    if (events.time[0]! < Infinity) this.due[i] = events.push(event(OP_ARRIVAL, i))
    else this.due[i] = 0
  }

  /** The next arrival of a class, unless its rate has changed since it was scheduled. */
  arrive(sim: Sim, classIndex: number, seq: number): void {
    if (this.due[classIndex] !== seq) return
    this.scheduleNext(sim, classIndex)
    for (let i = this.burst[classIndex]!; i > 0; i--) startRequest(sim, classIndex)
  }

  /** A user of a closed class makes up their mind, and will then send a request. */
  private think(sim: Sim, classIndex: number): void {
    sim.draws.draw(this.draw[classIndex]!)
    sim.events.time[0] = sim.clock[0]! + sim.draws.value[0]! / this.factor[classIndex]!
    sim.events.push(event(OP_THINK, classIndex))
    if (sim.events.pending > sim.options.maxJobs) sim.truncated ??= 'events pending'
  }

  /** What a client does when its request has been answered, or has failed for good. */
  answered(sim: Sim, job: number): void {
    const classIndex = sim.ints[(job << ROW_BITS) + CLASS]!
    endRequest(sim, job)
    if (this.type[classIndex] === CLOSED) this.think(sim, classIndex)
  }
}

/** A new request of a class sets out from its client. */
export function startRequest(sim: Sim, classIndex: number): void {
  const { block } = sim.program.classes[classIndex]!
  const plan = sim.plans.planOf[block * sim.program.classes.length + classIndex]!
  const job = sim.takeOwnJob(block, classIndex, sim.drawKey(classIndex), plan)
  const at = job << ROW_BITS
  if (sim.clock[0]! >= 0) {
    sim.metrics.offered[classIndex]!++
    sim.ints[at + FLAGS]! |= COUNTED
  }
  if (sim.tracer.wants()) {
    sim.ints[at + FLAGS]! |= TRACED
    sim.spans[job] = sim.tracer.begin(classIndex, block, sim.clock[0]!)
  }
  // a client that is wired to nothing reaches nothing
  if (plan === END_STEP) sim.ints[at + FLAGS]! |= FAILED | UNAVAILABLE
  advance(sim, job)
}

/** Counts what became of a request, and frees it. */
function endRequest(sim: Sim, job: number): void {
  const { metrics } = sim
  const at = job << ROW_BITS
  const flags = sim.ints[at + FLAGS]!
  const classIndex = sim.ints[at + CLASS]!
  const outcome = (flags & FAILED) !== 0 ? flags & OUTCOME_MASK : 0
  if ((flags & TRACED) !== 0) {
    sim.tracer.finish(sim.spans[job]!, outcome, sim.clock[0]!, (flags & COUNTED) !== 0, outcome >= FIRST_FAILURE)
  }
  if ((flags & COUNTED) !== 0) {
    if (outcome >= FIRST_FAILURE) {
      metrics.failed[classIndex * FAILURES.length + outcome - FIRST_FAILURE]!++
    } else {
      const time = sim.clock[0]! - sim.reals[(job << REAL_BITS) + BORN]!
      metrics.completed[classIndex]!++
      metrics.latencySum[classIndex]! += time
      if (time > metrics.latencyMax[classIndex]!) metrics.latencyMax[classIndex] = time
      latency[0] = time
      recordTime(metrics.latencies, classIndex * HISTOGRAM_BUCKETS, latency)
    }
  }
  sim.freeJobRow(job)
}

/** A rate that changes over time, straight between its points and level before and after them. */
export class RateCurve {
  private readonly times: Float64Array
  private readonly rates: Float64Array
  private segment = 0

  constructor(times: Float64Array, rates: Float64Array) {
    this.times = times
    this.rates = rates
  }

  /**
   * When `amount` more arrivals are expected after `fromS`: exact inversion of the integral of the rate, so that unit
   * exponential amounts make a Poisson process of that rate. Calls come with times that never fall.
   * @returns seconds, Infinity when the rate stays 0
   */
  timeAfter(fromS: number, amount: number): number {
    const { times, rates } = this
    const last = times.length - 1
    let now = fromS
    let left = amount
    while (this.segment <= last && times[this.segment]! <= now) this.segment++
    for (let next = this.segment; next <= last; next++) {
      const end = times[next]!
      const rate = next === 0 ? rates[0]! : this.rateIn(next, now)
      const slope = next === 0 ? 0 : (rates[next]! - rates[next - 1]!) / (end - times[next - 1]!)
      const area = (rate + (slope * (end - now)) / 2) * (end - now)
      if (area >= left) return now + timeToGather(rate, slope, left)
      left -= area
      now = end
    }
    return now + left / rates[last]!
  }

  private rateIn(next: number, time: number): number {
    const from = this.times[next - 1]!
    const share = (time - from) / (this.times[next]! - from)
    return this.rates[next - 1]! * (1 - share) + this.rates[next]! * share
  }
}

/** The t at which rate t + slope t^2 / 2 reaches an amount, in the form that does not cancel. */
function timeToGather(rate: number, slope: number, amount: number): number {
  const root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * amount))
  return rate + root === 0 ? Infinity : (2 * amount) / (rate + root)
}
