import { CLOCK, memory } from './memory'

const { clock } = memory
const { WHEN, HORIZON } = CLOCK

/** A bucket with so many events or fewer is put in order as it is; fuller ones are split. */
const FEW = 48
const MOST_BUCKETS = 1 << 16
/** Rungs at the same time: each is a part of a bucket of the one before. */
const MOST_RUNGS = 16

/** A stretch of time in buckets of equal width. */
interface Rung {
  startS: number
  widthS: number
  /** Where the last bucket ends, whatever the width says. */
  endS: number
  /** Buckets, and the first of them that has not been opened; it begins at `nextS`. */
  buckets: number
  next: number
  nextS: number
  /** First event of each bucket, -1 where there is none, and how many there are. */
  heads: Int32Array
  sizes: Int32Array
}

/**
 * The events that are not due soon, without an order that anybody would have to keep up: a ladder queue. Those furthest off are
 * in one heap; when their time comes they are spread over the buckets of a rung, a bucket that is still too full over a rung
 * below it, and only a bucket with few events is put in order, by whoever takes it. So an event costs the same however many
 * there are. Source: Tang, Goh, Thng, "Ladder Queue: An O(1) Priority Queue Structure for Large-Scale Discrete Event
 * Simulation", ACM TOMACS 15(3), 2005.
 *
 * Bounds between buckets are times, and compared as such: events at the same time are in the same bucket.
 */
export abstract class FarEvents {
  /** Events at or beyond HORIZON are kept here, all earlier ones elsewhere; of those at this very time, the first may be elsewhere. */
  protected far = 0
  /** By slot two doubles: the time, then sequence number and item in the halves of the second; an item of -1 is a free slot. */
  private reals = new Float64Array(512)
  private ints = new Int32Array(this.reals.buffer)
  /** By slot: the next of its list. */
  private after = new Int32Array(256)
  private free = -1
  private used = 0
  /** The events from `topS` on, in no order. */
  private top = -1
  private topSize = 0
  private topS = Infinity
  private readonly rungs: Rung[] = []
  private depth = 0

  /** Takes an event over from here: all of those taken at one time are wanted in order. Its time is left at WHEN. */
  protected abstract takeNear(item: number, seq: number): void

  /** Keeps the event at WHEN, which lies at or beyond the horizon. */
  protected addFar(item: number, seq: number): void {
    const slot = this.takeSlot()
    const time = clock[WHEN]!
    const { reals, ints } = this
    reals[slot << 1] = time
    ints[(slot << 2) | 2] = seq | 0
    ints[(slot << 2) | 3] = item | 0
    this.far++
    if (time < this.topS) {
      for (let i = 0; i < this.depth; i++) {
        const rung = this.rungs[i]!
        if (time < rung.nextS) continue
        this.addToRung(rung, slot)
        return
      }
    }
    this.after[slot] = this.top | 0
    this.top = slot
    this.topSize++
  }

  /** Moves the horizon back to WHEN; the events between the two come by `addFar` now. @returns whether it can be */
  protected lowerHorizon(): boolean {
    const time = clock[WHEN]!
    if (time === clock[HORIZON]!) return true
    const last = this.depth === 0 ? undefined : this.rungs[this.depth - 1]!
    if (last === undefined) this.topS = time
    else if (last.buckets === 1 && last.next === 0) {
      last.startS = time
      last.nextS = time
    } else if (this.depth === MOST_RUNGS) return false
    else this.addRung(time, clock[HORIZON]! - time, 1, clock[HORIZON]!)
    clock[HORIZON] = time
    return true
  }

  /** Hands the earliest events over and moves the horizon behind them. @returns whether there were any */
  protected handOver(): boolean {
    while (this.far > 0) {
      if (this.depth === 0) {
        const { top, topSize } = this
        this.top = -1
        this.topSize = 0
        this.topS = Infinity
        if (this.open(top, topSize, Infinity)) return true
        continue
      }
      const rung = this.rungs[this.depth - 1]!
      const { heads, buckets } = rung
      let bucket = rung.next
      while (bucket < buckets && heads[bucket]! < 0) bucket++
      if (bucket === buckets) {
        this.depth--
        continue
      }
      rung.next = bucket + 1
      rung.nextS = startOf(rung, bucket + 1)
      if (this.open(heads[bucket]!, rung.sizes[bucket]!, rung.nextS)) return true
    }
    this.depth = 0
    this.topS = Infinity
    clock[HORIZON] = Infinity
    return false
  }

  /** Opens a list of events before `endS`. @returns false when it has been split, and the first part of it comes next */
  private open(head: number, size: number, endS: number): boolean {
    if (size > FEW) {
      let least = Infinity
      let most = -Infinity
      for (let slot = head; slot >= 0; slot = this.after[slot]!) {
        const time = this.reals[slot << 1]!
        if (time < least) least = time
        if (time > most) most = time
      }
      const buckets = Math.min(MOST_BUCKETS, size)
      const widthS = (most - least) / buckets
      if (this.depth < MOST_RUNGS && least + widthS > least && widthS < Infinity) {
        this.split(head, this.addRung(least, widthS, buckets, Math.min(endS, justAfter(most))), endS)
        return false
      }
      this.handOverAll(head)
      // whatever else is scheduled for the same moment comes after these
      this.keepBetween(most, endS)
      return true
    }
    this.handOverAll(head)
    clock[HORIZON] = endS
    return true
  }

  /** Spreads a list over a rung; times between the rung and `endS` are for the top, or for the rung's last bucket. */
  private split(head: number, rung: Rung, endS: number): void {
    if (endS === Infinity) this.topS = rung.endS
    else rung.endS = endS
    for (let slot = head; slot >= 0; ) {
      const next = this.after[slot]!
      this.addToRung(rung, slot)
      slot = next
    }
  }

  private keepBetween(startS: number, endS: number): void {
    if (endS === Infinity) {
      this.topS = startS
      clock[HORIZON] = startS
    } else if (startS < endS && this.depth < MOST_RUNGS) {
      this.addRung(startS, endS - startS, 1, endS)
      clock[HORIZON] = startS
    } else {
      clock[HORIZON] = endS
    }
  }

  private handOverAll(head: number): void {
    for (let slot = head; slot >= 0; ) {
      const next = this.after[slot]!
      const item = this.ints[(slot << 2) | 3]!
      clock[WHEN] = this.reals[slot << 1]!
      this.ints[(slot << 2) | 3] = -1
      this.after[slot] = this.free | 0
      this.free = slot
      this.far--
      this.takeNear(item, this.ints[(slot << 2) | 2]!)
      slot = next
    }
  }

  private addRung(startS: number, widthS: number, buckets: number, endS: number): Rung {
    const i = this.depth++
    let rung = this.rungs[i]
    if (rung === undefined || rung.heads.length < buckets) {
      const size = Math.max(64, 2 * buckets)
      rung = {
        startS,
        widthS,
        endS,
        buckets,
        next: 0,
        nextS: startS,
        heads: new Int32Array(size),
        sizes: new Int32Array(size),
      }
      this.rungs[i] = rung
    } else {
      rung.startS = startS
      rung.widthS = widthS
      rung.endS = endS
      rung.buckets = buckets
      rung.next = 0
      rung.nextS = startS
    }
    rung.heads.fill(-1, 0, buckets)
    rung.sizes.fill(0, 0, buckets)
    return rung
  }

  private addToRung(rung: Rung, slot: number): void {
    const time = this.reals[slot << 1]!
    const { startS, widthS, buckets } = rung
    let bucket = buckets === 1 ? 0 : Math.min(buckets - 1, Math.floor((time - startS) / widthS))
    // a quotient may be rounded over a bound: the bounds themselves decide
    while (bucket > rung.next && time < startS + bucket * widthS) bucket--
    while (bucket + 1 < buckets && time >= startS + (bucket + 1) * widthS) bucket++
    this.after[slot] = rung.heads[bucket]!
    rung.heads[bucket] = slot | 0
    rung.sizes[bucket]!++
  }

  private takeSlot(): number {
    const slot = this.free
    if (slot >= 0) {
      this.free = this.after[slot]!
      return slot
    }
    if (this.used === this.after.length) this.growSlots()
    return this.used++
  }

  private growSlots(): void {
    const reals = new Float64Array(2 * this.reals.length)
    reals.set(this.reals)
    const after = new Int32Array(2 * this.after.length)
    after.set(this.after)
    this.reals = reals
    this.ints = new Int32Array(reals.buffer)
    this.after = after
  }

  protected forEachFar(visit: (seq: number, timeS: number) => void): void {
    for (let slot = 0; slot < this.used; slot++) {
      if (this.ints[(slot << 2) | 3]! >= 0) visit(this.ints[(slot << 2) | 2]!, this.reals[slot << 1]!)
    }
  }
}

const startOf = (rung: Rung, bucket: number): number =>
  bucket === rung.buckets ? rung.endS : rung.startS + bucket * rung.widthS

/** A time later than another by next to nothing. */
const justAfter = (timeS: number): number => timeS + (Math.abs(timeS) * Number.EPSILON || Number.MIN_VALUE)
