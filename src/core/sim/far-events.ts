import { CLOCK, CURSOR, LADDER, memory } from './memory'
import { JOB, OP, ROW_BITS as ROW } from './rows'

const { after, clock, cursors, heads } = memory
const { WHEN, HORIZON, TOP_FROM } = CLOCK
const { MOST_RUNGS, MOST_BUCKETS, SLOT_BITS, RUNG_BITS } = LADDER
const { FAR, FREE_SLOT, USED_SLOTS, TOP, RUNGS, ASKED_FOR } = CURSOR
const { GEN } = JOB
const OP_BITS = OP.BITS
const ROW_BITS = ROW

/** A bucket with so many events or fewer is put in order as it is; fuller ones are split. */
const FEW = 48
/** Buckets that a rung gets for each of the events that it splits: there will be more of them by the time it comes to the later ones. */
const BUCKETS_EACH = 2

/** Of the event at `slot << SLOT_BITS`: its number, and its item, -1 where the slot is free. */
const SEQ = memory.far.ints[2]!
const ITEM = memory.far.ints[3]!
/** Of the event at `slot << TIME_BITS`. */
const TIME = memory.far.reals[0]!
const TIME_BITS = SLOT_BITS - 1

/** Of the rung at `rung << RUNG_BITS`: its first place in `heads`, how many buckets it has, and the first one not yet opened. */
const BASE = memory.rungs.ints[0]!
const BUCKETS = memory.rungs.ints[1]!
const NEXT = memory.rungs.ints[2]!
/** Of the rung at `rung << BOUND_BITS`: its beginning, the width of a bucket, where NEXT begins, and the end, whatever the width says. */
const START = memory.rungs.reals[2]!
const WIDTH = memory.rungs.reals[3]!
const NEXT_FROM = memory.rungs.reals[4]!
const END = memory.rungs.reals[5]!
const BOUND_BITS = RUNG_BITS - 1

/**
 * The events that are not due soon, without an order that anybody would have to keep up: a ladder queue. Those furthest off are
 * in one heap; when their time comes they are spread over the buckets of a rung, a bucket that is still too full over a rung
 * below it, and only a bucket with few events is put in order, by whoever takes it. So an event costs the same however many
 * there are. Source: Tang, Goh, Thng, "Ladder Queue: An O(1) Priority Queue Structure for Large-Scale Discrete Event
 * Simulation", ACM TOMACS 15(3), 2005.
 *
 * A rung is a stretch of time in buckets of equal width. Bounds between buckets are times, and compared as such: events at the same
 * time are in the same bucket.
 */
export abstract class FarEvents {
  constructor() {
    cursors[FAR] = 0
    cursors[FREE_SLOT] = -1
    cursors[USED_SLOTS] = 0
    cursors[TOP] = -1
    cursors[RUNGS] = 0
    clock[TOP_FROM] = Infinity
    clock[HORIZON] = Infinity
  }

  /** Events at or beyond HORIZON are kept here, all earlier ones elsewhere; of those at this very time, the first may be elsewhere. */
  protected get far(): number {
    return cursors[FAR]!
  }

  /** What of the memory is in use: slots of far events, rungs, and their buckets. */
  get inUse(): { slots: number; rungs: number; buckets: number } {
    const rungs = cursors[RUNGS]!
    return { slots: cursors[USED_SLOTS]!, rungs, buckets: this.firstPlace(rungs) }
  }

  /** Takes an event over from here: all of those taken at one time are wanted in order. Its time is left at WHEN. */
  protected abstract takeNear(item: number, seq: number): void

  /** Keeps the event at WHEN, which lies at or beyond the horizon. */
  protected addFar(item: number, seq: number): void {
    const slot = this.takeSlot()
    const at = slot << SLOT_BITS
    const time = clock[WHEN]!
    TIME[slot << TIME_BITS] = time
    SEQ[at] = seq | 0
    ITEM[at] = item | 0
    cursors[FAR]!++
    if (time < clock[TOP_FROM]!) {
      const rungs = cursors[RUNGS]!
      for (let rung = 0; rung < rungs; rung = (rung + 1) | 0) {
        if (time < NEXT_FROM[rung << BOUND_BITS]!) continue
        this.addToRung(rung, slot)
        return
      }
    }
    after[slot] = cursors[TOP]!
    cursors[TOP] = slot | 0
  }

  /** Moves the horizon back to WHEN; the events between the two come by `addFar` now. @returns whether it can be */
  protected lowerHorizon(): boolean {
    const time = clock[WHEN]!
    if (time === clock[HORIZON]!) return true
    const last = cursors[RUNGS]! - 1
    const isUnopened = last >= 0 && BUCKETS[last << RUNG_BITS] === 1 && NEXT[last << RUNG_BITS] === 0
    if (last < 0) clock[TOP_FROM] = time
    else if (isUnopened) {
      START[last << BOUND_BITS] = time
      NEXT_FROM[last << BOUND_BITS] = time
    } else if (last + 1 === MOST_RUNGS) return false
    else this.addRung(time, clock[HORIZON]! - time, 1, clock[HORIZON]!)
    clock[HORIZON] = time
    return true
  }

  /** Hands the earliest events over and moves the horizon behind them. @returns whether there were any */
  protected handOver(): boolean {
    while (cursors[FAR]! > 0) {
      const last = (cursors[RUNGS]! - 1) | 0
      if (last < 0) {
        const top = cursors[TOP]!
        cursors[TOP] = -1
        clock[TOP_FROM] = Infinity
        if (this.open(top, Infinity)) return true
        continue
      }
      const row = last << RUNG_BITS
      const end = (BASE[row]! + BUCKETS[row]!) | 0
      let place = (BASE[row]! + NEXT[row]!) | 0
      while (place < end && heads[place]! < 0) place = (place + 1) | 0
      if (place === end) {
        cursors[RUNGS] = last
        continue
      }
      const next = (place + 1 - BASE[row]!) | 0
      NEXT[row] = next
      const bounds = last << BOUND_BITS
      const from = next === BUCKETS[row]! ? END[bounds]! : START[bounds]! + next * WIDTH[bounds]!
      NEXT_FROM[bounds] = from
      if (this.open(heads[place]!, from)) return true
    }
    cursors[RUNGS] = 0
    clock[TOP_FROM] = Infinity
    clock[HORIZON] = Infinity
    return false
  }

  /** Opens a list of events before `endS`. @returns false when it has been split, and the first part of it comes next */
  private open(head: number, endS: number): boolean {
    let count = 0
    for (let slot = head; slot >= 0 && count <= FEW; slot = after[slot]!) count++
    if (count > FEW) return this.openMany(head, endS)
    this.handOverAll(head)
    clock[HORIZON] = endS
    return true
  }

  private openMany(head: number, endS: number): boolean {
    let least = Infinity
    let most = -Infinity
    let count = 0
    for (let slot = head; slot >= 0; slot = after[slot]!) {
      const time = TIME[slot << TIME_BITS]!
      if (time < least) least = time
      if (time > most) most = time
      count++
    }
    const buckets = Math.min(MOST_BUCKETS, BUCKETS_EACH * count)
    const widthS = (most - least) / buckets
    if (cursors[RUNGS]! < MOST_RUNGS && least + widthS > least && widthS < Infinity) {
      this.split(head, this.addRung(least, widthS, buckets, Math.min(endS, justAfter(most))), endS)
      return false
    }
    this.handOverAll(head)
    // whatever else is scheduled for the same moment comes after these
    this.keepBetween(most, endS)
    return true
  }

  /** Spreads a list over a rung; times between the rung and `endS` are for the top, or for the rung's last bucket. */
  private split(head: number, rung: number, endS: number): void {
    if (endS === Infinity) clock[TOP_FROM] = END[rung << BOUND_BITS]!
    else END[rung << BOUND_BITS] = endS
    for (let slot = head; slot >= 0; ) {
      const next = after[slot]!
      this.addToRung(rung, slot)
      slot = next
    }
  }

  private keepBetween(startS: number, endS: number): void {
    if (endS === Infinity) {
      clock[TOP_FROM] = startS
      clock[HORIZON] = startS
    } else if (startS < endS && cursors[RUNGS]! < MOST_RUNGS) {
      this.addRung(startS, endS - startS, 1, endS)
      clock[HORIZON] = startS
    } else {
      clock[HORIZON] = endS
    }
  }

  private handOverAll(head: number): void {
    for (let slot = head; slot >= 0; ) {
      const at = slot << SLOT_BITS
      const next = after[slot]!
      const item = ITEM[at]!
      clock[WHEN] = TIME[slot << TIME_BITS]!
      ITEM[at] = -1
      after[slot] = cursors[FREE_SLOT]!
      cursors[FREE_SLOT] = slot | 0
      cursors[FAR]!--
      this.askFor(item)
      this.takeNear(item, SEQ[at]!)
      slot = next
    }
  }

  /**
   * Reads the row of the job that an event is about, if it is about one: in a large design it takes a while until memory has brought it,
   * and the event will be taken soon.
   */
  private askFor(item: number): void {
    cursors[ASKED_FOR]! ^= GEN[(item >> OP_BITS) << ROW_BITS]!
  }

  /** @returns its number */
  private addRung(startS: number, widthS: number, buckets: number, endS: number): number {
    const rung = cursors[RUNGS]!
    const base = this.firstPlace(rung)
    cursors[RUNGS] = rung + 1
    BASE[rung << RUNG_BITS] = base
    BUCKETS[rung << RUNG_BITS] = buckets
    NEXT[rung << RUNG_BITS] = 0
    START[rung << BOUND_BITS] = startS
    WIDTH[rung << BOUND_BITS] = widthS
    NEXT_FROM[rung << BOUND_BITS] = startS
    END[rung << BOUND_BITS] = endS
    heads.fill(-1, base, base + buckets)
    return rung
  }

  /** Where the buckets of a rung begin in `heads`: behind those of the one above it. */
  private firstPlace(rung: number): number {
    const above = (rung - 1) << RUNG_BITS
    return rung === 0 ? 0 : BASE[above]! + BUCKETS[above]!
  }

  private addToRung(rung: number, slot: number): void {
    const row = rung << RUNG_BITS
    const bounds = rung << BOUND_BITS
    const time = TIME[slot << TIME_BITS]!
    const start = START[bounds]!
    const width = WIDTH[bounds]!
    const last = (BUCKETS[row]! - 1) | 0
    const next = NEXT[row]!
    const guess = (time - start) / width
    let bucket = guess < last ? guess | 0 : last
    // a quotient may be rounded over a bound: the bounds themselves decide
    while (bucket > next && time < start + bucket * width) bucket = (bucket - 1) | 0
    while (bucket < last && time >= start + (bucket + 1) * width) bucket = (bucket + 1) | 0
    const place = (BASE[row]! + bucket) | 0
    after[slot] = heads[place]!
    heads[place] = slot | 0
  }

  private takeSlot(): number {
    const slot = cursors[FREE_SLOT]!
    if (slot < 0) return this.takeNewSlot()
    cursors[FREE_SLOT] = after[slot]!
    return slot
  }

  private takeNewSlot(): number {
    const slot = cursors[USED_SLOTS]!
    if (slot << SLOT_BITS >= SEQ.length) throw new Error('There is no room for more events')
    cursors[USED_SLOTS] = slot + 1
    return slot
  }

  protected forEachFar(visit: (seq: number, timeS: number) => void): void {
    for (let slot = 0; slot < cursors[USED_SLOTS]!; slot++) {
      const at = slot << SLOT_BITS
      if (ITEM[at]! >= 0) visit(SEQ[at]!, TIME[slot << TIME_BITS]!)
    }
  }
}

/** A time later than another by next to nothing. */
const justAfter = (timeS: number): number => timeS + (Math.abs(timeS) * Number.EPSILON || Number.MIN_VALUE)
