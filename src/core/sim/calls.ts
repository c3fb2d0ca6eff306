import { nextUniform } from '@/core/random/streams'
import { Attempts } from './attempts'
import { MAX_DEPTH as DEEPEST, type SimOptions } from './job-store'
import type { Program } from './program'
import * as rows from './rows'
import { CLOCK, memory } from './memory'

const { clock } = memory
const { values, words } = memory.draws
const { NOW, WHEN } = CLOCK

const { NO_PARENT, REQUEST, FIRST_FAILURE } = rows
const { TIMEOUT, UNAVAILABLE, OK, REJECTED: WAS_REJECTED } = rows.OUTCOME
const { ABANDONED, GONE, INSIDE, OUTCOME_MASK, RESERVED, REST, TRACED, ATTEMPT_SHIFT } = rows.FLAG
const { GEN, PARENT, PARENT_GEN, BLOCK, LINK_AT, CLASS, KEY, STATION, FLAGS, TIMER } = rows.JOB
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
    DIRECT[row] = isOpen && PLAIN[row] !== NOT_PLAIN ? 1 : 0
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
    PARENT[at] = parent | 0
    if (parent >= 0) PARENT_GEN[at] = GEN[parent << ROW_BITS]!
    BLOCK[at] = TO[linkAt]!
    LINK_AT[at] = linkAt | 0
    CLASS[at] = classIndex | 0
    KEY[at] = key | 0
    STATION[at] = TO_STATION[linkAt]!
    FLAGS[at] = flags | 0
    return job
  }

  /** Makes a new call part of its caller's trace, if that has one. */
  traceCall(call: number, caller: number): void {
    if ((FLAGS[caller << ROW_BITS]! & TRACED) === 0) return
    const at = call << ROW_BITS
    const link = this.linkNumber(LINK_AT[at]!)
    FLAGS[at]! |= TRACED
    this.spans[call] = this.tracer.child(this.spans[caller]!, BLOCK[at]!, link, clock[NOW]!)
  }

  /** Sends a first attempt. */
  sendCall(job: number, linkAt: number): void {
    CALLS[linkAt]!++
    this.send(job, linkAt)
  }

  protected send(job: number, linkAt: number): void {
    BORN[job << REAL_BITS] = clock[NOW]!
    const has = HAS[linkAt]!
    if ((has & BESIDES) !== 0 && !this.setsOut(job, linkAt, has)) return
    const latency = LATENCY[linkAt]!
    if (latency >= 0) {
      this.lanes[latency]!.push(this.events, (job << OP_BITS) | OP_DELIVER)
    } else if (latency === NO_LATENCY && this.depth < MAX_DEPTH) {
      this.deliver(job)
    } else {
      this.travel(job, OP_DELIVER, latency === DRAWN_LATENCY ? DRAW_OUT[linkAt]! : -1)
    }
  }

  /** What happens to a call before it leaves: breaker, time-out, loss. @returns whether it leaves and arrives */
  private setsOut(job: number, linkAt: number, has: number): boolean {
    const link = this.linkNumber(linkAt)
    if ((has & HAS_RETRIES) !== 0 && FLAGS[job << ROW_BITS]! >>> ATTEMPT_SHIFT === 0) this.earnRetry(link)
    if ((has & HAS_BREAKER) !== 0 && !this.breakers[link]!.allows(this)) {
      REFUSED[linkAt]!++
      this.settle(job, linkAt, UNAVAILABLE, false)
      return false
    }
    if ((has & HAS_TIMEOUT) !== 0) {
      const lane = this.lanes[TIMEOUT_LANE[linkAt]!]!
      TIMER[job << ROW_BITS] = lane.push(this.events, (job << OP_BITS) | OP_TIMEOUT)
      FLAGS[job << ROW_BITS]! |= REST
    }
    return (has & HAS_LOSS) === 0 || !this.losesMessage(job, linkAt)
  }

  /** A message whose latency is drawn, or which takes no time but lies too deep for one more direct call. */
  private travel(job: number, op: number, draw: number): void {
    clock[WHEN] = clock[NOW]!
    if (draw >= 0) clock[WHEN] = clock[NOW]! + values[this.takeDraw(draw)]!
    this.events.push((job << OP_BITS) | op)
  }

  /** A call has reached its block. */
  protected deliver(job: number): void {
    const at = job << ROW_BITS
    const block = BLOCK[at]!
    const flags = FLAGS[at]!
    ARRIVALS[block << ROW_BITS]!++
    FLAGS[at] = (flags & ~RESERVED) | INSIDE
    if ((flags & RESERVED) !== 0) this.unreserve(STATION[at]!)
    ENTERED[job << REAL_BITS] = clock[NOW]!
    if (DIRECT[block << ROW_BITS] === 1) {
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
    const row = BLOCK[job << ROW_BITS]! << ROW_BITS
    REJECTED[row]!++
    // counted as rejected here, and not as broken once more
    BROKEN[row]!--
    this.finish(job, WAS_REJECTED)
  }

  /** Fails a call at its block, which cannot do it: nothing of it is up, or what is up broke off. */
  cannotServe(job: number): void {
    this.unserved[BLOCK[job << ROW_BITS]!]!++
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
    for (;;) {
      const at = job << ROW_BITS
      const linkAt = LINK_AT[at]!
      const parent = PARENT[at]!
      if ((HAS[linkAt]! & BESIDES_OR_DELAY) !== 0 || (FLAGS[at]! & ABANDONED) !== 0) break
      if (parent === REQUEST) {
        if (this.depth >= MAX_DEPTH) break
      } else if (!this.leavesPlain(at, parent)) {
        break
      }
      const real = linkAt >> TO_REAL
      STRAIGHT_BACK[real]! += 1
      TIME[real]! += clock[NOW]! - BORN[job << REAL_BITS]!
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

  private finishOtherwise(job: number, outcome: number): void {
    const at = job << ROW_BITS
    const linkAt = LINK_AT[at]!
    const flags = FLAGS[at]!
    const row = BLOCK[at]! << ROW_BITS
    if (outcome < FIRST_FAILURE) DONE[row]!++
    else BROKEN[row]!++
    FLAGS[at] = (flags & ~(OUTCOME_MASK | INSIDE)) | outcome
    const parent = PARENT[at]!
    const takesNoTime = (HAS[linkAt]! & BESIDES_OR_DELAY) === 0
    if (!takesNoTime || parent === NO_PARENT || (flags & ABANDONED) !== 0 || this.depth >= MAX_DEPTH) {
      this.sendAnswer(job, linkAt, flags)
      return
    }
    if (outcome < FIRST_FAILURE) {
      ANSWERS[linkAt]!++
      TIME[linkAt >> TO_REAL]! += clock[NOW]! - BORN[job << REAL_BITS]!
    }
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
    const has = HAS[linkAt]! & BESIDES
    if (has !== 0 || (flags & (ABANDONED | TRACED)) !== 0 || PARENT[job << ROW_BITS] === NO_PARENT) {
      if (!this.answers(job, linkAt, has, flags)) return
    }
    const latency = LATENCY[linkAt]!
    if (latency >= 0) {
      this.lanes[latency]!.push(this.events, (job << OP_BITS) | OP_ANSWER)
    } else if (latency === NO_LATENCY && this.depth < MAX_DEPTH) {
      this.depth++
      this.answer(job)
      this.depth--
    } else {
      this.travel(job, OP_ANSWER, latency === DRAWN_LATENCY ? DRAW_BACK[linkAt]! : -1)
    }
  }

  /** Whether an answer goes on its way at all. */
  private answers(job: number, linkAt: number, has: number, flags: number): boolean {
    if ((flags & TRACED) !== 0) {
      this.tracer.left(this.spans[job]!, ENTERED[job << REAL_BITS]!, clock[NOW]!)
    }
    if ((flags & ABANDONED) !== 0) {
      WASTED[BLOCK[job << ROW_BITS]! << ROW_BITS]!++
      this.freeJobRow(job)
      return false
    }
    if (has === 0 && PARENT[job << ROW_BITS] === NO_PARENT) {
      // nobody waits, and nothing on the link wants to know
      this.answer(job)
      return false
    }
    return (has & HAS_LOSS) === 0 || !this.losesMessage(job, linkAt)
  }

  /** The answer of a call has reached the caller. */
  protected answer(job: number): void {
    const at = job << ROW_BITS
    const flags = FLAGS[at]!
    if ((flags & ABANDONED) !== 0) {
      this.freeJobRow(job)
      return
    }
    const linkAt = LINK_AT[at]!
    if ((flags & OUTCOME_MASK) < FIRST_FAILURE) {
      ANSWERS[linkAt]!++
      TIME[linkAt >> TO_REAL]! += clock[NOW]! - BORN[job << REAL_BITS]!
    }
    if (PARENT[at] === REQUEST) {
      this.endRequest(job, flags & OUTCOME_MASK)
    } else if ((HAS[linkAt]! & BESIDES) === 0) {
      const parent = PARENT[at]!
      if ((flags & OUTCOME_MASK) === OK && this.leavesPlain(at, parent)) {
        this.freeJobRow(job)
        this.resumeLeaving(parent)
        this.finish(parent, OK)
      } else {
        this.collect(job, flags & OUTCOME_MASK, true)
      }
    } else if ((HAS[linkAt]! & HAS_HELD) === 0 || !this.putAside(OP_ANSWER, job, 0)) {
      this.takeAnswer(job)
    }
  }

  /** The caller looks at an answer over a link that has more than a latency. */
  protected takeAnswer(job: number): void {
    const at = job << ROW_BITS
    const flags = FLAGS[at]!
    // the caller may have given up before it came to look
    if ((flags & ABANDONED) !== 0) {
      this.freeJobRow(job)
      return
    }
    TIMER[at] = 0
    this.settle(job, LINK_AT[at]!, flags & OUTCOME_MASK, true)
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
    if ((FLAGS[job << ROW_BITS]! & TRACED) !== 0) {
      this.spans[job] = this.tracer.succeed(this.spans[job]!, outcome, clock[NOW]!)
    }
    this.retryAfterBackoff(job, linkAt)
  }

  /** An attempt's time is up. The callee works on; its job is left to it. */
  protected timeOut(job: number, seq: number): void {
    const at = job << ROW_BITS
    if (TIMER[at] !== seq) return
    const linkAt = LINK_AT[at]!
    if ((HAS[linkAt]! & HAS_HELD) !== 0 && this.putAside(OP_TIMEOUT, job, seq)) return
    TIMER[at] = 0
    TIMEOUTS[linkAt]!++
    this.breakers[this.linkNumber(linkAt)]?.record(true, this)
    const again = this.mayRetry(job, linkAt)
    const flags = FLAGS[at]!
    if ((flags & TRACED) !== 0) this.traceTimeout(job, flags)
    // nobody has a job whose message was lost
    const gone = (flags & GONE) !== 0
    if (!gone) FLAGS[at] = flags | ABANDONED
    if (!again) {
      this.collect(job, TIMEOUT, gone)
      return
    }
    const next = this.copyAttempt(job)
    if (gone) this.freeJobRow(job)
    this.retryAfterBackoff(next, linkAt)
  }
}
