import type { TransportFailure } from '../transport-failure'
import type { LiveMessage } from './live-message'

/** One try at a stream; it may bring something, end, or never do either. */
export interface StreamEvents {
  /** The first one comes as soon as the server has let it join: until then it may still be refused. */
  message: (message: LiveMessage) => void
  /** Null: it ended without a reason, as it does when the server stops. */
  ended: (failure: TransportFailure | null) => void
}

/** Why nothing comes any more. */
export interface Ended {
  reason: string
  /** Signed in again it goes on; otherwise this is for good. */
  isSignedOut: boolean
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
  /** There is no stream just now; null: and there may be one again in a moment. */
  onLost: (ended: Ended | null) => void
}

const FIRST_RETRY_MS = 500
const LONGEST_RETRY_MS = 15_000

/** Keeps a stream of an interview open, for as long as it may be. */
export class LiveLink {
  readonly #parts: LiveLinkParts
  #close: (() => void) | null = null
  #callOff: (() => void) | null = null
  #failures = 0
  #isGone = false

  constructor(parts: LiveLinkParts) {
    this.#parts = parts
  }

  /** Opens a stream, unless one is open or none may be any more. */
  start(): void {
    if (this.#close || this.#isGone) return
    this.#callOff?.()
    const { openStream, seq, onOpened, onMessage } = this.#parts
    let [isOpen, isOver] = [false, false]
    const close = openStream(seq(), {
      message: (message) => {
        if (isOver) return
        this.#failures = 0
        if (!isOpen) onOpened()
        isOpen = true
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
    if (!this.#isGone) this.#parts.onLost(null)
  }

  #lost(failure: TransportFailure | null): void {
    const { later, random, onLost } = this.#parts
    this.#isGone = failure?.kind === 'gone'
    const isSignedOut = failure?.kind === 'signed-out'
    onLost(failure && (this.#isGone || isSignedOut) ? { reason: failure.message, isSignedOut } : null)
    if (this.#isGone) return
    const pause = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LONGEST_RETRY_MS)
    this.#failures += 1
    // browsers that lost the same server do not come back in step
    this.#callOff = later(pause * (0.75 + random() / 4), () => this.start())
  }
}
