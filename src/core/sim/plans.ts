import { Calls } from './calls'
import type { SimOptions } from './job-store'
import { PlanTable, SIMPLE_BITS } from './plan-table'
import { ALWAYS, END_STEP, ON_ERROR, ON_HIT, ON_MISS, type Program } from './program'
import * as rows from './rows'
import { CLOCK, memory } from './memory'

const { clock } = memory
const { NOW } = CLOCK

const { NO_PARENT, FIRST_FAILURE, CALLS_NOBODY } = rows
const { OK, HIT, MISS } = rows.OUTCOME
const {
  FAILED,
  FAIL_IS_MISS,
  FILLS,
  GROUP,
  LAUNCHING,
  LIVE,
  OUTCOME_MASK,
  REST,
  SAW_HIT,
  SOLE,
  STEP_HIT,
  STEP_MISS,
  TRACED,
} = rows.FLAG
const {
  GEN,
  PARENT,
  PARENT_GEN,
  BLOCK,
  LINK_AT,
  CLASS,
  KEY,
  STATION,
  STEP,
  NEED,
  NEED_FIRST,
  OUT_FIRST,
  FLAGS,
  MISSED,
} = rows.JOB
const { ROW_BITS } = rows
const { ONLY_CALL_AT, PLAIN } = rows.BLOCK_ROW
const NOT_PLAIN = rows.PLAIN_KIND.NOT
const END = END_STEP
const STEP_BITS = SIMPLE_BITS

/**
 * The plan of a job: steps in order, the calls of a step in parallel, on with the next step when the answers that are
 * needed have come.
 */
export abstract class Plans<Self> extends Calls<Self> {
  readonly plans: PlanTable
  /** `plans.simple`, at hand. */
  private readonly simple: Int32Array

  constructor(program: Program<Self>, options: SimOptions) {
    super(program, options)
    this.plans = new PlanTable(program, this)
    this.simple = this.plans.simple
    for (const block of program.blocks.keys()) {
      const plans = this.classesAt(block).map((c) => this.planOf(block, c))
      ONLY_CALL_AT[block << ROW_BITS] = this.onlyCallOf(new Set(plans))
    }
  }

  /** What ONLY_CALL_AT says of a block with these plans. */
  private onlyCallOf(plans: ReadonlySet<number>): number {
    const [plan] = plans
    if (plan === undefined || plans.size > 1) return -1
    if (plan === END) return CALLS_NOBODY
    const row = plan << STEP_BITS
    const isAll = this.simple[row | 1] === END && this.simple[row | 2] === LIVE
    return isAll ? this.simple[row]! : -1
  }

  /** The first step of a block's plan for a class, END_STEP when there is none. */
  planOf(block: number, classIndex: number): number {
    return this.plans.planOf[block * this.classCount + classIndex]!
  }

  /** The first step of a job's plan, END_STEP when its block calls nobody for its class. */
  planFor(job: number): number {
    const at = job << ROW_BITS
    return this.plans.planOf[BLOCK[at]! * this.classCount + CLASS[at]!]!
  }

  /** How a job ends that does nothing of its own after its calls: well, unless one of them failed. */
  outcomeOfCalls(job: number): number {
    const flags = FLAGS[job << ROW_BITS]!
    return (flags & FAILED) === 0 ? OK : flags & OUTCOME_MASK
  }

  /** How the one call that a router has made ended: hits and misses go through it. */
  outcomeOfForward(job: number): number {
    return FLAGS[job << ROW_BITS]! & OUTCOME_MASK
  }

  /** Starts a job's plan; its block resumes when it is through. */
  startPlan(job: number, firstStep: number): void {
    const at = job << ROW_BITS
    if (this.simple[firstStep << STEP_BITS]! >= 0 && (FLAGS[at]! & FAILED) === 0) {
      this.callOnly(job, firstStep)
      return
    }
    STEP[at] = firstStep | 0
    this.advance(job)
  }

  /** Goes on with the next steps until one has to wait; at the end the block resumes. */
  private advance(job: number): void {
    const at = job << ROW_BITS
    const { plans } = this
    for (;;) {
      const step = STEP[at]!
      if (step === END) {
        this.resume(job, BLOCK[at]!)
        return
      }
      if (this.simple[step << STEP_BITS]! >= 0 && (FLAGS[at]! & FAILED) === 0) {
        this.callOnly(job, step)
        return
      }
      STEP[at] = plans.stepNext[step]!
      if (this.launch(job, step)) return
    }
  }

  /** Makes the single call of a simple step. */
  private callOnly(job: number, step: number): void {
    const { simple } = this
    const at = job << ROW_BITS
    const row = step << STEP_BITS
    const next = simple[row | 1]!
    const linkAt = simple[row]!
    const isTraced = (FLAGS[at]! & TRACED) !== 0
    if (next === END && !isTraced && PLAIN[BLOCK[at]! << ROW_BITS] !== NOT_PLAIN) FLAGS[at]! |= SOLE
    else this.awaitOne(job, next)
    const call = this.makeCall(job, linkAt, simple[row | 2]!, CLASS[at]!, KEY[at]!)
    if (isTraced) this.traceCall(call, job)
    this.sendCall(call, linkAt)
  }

  private resume(job: number, block: number): void {
    this.resumedOf[block]!(this as unknown as Self, job)
  }

  /** Forwards a job over one link and waits for the answer: what routers do in place of a plan. */
  forward(job: number, link: number, station: number): void {
    const at = job << ROW_BITS
    this.awaitOne(job, END)
    const linkAt = this.linkAt(link)
    const call = this.makeCall(job, linkAt, LIVE, CLASS[at]!, KEY[at]!)
    this.traceCall(call, job)
    STATION[call << ROW_BITS] = station | 0
    this.sendCall(call, linkAt)
  }

  /**
   * A job has a single call out.
   * @param next the step after it, END_STEP when the block resumes then
   */
  awaitOne(job: number, next: number): void {
    const at = job << ROW_BITS
    STEP[at] = next | 0
    NEED[at] = 1
    NEED_FIRST[at] = 0
    OUT_FIRST[at] = 0
  }

  private callOnce(job: number, call: number, key: number): void {
    const { plans } = this
    const classIndex = CLASS[job << ROW_BITS]!
    const linkAt = plans.callLinkAt[call]!
    const made = this.makeCall(job, linkAt, plans.callFlags[call]!, classIndex, key)
    this.traceCall(made, job)
    this.sendCall(made, linkAt)
  }

  private callAsync(job: number, linkAt: number, key: number): void {
    const made = this.makeCall(NO_PARENT, linkAt, LIVE, CLASS[job << ROW_BITS]!, key)
    this.traceCall(made, job)
    this.sendCall(made, linkAt)
  }

  /** Sends the calls of a step. @returns whether the job has to wait for answers */
  private launch(job: number, step: number): boolean {
    const at = job << ROW_BITS
    const { plans } = this
    const first = plans.stepFirst[step]!
    // one answer more than there are calls: nothing may go on before all are out
    NEED[at] = 1
    NEED_FIRST[at] = first
    OUT_FIRST[at] = 0
    const failedBefore = (FLAGS[at]! & FAILED) !== 0
    FLAGS[at]! |= plans.stepFills[step] === 1 ? LAUNCHING | FILLS : LAUNCHING
    let grouped = 0
    for (let call = plans.stepCalls[step]!; call < plans.stepCalls[step + 1]!; call++) {
      if (!isDue(plans.callWhen[call]!, FLAGS[at]!, failedBefore)) continue
      // the fallback takes the failure's place
      if (plans.callWhen[call] === ON_ERROR) FLAGS[at]! &= ~(FAILED | OUTCOME_MASK)
      grouped += this.launchCall(job, call)
    }
    return this.settleLaunch(job, Math.max(0, first - grouped))
  }

  /** Makes one call of a step as often as it is due. @returns how many of them are grouped */
  private launchCall(job: number, call: number): number {
    const at = job << ROW_BITS
    const { plans } = this
    const count = plans.countOf(call)
    const apart = plans.isFanOut(call)
    const isAsync = plans.callAsync[call] === 1
    const isGrouped = (plans.callFlags[call]! & GROUP) !== 0
    if (isGrouped && !isAsync) OUT_FIRST[at]! += count
    else if (!isAsync) NEED[at]! += count
    const linkAt = plans.callLinkAt[call]!
    const classIndex = CLASS[at]!
    for (let i = 0; i < count && this.truncated === null; i++) {
      // each call of a fan-out is about something else: a follower, a leaf, an item
      const key = apart ? this.drawKey(classIndex) : KEY[at]!
      if (isAsync) this.callAsync(job, linkAt, key)
      else this.callOnce(job, call, key)
    }
    return isGrouped && !isAsync ? count : 0
  }

  /**
   * All calls of a step are out, and some may have been answered already.
   * @param missing grouped calls that the step would have needed but that were not made
   */
  private settleLaunch(job: number, missing: number): boolean {
    const at = job << ROW_BITS
    FLAGS[at]! &= ~LAUNCHING
    NEED[at]!--
    NEED_FIRST[at]! -= missing
    const flags = FLAGS[at]!
    if ((flags & FAILED) !== 0 || OUT_FIRST[at]! < NEED_FIRST[at]!) {
      FLAGS[at] = flags | FAILED
      this.dropCallsStillOut(at)
      return false
    }
    // failures that the step can bear
    if ((flags & OUTCOME_MASK) >= FIRST_FAILURE) FLAGS[at] = flags & ~OUTCOME_MASK
    if (NEED[at]! > 0 || NEED_FIRST[at]! > 0) return true
    this.completeStep(at)
    return false
  }

  /**
   * Hands an outcome to the job that waits for it.
   * @param owned the call's row is to be freed; false when the callee still has it
   */
  protected collect(call: number, outcome: number, owned: boolean): void {
    const from = call << ROW_BITS
    const parent = PARENT[from]!
    const gen = PARENT_GEN[from]!
    const flags = FLAGS[from]!
    const missed = MISSED[from]!
    const key = KEY[from]!
    if ((flags & TRACED) !== 0) this.tracer.end(this.spans[call]!, outcome, clock[NOW]!)
    if (parent === NO_PARENT && outcome >= FIRST_FAILURE) this.unheard[this.linkNumber(LINK_AT[from]!)]!++
    if (owned) this.freeJobRow(call)
    if (parent < 0) return
    const at = parent << ROW_BITS
    if (GEN[at] !== gen) return
    if ((FLAGS[at]! & SOLE) !== 0) {
      FLAGS[at]! &= ~SOLE
      this.awaitOne(parent, END)
    }
    if (outcome !== 0) {
      if (outcome >= FIRST_FAILURE && (flags & FAIL_IS_MISS) === 0) {
        this.collectFailure(parent, outcome, (flags & GROUP) !== 0)
        return
      }
      this.collectLookUp(at, outcome, missed, key)
    }
    if ((flags & GROUP) !== 0) {
      NEED_FIRST[at]!--
      OUT_FIRST[at]!--
    } else {
      NEED[at]!--
    }
    // while calls are being sent NEED is one too high
    if (NEED[at]! > 0 || NEED_FIRST[at]! > 0) return
    this.completeStep(at)
    this.advance(parent)
  }

  /** A cache has answered, or could not be asked, which is as good as a miss. */
  private collectLookUp(at: number, outcome: number, missed: number, key: number): void {
    let toFill = outcome === MISS ? missed : -1
    if (toFill >= 0 && key !== KEY[at]) {
      // one of many keys: filled at once, since a job remembers one cache and one key
      this.fill(toFill, key)
      toFill = -1
    }
    if (outcome !== HIT) MISSED[at] = toFill
    const flags = FLAGS[at]! | REST | (outcome === HIT ? STEP_HIT : STEP_MISS)
    // a failed call of the same step matters more
    const keeps = (flags & OUTCOME_MASK) >= FIRST_FAILURE
    FLAGS[at] = keeps ? flags : (flags & ~OUTCOME_MASK) | (outcome === HIT ? HIT : MISS)
  }

  private collectFailure(parent: number, outcome: number, grouped: boolean): void {
    const at = parent << ROW_BITS
    const flags = (FLAGS[at]! & ~OUTCOME_MASK) | outcome
    if (grouped) OUT_FIRST[at]!--
    if ((flags & LAUNCHING) !== 0) {
      FLAGS[at] = grouped ? flags : flags | FAILED
      return
    }
    if (grouped && OUT_FIRST[at]! >= NEED_FIRST[at]!) return
    FLAGS[at] = flags | FAILED
    this.dropCallsStillOut(at)
    this.advance(parent)
  }

  /** Whatever is still out is no longer waited for: its answers find another GEN. */
  private dropCallsStillOut(at: number): void {
    GEN[at]!++
    NEED[at] = 0
    NEED_FIRST[at] = 0
    OUT_FIRST[at] = 0
  }

  /** The answers that a step needed have come. */
  private completeStep(at: number): void {
    if (OUT_FIRST[at]! > 0) GEN[at]!++
    const flags = FLAGS[at]!
    if ((flags & (STEP_HIT | STEP_MISS | FILLS)) === 0) return
    if ((flags & STEP_MISS) !== 0) {
      // whichever cache missed last is the one to fill
      FLAGS[at] = flags & ~(STEP_HIT | STEP_MISS | FILLS | SAW_HIT)
      return
    }
    FLAGS[at] = (flags & ~(STEP_HIT | FILLS)) | ((flags & STEP_HIT) !== 0 ? SAW_HIT : 0)
    const missed = MISSED[at]!
    // a second cache that had it fills the first as a store does
    if (missed < 0) return
    MISSED[at] = -1
    this.fill(missed, KEY[at]!)
  }

  private fill(cache: number, key: number): void {
    this.behaviourOf(cache).filled?.(this as unknown as Self, cache, key)
  }
}

function isDue(when: number, flags: number, failedBefore: boolean): boolean {
  if (failedBefore) return when === ON_ERROR
  if (when === ALWAYS) return true
  if (when === ON_MISS) return (flags & SAW_HIT) === 0
  return when === ON_HIT && (flags & SAW_HIT) !== 0
}
