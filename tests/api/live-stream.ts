import { TRPCError } from '@trpc/server'
import type { LiveMessage } from '@/features/interview/live/live-message'
import type { LoggedEvent } from '@/features/interview/sync-types'
import type { Person } from './test-people'

/** A stream that somebody holds open, and everything that came over it. */
export class LiveStream {
  readonly messages: LiveMessage[] = []
  /** Of the last message: what a browser sends when it comes back. */
  lastEventId: string | null = null
  /** Code and words of how it ended; `done` when it just ended; null while it is open. */
  ended: { code: string; message: string } | 'done' | null = null
  readonly #iterator: AsyncIterator<[string, LiveMessage, symbol], void>
  #wake: () => void = () => undefined
  readonly #gone: AbortController
  readonly #read: Promise<void>

  private constructor(iterator: AsyncIterator<[string, LiveMessage, symbol], void>, gone: AbortController) {
    this.#iterator = iterator
    this.#gone = gone
    this.#read = this.#readAll()
  }

  static async open(
    { userId, callUntil }: Person,
    call: { id: string; seq?: number; lastEventId?: string | null },
  ): Promise<LiveStream> {
    const gone = new AbortController()
    const iterable = await callUntil(gone.signal).live.follow({ seq: 0, page: `page-of-${userId}`, ...call })
    const iterator = iterable[Symbol.asyncIterator]() as AsyncIterator<[string, LiveMessage, symbol], void>
    return new LiveStream(iterator, gone)
  }

  async #readAll(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.#iterator.next()
        if (done) break
        this.lastEventId = value[0]
        this.messages.push(value[1])
        this.#wake()
      }
      this.ended ??= 'done'
    } catch (error) {
      if (!(error instanceof TRPCError)) throw error
      this.ended = { code: error.code, message: error.message }
    }
    this.#wake()
  }

  get events(): LoggedEvent[] {
    return this.messages.flatMap((message) => (message.type === 'events' ? message.events : []))
  }

  /** Resolves as soon as it holds, after whatever message that is. */
  async until(holds: (stream: this) => boolean): Promise<void> {
    while (!holds(this)) {
      if (this.ended) throw new Error(`the stream has ended: ${JSON.stringify(this.ended)}`)
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  async untilEnded(): Promise<LiveStream['ended']> {
    while (!this.ended) await new Promise<void>((resolve) => (this.#wake = resolve))
    return this.ended
  }

  /** The browser goes. */
  async close(): Promise<void> {
    this.#gone.abort()
    await this.#read
  }
}
