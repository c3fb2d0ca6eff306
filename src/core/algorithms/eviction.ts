import { KeyIndex } from './key-index'
import { LfuBuckets } from './lfu-buckets'
import { FIRST_SLOT, SlotLists } from './slot-lists'
import { TinyLfu } from './tiny-lfu'

export const EVICTIONS = ['lru', 'fifo', 'random', 'lfu', 'w-tinylfu', 'clock', 'sieve'] as const

/** What a full cache gives up for a newcomer. */
export type Eviction = (typeof EVICTIONS)[number]

const LRU = 0
const FIFO = 1
const RANDOM = 2
const LFU = 3
const TINY_LFU = 4
const CLOCK = 5
const SIEVE = 6

/**
 * The keys of one cache and the order in which it gives them up. Every policy is this one class with a number in it,
 * not a class of its own: a call site that has met five classes costs 18 ns a call, a switch costs one. Nothing is
 * allocated once the arrays have grown to the size of the contents.
 */
export class EvictionPolicy {
  readonly eviction: Eviction
  readonly capacity: number
  private readonly code: number
  private readonly random01: () => number
  private readonly index: KeyIndex
  private readonly slots: SlotLists
  private readonly buckets: LfuBuckets | null
  private readonly tiny: TinyLfu | null
  /** SIEVE's hand: the slot to look at next, 0 to begin at the oldest */
  private hand = 0

  constructor(eviction: Eviction, capacityItems: number, keySpace: number, random01: () => number, siblings: number) {
    if (!Number.isInteger(capacityItems) || capacityItems < 1) {
      throw new RangeError(`A cache holds at least one item, got ${capacityItems}`)
    }
    this.eviction = eviction
    // what exceeds the key space can never be used, and would only cost memory
    this.capacity = Math.min(capacityItems, keySpace)
    this.code = EVICTIONS.indexOf(eviction)
    this.random01 = random01
    this.index = new KeyIndex(keySpace, this.capacity, siblings)
    this.slots = new SlotLists(this.capacity)
    this.buckets = eviction === 'lfu' ? new LfuBuckets(this.slots) : null
    this.tiny = eviction === 'w-tinylfu' ? new TinyLfu(this.slots, this.capacity) : null
  }

  /** How many keys it holds. */
  get size(): number {
    return this.slots.size
  }

  /** Asks for a key. A hit counts as a use: it renews recency, raises the count or sets the reference bit. */
  get(key: number): boolean {
    const slot = this.index.find(key)
    if (this.code === TINY_LFU) this.tiny!.record(key)
    if (slot === 0) return false
    this.touch(slot)
    return true
  }

  /** Whether it holds a key, without that counting as a use. */
  has(key: number): boolean {
    return this.index.find(key) !== 0
  }

  /**
   * Where a key is held, for figures a caller keeps beside each item (time of writing, version): 0 .. capacity - 1,
   * or -1. A place keeps its key until the key is evicted or removed, and is then given to another.
   */
  placeOf(key: number): number {
    const slot = this.index.find(key)
    return slot === 0 ? -1 : slot - FIRST_SLOT
  }

  /**
   * Stores a key, evicting another when the cache is full. A key that is held already counts as used.
   * @returns the evicted key, or -1
   */
  put(key: number): number {
    const held = this.index.find(key)
    if (held !== 0) {
      this.touch(held)
      return -1
    }
    const slots = this.slots
    let evicted = -1
    if (slots.size === this.capacity) {
      const slot = this.victim()
      evicted = slots.key[slot]!
      this.discard(slot)
    }
    const slot = slots.take(key)
    this.index.add(key, slot)
    if (this.code === LFU) this.buckets!.insert(slot)
    else if (this.code === TINY_LFU) this.tiny!.insert(slot)
    else slots.link(slot, 0)
    return evicted
  }

  /** Forgets a key. @returns whether it was held */
  remove(key: number): boolean {
    const slot = this.index.find(key)
    if (slot === 0) return false
    this.discard(slot)
    return true
  }

  /** Forgets everything, use counts included. */
  clear(): void {
    this.index.clear()
    this.slots.clear()
    this.buckets?.clear()
    this.tiny?.clear()
    this.hand = 0
  }

  private touch(slot: number): void {
    const slots = this.slots
    switch (this.code) {
      case LRU:
        if (slots.prev[slot] === 0) return
        slots.unlink(slot)
        slots.link(slot, 0)
        return
      case LFU:
        this.buckets!.touch(slot)
        return
      case TINY_LFU:
        this.tiny!.touch(slot)
        return
      case CLOCK:
      case SIEVE:
        slots.mark[slot] = 1
        return
      default:
        // FIFO and RANDOM do not care
        return
    }
  }

  /** The slot to give up. The cache is full. */
  private victim(): number {
    switch (this.code) {
      case LRU:
      case FIFO:
        return this.slots.prev[0]!
      case RANDOM:
        // a full cache uses every slot, so a random slot is a random item
        return FIRST_SLOT + Math.floor(this.random01() * this.capacity)
      case LFU:
        return this.buckets!.victim()
      case TINY_LFU:
        return this.tiny!.victim()
      case CLOCK:
        return this.clockVictim()
      default:
        return this.sieveVictim()
    }
  }

  /** FIFO in which a used item goes round once more. Source: Corbato, "A paging experiment" (1968). */
  private clockVictim(): number {
    const { prev, mark } = this.slots
    let slot = prev[0]!
    while (mark[slot] !== 0) {
      mark[slot] = 0
      this.slots.unlink(slot)
      this.slots.link(slot, 0)
      slot = prev[0]!
    }
    return slot
  }

  /** A hand that moves from old to new and leaves used items where they are. Source: Zhang et al., SIEVE, NSDI 2024. */
  private sieveVictim(): number {
    const { prev, mark } = this.slots
    let slot = this.hand === 0 ? prev[0]! : this.hand
    while (mark[slot] !== 0) {
      mark[slot] = 0
      slot = prev[slot] === 0 ? prev[0]! : prev[slot]!
    }
    // discarding moves the hand on
    this.hand = slot
    return slot
  }

  private discard(slot: number): void {
    if (slot === this.hand) this.hand = this.slots.prev[slot]!
    this.index.drop(this.slots.key[slot]!)
    if (this.code === LFU) this.buckets!.remove(slot)
    else if (this.code === TINY_LFU) this.tiny!.remove(slot)
    else this.slots.unlink(slot)
    this.slots.release(slot)
  }
}

/**
 * A cache's keys under one of the policies.
 * @param capacityItems how many items fit, at least 1
 * @param keySpace keys are the integers 0 .. keySpace - 1, at most 2^31 of them
 * @param random01 a uniform draw from [0, 1); only `random` asks for it
 * @param siblings how many such caches the caller makes (nodes of a cluster): many of them share the memory for indexes
 * @throws RangeError for a capacity or a key space that is not a positive integer
 */
export function createEviction(
  eviction: Eviction,
  capacityItems: number,
  keySpace: number,
  random01: () => number,
  siblings = 1,
): EvictionPolicy {
  return new EvictionPolicy(eviction, capacityItems, keySpace, random01, siblings)
}
