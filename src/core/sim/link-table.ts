import type { Shape } from '@/core/random/moments'
import type { LinkSpec } from './program'

/** Latency codes below 0; a lane's number otherwise. */
export const NO_LATENCY = -1
export const DRAWN_LATENCY = -2

/** What a link has beyond a latency; most have none of it, and one test for 0 passes them by. */
export const HAS_TIMEOUT = 1
export const HAS_RETRIES = 2
export const HAS_BREAKER = 4
export const HAS_LOSS = 8

/** Tokens that a retry budget holds at most; it starts full. As in gRPC (proposal A6), where the bucket holds 10 by default. */
const BUDGET_TOKENS = 10

export const JITTER_NONE = 0
export const JITTER_FULL = 1
export const JITTER_EQUAL = 2

interface Supplies {
  addDraw: (id: string, purpose: string, shape: Shape) => number
  addStream: (id: string, purpose: string) => number
  laneFor: (delayS: number, timeouts: boolean) => number
}

/** Everything about links that a run reads or changes, by link. */
export class LinkTable {
  readonly from: Int32Array
  readonly to: Int32Array
  /** HAS_ bits. Loss may come and go with faults. */
  readonly has: Uint8Array
  readonly latency: Int32Array
  readonly drawOut: Int32Array
  readonly drawBack: Int32Array
  readonly timeoutLane: Int32Array
  readonly loss: Float64Array
  readonly coins: Int32Array

  readonly maxRetries: Int32Array
  readonly backoffBase: Float64Array
  readonly backoffFactor: Float64Array
  readonly backoffMax: Float64Array
  readonly jitter: Uint8Array
  /** Tokens a first call earns, and those in hand; -1: no budget. */
  readonly budgetRatio: Float64Array
  readonly budget: Float64Array

  readonly breakers: (Breaker | null)[]

  constructor(links: readonly LinkSpec[], supplies: Supplies) {
    const ints = () => new Int32Array(links.length)
    const reals = () => new Float64Array(links.length)
    this.from = ints()
    this.to = ints()
    this.has = new Uint8Array(links.length)
    this.latency = ints()
    this.drawOut = ints()
    this.drawBack = ints()
    this.timeoutLane = ints()
    this.loss = reals()
    this.coins = ints()
    this.maxRetries = ints()
    this.backoffBase = reals()
    this.backoffFactor = reals()
    this.backoffMax = reals()
    this.jitter = new Uint8Array(links.length)
    this.budgetRatio = reals().fill(-1)
    this.budget = reals().fill(BUDGET_TOKENS)
    this.breakers = links.map(({ breaker }) => (breaker === null ? null : new Breaker(breaker)))
    links.forEach((link, i) => this.add(link, i, supplies))
  }

  /** Earns the budget its share of a first call. */
  earn(link: number): void {
    const ratio = this.budgetRatio[link]!
    if (ratio >= 0) this.budget[link] = Math.min(BUDGET_TOKENS, this.budget[link]! + ratio)
  }

  /** Takes a retry from the budget. @returns whether there was one left */
  spend(link: number): boolean {
    if (this.budgetRatio[link]! < 0) return true
    // the rounding of many small shares must not cost a token
    if (this.budget[link]! < 1 - 1e-9) return false
    this.budget[link]! -= 1
    return true
  }

  setLoss(link: number, ratio: number): void {
    this.loss[link] = ratio
    if (ratio > 0) this.has[link]! |= HAS_LOSS
    else this.has[link]! &= ~HAS_LOSS
  }

  private add(link: LinkSpec, i: number, supplies: Supplies): void {
    this.from[i] = link.from
    this.to[i] = link.to
    this.coins[i] = supplies.addStream(link.id, 'coins')
    const { latency } = link
    if (latency.type !== 'constant') {
      this.latency[i] = DRAWN_LATENCY
      this.drawOut[i] = supplies.addDraw(link.id, 'there', latency)
      this.drawBack[i] = supplies.addDraw(link.id, 'back', latency)
    } else {
      this.latency[i] = latency.value === 0 ? NO_LATENCY : supplies.laneFor(latency.value, false)
    }
    if (link.timeoutS > 0) {
      this.has[i]! |= HAS_TIMEOUT
      this.timeoutLane[i] = supplies.laneFor(link.timeoutS, true)
    }
    this.setLoss(i, link.lossRatio)
    if (link.breaker !== null) this.has[i]! |= HAS_BREAKER
    const { retries } = link
    if (retries === null || retries.max === 0) return
    this.has[i]! |= HAS_RETRIES
    this.maxRetries[i] = retries.max
    this.backoffBase[i] = retries.baseS
    this.backoffFactor[i] = retries.factor
    this.backoffMax[i] = retries.maxS
    this.jitter[i] = retries.jitter === 'none' ? JITTER_NONE : retries.jitter === 'full' ? JITTER_FULL : JITTER_EQUAL
    this.budgetRatio[i] = retries.budgetRatio ?? -1
  }
}

const CLOSED = 0
const OPEN = 1
const TRYING = 2

/**
 * A circuit breaker on a link: open once `failureRatio` of the last `window` calls have failed; after `openS` it lets one call
 * through, and that call decides. Source: Nygard, "Release It!", and the count-based window of Resilience4j.
 */
export class Breaker {
  private readonly ratio: number
  private readonly openS: number
  private readonly window: Uint8Array
  private next = 0
  private filled = 0
  private failures = 0
  private state = CLOSED
  private readonly until = new Float64Array(1)

  constructor(spec: { failureRatio: number; window: number; openS: number }) {
    this.ratio = spec.failureRatio
    this.openS = spec.openS
    this.window = new Uint8Array(spec.window)
  }

  /** Whether a call may be made now. */
  allows(clock: Float64Array): boolean {
    if (this.state === CLOSED) return true
    // the trial that never came back must not keep it shut for ever
    if (clock[0]! < this.until[0]!) return false
    this.state = TRYING
    this.until[0] = clock[0]! + this.openS
    return true
  }

  record(failed: boolean, clock: Float64Array): void {
    if (this.state === OPEN) return
    if (this.state === TRYING) {
      if (failed) this.open(clock)
      else this.close()
      return
    }
    const size = this.window.length
    if (this.filled === size) this.failures -= this.window[this.next]!
    else this.filled++
    this.window[this.next] = failed ? 1 : 0
    if (failed) this.failures++
    this.next = this.next + 1 === size ? 0 : this.next + 1
    if (failed && this.filled === size && this.failures >= this.ratio * size) this.open(clock)
  }

  private open(clock: Float64Array): void {
    this.state = OPEN
    this.until[0] = clock[0]! + this.openS
  }

  private close(): void {
    this.state = CLOSED
    this.next = 0
    this.filled = 0
    this.failures = 0
  }
}
