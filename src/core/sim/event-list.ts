import { FarEvents } from './far-events'
import { CLOCK, CURSOR, memory } from './memory'

const { clock, cursors } = memory
const { times, seqs, items } = memory.near
const { NOW, WHEN, LIMIT, HORIZON } = CLOCK
const { NEAR, ROOM, NEWEST, TAKEN } = CURSOR

/** Events that are kept in order; when there are more, the later half of them goes to the far ones. */
const MOST_NEAR = 64

/**
 * The pending events, earliest first; events at the same time in the order in which they were scheduled.
 *
 * The nearest ones are kept in order in a short array, the latest first, so that taking one is counting down and adding
 * one shifts the few that come before it: a step that the processor can foresee, unlike the way through a heap. All
 * others are far ones, from which the array is filled again when it is empty.
 *
 * Times pass through the clock, at WHEN, since a double that crosses a function boundary may be boxed.
 */
export class EventList extends FarEvents {
  /** Begins with an empty memory. */
  constructor() {
    super()
    cursors[NEAR] = 0
    cursors[ROOM] = MOST_NEAR
    cursors[NEWEST] = 0
  }

  /** Events at or beyond this are not taken. */
  set limitS(limitS: number) {
    clock[LIMIT] = limitS
  }

  /** How many there are near; in the memory each has its time, its sequence number and its item at the same place. */
  get near(): number {
    return cursors[NEAR]!
  }

  /** A sequence number, for whoever will insert its event later; they start at 1 and grow by one with every event scheduled. */
  takeSeq(): number {
    return (cursors[NEWEST] = (cursors[NEWEST]! + 1) | 0)
  }

  get pending(): number {
    return this.near + this.far
  }

  /**
   * Schedules an event at WHEN. Hot path: the loop of `takeNear` without a look at sequence numbers, since the newest comes after
   * all that are due at the same time. @returns its sequence number
   */
  push(item: number): number {
    const seq = (cursors[NEWEST]! + 1) | 0
    cursors[NEWEST] = seq
    const near = cursors[NEAR]!
    const time = clock[WHEN]!
    if (time >= clock[HORIZON]!) {
      this.addFar(item, seq)
      return seq
    }
    if (near === cursors[ROOM]!) {
      this.insert(item, seq)
      return seq
    }
    cursors[NEAR] = (near + 1) | 0
    let at = near
    while (at > 0) {
      const other = times[(at - 1) | 0]!
      if (other > time) break
      times[at] = other
      seqs[at] = seqs[(at - 1) | 0]!
      items[at] = items[(at - 1) | 0]!
      at = (at - 1) | 0
    }
    times[at] = time
    seqs[at] = seq | 0
    items[at] = item | 0
    return seq
  }

  /** `push` for wherever speed is no matter. */
  pushAt(timeS: number, item: number): number {
    clock[WHEN] = timeS
    return this.push(item)
  }

  /** Schedules an event at WHEN under a sequence number taken earlier. */
  insert(item: number, seq: number): void {
    if (this.near === cursors[ROOM]! && clock[WHEN]! < clock[HORIZON]!) this.makeRoom()
    if (clock[WHEN]! < clock[HORIZON]! || this.isBeforeNear(seq)) this.takeNear(item, seq)
    else this.addFar(item, seq)
  }

  /** Whether the event at WHEN comes before a near one: of those at the horizon the first may be near. */
  private isBeforeNear(seq: number): boolean {
    return this.near > 0 && times[0] === clock[WHEN]! && seqs[0]! > seq
  }

  protected takeNear(item: number, seq: number): void {
    const near = cursors[NEAR]!
    if (near === cursors[ROOM]!) this.grow()
    cursors[NEAR] = (near + 1) | 0
    const time = clock[WHEN]!
    let at = near
    while (at > 0) {
      const other = times[(at - 1) | 0]!
      if (other > time || (other === time && seqs[(at - 1) | 0]! > seq)) break
      times[at] = other
      seqs[at] = seqs[(at - 1) | 0]!
      items[at] = items[(at - 1) | 0]!
      at = (at - 1) | 0
    }
    times[at] = time
    seqs[at] = seq | 0
    items[at] = item | 0
  }

  /**
   * Takes the earliest event, unless it lies at or beyond `limitS`.
   * @returns its item, or -1; its time is NOW then, its number at TAKEN
   */
  popNext(): number {
    if (cursors[NEAR] === 0 && !this.fillNear()) return -1
    const last = (cursors[NEAR]! - 1) | 0
    const time = times[last]!
    if (time >= clock[LIMIT]!) return -1
    cursors[NEAR] = last
    clock[NOW] = time
    cursors[TAKEN] = seqs[last]!
    return items[last]!
  }

  /** Calls `visit` for every pending event, in no order. For rare moments only. */
  forEach(visit: (seq: number, timeS: number) => void): void {
    for (let i = 0; i < this.near; i++) visit(seqs[i]!, times[i]!)
    this.forEachFar(visit)
  }

  private fillNear(): boolean {
    cursors[ROOM] = MOST_NEAR
    return this.handOver()
  }

  /** Makes room among the near ones: the later half of them become far ones. */
  private makeRoom(): void {
    const { near } = this
    const time = clock[WHEN]!
    const moved = near >> 1
    clock[WHEN] = times[moved - 1]!
    if (this.lowerHorizon()) {
      for (let i = 0; i < moved; i++) {
        clock[WHEN] = times[i]!
        this.addFar(items[i]!, seqs[i]!)
      }
      for (const array of [times, seqs, items]) array.copyWithin(0, moved, near)
      cursors[NEAR] = (near - moved) | 0
    } else {
      this.grow()
    }
    clock[WHEN] = time
  }

  private grow(): void {
    cursors[ROOM]! *= 2
    if (cursors[ROOM]! > times.length) throw new Error('There is no room for more events at the same time')
  }
}
