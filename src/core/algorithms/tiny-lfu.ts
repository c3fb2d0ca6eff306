import { FrequencySketch } from './frequency-sketch'
import type { SlotLists } from './slot-lists'

/** Heads of the three lists, which are also the marks of their slots. */
const WINDOW = 0
const PROBATION = 1
const PROTECTED = 2

/**
 * W-TinyLFU: newcomers pass through a small LRU window (1 % of the capacity); the one that leaves it must have been
 * asked for more often, by the sketch's account, than the one the main part would give up for it. The main part is a
 * segmented LRU, 80 % of it protected: only what is asked for again while on probation gets there.
 * Source: Einziger, Friedman, Manes, "TinyLFU: A Highly Efficient Cache Admission Policy", ACM TOS 13(4), 2017.
 */
export class TinyLfu {
  private readonly sketch: FrequencySketch
  private readonly windowLimit: number
  private readonly protectedLimit: number
  private inWindow = 0
  private inProtected = 0

  constructor(
    private readonly slots: SlotLists,
    capacity: number,
  ) {
    this.sketch = new FrequencySketch(capacity)
    this.windowLimit = Math.max(1, Math.round(capacity * 0.01))
    this.protectedLimit = Math.floor((capacity - this.windowLimit) * 0.8)
  }

  /** Counts an access, hit or miss. */
  record(key: number): void {
    this.sketch.record(key)
  }

  /** A new slot enters the window, and pushes the oldest there on probation while the main part has room. */
  insert(slot: number): void {
    if (this.inWindow === this.windowLimit) this.moveWindowOut()
    this.slots.link(slot, WINDOW)
    this.slots.mark[slot] = WINDOW
    this.inWindow++
  }

  /** A slot was asked for again. */
  touch(slot: number): void {
    const slots = this.slots
    const segment = slots.mark[slot]!
    slots.unlink(slot)
    if (segment !== PROBATION) {
      slots.link(slot, segment)
      return
    }
    slots.link(slot, PROTECTED)
    slots.mark[slot] = PROTECTED
    if (this.inProtected < this.protectedLimit) {
      this.inProtected++
      return
    }
    const demoted = slots.prev[PROTECTED]!
    slots.unlink(demoted)
    slots.link(demoted, PROBATION)
    slots.mark[demoted] = PROBATION
  }

  /** The slot to evict from a full cache: the loser between the window's oldest and the main part's. */
  victim(): number {
    const { prev, key } = this.slots
    const candidate = prev[WINDOW]!
    const rival = prev[PROBATION] === PROBATION ? prev[PROTECTED]! : prev[PROBATION]!
    // an empty main part (a capacity of one) leaves only the candidate
    if (rival === PROTECTED) return candidate
    return this.sketch.estimate(key[candidate]!) > this.sketch.estimate(key[rival]!) ? rival : candidate
  }

  /** Takes a slot off its list. */
  remove(slot: number): void {
    const segment = this.slots.mark[slot]!
    this.slots.unlink(slot)
    if (segment === WINDOW) this.inWindow--
    else if (segment === PROTECTED) this.inProtected--
  }

  clear(): void {
    this.sketch.clear()
    this.inWindow = 0
    this.inProtected = 0
  }

  private moveWindowOut(): void {
    const slots = this.slots
    const oldest = slots.prev[WINDOW]!
    slots.unlink(oldest)
    slots.link(oldest, PROBATION)
    slots.mark[oldest] = PROBATION
    this.inWindow--
  }
}
