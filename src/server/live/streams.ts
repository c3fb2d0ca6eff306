import { TRPCError } from '@trpc/server'

/** Published limits: streams that one person holds open, and that one process does. */
export const STREAM_LIMITS = { ofOne: 20, ofProcess: 5000 } as const

export interface Stream {
  /** Aborted when the server stops. */
  signal: AbortSignal
  /** Must be called when the stream has ended. */
  close: () => void
}

/** The streams that this process holds open: so many a person, and all of them closed when it stops. */
class OpenStreams {
  readonly #ofPerson = new Map<string, number>()
  readonly #stop = new AbortController()
  #count = 0

  get count(): number {
    return this.#count
  }

  /** @throws {TRPCError} TOO_MANY_REQUESTS beyond a limit, SERVICE_UNAVAILABLE when the server stops */
  open(userId: string): Stream {
    if (this.#stop.signal.aborted)
      throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'The server is stopping: try again in a moment' })
    const own = this.#ofPerson.get(userId) ?? 0
    if (own >= STREAM_LIMITS.ofOne)
      throw tooManyStreams(`You have ${own} live views open, which is the most there can be`)
    if (this.#count >= STREAM_LIMITS.ofProcess) throw tooManyStreams('Too many live views are open on this server')
    this.#ofPerson.set(userId, own + 1)
    this.#count += 1
    let isOpen = true
    const close = () => {
      if (!isOpen) return
      isOpen = false
      this.#count -= 1
      const left = (this.#ofPerson.get(userId) ?? 1) - 1
      if (left > 0) this.#ofPerson.set(userId, left)
      else this.#ofPerson.delete(userId)
    }
    return { signal: this.#stop.signal, close }
  }

  /** Ends every stream; none is opened any more. */
  stop(): void {
    this.#stop.abort()
  }
}

function tooManyStreams(why: string): TRPCError {
  return new TRPCError({ code: 'TOO_MANY_REQUESTS', message: `${why}: close some of them first` })
}

// Next loads route handlers, pages and instrumentation as separate module graphs: only globalThis is shared.
const shared = globalThis as { dryrunStreams?: OpenStreams }

export const openStreams = (): OpenStreams => (shared.dryrunStreams ??= new OpenStreams())
