import type { TransportFailure } from '../transport-failure'
import type { LiveMessage } from './live-message'

/** One try at a stream; it may open, end, or never do either. */
export interface StreamEvents {
  opened: () => void
  message: (message: LiveMessage) => void
  /** Null: it ended without a reason, as it does when the server stops. */
  ended: (failure: TransportFailure | null) => void
}

/** Opens a stream of what happened after `seq`. @returns closes it; nothing comes any more then */
export type OpenStream = (seq: number, events: StreamEvents) => () => void

export interface LiveLinkParts {
  openStream: OpenStream
  /** Of the newest event that the page has. */
  seq: () => number
  /** Runs something later; gives what calls it off. */
  later: (delayMs: number, work: () => void) => () => void
  /** 0..1 */
  random: () => number
  onOpened: () => void
  onMessage: (message: LiveMessage) => void
  /** There is no stream just now; with a reason, there will be none any more. */
  onLost: (reason: string | null) => void
}

const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 15_000

/** Keeps a stream of an interview open, for as long as it may be. */
export class LiveLink {
  readonly #parts: LiveLinkParts
  #close: (() => void) | null = null
  #callOff: (() => void) | null = null
  #failures = 0

  constructor(parts: LiveLinkParts) {
    this.#parts = parts
  }

  /** Opens a stream, unless one is open. */
  start(): void {
    if (this.#close) return
    this.#callOff?.()
    const { openStream, seq, onOpened, onMessage } = this.#parts
    let isOver = false
    const close = openStream(seq(), {
      opened: () => {
        if (!isOver) onOpened()
      },
      message: (message) => {
        if (isOver) return
        this.#failures = 0
        onMessage(message)
      },
      ended: (failure) => {
        if (isOver) return
        isOver = true
        this.#close = null
        this.#lost(failure)
      },
    })
    if (isOver) return
    this.#close = () => {
      isOver = true
      close()
    }
  }

  /** Closes the stream; `start` opens another one. */
  stop(): void {
    this.#callOff?.()
    this.#close?.()
    this.#close = null
    this.#parts.onLost(null)
  }

  #lost(failure: TransportFailure | null): void {
    const { later, random, onLost } = this.#parts
    if (failure?.kind === 'gone') {
      onLost(failure.message)
      return
    }
    onLost(null)
    const pause = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LONGEST_RETRY_MS)
    this.#failures += 1
    // browsers that lost the same server do not come back in step
    this.#callOff = later(pause * (0.75 + random() / 4), () => this.start())
  }
}
