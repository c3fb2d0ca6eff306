import { TRPCError } from '@trpc/server'
import { type EveryonesAccess, isAtLeast, noSuchInterview, type SignedIn } from '@/server/access'
import type { LoggedEvent } from '../sync-types'
import { log } from '@/server/log'
import type { LiveMessage, PresenceNews } from './live-message'
import { type LiveWatcher, PAGE_EVENTS } from './live-watcher'

export interface FeedParts {
  ownerId: string
  newestSeq: () => Promise<number>
  /** The next events after `seq`, at most `PAGE_EVENTS`. */
  eventsAfter: (seq: number) => Promise<LoggedEvent[]>
  /** Null: the interview is gone. */
  access: () => Promise<EveryonesAccess | null>
  /** Calls back whenever something may have happened, to the comments too, and with what was said about who is there. */
  listen: (heard: Heard) => Promise<() => void>
}

export interface Heard {
  onWake: () => void
  onComments: () => void
  onPresence: (said: string) => void
}

/** How long after a failed look the next one is, ms. */
const RETRY_MS = 500
/** Timers wait at most so long; a link that lives longer is looked at once a day. */
const MOST_WAIT_MS = 24 * 3600 * 1000

/**
 * One interview as this process hears of it: one look at the tables a wake, however many watch, and from there on in
 * memory. Whoever may no longer see the interview is found out in the same look, before anything is handed on.
 */
export class InterviewFeed {
  readonly #parts: FeedParts
  readonly #watchers = new Set<LiveWatcher>()
  #seq = 0
  #isLooking = false
  #looksAgain = false
  #hasNewComments = false
  #isClosed = false
  #timer: NodeJS.Timeout | undefined
  #stopListening: (() => void) | null = null

  private constructor(parts: FeedParts) {
    this.#parts = parts
  }

  static async open(parts: FeedParts): Promise<InterviewFeed> {
    const feed = new InterviewFeed(parts)
    // the number is read first: what happens from then on is heard of, or found by the look of whoever joins
    feed.#seq = await parts.newestSeq()
    feed.#stopListening = await parts.listen({
      onWake: () => void feed.#look(),
      onComments: () => {
        feed.#hasNewComments = true
        void feed.#look()
      },
      onPresence: (said) => feed.#pass(JSON.parse(said) as PresenceNews),
    })
    return feed
  }

  join(watcher: LiveWatcher): void {
    this.#watchers.add(watcher)
    watcher.joined(this.#seq)
    // of what was written before it was there it heard nothing
    watcher.push({ type: 'comments' })
    // finds out until when the link of this one counts
    void this.#look()
  }

  leave(watcher: LiveWatcher): void {
    this.#watchers.delete(watcher)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#stopListening?.()
  }

  /** Wakes that come while it looks make it look once more. */
  async #look(): Promise<void> {
    this.#looksAgain = true
    if (this.#isLooking) return
    this.#isLooking = true
    while (this.#looksAgain && !this.#isClosed) {
      this.#looksAgain = false
      try {
        await this.#lookOnce()
      } catch (error) {
        log().warn({ err: error }, 'a live interview could not be read')
        this.#lookIn(RETRY_MS)
      }
    }
    this.#isLooking = false
  }

  async #lookOnce(): Promise<void> {
    // Access is read last: nobody is handed anything that they might not see by then.
    const hasNewComments = this.#hasNewComments
    const events = await this.#parts.eventsAfter(this.#seq)
    const access = await this.#parts.access()
    for (const watcher of this.#watchers) {
      const why = reasonToGo(access, watcher.person)
      if (why) watcher.shutOut(why)
    }
    if (events.length > 0) {
      this.#seq = events.at(-1)?.seq ?? this.#seq
      for (const watcher of this.#watchers) watcher.push({ type: 'events', events })
    }
    if (hasNewComments) {
      this.#hasNewComments = false
      for (const watcher of this.#watchers) watcher.push({ type: 'comments' })
    }
    if (events.length === PAGE_EVENTS) this.#looksAgain = true
    if (access?.endsAtMs != null) this.#lookIn(access.endsAtMs - Date.now() + 1)
  }

  #lookIn(delayMs: number): void {
    clearTimeout(this.#timer)
    if (this.#isClosed) return
    this.#timer = setTimeout(() => void this.#look(), Math.min(Math.max(delayMs, 1), MOST_WAIT_MS)).unref()
  }

  /** The owner hears of interviewers, and interviewers of the owner. */
  #pass(news: PresenceNews): void {
    const role = news.type === 'here' ? news.presence.role : news.role
    const message: LiveMessage = news.type === 'here' ? news : { type: 'gone', page: news.page }
    for (const watcher of this.#watchers) {
      const isOwner = watcher.person.userId === this.#parts.ownerId
      if (isOwner !== (role === 'owner')) watcher.push(message)
    }
  }
}

function reasonToGo(access: EveryonesAccess | null, person: SignedIn): TRPCError | null {
  if (access === null) return noSuchInterview()
  const role = access.roleOf(person.userId)
  if (role !== null && isAtLeast(role, 'interviewer')) {
    if (access.isSignedIn(person)) return null
    return new TRPCError({ code: 'UNAUTHORIZED', message: 'You were signed out: sign in again' })
  }
  return new TRPCError({
    code: 'FORBIDDEN',
    message: 'Your link to this interview has ended: it was revoked, or it has expired',
  })
}
