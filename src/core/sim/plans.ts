import { Calls } from './calls'
import type { SimOptions } from './job-store'
import { PlanTable, SIMPLE_BITS } from './plan-table'
import { ALWAYS, END_STEP, ON_ERROR, ON_HIT, ON_MISS, type Program } from './program'
import * as rows from './rows'
import { CLOCK, memory } from './memory'

const { ints, clock } = memory
const { NOW } = CLOCK

const { NO_PARENT, FIRST_FAILURE, SOLE, CALLS_NOBODY } = rows
const { OK, HIT, MISS } = rows.OUTCOME
const { FAILED, FAIL_IS_MISS, FILLS, GROUP, LAUNCHING, LIVE, OUTCOME_MASK, SAW_HIT, STEP_HIT, STEP_MISS, TRACED } =
  rows.FLAG
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
      ints[(block << ROW_BITS) | ONLY_CALL_AT] = this.onlyCallOf(new Set(plans))
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
    return this.plans.planOf[ints[at | BLOCK]! * this.classCount + ints[at | CLASS]!]!
  }

  /** How a job ends that does nothing of its own after its calls: well, unless one of them failed. */
  outcomeOfCalls(job: number): number {
    const flags = ints[(job << ROW_BITS) | FLAGS]!
    return (flags & FAILED) === 0 ? OK : flags & OUTCOME_MASK
  }

  /** How the one call that a router has made ended: hits and misses go through it. */
  outcomeOfForward(job: number): number {
    return ints[(job << ROW_BITS) | FLAGS]! & OUTCOME_MASK
  }

  /** Starts a job's plan; its block resumes when it is through. */
  startPlan(job: number, firstStep: number): void {
    const at = job << ROW_BITS
    if (this.simple[firstStep << STEP_BITS]! >= 0 && (ints[at | FLAGS]! & FAILED) === 0) {
      this.callOnly(job, firstStep)
      return
    }
    ints[at | STEP] = firstStep | 0
    this.advance(job)
  }

  /** Goes on with the next steps until one has to wait; at the end the block resumes. */
  private advance(job: number): void {
    const at = job << ROW_BITS
    const { plans } = this
    for (;;) {
      const step = ints[at | STEP]!
      if (step === END) {
        this.resume(job, ints[at | BLOCK]!)
        return
      }
      if (this.simple[step << STEP_BITS]! >= 0 && (ints[at | FLAGS]! & FAILED) === 0) {
        this.callOnly(job, step)
        return
      }
      ints[at | STEP] = plans.stepNext[step]!
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
    const isTraced = (ints[at | FLAGS]! & TRACED) !== 0
    if (next === END && !isTraced && ints[(ints[at | BLOCK]! << ROW_BITS) | PLAIN] !== NOT_PLAIN) ints[at | NEED] = SOLE
    else this.awaitOne(job, next)
    const call = this.makeCall(job, linkAt, simple[row | 2]!, ints[at | CLASS]!, ints[at | KEY]!)
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
    const call = this.makeCall(job, linkAt, LIVE, ints[at | CLASS]!, ints[at | KEY]!)
    this.traceCall(call, job)
    ints[(call << ROW_BITS) | STATION] = station | 0
    this.sendCall(call, linkAt)
  }

  /**
   * A job has a single call out.
   * @param next the step after it, END_STEP when the block resumes then
   */
  awaitOne(job: number, next: number): void {
    const at = job << ROW_BITS
    ints[at | STEP] = next | 0
    ints[at | NEED] = 1
    ints[at | NEED_FIRST] = 0
    ints[at | OUT_FIRST] = 0
  }

  private callOnce(job: number, call: number, key: number): void {
    const { plans } = this
    const classIndex = ints[(job << ROW_BITS) | CLASS]!
    const linkAt = plans.callLinkAt[call]!
    const made = this.makeCall(job, linkAt, plans.callFlags[call]!, classIndex, key)
    this.traceCall(made, job)
    this.sendCall(made, linkAt)
  }

  private callAsync(job: number, linkAt: number, key: number): void {
    const made = this.makeCall(NO_PARENT, linkAt, LIVE, ints[(job << ROW_BITS) | CLASS]!, key)
    this.traceCall(made, job)
    this.sendCall(made, linkAt)
  }

  /** Sends the calls of a step. @returns whether the job has to wait for answers */
  private launch(job: number, step: number): boolean {
    const at = job << ROW_BITS
    const { plans } = this
    const first = plans.stepFirst[step]!
    // one answer more than there are calls: nothing may go on before all are out
    ints[at | NEED] = 1
    ints[at | NEED_FIRST] = first
    ints[at | OUT_FIRST] = 0
    const failedBefore = (ints[at | FLAGS]! & FAILED) !== 0
    ints[at | FLAGS]! |= plans.stepFills[step] === 1 ? LAUNCHING | FILLS : LAUNCHING
    let grouped = 0
    for (let call = plans.stepCalls[step]!; call < plans.stepCalls[step + 1]!; call++) {
      if (!isDue(plans.callWhen[call]!, ints[at | FLAGS]!, failedBefore)) continue
      // the fallback takes the failure's place
      if (plans.callWhen[call] === ON_ERROR) ints[at | FLAGS]! &= ~(FAILED | OUTCOME_MASK)
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
    if (!isAsync) ints[at | (isGrouped ? OUT_FIRST : NEED)]! += count
    const linkAt = plans.callLinkAt[call]!
    const classIndex = ints[at | CLASS]!
    for (let i = 0; i < count && this.truncated === null; i++) {
      // each call of a fan-out is about something else: a follower, a leaf, an item
      const key = apart ? this.drawKey(classIndex) : ints[at | KEY]!
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
    ints[at | FLAGS]! &= ~LAUNCHING
    ints[at | NEED]!--
    ints[at | NEED_FIRST]! -= missing
    const flags = ints[at | FLAGS]!
    if ((flags & FAILED) !== 0 || ints[at | OUT_FIRST]! < ints[at | NEED_FIRST]!) {
      ints[at | FLAGS] = flags | FAILED
      this.dropCallsStillOut(at)
      return false
    }
    // failures that the step can bear
    if ((flags & OUTCOME_MASK) >= FIRST_FAILURE) ints[at | FLAGS] = flags & ~OUTCOME_MASK
    if (ints[at | NEED]! > 0 || ints[at | NEED_FIRST]! > 0) return true
    this.completeStep(at)
    return false
  }

  /**
   * Hands an outcome to the job that waits for it.
   * @param owned the call's row is to be freed; false when the callee still has it
   */
  protected collect(call: number, outcome: number, owned: boolean): void {
    const from = call << ROW_BITS
    const parent = ints[from | PARENT]!
    const gen = ints[from | PARENT_GEN]!
    const flags = ints[from | FLAGS]!
    const missed = ints[from | MISSED]!
    const key = ints[from | KEY]!
    if ((flags & TRACED) !== 0) this.tracer.end(this.spans[call]!, outcome, clock[NOW]!)
    if (parent === NO_PARENT && outcome >= FIRST_FAILURE) this.unheard[this.linkNumber(ints[from | LINK_AT]!)]!++
    if (owned) this.freeJobRow(call)
    if (parent < 0) return
    const at = parent << ROW_BITS
    if (ints[at | GEN] !== gen) return
    if (ints[at | NEED] === SOLE) this.awaitOne(parent, END)
    if (outcome !== 0) {
      if (outcome >= FIRST_FAILURE && (flags & FAIL_IS_MISS) === 0) {
        this.collectFailure(parent, outcome, (flags & GROUP) !== 0)
        return
      }
      this.collectLookUp(at, outcome, missed, key)
    }
    if ((flags & GROUP) !== 0) {
      ints[at | NEED_FIRST]!--
      ints[at | OUT_FIRST]!--
    } else {
      ints[at | NEED]!--
    }
    // while calls are being sent NEED is one too high
    if (ints[at | NEED]! > 0 || ints[at | NEED_FIRST]! > 0) return
    this.completeStep(at)
    this.advance(parent)
  }

  /** A cache has answered, or could not be asked, which is as good as a miss. */
  private collectLookUp(at: number, outcome: number, missed: number, key: number): void {
    let toFill = outcome === MISS ? missed : -1
    if (toFill >= 0 && key !== ints[at | KEY]) {
      // one of many keys: filled at once, since a job remembers one cache and one key
      this.fill(toFill, key)
      toFill = -1
    }
    if (outcome !== HIT) ints[at | MISSED] = toFill
    const flags = ints[at | FLAGS]! | (outcome === HIT ? STEP_HIT : STEP_MISS)
    // a failed call of the same step matters more
    const keeps = (flags & OUTCOME_MASK) >= FIRST_FAILURE
    ints[at | FLAGS] = keeps ? flags : (flags & ~OUTCOME_MASK) | (outcome === HIT ? HIT : MISS)
  }

  private collectFailure(parent: number, outcome: number, grouped: boolean): void {
    const at = parent << ROW_BITS
    const flags = (ints[at | FLAGS]! & ~OUTCOME_MASK) | outcome
    if (grouped) ints[at | OUT_FIRST]!--
    if ((flags & LAUNCHING) !== 0) {
      ints[at | FLAGS] = grouped ? flags : flags | FAILED
      return
    }
    if (grouped && ints[at | OUT_FIRST]! >= ints[at | NEED_FIRST]!) return
    ints[at | FLAGS] = flags | FAILED
    this.dropCallsStillOut(at)
    this.advance(parent)
  }

  /** Whatever is still out is no longer waited for: its answers find another GEN. */
  private dropCallsStillOut(at: number): void {
    ints[at | GEN]!++
    ints[at | NEED] = 0
    ints[at | NEED_FIRST] = 0
    ints[at | OUT_FIRST] = 0
  }

  /** The answers that a step needed have come. */
  private completeStep(at: number): void {
    if (ints[at | OUT_FIRST]! > 0) ints[at | GEN]!++
    const flags = ints[at | FLAGS]!
    if ((flags & (STEP_HIT | STEP_MISS | FILLS)) === 0) return
    if ((flags & STEP_MISS) !== 0) {
      // whichever cache missed last is the one to fill
      ints[at | FLAGS] = flags & ~(STEP_HIT | STEP_MISS | FILLS | SAW_HIT)
      return
    }
    ints[at | FLAGS] = (flags & ~(STEP_HIT | FILLS)) | ((flags & STEP_HIT) !== 0 ? SAW_HIT : 0)
    const missed = ints[at | MISSED]!
    // a second cache that had it fills the first as a store does
    if (missed < 0) return
    ints[at | MISSED] = -1
    this.fill(missed, ints[at | KEY]!)
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
