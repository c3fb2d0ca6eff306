import { makeCall, sendCall } from './calls'
import {
  AUX,
  BLOCK,
  CLASS,
  FAILED,
  FAIL_IS_MISS,
  FILLS,
  FIRST_FAILURE,
  FLAGS,
  GEN,
  GROUP,
  HIT,
  KEY,
  LAUNCHING,
  LIVE,
  MISS,
  NEED,
  NEED_FIRST,
  NO_PARENT,
  OUTCOME_MASK,
  OUT_FIRST,
  PARENT,
  PARENT_GEN,
  ROW_BITS,
  SAW_HIT,
  STATION,
  STEP,
  STEP_HIT,
  STEP_MISS,
  TRACED,
} from './job'
import { ALWAYS, END_STEP, ON_ERROR, ON_HIT, ON_MISS } from './program'
import type { Sim } from './sim'

/*
 * The plan of a job: steps in order, the calls of a step in parallel, on with the next step when the answers that are
 * needed have come. `sim.ints` is read anew after every call that may take a job.
 */

/** Starts a job's plan at the first step of its block for its class. */
export function startPlan(sim: Sim, job: number): void {
  const at = job << ROW_BITS
  sim.ints[at + STEP] = sim.plans.planOf[sim.ints[at + BLOCK]! * sim.program.classes.length + sim.ints[at + CLASS]!]!
  advance(sim, job)
}

/** Whether a block has anything to call for a class. */
export function hasPlan(sim: Sim, job: number): boolean {
  const at = job << ROW_BITS
  return sim.plans.planOf[sim.ints[at + BLOCK]! * sim.program.classes.length + sim.ints[at + CLASS]!] !== END_STEP
}

/** Goes on with the next steps until one has to wait; at the end the block resumes. */
export function advance(sim: Sim, job: number): void {
  const at = job << ROW_BITS
  const { plans } = sim
  for (;;) {
    const ints = sim.ints
    const step = ints[at + STEP]!
    if (step === END_STEP) {
      sim.resumed[sim.kindOf[ints[at + BLOCK]!]!]!(sim, job)
      return
    }
    ints[at + STEP] = plans.stepNext[step]!
    if (plans.stepSimple[step] === 1 && (ints[at + FLAGS]! & FAILED) === 0) {
      ints[at + NEED] = 1
      ints[at + NEED_FIRST] = 0
      ints[at + OUT_FIRST] = 0
      callOnce(sim, job, plans.stepCalls[step]!, ints[at + KEY]!)
      return
    }
    if (launch(sim, job, step)) return
  }
}

/** Forwards a job over one link and waits for the answer: what routers do in place of a plan. */
export function forward(sim: Sim, job: number, link: number, station: number): void {
  const at = job << ROW_BITS
  const { ints } = sim
  ints[at + STEP] = END_STEP
  ints[at + NEED] = 1
  ints[at + NEED_FIRST] = 0
  ints[at + OUT_FIRST] = 0
  const call = makeCall(sim, job, link, LIVE, job, ints[at + CLASS]!, ints[at + KEY]!)
  sim.ints[(call << ROW_BITS) + STATION] = station
  sendCall(sim, call)
}

function callOnce(sim: Sim, job: number, call: number, key: number): void {
  const { plans } = sim
  const classIndex = sim.ints[(job << ROW_BITS) + CLASS]!
  sendCall(sim, makeCall(sim, job, plans.callLink[call]!, plans.callFlags[call]!, job, classIndex, key))
}

/** Sends the calls of a step. @returns whether the job has to wait for answers */
function launch(sim: Sim, job: number, step: number): boolean {
  const at = job << ROW_BITS
  const { plans } = sim
  const first = plans.stepFirst[step]!
  // one answer more than there are calls: nothing may go on before all are out
  sim.ints[at + NEED] = 1
  sim.ints[at + NEED_FIRST] = first
  sim.ints[at + OUT_FIRST] = 0
  sim.ints[at + FLAGS]! |= plans.stepFills[step] === 1 ? LAUNCHING | FILLS : LAUNCHING
  let grouped = 0
  const failedBefore = (sim.ints[at + FLAGS]! & FAILED) !== 0
  for (let call = plans.stepCalls[step]!; call < plans.stepCalls[step + 1]!; call++) {
    if (!isDue(plans.callWhen[call]!, sim.ints[at + FLAGS]!, failedBefore)) continue
    // the fallback takes the failure's place
    if (plans.callWhen[call] === ON_ERROR) sim.ints[at + FLAGS]! &= ~(FAILED | OUTCOME_MASK)
    grouped += launchCall(sim, job, call)
  }
  return settleLaunch(sim, job, Math.max(0, first - grouped))
}

function isDue(when: number, flags: number, failedBefore: boolean): boolean {
  if (failedBefore) return when === ON_ERROR
  if (when === ALWAYS) return true
  if (when === ON_MISS) return (flags & SAW_HIT) === 0
  return when === ON_HIT && (flags & SAW_HIT) !== 0
}

/** Makes one call of a step as often as it is due. @returns how many of them are grouped */
function launchCall(sim: Sim, job: number, call: number): number {
  const at = job << ROW_BITS
  const { plans } = sim
  const count = plans.countOf(call)
  const apart = plans.isFanOut(call)
  const isAsync = plans.callAsync[call] === 1
  const isGrouped = (plans.callFlags[call]! & GROUP) !== 0
  if (!isAsync) sim.ints[at + (isGrouped ? OUT_FIRST : NEED)]! += count
  const classIndex = sim.ints[at + CLASS]!
  for (let i = 0; i < count && sim.truncated === null; i++) {
    // each call of a fan-out is about something else: a follower, a leaf, an item
    const key = apart ? sim.drawKey(classIndex) : sim.ints[at + KEY]!
    if (isAsync) sendCall(sim, makeCall(sim, NO_PARENT, plans.callLink[call]!, LIVE, job, classIndex, key))
    else callOnce(sim, job, call, key)
  }
  return isGrouped ? count : 0
}

/**
 * All calls of a step are out, and some may have been answered already.
 * @param missing grouped calls that the step would have needed but that were not made
 */
function settleLaunch(sim: Sim, job: number, missing: number): boolean {
  const at = job << ROW_BITS
  const { ints } = sim
  ints[at + FLAGS]! &= ~LAUNCHING
  ints[at + NEED]!--
  ints[at + NEED_FIRST]! -= missing
  const flags = ints[at + FLAGS]!
  if ((flags & FAILED) !== 0 || ints[at + OUT_FIRST]! < ints[at + NEED_FIRST]!) {
    ints[at + FLAGS] = flags | FAILED
    dropCallsStillOut(sim, at)
    return false
  }
  // failures that the step can bear
  if ((flags & OUTCOME_MASK) >= FIRST_FAILURE) ints[at + FLAGS] = flags & ~OUTCOME_MASK
  if (ints[at + NEED]! > 0 || ints[at + NEED_FIRST]! > 0) return true
  completeStep(sim, at)
  return false
}

/**
 * Hands an outcome to the job that waits for it.
 * @param owned the call's row is to be freed; false when the callee still has it
 */
export function collect(sim: Sim, call: number, outcome: number, owned: boolean): void {
  const ints = sim.ints
  const from = call << ROW_BITS
  const parent = ints[from + PARENT]!
  const gen = ints[from + PARENT_GEN]!
  const flags = ints[from + FLAGS]!
  let missed = ints[from + AUX]!
  const key = ints[from + KEY]!
  if ((flags & TRACED) !== 0) sim.tracer.end(sim.spans[call]!, outcome, sim.clock[0]!)
  if (owned) sim.freeJobRow(call)
  if (parent < 0) return
  const at = parent << ROW_BITS
  if (ints[at + GEN] !== gen) return
  if (outcome >= FIRST_FAILURE) {
    if ((flags & FAIL_IS_MISS) === 0) {
      collectFailure(sim, parent, outcome, (flags & GROUP) !== 0)
      return
    }
    // a cache that cannot be asked is a cache that does not have it; there is nothing to fill
    outcome = MISS
    missed = -1
  }
  if (outcome === MISS) {
    if (missed >= 0 && key !== ints[at + KEY]) {
      // one of many keys: filled at once, since a job remembers one cache and one key
      sim.behaviourOf(missed).filled?.(sim, missed, key)
      missed = -1
    }
    ints[at + AUX] = missed
    noteAnswer(sim, at, outcome, STEP_MISS)
  } else if (outcome === HIT) {
    noteAnswer(sim, at, outcome, STEP_HIT)
  }
  if ((flags & GROUP) !== 0) {
    ints[at + NEED_FIRST]!--
    ints[at + OUT_FIRST]!--
  } else {
    ints[at + NEED]!--
  }
  // while calls are being sent NEED is one too high
  if (ints[at + NEED]! > 0 || ints[at + NEED_FIRST]! > 0) return
  completeStep(sim, at)
  advance(sim, parent)
}

/** Keeps what a cache answered, unless a call of the same step has failed, which matters more. */
function noteAnswer(sim: Sim, at: number, outcome: number, seen: number): void {
  const flags = sim.ints[at + FLAGS]! | seen
  const failed = (flags & OUTCOME_MASK) >= FIRST_FAILURE
  sim.ints[at + FLAGS] = failed ? flags : (flags & ~OUTCOME_MASK) | outcome
}

function collectFailure(sim: Sim, parent: number, outcome: number, grouped: boolean): void {
  const at = parent << ROW_BITS
  const { ints } = sim
  const flags = (ints[at + FLAGS]! & ~OUTCOME_MASK) | outcome
  if (grouped) ints[at + OUT_FIRST]!--
  if ((flags & LAUNCHING) !== 0) {
    ints[at + FLAGS] = grouped ? flags : flags | FAILED
    return
  }
  if (grouped && ints[at + OUT_FIRST]! >= ints[at + NEED_FIRST]!) return
  ints[at + FLAGS] = flags | FAILED
  dropCallsStillOut(sim, at)
  advance(sim, parent)
}

/** Whatever is still out is no longer waited for: its answers find another GEN. */
function dropCallsStillOut(sim: Sim, at: number): void {
  sim.ints[at + GEN]!++
  sim.ints[at + NEED] = 0
  sim.ints[at + NEED_FIRST] = 0
  sim.ints[at + OUT_FIRST] = 0
}

/** The answers that a step needed have come. */
function completeStep(sim: Sim, at: number): void {
  const ints = sim.ints
  if (ints[at + OUT_FIRST]! > 0) ints[at + GEN]!++
  const flags = ints[at + FLAGS]!
  if ((flags & (STEP_HIT | STEP_MISS | FILLS)) === 0) return
  if ((flags & STEP_MISS) !== 0) {
    // whichever cache missed last is the one to fill
    ints[at + FLAGS] = flags & ~(STEP_HIT | STEP_MISS | FILLS | SAW_HIT)
    return
  }
  ints[at + FLAGS] = (flags & ~(STEP_HIT | FILLS)) | ((flags & STEP_HIT) !== 0 ? SAW_HIT : 0)
  const missed = ints[at + AUX]!
  // a second cache that had it fills the first as a store does
  if (missed < 0 || (flags & (FILLS | STEP_HIT)) === 0) return
  ints[at + AUX] = -1
  sim.behaviourOf(missed).filled?.(sim, missed, ints[at + KEY]!)
}
