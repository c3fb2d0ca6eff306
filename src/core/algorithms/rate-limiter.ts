import { EvictionPolicy } from './eviction'

export const LIMITINGS = [
  'token-bucket',
  'leaky-bucket',
  'fixed-window',
  'sliding-window-log',
  'sliding-window-counter',
] as const

/** How a limiter decides whom it lets through. */
export type Limiting = (typeof LIMITINGS)[number]

export interface LimiterSpec {
  limiting: Limiting
  /** Let through in a window; whole for windows, while buckets take any pace. 0 lets nobody through. */
  limit: number
  windowS: number
  /** Of buckets: how many may come at once after a quiet time, at least 1. */
  burst: number
}

export interface LimiterKeys {
  /** keys are 0 .. keySpace - 1 */
  keySpace: number
  /** Keys remembered at most; the one not seen for longest is forgotten, and starts afresh when it comes again. */
  atMost: number
  /** How many such limiters the caller makes in all, so that their memory stays within bounds. */
  siblings: number
}

const TOKENS = 0
const LEAKS = 1
const FIXED = 2
const LOG = 3
/** Numbers that all limiters of a caller may keep: 4 Mi, 32 MB. */
const MOST_NUMBERS = 1 << 22
/** Sums of many gaps that should make a whole window miss it by a rounding. */
const ROUNDING = 1e-9

/** Knows the time, seconds. An object, because a double that crosses a function boundary may be boxed. */
interface Clock {
  readonly nowS: number
}

/**
 * Counts what it lets through and refuses what is beyond a limit, for all together or for each key apart. One class with a
 * number in it for all algorithms, as with evictions, and one row of doubles for each key:
 * - buckets: the theoretical arrival time, when the bucket would be full again (tokens) or empty (leaks). Source: the generic
 *   cell rate algorithm, ITU-T I.371.
 * - fixed window: the window, and how many it has let through.
 * - sliding window counter: the window, its count, and that of the window before, of which the part counts that still lies
 *   within a window's length. Source: Cloudflare, "How we built rate limiting" (2017).
 * - sliding window log: when each of the last `limit` was let through, and where in this ring the oldest stands.
 */
export class RateLimiter {
  /** Seconds that who was just let through has to wait: above 0 for a leaky bucket alone. */
  readonly waitS = new Float64Array(1)
  private readonly code: number
  private readonly limit: number
  private readonly windowS: number
  /** Of buckets: seconds between two, and how far ahead of the clock they may be. */
  private readonly gapS: number
  private readonly aheadS: number
  private readonly keys: EvictionPolicy | null
  private readonly width: number
  /** The row of everybody without a key comes first. */
  private rows: Float64Array

  /** @throws RangeError for a limit below 0, a window that takes no time, or a burst below 1 */
  constructor({ limiting, limit, windowS, burst }: LimiterSpec, keys: LimiterKeys | null = null) {
    if (!(limit >= 0) || !(windowS > 0) || !(burst >= 1)) {
      throw new RangeError(
        `A limiter has a limit, a window and a burst of at least 1, got ${limit}, ${windowS}, ${burst}`,
      )
    }
    this.code = LIMITINGS.indexOf(limiting)
    if (this.code > LEAKS && !Number.isInteger(limit)) throw new RangeError(`A window has a whole limit, got ${limit}`)
    this.limit = limit
    this.windowS = windowS
    this.gapS = limit === 0 ? 0 : windowS / limit
    this.aheadS = (burst - 1 + ROUNDING) * this.gapS
    this.width = this.code <= LEAKS ? 1 : this.code === FIXED ? 2 : this.code === LOG ? limit + 1 : 3
    this.keys = keys === null ? null : keysOf(keys, this.width)
    this.rows = new Float64Array(this.width)
    this.clear()
  }

  /** Keys remembered at most; 0 where all count together. */
  get capacity(): number {
    return this.keys?.capacity ?? 0
  }

  /**
   * Decides on one request, and counts it where it is let through.
   * @param key below 0: counts with everybody else who has none
   */
  allow(key: number, clock: Clock): boolean {
    if (this.limit === 0) return false
    const at = this.rowOf(key) * this.width
    switch (this.code) {
      case TOKENS:
      case LEAKS:
        return this.fill(at, clock)
      case FIXED:
        return this.countIn(at, clock)
      case LOG:
        return this.write(at, clock)
      default:
        return this.slide(at, clock)
    }
  }

  /** Forgets all that it has counted. */
  clear(): void {
    this.keys?.clear()
    this.reset(0)
  }

  private fill(at: number, { nowS }: Clock): boolean {
    const { rows } = this
    const dueS = Math.max(nowS, rows[at]!)
    if (dueS - nowS > this.aheadS) return false
    rows[at] = dueS + this.gapS
    if (this.code === LEAKS) this.waitS[0] = dueS - nowS
    return true
  }

  private countIn(at: number, { nowS }: Clock): boolean {
    const { rows } = this
    const window = Math.floor(nowS / this.windowS)
    if (rows[at] !== window) {
      rows[at] = window
      rows[at + 1] = 0
    }
    if (rows[at + 1]! >= this.limit) return false
    rows[at + 1]!++
    return true
  }

  private slide(at: number, { nowS }: Clock): boolean {
    const { rows } = this
    const place = nowS / this.windowS
    const window = Math.floor(place)
    if (rows[at] !== window) {
      rows[at + 2] = rows[at] === window - 1 ? rows[at + 1]! : 0
      rows[at] = window
      rows[at + 1] = 0
    }
    const stillCounts = rows[at + 2]! * (1 - (place - window))
    if (rows[at + 1]! + 1 + stillCounts > this.limit + ROUNDING) return false
    rows[at + 1]!++
    return true
  }

  private write(at: number, { nowS }: Clock): boolean {
    const { rows, limit } = this
    const head = at + limit
    const oldest = at + rows[head]!
    if (nowS - rows[oldest]! < this.windowS * (1 - ROUNDING)) return false
    rows[oldest] = nowS
    rows[head] = (rows[head]! + 1) % limit
    return true
  }

  private rowOf(key: number): number {
    const { keys } = this
    if (keys === null || key < 0) return 0
    if (keys.get(key)) return keys.placeOf(key) + 1
    keys.put(key)
    const row = keys.placeOf(key) + 1
    if ((row + 1) * this.width > this.rows.length) this.grow(row + 1)
    this.reset(row)
    return row
  }

  private grow(rows: number): void {
    const most = this.keys!.capacity + 1
    const longer = new Float64Array(
      Math.min(most, Math.max(rows, 64, (2 * this.rows.length) / this.width)) * this.width,
    )
    longer.set(this.rows)
    this.rows = longer
  }

  /** As if nobody had ever come. */
  private reset(row: number): void {
    const at = row * this.width
    this.rows.fill(-Infinity, at, at + this.width)
    if (this.code === LOG) this.rows[at + this.limit] = 0
  }
}

function keysOf({ keySpace, atMost, siblings }: LimiterKeys, width: number): EvictionPolicy {
  const affordable = Math.max(1, Math.floor(MOST_NUMBERS / siblings / width) - 1)
  return new EvictionPolicy('lru', Math.min(atMost, affordable), keySpace, () => 0, siblings)
}
