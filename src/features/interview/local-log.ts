import type { InterviewEvent } from '@/core/interview/events'
import { reuseParts } from '@/core/interview/is-equal'
import { fold, reduce } from '@/core/interview/reduce'
import type { InterviewState } from '@/core/interview/state'
import type { OutboxEntry } from './outbox'
import type { LoggedEvent } from './sync-types'

/**
 * What one tab knows of an interview: the state that the server's log folds to, and on top of it the changes that the
 * server has not acknowledged. Events of others slide in beneath those.
 */
export class LocalLog {
  #confirmed: InterviewState
  #seq: number
  #pending: OutboxEntry[] = []
  #view: InterviewState

  constructor(opened: { state: InterviewState; seq: number }) {
    this.#confirmed = opened.state
    this.#seq = opened.seq
    this.#view = opened.state
  }

  /** What the screen shows. */
  get view(): InterviewState {
    return this.#view
  }

  /** Of the newest event that came from the server. */
  get seq(): number {
    return this.#seq
  }

  get pending(): readonly OutboxEntry[] {
    return this.#pending
  }

  /** Applies a change at once. @returns why it does not fit, or null */
  add(entry: OutboxEntry): string | null {
    const { state, refused } = reduce(this.#view, eventOf(entry))
    if (refused !== undefined) return refused
    this.#pending = [...this.#pending, entry]
    this.#view = state
    return null
  }

  /** Takes up changes of a tab that is gone, before this tab's own: the server decides whether they still fit. */
  adopt(entries: OutboxEntry[]): void {
    const known = new Set(this.#pending.map((entry) => entry.id))
    const fresh = entries.filter((entry) => !known.has(entry.id))
    if (fresh.length === 0) return
    this.#pending = [...fresh, ...this.#pending]
    this.#refold()
  }

  /**
   * Takes in events of the server's log, of which those it knows already are passed over.
   * @returns false when events are missing before them: the log must be read again from `seq`
   */
  receive(events: readonly LoggedEvent[]): boolean {
    const fresh = events.filter((event) => event.seq > this.#seq)
    const [first] = fresh
    if (!first) return true
    if (first.seq !== this.#seq + 1) return false
    this.#confirmed = fold(this.#confirmed, fresh)
    this.#seq = fresh.at(-1)?.seq ?? this.#seq
    this.forget(fresh.map((event) => event.id))
    return true
  }

  /** Starts again from what the server has; unacknowledged changes stay on top. */
  reset(opened: { state: InterviewState; seq: number }, acknowledged: readonly string[] = []): void {
    if (opened.seq < this.#seq) return
    this.#confirmed = opened.state
    this.#seq = opened.seq
    this.forget(acknowledged)
  }

  /** Drops changes that the server has now, or has refused. */
  forget(ids: readonly string[]): void {
    const gone = new Set(ids)
    this.#pending = this.#pending.filter((entry) => !gone.has(entry.id))
    this.#refold()
  }

  #refold(): void {
    this.#view = reuseParts(this.#view, fold(this.#confirmed, this.#pending.map(eventOf)))
  }
}

function eventOf({ id, atMs, payload, undoes }: OutboxEntry): InterviewEvent {
  const event: InterviewEvent = { id, at: atMs, payload }
  if (undoes !== undefined) event.undoes = undoes
  return event
}
