/**
 * The pending events, earliest first; events at the same time in the order in which they were scheduled. A binary heap
 * of three parallel arrays.
 *
 * Times pass through `time[0]`, since a double that crosses a function boundary may be boxed. After `pop` the root is a
 * hole: the next `push`, which nearly always follows, fills it with one pass down instead of two.
 */
export class EventList {
  /** In: when to schedule. Out: when the popped event happens. */
  readonly time = new Float64Array(1)
  /** Sequence number of the event popped last. */
  popped = 0
  /** The next sequence number; it starts at 1 and grows by one with every event scheduled, here or in a lane. */
  next = 1
  private times = new Float64Array(256)
  private seqs = new Int32Array(256)
  private items = new Int32Array(256)
  private size = 0
  private hole = false

  get pending(): number {
    return this.hole ? this.size - 1 : this.size
  }

  /** Schedules an event at `time[0]`. @returns its sequence number */
  push(item: number): number {
    const seq = this.next++
    if (this.hole) {
      this.hole = false
      this.sink(this.time[0]!, item, seq)
    } else {
      this.rise(item, seq)
    }
    return seq
  }

  /** Schedules an event at `time[0]` under a sequence number taken earlier. */
  insert(item: number, seq: number): void {
    if (this.hole) {
      this.hole = false
      this.sink(this.time[0]!, item, seq)
    } else {
      this.rise(item, seq)
    }
  }

  /** Lets an event rise from the end to its place. */
  private rise(item: number, seq: number): void {
    if (this.size === this.times.length) this.grow()
    const { times, seqs, items } = this
    const time = this.time[0]!
    let at = this.size++
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
    seqs[at] = seq
    items[at] = item
  }

  /**
   * Takes the earliest event, unless it lies at or beyond a limit.
   * @param limit in an array of one
   * @returns its item, or -1; its time is left in `time[0]`, its number in `popped`
   */
  popBefore(limit: Float64Array): number {
    if (this.hole) this.closeHole()
    if (this.size === 0) return -1
    const time = this.times[0]!
    if (time >= limit[0]!) return -1
    this.time[0] = time
    this.popped = this.seqs[0]!
    this.hole = true
    return this.items[0]!
  }

  private closeHole(): void {
    this.hole = false
    const last = --this.size
    if (last > 0) this.sink(this.times[last]!, this.items[last]!, this.seqs[last]!)
  }

  /** Lets an event sink from the empty root to its place. */
  private sink(time: number, item: number, seq: number): void {
    const times = this.times
    const seqs = this.seqs
    const items = this.items
    const size = this.size
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
