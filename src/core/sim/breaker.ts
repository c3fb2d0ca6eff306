import type { Clock } from './clock'

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

  /** @param onOpen told whenever it opens */
  constructor(
    spec: { failureRatio: number; window: number; openS: number },
    private readonly onOpen: () => void = () => {},
  ) {
    this.ratio = spec.failureRatio
    this.openS = spec.openS
    this.window = new Uint8Array(spec.window)
  }

  /** Whether a call may be made now. */
  allows(clock: Clock): boolean {
    if (this.state === CLOSED) return true
    // the trial that never came back must not keep it shut for ever
    if (clock.nowS < this.until[0]!) return false
    this.state = TRYING
    this.until[0] = clock.nowS + this.openS
    return true
  }

  record(failed: boolean, clock: Clock): void {
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

  private open(clock: Clock): void {
    this.state = OPEN
    this.until[0] = clock.nowS + this.openS
    this.onOpen()
  }

  private close(): void {
    this.state = CLOSED
    this.next = 0
    this.filled = 0
    this.failures = 0
  }
}
