/** Slots below this number are the heads of lists; items live from here on. */
export const FIRST_SLOT = 4

const SMALLEST = 1024

/**
 * The items of a cache as slots of typed arrays, on circular doubly linked lists. Head `h` (0 .. 3) stands between
 * the newest item, `next[h]`, and the oldest, `prev[h]`. The arrays double up to the capacity as they fill, so that
 * a cache for 10^8 items costs what a run really puts into it.
 */
export class SlotLists {
  next: Int32Array
  prev: Int32Array
  /** the key in a slot */
  key: Int32Array
  /** whatever the policy notes about a slot: a reference bit, a segment, a frequency bucket */
  mark: Int32Array
  size = 0
  private readonly limit: number
  private used = FIRST_SLOT
  private free = 0

  /** @param capacity the most items it will ever hold */
  constructor(capacity: number) {
    this.limit = capacity + FIRST_SLOT
    const length = Math.min(SMALLEST, this.limit)
    this.next = new Int32Array(length)
    this.prev = new Int32Array(length)
    this.key = new Int32Array(length)
    this.mark = new Int32Array(length)
    this.clear()
  }

  /** A slot for a key, on no list yet. The caller makes sure that there is room. */
  take(key: number): number {
    let slot = this.free
    if (slot !== 0) {
      this.free = this.next[slot]!
    } else {
      slot = this.used++
      if (slot === this.key.length) this.grow()
    }
    this.key[slot] = key
    this.mark[slot] = 0
    this.size++
    return slot
  }

  /** Gives back a slot that is on no list any more. */
  release(slot: number): void {
    this.next[slot] = this.free
    this.free = slot
    this.size--
  }

  /** Puts a slot that is on no list right behind `after`: a head to make it the newest. */
  link(slot: number, after: number): void {
    const next = this.next
    const prev = this.prev
    const follower = next[after]!
    next[slot] = follower
    prev[slot] = after
    prev[follower] = slot
    next[after] = slot
  }

  unlink(slot: number): void {
    const next = this.next
    const prev = this.prev
    const follower = next[slot]!
    const leader = prev[slot]!
    next[leader] = follower
    prev[follower] = leader
  }

  clear(): void {
    for (let head = 0; head < FIRST_SLOT; head++) {
      this.next[head] = head
      this.prev[head] = head
    }
    this.used = FIRST_SLOT
    this.free = 0
    this.size = 0
  }

  private grow(): void {
    const length = Math.min(this.limit, 2 * this.key.length)
    this.next = grown(this.next, length)
    this.prev = grown(this.prev, length)
    this.key = grown(this.key, length)
    this.mark = grown(this.mark, length)
  }
}

/** A longer copy. */
export function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length)
  copy.set(array)
  return copy
}
