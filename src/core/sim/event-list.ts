/** Events that are kept in order; when there are more, the later half of them goes to the heap. */
const NEAR = 32
const HALF = NEAR / 2

/**
 * The pending events, earliest first; events at the same time in the order in which they were scheduled.
 *
 * The nearest ones are kept in order in a short array, the latest first, so that taking one is counting down and adding
 * one shifts the few that come before it: a step that the processor can foresee, unlike the way through a heap. All
 * others are in a binary heap behind it, from which the array is filled again when it is empty.
 *
 * Times pass through `timeS`, since a double that crosses a function boundary may be boxed; a field that holds doubles is
 * changed where it is.
 */
export class EventList {
  /** In: when to schedule. Out: when the popped event happens. */
  timeS = 0
  /** Events at or beyond this are not popped. */
  limitS = 0
  /** Sequence number of the event popped last. */
  popped = 0
  /** The next sequence number; it starts at 1 and grows by one with every event scheduled, here or in a lane. */
  next = 1
  private near = 0
  /**
   * The near ones, two doubles each: the time, then sequence number and item in the halves of the second (`nearInts`, of the same
   * memory). An event is so moved by two steps, and a further array would cost the loop a few loads at each.
   */
  private readonly nearReals = new Float64Array(2 * NEAR)
  private readonly nearInts = new Int32Array(this.nearReals.buffer)
  private far = 0
  private times = new Float64Array(256)
  private seqs = new Int32Array(256)
  private items = new Int32Array(256)

  get pending(): number {
    return this.near + this.far
  }

  /** Schedules an event at `timeS`: the newest comes after all that are due at the same time. @returns its sequence number */
  push(item: number): number {
    const seq = this.next
    this.next = seq + 1
    const { near, timeS: time } = this
    if (near === NEAR || (this.far > 0 && time >= this.times[0]!)) {
      this.insert(item, seq)
      return seq
    }
    const { nearReals, nearInts } = this
    this.near = near + 1
    let at = near << 1
    while (at > 0) {
      const other = nearReals[(at - 2) | 0]!
      if (other > time) break
      nearReals[at] = other
      nearReals[at | 1] = nearReals[(at - 1) | 0]!
      at = (at - 2) | 0
    }
    nearReals[at] = time
    nearInts[(at << 1) | 2] = seq | 0
    nearInts[(at << 1) | 3] = item | 0
    return seq
  }

  /** Schedules an event at `timeS` under a sequence number taken earlier. */
  insert(item: number, seq: number): void {
    if (this.near === NEAR) this.moveLaterHalf()
    if (this.far > 0 && !this.isNear(seq)) {
      this.rise(item, seq)
      return
    }
    const { nearReals, nearInts } = this
    const time = this.timeS
    let at = this.near++ << 1
    while (at > 0) {
      const other = nearReals[(at - 2) | 0]!
      if (other > time || (other === time && nearInts[((at << 1) - 2) | 0]! > seq)) break
      nearReals[at] = other
      nearReals[at | 1] = nearReals[(at - 1) | 0]!
      at = (at - 2) | 0
    }
    nearReals[at] = time
    nearInts[(at << 1) | 2] = seq | 0
    nearInts[(at << 1) | 3] = item | 0
  }

  /**
   * Takes the earliest event, unless it lies at or beyond `limitS`.
   * @returns its item, or -1; its time is left in `timeS`, its number in `popped`
   */
  popNext(): number {
    if (this.near === 0 && !this.fillNear()) return -1
    const last = (this.near - 1) | 0
    const at = last << 1
    const time = this.nearReals[at]!
    if (time >= this.limitS) return -1
    this.near = last
    this.timeS = time
    this.popped = this.nearInts[(at << 1) | 2]!
    return this.nearInts[(at << 1) | 3]!
  }

  /** Calls `visit` for every pending event, in no order. For rare moments only. */
  forEach(visit: (seq: number, timeS: number) => void): void {
    for (let i = 0; i < this.near; i++) visit(this.nearInts[4 * i + 2]!, this.nearReals[2 * i]!)
    for (let i = 0; i < this.far; i++) visit(this.seqs[i]!, this.times[i]!)
  }

  /** Whether the event at `timeS` comes before all that are in the heap. */
  private isNear(seq: number): boolean {
    const time = this.timeS
    const first = this.times[0]!
    return time < first || (time === first && seq < this.seqs[0]!)
  }

  /** Makes room among the near ones. They are all earlier than those in the heap, and stay so. */
  private moveLaterHalf(): void {
    const { nearReals, nearInts } = this
    const time = this.timeS
    for (let i = 0; i < HALF; i++) {
      this.timeS = nearReals[2 * i]!
      this.rise(nearInts[4 * i + 3]!, nearInts[4 * i + 2]!)
    }
    this.timeS = time
    nearReals.copyWithin(0, 2 * HALF)
    this.near = HALF
  }

  /** Takes the earliest of the heap. @returns whether there were any */
  private fillNear(): boolean {
    const count = Math.min(HALF, this.far)
    for (let i = count - 1; i >= 0; i--) {
      this.nearReals[2 * i] = this.times[0]!
      this.nearInts[4 * i + 2] = this.seqs[0]!
      this.nearInts[4 * i + 3] = this.items[0]!
      this.dropFirst()
    }
    this.near = count
    return count > 0
  }

  /** Lets the event at `timeS` rise in the heap, from the end to its place. */
  private rise(item: number, seq: number): void {
    if (this.far === this.times.length) this.grow()
    const { times, seqs, items } = this
    const time = this.timeS
    let at = this.far++
    while (at > 0) {
      const above = (at - 1) >> 1
      const other = times[above]!
      if (other < time || (other === time && seqs[above]! < seq)) break
      times[at] = other
      seqs[at] = seqs[above]!
      items[at] = items[above]!
      at = above
    }
    times[at] = time
    seqs[at] = seq | 0
    items[at] = item | 0
  }

  /** Drops the root of the heap: the last event sinks from there to its place. */
  private dropFirst(): void {
    const { times, seqs, items } = this
    const size = --this.far
    const time = times[size]!
    const seq = seqs[size]!
    const item = items[size]!
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= size) break
      let first = times[below]!
      if (below + 1 < size) {
        const second = times[below + 1]!
        if (second < first || (second === first && seqs[below + 1]! < seqs[below]!)) {
          below++
          first = second
        }
      }
      if (time < first || (time === first && seq < seqs[below]!)) break
      times[at] = first
      seqs[at] = seqs[below]!
      items[at] = items[below]!
      at = below
    }
    times[at] = time
    seqs[at] = seq
    items[at] = item
  }

  private grow(): void {
    const size = this.times.length * 2
    this.times = copied(this.times, new Float64Array(size))
    this.seqs = copied(this.seqs, new Int32Array(size))
    this.items = copied(this.items, new Int32Array(size))
  }
}

function copied<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from)
  return to
}
