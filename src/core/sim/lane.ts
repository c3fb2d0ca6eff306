import type { EventList } from './event-list'
import { CLOCK, memory } from './memory'

const { clock } = memory
const { NOW, WHEN } = CLOCK

/**
 * Events that all happen after the same delay: first in, first out, so that only the head needs a place in the event
 * list. Messages on links and time-outs nearly always have a constant delay.
 */
export class Lane {
  readonly delayS: number
  /** Holds time-outs, most of which are void when their time comes: they are skipped without an event. */
  readonly timeouts: boolean
  /** The event that stands for the head in the event list. */
  private readonly event: number
  private times = new Float64Array(16)
  private seqs = new Int32Array(16)
  private items = new Int32Array(16)
  private head = 0
  private count = 0

  constructor(delayS: number, event: number, timeouts: boolean) {
    this.delayS = delayS
    this.event = event
    this.timeouts = timeouts
  }

  get length(): number {
    return this.count
  }

  /**
   * Schedules an item one delay from now.
   * @returns its sequence number
   */
  push(events: EventList, item: number): number {
    if (this.count === this.times.length) this.grow()
    const seq = events.takeSeq()
    const at = (this.head + this.count) & (this.times.length - 1)
    const time = clock[NOW]! + this.delayS
    this.times[at] = time
    this.seqs[at] = seq | 0
    this.items[at] = item | 0
    if (this.count++ === 0) {
      clock[WHEN] = time
      events.insert(this.event, seq)
    }
    return seq
  }

  /** The item at the head, whose event has just happened. */
  get first(): number {
    return this.items[this.head]!
  }

  get firstSeq(): number {
    return this.seqs[this.head]!
  }

  /** Drops the head without scheduling the next one. */
  drop(): void {
    this.head = (this.head + 1) & (this.times.length - 1)
    this.count--
  }

  /** Puts the head into the event list; does nothing when the lane is empty. */
  schedule(events: EventList): void {
    if (this.count === 0) return
    clock[WHEN] = this.times[this.head]!
    events.insert(this.event, this.seqs[this.head]!)
  }

  private grow(): void {
    const size = this.times.length
    const times = new Float64Array(size * 2)
    const seqs = new Int32Array(size * 2)
    const items = new Int32Array(size * 2)
    for (let i = 0; i < this.count; i++) {
      const from = (this.head + i) & (size - 1)
      times[i] = this.times[from]!
      seqs[i] = this.seqs[from]!
      items[i] = this.items[from]!
    }
    this.head = 0
    this.times = times
    this.seqs = seqs
    this.items = items
  }
}
