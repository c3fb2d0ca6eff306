import { nextUniform } from '@/core/random/streams'
import {
  ABANDONED,
  ATTEMPT_SHIFT,
  AUX,
  BLOCK,
  BORN,
  CLASS,
  ENTERED,
  FAILED,
  FIRST_FAILURE,
  FLAGS,
  GEN,
  GONE,
  GROUP,
  INHERITED,
  INSIDE,
  KEY,
  LINK,
  LIVE,
  NEED_FIRST,
  NEXT,
  NO_PARENT,
  OK,
  OUTCOME_MASK,
  OUT_FIRST,
  PARENT,
  PARENT_GEN,
  REAL_BITS,
  REJECTED,
  RESERVED,
  ROW_BITS,
  STATION,
  STEP,
  TIMEOUT,
  TIMER,
  TRACED,
  UNAVAILABLE,
} from './job'
import {
  DRAWN_LATENCY,
  HAS_BREAKER,
  HAS_LOSS,
  HAS_RETRIES,
  HAS_TIMEOUT,
  JITTER_EQUAL,
  JITTER_NONE,
  NO_LATENCY,
} from './link-table'
import { END_STEP } from './program'
import { MAX_DEPTH, OP_ANSWER, OP_DELIVER, OP_RETRY, OP_TIMEOUT, type Sim, event } from './sim'

/*
 * How a call travels: sent, delivered to a block, finished there, answered at the caller. A job stands for one attempt;
 * a time-out leaves the job with the callee, marked as abandoned, and a further attempt is a job of its own.
 *
 * `sim.ints` is read anew after every call that may take a job, because the rows move when they grow.
 */

/**
 * Makes a job that calls a block over a link and waits in its parent's stead.
 * @param parent the caller, or NO_PARENT when nobody waits for the answer
 * @param flags LIVE and what else the call brings along
 * @param caller whose trace the call belongs to, -1 for nobody's
 */
export function makeCall(
  sim: Sim,
  parent: number,
  link: number,
  flags: number,
  caller: number,
  classIndex: number,
  key: number,
): number {
  const job = sim.takeJob()
  const ints = sim.ints
  const at = job << ROW_BITS
  ints[at + NEXT] = -1
  ints[at + PARENT] = parent
  ints[at + PARENT_GEN] = parent < 0 ? 0 : ints[(parent << ROW_BITS) + GEN]!
  ints[at + BLOCK] = sim.links.to[link]!
  ints[at + LINK] = link
  ints[at + CLASS] = classIndex
  ints[at + KEY] = key
  ints[at + STATION] = -1
  ints[at + STEP] = END_STEP
  ints[at + TIMER] = 0
  ints[at + AUX] = -1
  if (caller >= 0 && (ints[(caller << ROW_BITS) + FLAGS]! & TRACED) !== 0) {
    flags |= TRACED
    sim.spans[job] = sim.tracer.child(sim.spans[caller]!, sim.links.to[link]!, link, sim.clock[0]!)
  }
  ints[at + FLAGS] = flags
  return job
}

/** Sends a first attempt. */
export function sendCall(sim: Sim, job: number): void {
  const link = sim.ints[(job << ROW_BITS) + LINK]!
  sim.metrics.linkCalls[link]!++
  if ((sim.links.has[link]! & HAS_RETRIES) !== 0) sim.links.earn(link)
  send(sim, job, link)
}

function send(sim: Sim, job: number, link: number): void {
  sim.reals[(job << REAL_BITS) + BORN] = sim.clock[0]!
  const has = sim.links.has[link]!
  if (has !== 0) {
    if ((has & HAS_BREAKER) !== 0 && !sim.links.breakers[link]!.allows(sim.clock)) {
      sim.metrics.linkRefused[link]!++
      settle(sim, job, link, UNAVAILABLE, false)
      return
    }
    if ((has & HAS_TIMEOUT) !== 0) {
      const lane = sim.lanes[sim.links.timeoutLane[link]!]!
      sim.ints[(job << ROW_BITS) + TIMER] = lane.push(sim.events, sim.clock, event(OP_TIMEOUT, job))
    }
    if ((has & HAS_LOSS) !== 0 && losesMessage(sim, job, link)) return
  }
  const latency = sim.links.latency[link]!
  if (latency >= 0) {
    sim.lanes[latency]!.push(sim.events, sim.clock, event(OP_DELIVER, job))
  } else if (latency === NO_LATENCY && sim.depth < MAX_DEPTH) {
    sim.depth++
    deliver(sim, job)
    sim.depth--
  } else {
    travel(sim, job, OP_DELIVER, latency === DRAWN_LATENCY ? sim.links.drawOut[link]! : -1)
  }
}

/** A message whose latency is drawn, or which takes no time but lies too deep for one more direct call. */
function travel(sim: Sim, job: number, op: number, draw: number): void {
  let delay = 0
  if (draw >= 0) {
    sim.draws.draw(draw)
    delay = sim.draws.value[0]!
  }
  sim.events.time[0] = sim.clock[0]! + delay
  sim.events.push(event(op, job))
}

/** A call has reached its block. */
export function deliver(sim: Sim, job: number): void {
  const ints = sim.ints
  const at = job << ROW_BITS
  const block = ints[at + BLOCK]!
  const flags = ints[at + FLAGS]!
  sim.metrics.arrivals[block]!++
  ints[at + FLAGS] = (ints[at + FLAGS]! & ~RESERVED) | INSIDE
  if ((flags & RESERVED) !== 0) sim.stations.reserved[ints[at + STATION]!]!--
  sim.reals[(job << REAL_BITS) + ENTERED] = sim.clock[0]!
  const errors = sim.errorRatio[block]!
  if (errors > 0 && nextUniform(sim.draws.words, sim.errorStream[block]!) < errors) {
    finish(sim, job, UNAVAILABLE)
    return
  }
  sim.arrive[sim.kindOf[block]!]!(sim, job)
}

/** Turns a call away at its block, for want of room. */
export function turnAway(sim: Sim, job: number): void {
  const block = sim.ints[(job << ROW_BITS) + BLOCK]!
  sim.metrics.rejected[block]!++
  // counted as rejected here, and not as broken once more
  sim.metrics.broken[block]!--
  finish(sim, job, REJECTED)
}

/** How a job ends that does nothing of its own after its calls: well, unless one of them failed. */
export function outcomeOfCalls(sim: Sim, job: number): number {
  const flags = sim.ints[(job << ROW_BITS) + FLAGS]!
  return (flags & FAILED) === 0 ? OK : flags & OUTCOME_MASK
}

/** The block is done with a call, well or badly; the answer sets out. */
export function finish(sim: Sim, job: number, outcome: number): void {
  const ints = sim.ints
  const at = job << ROW_BITS
  const link = ints[at + LINK]!
  const flags = ints[at + FLAGS]!
  const metrics = sim.metrics
  const block = ints[at + BLOCK]!
  if (outcome < FIRST_FAILURE) metrics.done[block]!++
  else metrics.broken[block]!++
  ints[at + FLAGS] = (flags & ~(OUTCOME_MASK | INSIDE)) | outcome
  if ((flags & ABANDONED) !== 0) {
    metrics.wasted[block]!++
    sim.freeJobRow(job)
    return
  }
  const has = sim.links.has[link]!
  if (has === 0 && ints[at + PARENT] === NO_PARENT) {
    // nobody waits, and nothing on the link wants to know: the answer need not travel
    answer(sim, job)
    return
  }
  if ((has & HAS_LOSS) !== 0 && losesMessage(sim, job, link)) return
  const latency = sim.links.latency[link]!
  if (latency >= 0) {
    sim.lanes[latency]!.push(sim.events, sim.clock, event(OP_ANSWER, job))
  } else if (latency === NO_LATENCY && sim.depth < MAX_DEPTH) {
    sim.depth++
    answer(sim, job)
    sim.depth--
  } else {
    travel(sim, job, OP_ANSWER, latency === DRAWN_LATENCY ? sim.links.drawBack[link]! : -1)
  }
}

/** The answer of a call has reached the caller. */
export function answer(sim: Sim, job: number): void {
  const ints = sim.ints
  const at = job << ROW_BITS
  const flags = ints[at + FLAGS]!
  if ((flags & ABANDONED) !== 0) {
    sim.freeJobRow(job)
    return
  }
  const link = ints[at + LINK]!
  ints[at + TIMER] = 0
  sim.metrics.linkAnswers[link]!++
  sim.metrics.linkTime[link]! += sim.clock[0]! - sim.reals[(job << REAL_BITS) + BORN]!
  const outcome = flags & OUTCOME_MASK
  if (sim.links.has[link]! === 0) sim.collect(sim, job, outcome, true)
  else settle(sim, job, link, outcome, true)
}

/**
 * An attempt has ended: tells the breaker, tries again where the link says so, or hands the outcome to the caller.
 * @param tried false when the breaker itself refused the attempt
 */
function settle(sim: Sim, job: number, link: number, outcome: number, tried: boolean): void {
  const failed = outcome >= FIRST_FAILURE
  if (tried) sim.links.breakers[link]?.record(failed, sim.clock)
  if (!failed || !mayRetry(sim, job, link)) {
    sim.collect(sim, job, outcome, true)
    return
  }
  if ((sim.ints[(job << ROW_BITS) + FLAGS]! & TRACED) !== 0) {
    sim.spans[job] = sim.tracer.succeed(sim.spans[job]!, outcome, sim.clock[0]!)
  }
  retryAfterBackoff(sim, job, link)
}

/** An attempt's time is up. The callee works on; its job is left to it. */
export function timeOut(sim: Sim, job: number, seq: number): void {
  const at = job << ROW_BITS
  if (sim.ints[at + TIMER] !== seq) return
  const link = sim.ints[at + LINK]!
  sim.ints[at + TIMER] = 0
  sim.metrics.linkTimeouts[link]!++
  sim.links.breakers[link]?.record(true, sim.clock)
  const again = mayRetry(sim, job, link)
  const flags = sim.ints[at + FLAGS]!
  if ((flags & TRACED) !== 0) sim.tracer.end(sim.spans[job]!, TIMEOUT, sim.clock[0]!)
  // nobody has a job whose message was lost
  const gone = (flags & GONE) !== 0
  if (!gone) sim.ints[at + FLAGS] = flags | ABANDONED
  if (!again) {
    sim.collect(sim, job, TIMEOUT, gone)
    return
  }
  const next = copyAttempt(sim, job)
  if (gone) sim.freeJobRow(job)
  retryAfterBackoff(sim, next, link)
}

/** True when the caller still waits, or never did and wants the work done all the same. */
function isWanted(sim: Sim, job: number): boolean {
  const at = job << ROW_BITS
  const parent = sim.ints[at + PARENT]!
  return parent === NO_PARENT || sim.ints[(parent << ROW_BITS) + GEN] === sim.ints[at + PARENT_GEN]
}

function mayRetry(sim: Sim, job: number, link: number): boolean {
  if ((sim.links.has[link]! & HAS_RETRIES) === 0) return false
  const attempt = sim.ints[(job << ROW_BITS) + FLAGS]! >>> ATTEMPT_SHIFT
  return attempt < sim.links.maxRetries[link]! && isWanted(sim, job) && sim.links.spend(link)
}

/** A job with the same errand, for the next attempt while the callee still has this one. */
function copyAttempt(sim: Sim, job: number): number {
  const copy = sim.takeJob()
  const ints = sim.ints
  const from = job << ROW_BITS
  const to = copy << ROW_BITS
  const gen = ints[to + GEN]!
  ints.copyWithin(to, from, from + (1 << ROW_BITS))
  ints[to + GEN] = gen
  if ((ints[to + FLAGS]! & TRACED) !== 0) sim.spans[copy] = sim.tracer.sibling(sim.spans[job]!, sim.clock[0]!)
  return copy
}

/** Makes a job whose attempt has failed ready for the next one. The caller has closed its span. */
function retryAfterBackoff(sim: Sim, job: number, link: number): void {
  const at = job << ROW_BITS
  const { links } = sim
  const flags = sim.ints[at + FLAGS]!
  const attempt = flags >>> ATTEMPT_SHIFT
  sim.ints[at + FLAGS] = (flags & (INHERITED | TRACED | LIVE)) | ((attempt + 1) << ATTEMPT_SHIFT)
  sim.ints[at + STATION] = -1
  sim.ints[at + NEXT] = -1
  sim.ints[at + AUX] = -1
  sim.ints[at + TIMER] = 0
  let wait = links.backoffBase[link]!
  const factor = links.backoffFactor[link]!
  const most = links.backoffMax[link]!
  for (let i = 0; i < attempt && wait < most; i++) wait *= factor
  if (wait > most) wait = most
  if (links.jitter[link] !== JITTER_NONE) {
    const u = nextUniform(sim.draws.words, links.coins[link]!)
    wait = links.jitter[link] === JITTER_EQUAL ? wait * (0.5 + 0.5 * u) : wait * u
  }
  sim.events.time[0] = sim.clock[0]! + wait
  sim.events.push(event(OP_RETRY, job))
}

/** The backoff is over. */
export function retry(sim: Sim, job: number): void {
  if (!isWanted(sim, job)) {
    sim.freeJobRow(job)
    return
  }
  const at = job << ROW_BITS
  const parent = sim.ints[at + PARENT]!
  if (parent >= 0) sim.behaviourOf(sim.ints[(parent << ROW_BITS) + BLOCK]!).reroute?.(sim, job)
  const link = sim.ints[at + LINK]!
  if ((sim.ints[at + FLAGS]! & TRACED) !== 0) sim.tracer.restart(sim.spans[job]!, sim.clock[0]!)
  sim.metrics.linkRetries[link]!++
  send(sim, job, link)
}

/** Draws whether a message is lost. What then becomes of the job is up to a time-out, if there is one. */
function losesMessage(sim: Sim, job: number, link: number): boolean {
  if (nextUniform(sim.draws.words, sim.links.coins[link]!) >= sim.links.loss[link]!) return false
  const at = job << ROW_BITS
  sim.metrics.linkLost[link]!++
  if ((sim.ints[at + FLAGS]! & RESERVED) !== 0) sim.stations.reserved[sim.ints[at + STATION]!]!--
  if (sim.ints[at + PARENT] === NO_PARENT && sim.ints[at + TIMER] === 0) sim.freeJobRow(job)
  else sim.ints[at + FLAGS]! |= GONE
  return true
}

/** Frees the jobs that were lost and that nobody waits for any more. */
export function sweepLostJobs(sim: Sim): void {
  sim.forEachJob((job, at) => {
    if ((sim.ints[at + FLAGS]! & GONE) !== 0 && sim.ints[at + TIMER] === 0 && !isWanted(sim, job)) sim.freeJobRow(job)
  })
}

/**
 * Jobs that can never be answered: lost without a time-out, and whoever waits for them, up to a caller with a time-out.
 * @returns the requests among them
 */
export function requestsLostForGood(sim: Sim): Set<number> {
  const requests = new Set<number>()
  const missing = new Map<number, number>()
  const never: number[] = []
  sim.forEachJob((job, at) => {
    if ((sim.ints[at + FLAGS]! & GONE) !== 0 && sim.ints[at + TIMER] === 0) never.push(job)
  })
  for (let job = never.pop(); job !== undefined; job = never.pop()) {
    const at = job << ROW_BITS
    const flags = sim.ints[at + FLAGS]!
    const parent = sim.ints[at + PARENT]!
    if (parent < 0 || (flags & ABANDONED) !== 0 || !isWanted(sim, job)) continue
    const above = parent << ROW_BITS
    const before = missing.get(parent) ?? 0
    if ((flags & GROUP) !== 0) {
      missing.set(parent, before + 1)
      // found before, or enough others may still answer
      const enough = sim.ints[above + OUT_FIRST]! - sim.ints[above + NEED_FIRST]!
      if (before > enough || before + 1 <= enough) continue
    } else {
      if (before === Infinity) continue
      missing.set(parent, Infinity)
    }
    const own = sim.program.classes[sim.ints[above + CLASS]!]!.block
    if (sim.ints[above + LINK]! < 0 && sim.ints[above + BLOCK] === own) requests.add(parent)
    else if (sim.ints[above + TIMER] === 0) never.push(parent)
  }
  return requests
}
