import type { TRPCError } from '@trpc/server'
import type { SignedIn } from '@/server/access'
import type { LoggedEvent } from '../sync-types'
import type { LiveMessage } from './live-message'

/** Messages that wait for one watcher at most: who is slower is told from the tables again. */
const MOST_WAITING = 200

/** Events of one message that is read from the tables for one watcher. */
export const PAGE_EVENTS = 500

export interface WatcherParts {
  person: SignedIn
  /** Of the newest event that the page has. */
  seq: number
  /** The next events after `seq`, at most `PAGE_EVENTS`. */
  eventsAfter: (seq: number) => Promise<LoggedEvent[]>
  /** Ends the stream. */
  signal: AbortSignal
}

/** One open stream: what it has been sent, and what waits to be sent. */
export class LiveWatcher {
  readonly person: SignedIn
  readonly #parts: WatcherParts
  #seq: number
  #waiting: LiveMessage[] = []
  /** Whether there may be events in the tables that nothing which waits has. */
  #isBehind = true
  /** Said once, however often it was so. */
  #hasNewComments = false
  #shutOut: TRPCError | null = null
  #call: (() => void) | null = null

  constructor(parts: WatcherParts) {
    this.#parts = parts
    this.person = parts.person
    this.#seq = parts.seq
  }

  /** What the tables had up to `seq` is all there was when this joined: whoever has that need not ask. */
  joined(seq: number): void {
    if (this.#seq >= seq) this.#isBehind = false
  }

  push(message: LiveMessage): void {
    if (this.#shutOut) return
    if (message.type === 'comments') this.#hasNewComments = true
    else this.#queue(message)
    this.#call?.()
  }

  #queue(message: LiveMessage): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#waiting = []
      this.#isBehind = true
    }
    this.#waiting.push(message)
  }

  /** The person may no longer see the interview: nothing more is sent, not even what waits. */
  shutOut(why: TRPCError): void {
    this.#shutOut ??= why
    this.#waiting = []
    this.#call?.()
  }

  /** What is to be sent, each with the number of the newest event that is sent by then. @throws what it was shut out with */
  async *messages(): AsyncGenerator<[seq: number, message: LiveMessage], void> {
    const { signal } = this.#parts
    const called = () => this.#call?.()
    signal.addEventListener('abort', called)
    try {
      while (!signal.aborted) {
        const next = await this.#next()
        if (this.#shutOut) throw this.#shutOut // also after what was read meanwhile
        if (next) yield [this.#seq, next]
        else await this.#isCalled()
      }
    } finally {
      signal.removeEventListener('abort', called)
    }
  }

  /** Null: nothing just now. */
  async #next(): Promise<LiveMessage | null> {
    for (;;) {
      if (this.#isBehind) {
        const page = await this.#parts.eventsAfter(this.#seq)
        this.#isBehind = page.length === PAGE_EVENTS
        const fresh = this.#unsent(page)
        if (fresh) return fresh
      }
      const message = this.#waiting.shift()
      if (message === undefined) return this.#commentNews()
      if (message.type !== 'events') return message
      const fresh = this.#unsent(message.events)
      if (fresh) return fresh
    }
  }

  #commentNews(): LiveMessage | null {
    const news: LiveMessage | null = this.#hasNewComments ? { type: 'comments' } : null
    this.#hasNewComments = false
    return news
  }

  /** Those that were not sent yet; null when there are none, or a gap before them that the tables have to fill. */
  #unsent(events: readonly LoggedEvent[]): LiveMessage | null {
    const fresh = events.filter((event) => event.seq > this.#seq)
    const [first] = fresh
    if (!first) return null
    if (first.seq > this.#seq + 1) {
      this.#isBehind = true
      return null
    }
    this.#seq = fresh.at(-1)?.seq ?? this.#seq
    return { type: 'events', events: fresh }
  }

  async #isCalled(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#call = resolve
      const hasWork = this.#waiting.length > 0 || this.#hasNewComments || this.#isBehind
      if (hasWork || this.#shutOut !== null || this.#parts.signal.aborted) resolve()
    })
    this.#call = null
  }
}
