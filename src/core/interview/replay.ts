import type { InterviewEvent } from './events'
import { reduce } from './reduce'
import { type InterviewState, initialState } from './state'

/** An event as it stands in a log. */
export type PlacedEvent = InterviewEvent & { seq: number }

/**
 * Events between two kept states. A kept state shares all that did not change with its neighbours, so it takes little; an
 * event takes some 20 microseconds to apply (`npm run bench replay`), so a jump comes to a millisecond.
 */
const KEPT_EVERY = 50

/**
 * A log that can be looked at as it stood at any event: every state is the fold of `reduce` up to there, and some are kept
 * along the way, as far as anybody has looked. Events are numbered from 1 without a gap; 0 is before the first.
 */
export class Replay {
  readonly events: readonly PlacedEvent[]
  readonly #every: number
  readonly #kept: InterviewState[]
  readonly #times: number[] = []
  /** The state asked for last: most questions are about it or the one after it. */
  #latest: { seq: number; state: InterviewState }

  /** @throws Error when an event is missing or out of place */
  constructor(events: readonly PlacedEvent[], { every = KEPT_EVERY }: { every?: number } = {}) {
    this.events = events
    this.#every = every
    this.#kept = [initialState()]
    this.#latest = { seq: 0, state: this.#kept[0]! }
    let atMs = -Infinity
    for (const [i, event] of events.entries()) {
      if (event.seq !== i + 1) throw new Error(`event ${i + 1} of the log is missing: there is ${event.seq}`)
      // the clock of an interview never goes back
      atMs = Math.max(atMs, event.at)
      this.#times.push(atMs)
    }
  }

  /** Of the newest event; 0 in an empty log. */
  get lastSeq(): number {
    return this.events.length
  }

  /** The interview after that event. A number outside the log counts as its nearest end. */
  stateAt(seq: number): InterviewState {
    const wanted = this.clamped(seq)
    const known = Math.min(this.#kept.length - 1, Math.floor(wanted / this.#every))
    const isNearer = this.#latest.seq <= wanted && this.#latest.seq >= known * this.#every
    let { seq: at, state } = isNearer ? this.#latest : { seq: known * this.#every, state: this.#kept[known]! }
    while (at < wanted) {
      state = reduce(state, this.events[at]!).state
      at += 1
      if (at === this.#kept.length * this.#every) this.#kept.push(state)
    }
    this.#latest = { seq: wanted, state }
    return state
  }

  /** When an event happened, ms since 1970 by the server; 0 counts as the first. Never earlier than the event before. */
  atMs(seq: number): number {
    return this.#times[Math.max(0, this.clamped(seq) - 1)] ?? 0
  }

  /** The last event that had happened by then; 0 before the first. */
  seqAt(atMs: number): number {
    let [low, high] = [0, this.#times.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#times[middle]! <= atMs) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The same log with what happened since; what is kept of it stays. @throws Error as the constructor does */
  continued(events: readonly PlacedEvent[]): Replay {
    const longer = new Replay([...this.events, ...events], { every: this.#every })
    longer.#kept.push(...this.#kept.slice(1))
    longer.#latest = this.#latest
    return longer
  }

  clamped(seq: number): number {
    return Math.min(this.lastSeq, Math.max(0, Math.floor(seq)))
  }
}
