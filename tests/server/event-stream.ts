import { deserialize, stringify, type SuperJSONResult } from 'superjson'
import type { LoggedEvent } from '@/features/interview/sync-types'
import type { LiveMessage } from '@/features/interview/live/live-message'
import type { NetworkBrowser } from './network-browser'

export interface FollowCall {
  id: string
  seq: number
  page: string
  lastEventId?: string | null
}

/** One connection of server-sent events over a real network, read as a browser reads it. */
export class EventStream {
  readonly #gone = new AbortController()
  readonly #reading: Promise<void>
  readonly #onEvents: (events: LoggedEvent[]) => void
  lastEventId: string | null = null
  /** Words of an error that the server sent over the stream. */
  error: string | null = null
  isOpen = true

  constructor(response: Response, onEvents: (events: LoggedEvent[]) => void) {
    this.#onEvents = onEvents
    this.#reading = this.#read(response)
      .catch(() => undefined) // cut, by whichever side
      .finally(() => (this.isOpen = false))
  }

  static async open(
    browser: NetworkBrowser,
    call: FollowCall,
    onEvents: (events: LoggedEvent[]) => void = () => undefined,
  ): Promise<EventStream> {
    const response = await browser.fetch(`/api/trpc/live.follow?input=${encodeURIComponent(stringify(call))}`)
    if (!response.ok || !response.body) throw new Error(`no stream: ${response.status} ${await response.text()}`)
    return new EventStream(response, onEvents)
  }

  async #read(response: Response): Promise<void> {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    this.#gone.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined))
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += value
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) this.#take(block)
    }
  }

  #take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => {
        const at = line.indexOf(':')
        return [line.slice(0, at), line.slice(at + 1).trimStart()] as const
      }),
    )
    const data = fields.get('data')
    if (fields.get('event') === 'serialized-error') {
      this.error = deserialize<{ message: string }>(JSON.parse(data ?? '') as SuperJSONResult).message
      return
    }
    const id = fields.get('id')
    if (!id || !data) return
    this.lastEventId = id
    const message = deserialize<LiveMessage>(JSON.parse(data) as SuperJSONResult)
    if (message.type === 'events') this.#onEvents(message.events)
  }

  /** Resolves when the server has ended it, or it was cut. */
  get ended(): Promise<void> {
    return this.#reading
  }

  async close(): Promise<void> {
    this.#gone.abort()
    await this.#reading
  }
}
