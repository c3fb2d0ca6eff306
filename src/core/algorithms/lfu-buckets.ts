import { grown, type SlotLists } from './slot-lists'

const SMALLEST = 64

/**
 * Least frequently used in constant time: a list of buckets in ascending order of use count, each holding its slots
 * in the order of their last use. Ties go to the least recently used, and a count dies with its slot.
 * Source: Shah, Mitra, Matani, "An O(1) algorithm for implementing the LFU cache eviction scheme" (2010).
 *
 * Bucket 0 is the head of the bucket list. Slots of a bucket are a ring without a head: `oldest` enters it, and the
 * one before the oldest is the newest. `slots.mark` holds the bucket of a slot.
 */
export class LfuBuckets {
  private uses = new Int32Array(SMALLEST)
  private nextBucket = new Int32Array(SMALLEST)
  private prevBucket = new Int32Array(SMALLEST)
  private oldest = new Int32Array(SMALLEST)
  private used = 1
  private free = 0

  constructor(private readonly slots: SlotLists) {}

  /** A new slot: used once. */
  insert(slot: number): void {
    const least = this.nextBucket[0]!
    this.append(slot, least !== 0 && this.uses[least] === 1 ? least : this.addBucket(1, 0))
  }

  /** A slot was used once more. */
  touch(slot: number): void {
    const bucket = this.slots.mark[slot]!
    const uses = this.uses[bucket]! + 1
    const above = this.nextBucket[bucket]!
    const fits = above !== 0 && this.uses[above] === uses
    if (!fits && this.slots.next[slot] === slot) {
      this.uses[bucket] = uses
      return
    }
    const target = fits ? above : this.addBucket(uses, bucket)
    this.remove(slot)
    this.append(slot, target)
  }

  /** The slot to evict: least used, and of those least recently. The cache must not be empty. */
  victim(): number {
    return this.oldest[this.nextBucket[0]!]!
  }

  /** Takes a slot out of its bucket, and the bucket away when that was its last. */
  remove(slot: number): void {
    const { next, prev, mark } = this.slots
    const bucket = mark[slot]!
    const follower = next[slot]!
    if (follower === slot) {
      this.dropBucket(bucket)
      return
    }
    const leader = prev[slot]!
    next[leader] = follower
    prev[follower] = leader
    if (this.oldest[bucket] === slot) this.oldest[bucket] = follower
  }

  clear(): void {
    this.nextBucket[0] = 0
    this.prevBucket[0] = 0
    this.used = 1
    this.free = 0
  }

  private append(slot: number, bucket: number): void {
    const { next, prev, mark } = this.slots
    const oldest = this.oldest[bucket]!
    mark[slot] = bucket
    if (oldest === 0) {
      this.oldest[bucket] = slot
      next[slot] = slot
      prev[slot] = slot
      return
    }
    const newest = prev[oldest]!
    next[newest] = slot
    prev[slot] = newest
    next[slot] = oldest
    prev[oldest] = slot
  }

  private addBucket(uses: number, after: number): number {
    let bucket = this.free
    if (bucket !== 0) {
      this.free = this.nextBucket[bucket]!
    } else {
      bucket = this.used++
      if (bucket === this.uses.length) this.grow()
    }
    const follower = this.nextBucket[after]!
    this.uses[bucket] = uses
    this.oldest[bucket] = 0
    this.nextBucket[bucket] = follower
    this.prevBucket[bucket] = after
    this.prevBucket[follower] = bucket
    this.nextBucket[after] = bucket
    return bucket
  }

  private dropBucket(bucket: number): void {
    const follower = this.nextBucket[bucket]!
    const leader = this.prevBucket[bucket]!
    this.nextBucket[leader] = follower
    this.prevBucket[follower] = leader
    this.nextBucket[bucket] = this.free
    this.free = bucket
  }

  private grow(): void {
    const length = 2 * this.uses.length
    this.uses = grown(this.uses, length)
    this.nextBucket = grown(this.nextBucket, length)
    this.prevBucket = grown(this.prevBucket, length)
    this.oldest = grown(this.oldest, length)
  }
}
