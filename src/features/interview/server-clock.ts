/** A clock that never jumps (`performance.now`), and the one on the wall, both ms. */
export interface LocalClocks {
  monotonicMs: () => number
  wallMs: () => number
}

/** A reading of the server's clock is this old before a worse one may replace it, ms. */
const READING_LIFE_MS = 5 * 60_000
/** The two local clocks may drift apart by this much before one of them must have jumped, ms. */
const JUMP_MS = 1000

/**
 * The server's clock as this page knows it: its last reading, carried on by the local clock that never jumps. The wall clock
 * is never shown to anyone; it only betrays that the machine slept or was set, and then the server should be asked again.
 */
export class ServerClock {
  readonly #local: LocalClocks
  #offsetMs: number
  #roundTripMs = Number.POSITIVE_INFINITY
  #readAtMs: number
  #wallMinusMonotonicMs: number

  /** `serverNowMs` is the time that came with the page: good to a second or so, until the server is asked. */
  constructor(local: LocalClocks, serverNowMs: number) {
    this.#local = local
    this.#readAtMs = local.monotonicMs()
    this.#offsetMs = serverNowMs - this.#readAtMs
    this.#wallMinusMonotonicMs = local.wallMs() - this.#readAtMs
  }

  /** ms since 1970, by the server. */
  nowMs(): number {
    return this.#local.monotonicMs() + this.#offsetMs
  }

  /** Starts timing a question to the server; call what it gives with the server's answer. */
  ask(): (serverNowMs: number) => void {
    const askedMs = this.#local.monotonicMs()
    return (serverNowMs) => this.#observe(serverNowMs, askedMs, this.#local.monotonicMs())
  }

  /** True once after the machine slept or its clock was set: ask the server. */
  hasJumped(): boolean {
    const difference = this.#local.wallMs() - this.#local.monotonicMs()
    const jumped = Math.abs(difference - this.#wallMinusMonotonicMs) > JUMP_MS
    if (!jumped) return false
    this.#wallMinusMonotonicMs = difference
    // whatever the next answer says is better than what is known
    this.#roundTripMs = Number.POSITIVE_INFINITY
    return true
  }

  /** The answer was made somewhere between asking and hearing it: the shorter that took, the better is the reading. */
  #observe(serverNowMs: number, askedMs: number, heardMs: number): void {
    const roundTripMs = heardMs - askedMs
    const isStale = heardMs - this.#readAtMs > READING_LIFE_MS
    if (roundTripMs > this.#roundTripMs && !isStale) return
    this.#roundTripMs = roundTripMs
    this.#readAtMs = heardMs
    this.#offsetMs = serverNowMs - (askedMs + heardMs) / 2
  }
}

export const browserClocks: LocalClocks = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
}
