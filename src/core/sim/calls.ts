import { nextUniform } from '@/core/random/streams'
import { Attempts } from './attempts'
import { MAX_DEPTH as DEEPEST, type SimOptions } from './job-store'
import type { Program } from './program'
import * as rows from './rows'
import { CLOCK, memory } from './memory'

const { ints, reals, clock } = memory
const { values, words } = memory.draws
const { NOW, WHEN } = CLOCK

const { NO_PARENT, REQUEST, FIRST_FAILURE } = rows
const { TIMEOUT, UNAVAILABLE, OK, REJECTED: WAS_REJECTED } = rows.OUTCOME
const { ABANDONED, GONE, INSIDE, OUTCOME_MASK, RESERVED, TRACED, ATTEMPT_SHIFT } = rows.FLAG
const { GEN, PARENT, PARENT_GEN, BLOCK, LINK_AT, CLASS, KEY, STATION, FLAGS, TIMER, MISSED } = rows.JOB
const { ROW_BITS, REAL_BITS, TO_REAL, BESIDES } = rows
const { BORN, ENTERED } = rows.JOB_REAL
const { ARRIVALS, DONE, BROKEN, REJECTED, WASTED, PLAIN, DIRECT } = rows.BLOCK_ROW
const NOT_PLAIN = rows.PLAIN_KIND.NOT
const { TO, TO_STATION, HAS, LATENCY, DRAW_OUT, DRAW_BACK, TIMEOUT_LANE, CALLS, TIMEOUTS, REFUSED, ANSWERS } =
  rows.LINK_ROW
const { TIME, STRAIGHT_BACK } = rows.LINK_REAL
const HAS_TIMEOUT = rows.LINK_HAS.TIMEOUT
const HAS_RETRIES = rows.LINK_HAS.RETRIES
const HAS_BREAKER = rows.LINK_HAS.BREAKER
const HAS_LOSS = rows.LINK_HAS.LOSS
const HAS_HELD = rows.LINK_HAS.HELD
const BESIDES_OR_DELAY = BESIDES | rows.LINK_HAS.DELAY
const NO_LATENCY = rows.LATENCY.NONE
const DRAWN_LATENCY = rows.LATENCY.DRAWN
const OP_BITS = rows.OP.BITS
const OP_DELIVER = rows.OP.DELIVER
const OP_ANSWER = rows.OP.ANSWER
const OP_TIMEOUT = rows.OP.TIMEOUT
const MAX_DEPTH = DEEPEST

/**
 * How a call travels: sent, delivered to a block, finished there, answered at the caller. A job stands for one attempt;
 * a time-out leaves the job with the callee, marked as abandoned, and a further attempt is a job of its own.
 */
export abstract class Calls<Self> extends Attempts<Self> {
  /** Share of calls that a fault makes a block fail, by block, and the stream it is drawn from. */
  private readonly errorRatios: Float64Array
  private readonly errorStreams: Int32Array
  /** Calls that a block could not serve, by block, since measuring began: its row has no room for one more count. */
  readonly unserved: Int32Array
  /** Asynchronous calls that failed for good, by link, since measuring began. */
  readonly unheard: Int32Array
  /** Who stands at the door of a block and may keep a job out, by block. */
  private readonly doors: (((job: number) => boolean) | null)[]

  constructor(program: Program<Self>, options: SimOptions) {
    super(program, options)
    const { blocks } = program
    this.errorRatios = new Float64Array(blocks.length)
    this.errorStreams = new Int32Array(blocks.length).fill(-1)
    this.unserved = new Int32Array(blocks.length)
    this.unheard = new Int32Array(program.links.length)
    this.doors = blocks.map(() => null)
  }

  /** Makes a share of the calls of a block fail as soon as they reach it, from now on. */
  setErrors(block: number, ratio: number): void {
    if (this.errorStreams[block]! < 0)
      this.errorStreams[block] = this.addStream(this.program.blocks[block]!.id, 'errors')
    this.errorRatios[block] = ratio
    this.guard(block)
  }

  /** Asks, of every call that reaches a block from now on, whether it is kept out; whoever keeps it lets it in later. */
  setDoor(block: number, keepsOut: ((job: number) => boolean) | null): void {
    this.doors[block] = keepsOut
    this.guard(block)
  }

  /** Puts what faults have to say of a block's calls before the block, and nothing where they have nothing to say. */
  private guard(block: number): void {
    const door = this.doors[block]!
    const isOpen = this.errorRatios[block] === 0 && door === null
    const row = block << ROW_BITS
    ints[row | DIRECT] = isOpen && ints[row | PLAIN] !== NOT_PLAIN ? 1 : 0
    this.setDetours(block, !isOpen)
    const { arrive } = this.behaviourOf(block)
    this.arriveOf[block] = isOpen
      ? arrive
      : (sim, job) => {
          if (this.errorRatios[block]! > 0 && this.fails(block)) this.cannotServe(job)
          else if (door === null || !door(job)) arrive(sim, job)
        }
  }

  private fails(block: number): boolean {
    return nextUniform(words, this.errorStreams[block]!) < this.errorRatios[block]!
  }

  /**
   * Makes a job that calls a block over a link.
   * @param parent the caller, NO_PARENT when nobody waits for the answer, REQUEST for a request without a job of its own
   * @param linkAt where the link's row begins
   * @param flags LIVE and what else the call brings along
   */
  makeCall(parent: number, linkAt: number, flags: number, classIndex: number, key: number): number {
    const job = this.takeJob()
    const at = job << ROW_BITS
    ints[at | PARENT] = parent | 0
    if (parent >= 0) ints[at | PARENT_GEN] = ints[(parent << ROW_BITS) | GEN]!
    ints[at | BLOCK] = ints[linkAt | TO]!
    ints[at | LINK_AT] = linkAt | 0
    ints[at | CLASS] = classIndex | 0
    ints[at | KEY] = key | 0
    ints[at | STATION] = ints[linkAt | TO_STATION]!
    ints[at | TIMER] = 0
    ints[at | MISSED] = -1
    ints[at | FLAGS] = flags | 0
    return job
  }

  /** Makes a new call part of its caller's trace, if that has one. */
  traceCall(call: number, caller: number): void {
    if ((ints[(caller << ROW_BITS) | FLAGS]! & TRACED) === 0) return
    const at = call << ROW_BITS
    const link = this.linkNumber(ints[at | LINK_AT]!)
    ints[at | FLAGS]! |= TRACED
    this.spans[call] = this.tracer.child(this.spans[caller]!, ints[at | BLOCK]!, link, clock[NOW]!)
  }

  /** Sends a first attempt. */
  sendCall(job: number, linkAt: number): void {
    ints[linkAt | CALLS]!++
    this.send(job, linkAt)
  }

  protected send(job: number, linkAt: number): void {
    reals[(job << REAL_BITS) | BORN] = clock[NOW]!
    const has = ints[linkAt | HAS]!
    if ((has & BESIDES) !== 0 && !this.setsOut(job, linkAt, has)) return
    const latency = ints[linkAt | LATENCY]!
    if (latency >= 0) {
      this.lanes[latency]!.push(this.events, (job << OP_BITS) | OP_DELIVER)
    } else if (latency === NO_LATENCY && this.depth < MAX_DEPTH) {
      this.deliver(job)
    } else {
      this.travel(job, OP_DELIVER, latency === DRAWN_LATENCY ? ints[linkAt | DRAW_OUT]! : -1)
    }
  }

  /** What happens to a call before it leaves: breaker, time-out, loss. @returns whether it leaves and arrives */
  private setsOut(job: number, linkAt: number, has: number): boolean {
    const link = this.linkNumber(linkAt)
    if ((has & HAS_RETRIES) !== 0 && ints[(job << ROW_BITS) | FLAGS]! >>> ATTEMPT_SHIFT === 0) this.earnRetry(link)
    if ((has & HAS_BREAKER) !== 0 && !this.breakers[link]!.allows(this)) {
      ints[linkAt | REFUSED]!++
      this.settle(job, linkAt, UNAVAILABLE, false)
      return false
    }
    if ((has & HAS_TIMEOUT) !== 0) {
      const lane = this.lanes[ints[linkAt | TIMEOUT_LANE]!]!
      ints[(job << ROW_BITS) | TIMER] = lane.push(this.events, (job << OP_BITS) | OP_TIMEOUT)
    }
    return (has & HAS_LOSS) === 0 || !this.losesMessage(job, linkAt)
  }

  /** A message whose latency is drawn, or which takes no time but lies too deep for one more direct call. */
  private travel(job: number, op: number, draw: number): void {
    clock[WHEN] = clock[NOW]!
    if (draw >= 0) {
      clock[WHEN] = clock[NOW]! + values[this.draws.take(draw)]!
    }
    this.events.push((job << OP_BITS) | op)
  }

  /** A call has reached its block. */
  protected deliver(job: number): void {
    const at = job << ROW_BITS
    const block = ints[at | BLOCK]!
    const flags = ints[at | FLAGS]!
    ints[(block << ROW_BITS) | ARRIVALS]!++
    ints[at | FLAGS] = (flags & ~RESERVED) | INSIDE
    if ((flags & RESERVED) !== 0) this.unreserve(ints[at | STATION]!)
    reals[(job << REAL_BITS) | ENTERED] = clock[NOW]!
    if (ints[(block << ROW_BITS) | DIRECT] === 1) {
      // goes deeper only through work or an answer that takes no time, and those count the depth themselves
      this.arrivePlain(job)
    } else {
      this.depth++
      this.arriveOf[block]!(this as unknown as Self, job)
      this.depth--
    }
  }

  /** A job has reached a block whose jobs never leave the kernel. */
  protected abstract arrivePlain(job: number): void

  /** Turns a call away at its block, for want of room. */
  turnAway(job: number): void {
    const row = ints[(job << ROW_BITS) | BLOCK]! << ROW_BITS
    ints[row | REJECTED]!++
    // counted as rejected here, and not as broken once more
    ints[row | BROKEN]!--
    this.finish(job, WAS_REJECTED)
  }

  /** Fails a call at its block, which cannot do it: nothing of it is up, or what is up broke off. */
  cannotServe(job: number): void {
    this.unserved[ints[(job << ROW_BITS) | BLOCK]!]!++
    this.finish(job, UNAVAILABLE)
  }

  /**
   * The block is done with a call, well or badly; the answer sets out. Hot path: where answers take no time and only pass
   * through plain blocks, the whole chain of them is one loop.
   */
  finish(job: number, outcome: number): void {
    if (outcome !== OK) {
      this.finishOtherwise(job, outcome)
      return
    }
    while (this.goesStraightBack(job)) {
      const at = job << ROW_BITS
      const real = ints[at | LINK_AT]! >> TO_REAL
      reals[real | STRAIGHT_BACK]! += 1
      reals[real | TIME]! += clock[NOW]! - reals[(job << REAL_BITS) | BORN]!
      const parent = ints[at | PARENT]!
      if (parent === REQUEST) {
        this.endRequest(job, OK)
        return
      }
      this.freeJobRow(job)
      this.resumeLeaving(parent)
      job = parent
    }
    this.finishOtherwise(job, OK)
  }

  /** Whether a success takes no time to reach the caller, who then has nothing left to do. */
  private goesStraightBack(job: number): boolean {
    const at = job << ROW_BITS
    const parent = ints[at | PARENT]!
    if ((ints[ints[at | LINK_AT]! | HAS]! & BESIDES_OR_DELAY) !== 0 || (ints[at | FLAGS]! & ABANDONED) !== 0)
      return false
    return parent === REQUEST ? this.depth < MAX_DEPTH : this.leavesPlain(at, parent)
  }

  private finishOtherwise(job: number, outcome: number): void {
    const at = job << ROW_BITS
    const linkAt = ints[at | LINK_AT]!
    const flags = ints[at | FLAGS]!
    ints[(ints[at | BLOCK]! << ROW_BITS) | (outcome < FIRST_FAILURE ? DONE : BROKEN)]!++
    ints[at | FLAGS] = (flags & ~(OUTCOME_MASK | INSIDE)) | outcome
    const parent = ints[at | PARENT]!
    const takesNoTime = (ints[linkAt | HAS]! & BESIDES_OR_DELAY) === 0
    if (!takesNoTime || parent === NO_PARENT || (flags & ABANDONED) !== 0 || this.depth >= MAX_DEPTH) {
      this.sendAnswer(job, linkAt, flags)
      return
    }
    ints[linkAt | ANSWERS]!++
    reals[(linkAt >> TO_REAL) | TIME]! += clock[NOW]! - reals[(job << REAL_BITS) | BORN]!
    if (parent === REQUEST) {
      this.endRequest(job, outcome)
      return
    }
    this.depth++
    this.collect(job, outcome, true)
    this.depth--
  }

  /** An answer that takes its time, or that somebody has to hear of on its way. */
  private sendAnswer(job: number, linkAt: number, flags: number): void {
    const has = ints[linkAt | HAS]! & BESIDES
    if (has !== 0 || (flags & (ABANDONED | TRACED)) !== 0 || ints[(job << ROW_BITS) | PARENT] === NO_PARENT) {
      if (!this.answers(job, linkAt, has, flags)) return
    }
    const latency = ints[linkAt | LATENCY]!
    if (latency >= 0) {
      this.lanes[latency]!.push(this.events, (job << OP_BITS) | OP_ANSWER)
    } else if (latency === NO_LATENCY && this.depth < MAX_DEPTH) {
      this.depth++
      this.answer(job)
      this.depth--
    } else {
      this.travel(job, OP_ANSWER, latency === DRAWN_LATENCY ? ints[linkAt | DRAW_BACK]! : -1)
    }
  }

  /** Whether an answer goes on its way at all. */
  private answers(job: number, linkAt: number, has: number, flags: number): boolean {
    if ((flags & TRACED) !== 0) {
      this.tracer.left(this.spans[job]!, reals[(job << REAL_BITS) | ENTERED]!, clock[NOW]!)
    }
    if ((flags & ABANDONED) !== 0) {
      ints[(ints[(job << ROW_BITS) | BLOCK]! << ROW_BITS) | WASTED]!++
      this.freeJobRow(job)
      return false
    }
    if (has === 0 && ints[(job << ROW_BITS) | PARENT] === NO_PARENT) {
      // nobody waits, and nothing on the link wants to know
      this.answer(job)
      return false
    }
    return (has & HAS_LOSS) === 0 || !this.losesMessage(job, linkAt)
  }

  /** The answer of a call has reached the caller. */
  protected answer(job: number): void {
    const at = job << ROW_BITS
    const flags = ints[at | FLAGS]!
    if ((flags & ABANDONED) !== 0) {
      this.freeJobRow(job)
      return
    }
    const linkAt = ints[at | LINK_AT]!
    ints[linkAt | ANSWERS]!++
    reals[(linkAt >> TO_REAL) | TIME]! += clock[NOW]! - reals[(job << REAL_BITS) | BORN]!
    if (ints[at | PARENT] === REQUEST) {
      this.endRequest(job, flags & OUTCOME_MASK)
    } else if ((ints[linkAt | HAS]! & BESIDES) === 0) {
      const parent = ints[at | PARENT]!
      if ((flags & OUTCOME_MASK) === OK && this.leavesPlain(at, parent)) {
        this.freeJobRow(job)
        this.resumeLeaving(parent)
        this.finish(parent, OK)
      } else {
        this.collect(job, flags & OUTCOME_MASK, true)
      }
    } else if ((ints[linkAt | HAS]! & HAS_HELD) === 0 || !this.putAside(OP_ANSWER, job, 0)) {
      this.takeAnswer(job)
    }
  }

  /** The caller looks at an answer over a link that has more than a latency. */
  protected takeAnswer(job: number): void {
    const at = job << ROW_BITS
    const flags = ints[at | FLAGS]!
    // the caller may have given up before it came to look
    if ((flags & ABANDONED) !== 0) {
      this.freeJobRow(job)
      return
    }
    ints[at | TIMER] = 0
    this.settle(job, ints[at | LINK_AT]!, flags & OUTCOME_MASK, true)
  }

  /**
   * Whether a job that gets an answer, a success, has waited for nothing else and then leaves its plain block.
   * @param at row of the call that is answered
   */
  protected abstract leavesPlain(at: number, parent: number): boolean

  /** The job that leaves has its answer, and gives back its server if it still has one. */
  protected abstract resumeLeaving(job: number): void

  /** Hands an outcome to the job that waits for it. @param owned the call's row is to be freed */
  protected abstract collect(call: number, outcome: number, owned: boolean): void

  /** A request has got its answer, or never will. */
  protected abstract endRequest(job: number, outcome: number): void

  /**
   * An attempt has ended: tells the breaker, tries again where the link says so, or hands the outcome to the caller.
   * @param tried false when the breaker itself refused the attempt
   */
  private settle(job: number, linkAt: number, outcome: number, tried: boolean): void {
    const failed = outcome >= FIRST_FAILURE
    if (tried) this.breakers[this.linkNumber(linkAt)]?.record(failed, this)
    if (!failed || !this.mayRetry(job, linkAt)) {
      this.collect(job, outcome, true)
      return
    }
    if ((ints[(job << ROW_BITS) | FLAGS]! & TRACED) !== 0) {
      this.spans[job] = this.tracer.succeed(this.spans[job]!, outcome, clock[NOW]!)
    }
    this.retryAfterBackoff(job, linkAt)
  }

  /** An attempt's time is up. The callee works on; its job is left to it. */
  protected timeOut(job: number, seq: number): void {
    const at = job << ROW_BITS
    if (ints[at | TIMER] !== seq) return
    const linkAt = ints[at | LINK_AT]!
    if ((ints[linkAt | HAS]! & HAS_HELD) !== 0 && this.putAside(OP_TIMEOUT, job, seq)) return
    ints[at | TIMER] = 0
    ints[linkAt | TIMEOUTS]!++
    this.breakers[this.linkNumber(linkAt)]?.record(true, this)
    const again = this.mayRetry(job, linkAt)
    const flags = ints[at | FLAGS]!
    if ((flags & TRACED) !== 0) this.traceTimeout(job, flags)
    // nobody has a job whose message was lost
    const gone = (flags & GONE) !== 0
    if (!gone) ints[at | FLAGS] = flags | ABANDONED
    if (!again) {
      this.collect(job, TIMEOUT, gone)
      return
    }
    const next = this.copyAttempt(job)
    if (gone) this.freeJobRow(job)
    this.retryAfterBackoff(next, linkAt)
  }
}
