import { nextUniform } from '@/core/random/streams'
import { Breaker } from './breaker'
import { JobStore, type SimOptions } from './job-store'
import type { LinkSpec, Program } from './program'
import * as rows from './rows'
import { CLOCK, memory } from './memory'

const { clock } = memory
const { words } = memory.draws
const { NOW, WHEN } = CLOCK

const { NO_PARENT, REQUEST } = rows
const { ABANDONED, GONE, GROUP, INSIDE, LIVE, RESERVED, TRACED, ATTEMPT_SHIFT, FAIL_IS_MISS } = rows.FLAG
const { GEN, NEXT, PARENT, PARENT_GEN, BLOCK, LINK_AT, CLASS, STATION, FLAGS, TIMER, MISSED } = rows.JOB
const { NEED_FIRST, OUT_FIRST } = rows.JOB
const { ROW_BITS, REAL_BITS, TO_REAL } = rows
const { ENTERED } = rows.JOB_REAL
const { TO, TO_STATION, HAS, LATENCY, DRAW_OUT, DRAW_BACK, TIMEOUT_LANE, COINS, RETRIES, LOST, MAX_RETRIES } =
  rows.LINK_ROW
const { LOSS } = rows.LINK_REAL
const RESERVED_SERVERS = rows.STATION_ROW.RESERVED
const HAS_TIMEOUT = rows.LINK_HAS.TIMEOUT
const HAS_RETRIES = rows.LINK_HAS.RETRIES
const HAS_BREAKER = rows.LINK_HAS.BREAKER
const HAS_LOSS = rows.LINK_HAS.LOSS
const HAS_HELD = rows.LINK_HAS.HELD
const HAS_DETOUR = rows.LINK_HAS.DETOUR
const NO_LATENCY = rows.LATENCY.NONE
const DRAWN_LATENCY = rows.LATENCY.DRAWN
const OP_RETRY = rows.OP.RETRY
const OUTCOME_LOST = rows.OUTCOME.LOST
const { TIMEOUT } = rows.OUTCOME

/** Tokens that a retry budget holds at most; it starts full. As in gRPC (proposal A6), where the bucket holds 10 by default. */
const BUDGET_TOKENS = 10
/** What a further attempt inherits. */
const INHERITED = GROUP | FAIL_IS_MISS | TRACED | LIVE

/** What links have beyond a latency: time-outs, retries with backoff and budget, breakers, loss. */
export abstract class Attempts<Self> extends JobStore<Self> {
  protected readonly breakers: (Breaker | null)[]
  /** Retries in hand, by link. */
  private readonly budgets: Float64Array
  /** The links that lead to a block, by block. */
  protected readonly linksTo: readonly number[][]

  constructor(program: Program<Self>, options: SimOptions) {
    super(program, options)
    const { links } = program
    this.breakers = links.map(({ breaker }, i) =>
      breaker === null ? null : new Breaker(breaker, () => this.noticed?.('breaker', i, clock[NOW]!)),
    )
    this.budgets = new Float64Array(links.length).fill(BUDGET_TOKENS)
    this.linksTo = program.blocks.map(() => [])
    for (const [i, link] of links.entries()) this.linksTo[link.to]!.push(i)
    for (const [i, link] of links.entries()) this.addLink(link, i)
  }

  private addLink(link: LinkSpec, i: number): void {
    const row = this.linkAt(i)
    const { latency } = link
    rows.LINK_ROW.FROM[row] = link.from
    TO[row] = link.to
    TO_STATION[row] = -1
    COINS[row] = this.addStream(link.id, 'coins')
    if (latency.type === 'constant') {
      LATENCY[row] = latency.value === 0 ? NO_LATENCY : this.laneFor(latency.value, false)
    } else {
      LATENCY[row] = DRAWN_LATENCY
      DRAW_OUT[row] = this.addDraw(link.id, 'there', latency)
      DRAW_BACK[row] = this.addDraw(link.id, 'back', latency)
    }
    // until a plain block says otherwise
    let has: number = HAS_DETOUR
    if (LATENCY[row] !== NO_LATENCY) has |= rows.LINK_HAS.DELAY
    if (link.timeoutS > 0) {
      has |= HAS_TIMEOUT
      TIMEOUT_LANE[row] = this.laneFor(link.timeoutS, true)
    }
    if (link.breaker !== null) has |= HAS_BREAKER
    if (link.retries !== null && link.retries.max > 0) {
      has |= HAS_RETRIES
      MAX_RETRIES[row] = link.retries.max
    }
    HAS[row] = has
    this.setLoss(i, link.lossRatio)
  }

  /** Leaves what has come up for a call until its caller, which is paused, goes on. @returns whether it is paused */
  protected abstract putAside(op: number, job: number, seq: number): boolean

  /** Sends an attempt on its way. */
  protected abstract send(job: number, linkAt: number): void

  /** A server that was kept free for a message need not be any more. */
  protected unreserve(station: number): void {
    RESERVED_SERVERS[station << ROW_BITS]!--
  }

  /** Changes the share of messages that a link loses, from now on. */
  setLoss(link: number, ratio: number): void {
    const row = this.linkAt(link)
    LOSS[row >> TO_REAL] = ratio
    if (ratio > 0) HAS[row]! |= HAS_LOSS
    else HAS[row]! &= ~HAS_LOSS
  }

  /** Makes calls of a block look at more than the station that they come to, or no longer. */
  protected setDetours(block: number, detour: boolean): void {
    for (const link of this.linksTo[block]!) {
      const at = this.linkAt(link)
      if (TO_STATION[at]! < 0) continue
      HAS[at] = detour ? HAS[at]! | HAS_DETOUR : HAS[at]! & ~HAS_DETOUR
    }
  }

  /** True when the caller still waits, or never did and wants the work done all the same. */
  protected isWanted(job: number): boolean {
    const at = job << ROW_BITS
    const parent = PARENT[at]!
    return parent < 0 || GEN[parent << ROW_BITS] === PARENT_GEN[at]
  }

  protected mayRetry(job: number, linkAt: number): boolean {
    if ((HAS[linkAt]! & HAS_RETRIES) === 0) return false
    const attempt = FLAGS[job << ROW_BITS]! >>> ATTEMPT_SHIFT
    return attempt < MAX_RETRIES[linkAt]! && this.isWanted(job) && this.spendRetry(this.linkNumber(linkAt))
  }

  /** A first call earns the budget its share. */
  protected earnRetry(link: number): void {
    const { budgetRatio } = this.program.links[link]!.retries!
    if (budgetRatio !== null) this.budgets[link] = Math.min(BUDGET_TOKENS, this.budgets[link]! + budgetRatio)
  }

  /** Takes a retry from the budget. @returns whether there was one left */
  private spendRetry(link: number): boolean {
    if (this.program.links[link]!.retries!.budgetRatio === null) return true
    // the rounding of many small shares must not cost a token
    if (this.budgets[link]! < 1 - 1e-9) return false
    this.budgets[link]! -= 1
    return true
  }

  /** A job with the same errand, for the next attempt while the callee still has this one. */
  protected copyAttempt(job: number): number {
    const copy = this.takeJob()
    const from = job << ROW_BITS
    const to = copy << ROW_BITS
    const gen = GEN[to]!
    for (const { all } of [memory.rows, memory.rest]) all.copyWithin(to, from, from + (1 << ROW_BITS))
    GEN[to] = gen
    if ((FLAGS[to]! & TRACED) !== 0) this.spans[copy] = this.tracer.sibling(this.spans[job]!, clock[NOW]!)
    return copy
  }

  /** Makes a job whose attempt has failed ready for the next one. The caller has closed its span. */
  protected retryAfterBackoff(job: number, linkAt: number): void {
    const at = job << ROW_BITS
    const attempt = FLAGS[at]! >>> ATTEMPT_SHIFT
    FLAGS[at] = (FLAGS[at]! & INHERITED) | ((attempt + 1) << ATTEMPT_SHIFT)
    STATION[at] = -1
    NEXT[at] = -1
    MISSED[at] = -1
    TIMER[at] = 0
    const { baseS, factor, maxS, jitter } = this.program.links[this.linkNumber(linkAt)]!.retries!
    let waitS = baseS
    for (let i = 0; i < attempt && waitS < maxS; i++) waitS *= factor
    if (waitS > maxS) waitS = maxS
    if (jitter !== 'none') {
      const u = nextUniform(words, COINS[linkAt]!)
      waitS *= jitter === 'equal' ? 0.5 + 0.5 * u : u
    }
    clock[WHEN] = clock[NOW]! + waitS
    this.events.push(rows.event(OP_RETRY, job))
  }

  /** The backoff is over. */
  protected retry(job: number): void {
    if (!this.isWanted(job)) {
      this.freeJobRow(job)
      return
    }
    const at = job << ROW_BITS
    const parent = PARENT[at]!
    const isHeld = (HAS[LINK_AT[at]!]! & HAS_HELD) !== 0
    if (isHeld && this.putAside(OP_RETRY, job, 0)) return
    if (parent >= 0) this.behaviourOf(this.blockOf(parent)).reroute?.(this as unknown as Self, job)
    const linkAt = LINK_AT[at]!
    if ((FLAGS[at]! & TRACED) !== 0) this.tracer.restart(this.spans[job]!, clock[NOW]!)
    RETRIES[linkAt]!++
    this.send(job, linkAt)
  }

  /** Draws whether a message is lost. What then becomes of the job is up to a time-out, if there is one. */
  protected losesMessage(job: number, linkAt: number): boolean {
    const coin = nextUniform(words, COINS[linkAt]!)
    if (coin >= LOSS[linkAt >> TO_REAL]!) return false
    const at = job << ROW_BITS
    LOST[linkAt]!++
    this.traceLoss(job)
    if ((FLAGS[at]! & RESERVED) !== 0) this.unreserve(STATION[at]!)
    if (PARENT[at] === NO_PARENT && TIMER[at] === 0) this.freeJobRow(job)
    else FLAGS[at]! |= GONE
    return true
  }

  /** Writes down where a request was lost; where a time-out ends the call, that is what its caller sees. */
  private traceLoss(job: number): void {
    const at = job << ROW_BITS
    const isTraced = (FLAGS[at]! & TRACED) !== 0
    if (isTraced && TIMER[at] === 0) this.tracer.end(this.spans[job]!, OUTCOME_LOST, clock[NOW]!)
  }

  protected traceTimeout(job: number, flags: number): void {
    if ((flags & INSIDE) !== 0) this.tracer.arrived(this.spans[job]!, ENTERED[job << REAL_BITS]!)
    this.tracer.end(this.spans[job]!, TIMEOUT, clock[NOW]!)
  }

  /** Lost, without a time-out that would end it. */
  private isLostForGood(at: number): boolean {
    return (FLAGS[at]! & GONE) !== 0 && TIMER[at] === 0
  }

  protected sweepLostJobs(): void {
    this.forEachJob((job, at) => {
      if (this.isLostForGood(at) && !this.isWanted(job)) this.freeJobRow(job)
    })
  }

  /** Requests that can never be answered: lost without a time-out, or waiting for what is. */
  requestsLostForGood(): Set<number> {
    const requests = new Set<number>()
    const lost = new Map<number, number>()
    const hung = new Set<number>()
    const never: number[] = []
    this.forEachJob((job, at) => {
      if (this.isLostForGood(at)) never.push(job)
    })
    for (let job = never.pop(); job !== undefined; job = never.pop()) {
      const at = job << ROW_BITS
      const parent = PARENT[at]!
      if (parent === REQUEST) requests.add(job)
      if (parent < 0 || hung.has(parent) || (FLAGS[at]! & ABANDONED) !== 0 || !this.isWanted(job)) continue
      const above = parent << ROW_BITS
      const count = (lost.get(parent) ?? 0) + 1
      lost.set(parent, count)
      // of which the first k will do: enough others may still answer
      const isGrouped = (FLAGS[at]! & GROUP) !== 0
      if (isGrouped && count <= OUT_FIRST[above]! - NEED_FIRST[above]!) continue
      hung.add(parent)
      if (LINK_AT[above]! >= 0) {
        if (TIMER[above] === 0) never.push(parent)
      } else if (BLOCK[above] === this.program.classes[CLASS[above]!]!.block) {
        requests.add(parent)
      }
    }
    return requests
  }
}
