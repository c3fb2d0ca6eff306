import type { FlowRouting } from '@/core/blocks/block-preview'
import { constantTime, meanS, NO_TIME, oneOf, sumOf, type TimeMix } from '@/core/queueing/time-mix'
import { AT_ONCE, type CallOutcome, callOver, firstOf, type Outcome, waitFor, weighed } from './preview-call'
import type { PlanLink, PlanNode, PlanStep } from './preview-plan'

/** What the blocks behind a block do to a class of its calls. */
export interface Behind extends Outcome {
  /** Calls over each of the block's links for one call of the block, first attempts only; by place among its links. */
  calls: Float64Array
  /** Attempts of one such call. */
  attempts: Float64Array
  fill: Fill | null
  /** Until it is answered or has failed; null: for ever. */
  wait: TimeMix | null
}

/** How a cache comes by what it did not have. */
export interface Fill {
  /** Place of the cache, or of a router that leads to it; null: the block itself. */
  to: number | null
  /** From a miss until the value is there. */
  time: TimeMix
}

/** What is known of the block at the end of a link, for the class in question. */
export interface Known {
  outcome: (place: number) => Outcome
  /** Share of calls that a block answers as hits. */
  answersHit: (place: number) => number
  caches: (place: number) => boolean
}

/** Follows a class from a block on, by the way its kind routes it. */
export function behind(plan: PlanNode, classIndex: number, routing: FlowRouting, known: Known): Behind {
  const calls = new Float64Array(plan.out.length)
  const attempts = new Float64Array(plan.out.length).fill(1)
  const walk = new Walk(plan, routing, known, calls, attempts)
  const steps = plan.steps[classIndex]!
  const all = routing.shares === null ? walk.inSteps(steps) : walk.oneByShare(routing.shares)
  for (let i = 0; i < calls.length; i++) calls[i] = calls[i]! * routing.goesOn
  const fill = plan.node.traits.caches ? { to: null, time: all.time ?? NO_TIME } : walk.fill
  const { time, pFail, failS } = routing.waits && routing.goesOn > 0 ? someGoOn(all, routing.goesOn) : AT_ONCE
  return { time, pFail, failS, calls, attempts, fill, wait: waitFor({ time, pFail, failS }) }
}

/** The rest is answered where it is. */
function someGoOn(outcome: Outcome, goesOn: number): Outcome {
  if (goesOn >= 1 || outcome === AT_ONCE) return outcome
  const pFail = goesOn * outcome.pFail
  if (outcome.time === null) return { ...outcome, pFail }
  const time = oneOf([
    { chance: 1 - goesOn, time: NO_TIME },
    { chance: goesOn * (1 - outcome.pFail), time: outcome.time },
  ])
  return { ...outcome, time, pFail }
}

class Walk {
  fill: Fill | null = null
  private readonly over: (CallOutcome | undefined)[] = []
  /** What is called alike after a hit and after a miss ends alike. */
  private readonly together = new Map<readonly PlanLink[], Outcome>()

  constructor(
    private readonly plan: PlanNode,
    private readonly routing: FlowRouting,
    private readonly known: Known,
    private readonly calls: Float64Array,
    private readonly attempts: Float64Array,
  ) {}

  /** The block picks one of its links. */
  oneByShare(shares: readonly number[]): Outcome {
    const options: { chance: number; outcome: Outcome }[] = []
    this.plan.out.forEach((link, i) => {
      const chance = shares[i] ?? 0
      if (chance === 0) return
      this.calls[i] = this.calls[i]! + chance * link.calls
      if (!link.isAsync) options.push({ chance, outcome: this.parallel([link], false) })
      else this.outcomeOver(link)
    })
    return options.length === 0 ? AT_ONCE : eitherOutcome(options)
  }

  /** Steps one after the other; where a cache is asked, hits and misses part ways. */
  inSteps(steps: readonly PlanStep[]): Outcome {
    const asked = steps.some(({ onHit, onMiss }) => onHit !== onMiss) ? this.cacheIn(steps) : undefined
    if (asked === undefined) return this.scenario(steps, 'miss', 1)
    this.fill = { to: asked.to, time: sumOf(asked.oneWay, this.fetch(steps)) }
    // a cache that fails is as good as one that has nothing
    const pHit = this.known.answersHit(asked.to) * (1 - this.outcomeOver(asked).pFail)
    if (pHit <= 0) return this.scenario(steps, 'miss', 1)
    const hit = this.scenario(steps, 'hit', pHit)
    if (pHit >= 1) return hit
    return eitherOutcome([
      { chance: pHit, outcome: hit },
      { chance: 1 - pHit, outcome: this.scenario(steps, 'miss', 1 - pHit) },
    ])
  }

  /** The first cache that is asked. */
  private cacheIn(steps: readonly PlanStep[]): PlanLink | undefined {
    for (const { links } of steps) {
      const asked = links.find((link) => !link.isAsync && this.known.caches(link.to))
      if (asked !== undefined) return asked
    }
    return undefined
  }

  /** All steps given that the cache hit or missed, which happens with a chance. */
  private scenario(steps: readonly PlanStep[], cache: 'hit' | 'miss', chance: number): Outcome {
    let done: Outcome = AT_ONCE
    for (const step of steps) {
      const main = cache === 'hit' ? step.onHit : step.onMiss
      const pBroken = done.pFail
      this.count(main, chance * (1 - pBroken))
      const next = inTurn(done, this.parallelOnce(main, step.isAside))
      if (pBroken <= 0 || step.onError.length === 0) {
        done = next
        continue
      }
      this.count(step.onError, chance * pBroken)
      done = rescued(done, next, this.parallelOnce(step.onError, false))
    }
    return done
  }

  /** The slowest of what is asked on a miss. */
  private fetch(steps: readonly PlanStep[]): TimeMix {
    let slowest = NO_TIME
    for (const { onMiss } of steps) {
      for (const link of onMiss) {
        if (link.link.when !== 'miss' || link.isAsync) continue
        const time = this.outcomeOver(link).time ?? NO_TIME
        if (meanS(time) > meanS(slowest)) slowest = time
      }
    }
    return slowest
  }

  private count(links: readonly PlanLink[], chance: number): void {
    for (const link of links) {
      this.calls[link.at] = this.calls[link.at]! + chance * link.calls
      this.outcomeOver(link)
    }
  }

  private outcomeOver(link: PlanLink): CallOutcome {
    let outcome = this.over[link.at]
    if (outcome === undefined) {
      outcome = callOver(link, this.known.outcome(link.to), this.routing.deliveries)
      this.over[link.at] = outcome
      this.attempts[link.at] = outcome.attempts
    }
    return outcome
  }

  private parallelOnce(step: readonly PlanLink[], isAside: boolean): Outcome {
    let outcome = this.together.get(step)
    if (outcome === undefined) {
      outcome = this.parallel(step, isAside)
      this.together.set(step, outcome)
    }
    return outcome
  }

  /**
   * Calls of one step, all needed but for those of which the first few suffice.
   * @param isAside what a cache cannot say is asked elsewhere later
   */
  private parallel(step: readonly PlanLink[], isAside: boolean): Outcome {
    const links = step.filter((link) => !link.isAsync)
    if (links.length === 0) return AT_ONCE
    const needed = links.filter((link) => typeof link.link.await !== 'object')
    const raced = links.filter((link) => typeof link.link.await === 'object')
    const groups = needed.map((link) => {
      const outcome = this.repeated([link], null)
      return isAside && outcome.pFail > 0 && this.known.caches(link.to) ? failingIsMissing(outcome) : outcome
    })
    if (raced.length > 0) {
      const first = Math.max(...raced.map(({ link }) => (typeof link.await === 'object' ? link.await.first : 0)))
      groups.push(this.repeated(raced, first))
    }
    return groups.length === 1 ? groups[0]! : allOf(groups)
  }

  /** Links that are called several times, or now and then. */
  private repeated(links: readonly PlanLink[], first: number | null): Outcome {
    const calls = links.map((link) => ({
      outcome: this.outcomeOver(link),
      count: Math.max(1, Math.round(link.calls)),
    }))
    const total = calls.reduce((sum, { count }) => sum + count, 0)
    const outcome = firstOf(calls, first ?? total)
    const made = Math.min(
      1,
      links.reduce((sum, link) => sum + link.calls, 0),
    )
    return someGoOn(outcome, made)
  }
}

/** A cache that cannot answer has cost time, and that is all. */
const failingIsMissing = (outcome: Outcome): Outcome => ({ time: waitFor(outcome), pFail: 0, failS: 0 })

/** One after the other; the second only when the first was answered. */
function inTurn(first: Outcome, second: Outcome): Outcome {
  if (first === AT_ONCE) return second
  if (second === AT_ONCE) return first
  const pOk = (1 - first.pFail) * (1 - second.pFail)
  const later = (1 - first.pFail) * second.pFail
  const pFail = 1 - pOk
  const spentS = first.time === null ? Infinity : meanS(first.time)
  const failS = weighed(first.pFail, first.failS) + weighed(later, spentS + second.failS)
  const time = first.time === null || second.time === null ? null : sumOf(first.time, second.time)
  return { time, pFail, failS: pFail === 0 ? 0 : failS / pFail }
}

/** What had failed before goes another way; `next` is how the step ends for the others. */
function rescued(before: Outcome, next: Outcome, rescue: Outcome): Outcome {
  const pSaved = before.pFail * (1 - rescue.pFail)
  const pFail = Math.max(0, next.pFail - pSaved)
  const isKnown = next.time !== null && rescue.time !== null && Number.isFinite(before.failS)
  const time = isKnown
    ? oneOf([
        { chance: 1 - next.pFail, time: next.time! },
        { chance: pSaved, time: sumOf(constantTime(before.failS), rescue.time!) },
      ])
    : null
  return { time, pFail, failS: next.failS + (pFail === 0 ? 0 : weighed(rescue.pFail, rescue.failS)) }
}

function allOf(outcomes: readonly Outcome[]): Outcome {
  return firstOf(
    outcomes.map((outcome) => ({ outcome, count: 1 })),
    outcomes.length,
  )
}

function eitherOutcome(options: readonly { chance: number; outcome: Outcome }[]): Outcome {
  let pFail = 0
  let failS = 0
  const times: { chance: number; time: TimeMix }[] = []
  let isForEver = false
  for (const { chance, outcome } of options) {
    pFail += chance * outcome.pFail
    failS += weighed(chance * outcome.pFail, outcome.failS)
    if (outcome.time === null) isForEver = true
    else times.push({ chance: chance * (1 - outcome.pFail), time: outcome.time })
  }
  return { time: isForEver ? null : oneOf(times), pFail, failS: pFail === 0 ? 0 : failS / pFail }
}
