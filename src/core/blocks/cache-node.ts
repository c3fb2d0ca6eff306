import { createEviction, type Eviction, type EvictionPolicy } from '@/core/algorithms/eviction'
import type { Clock } from '@/core/sim/clock'
import type { Sim } from '@/core/sim/sim'

export interface CacheNodeSpec {
  policy: Eviction
  /** Items that fit, at least 1. */
  capacity: number
  /** An item is stale so long after it was put in; null never. */
  ttlS: number | null
  /** What is stale is kept so much longer, for `holdsStale`; 0 where absent. */
  graceS?: number
  keySpace: number
  random01: () => number
  /** Nodes of the block in all, which share the memory for indexes. */
  siblings: number
}

/** How many keys the requests of a run are about. */
export const keySpaceOf = (sim: Sim): number => Math.max(1, ...sim.program.classes.map((spec) => spec.keys?.count ?? 0))

/**
 * One node of something that caches: the keys it holds, and since when. Like Redis it turns a time to live into a time of
 * day, by its own clock, and looks at that clock again later: when the clock is set forwards, keys expire early, and late
 * when it is set back. Source: the manual of Redis, EXPIRE, "Expires and persistence".
 */
export class CacheNode {
  /** Its clock is ahead of the true time by so much. */
  clockOffsetS = 0
  private readonly keys: EvictionPolicy
  private readonly ttlS: number
  private readonly graceS: number
  private putAt: Float64Array

  constructor({ policy, capacity, ttlS, graceS = 0, keySpace, random01, siblings }: CacheNodeSpec) {
    this.keys = createEviction(policy, capacity, keySpace, random01, siblings)
    this.ttlS = ttlS ?? Infinity
    this.graceS = graceS
    this.putAt = new Float64Array(this.ttlS === Infinity ? 0 : 1024)
  }

  /** Looks a key up, which counts as a use. */
  get(key: number, clock: Clock): boolean {
    if (!this.keys.get(key)) return false
    if (this.ttlS === Infinity || this.ageOf(this.keys.placeOf(key), clock) < this.ttlS) return true
    if (this.graceS === 0) this.keys.remove(key)
    return false
  }

  /** Whether it still has a key, be it stale, within the time of grace. */
  holdsStale(key: number, clock: Clock): boolean {
    const place = this.keys.placeOf(key)
    return place >= 0 && (this.ttlS === Infinity || this.ageOf(place, clock) < this.ttlS + this.graceS)
  }

  put(key: number, clock: Clock): void {
    if (key < 0) return
    this.keys.put(key)
    if (this.ttlS === Infinity) return
    const place = this.keys.placeOf(key)
    if (place >= this.putAt.length) {
      const longer = new Float64Array(Math.max(place + 1, this.putAt.length * 2))
      longer.set(this.putAt)
      this.putAt = longer
    }
    this.putAt[place] = clock.nowS + this.clockOffsetS
  }

  private ageOf(place: number, { nowS }: Clock): number {
    return nowS + this.clockOffsetS - this.putAt[place]!
  }

  remove(key: number): void {
    if (key >= 0) this.keys.remove(key)
  }

  clear(): void {
    this.keys.clear()
  }
}
