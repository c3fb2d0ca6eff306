import { TRPCError } from '@trpc/server'

/** Published limits: streams that one person holds open, and that one process does. */
export const STREAM_LIMITS = { ofOne: 20, ofProcess: 5000 } as const

export interface Stream {
  /** Aborted when the browser goes, and when the server stops. */
  signal: AbortSignal
  /** Must be called when the stream has ended. */
  close: () => void
}

/** The streams that this process holds open: so many a person, and all of them closed when it stops. */
class OpenStreams {
  readonly #ofPerson = new Map<string, number>()
  readonly #open = new Set<AbortController>()
  #isStopped = false

  /**
   * `gone` is the signal of the request. (`AbortSignal.any` with a signal that lives as long as the process would keep
   * every stream there ever was.)
   * @throws {TRPCError} TOO_MANY_REQUESTS beyond a limit, SERVICE_UNAVAILABLE when the server stops
   */
  open(userId: string, gone: AbortSignal): Stream {
    if (this.#isStopped)
      throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'The server is stopping: try again in a moment' })
    const held = this.#ofPerson.get(userId) ?? 0
    if (held >= STREAM_LIMITS.ofOne)
      throw tooManyStreams(`You have ${held} live views open, which is the most there can be`)
    if (this.#open.size >= STREAM_LIMITS.ofProcess) throw tooManyStreams('Too many live views are open on this server')
    this.#ofPerson.set(userId, held + 1)
    const own = new AbortController()
    this.#open.add(own)
    const abort = () => own.abort()
    gone.addEventListener('abort', abort)
    if (gone.aborted) abort()
    const close = () => {
      if (!this.#open.delete(own)) return
      gone.removeEventListener('abort', abort)
      const left = (this.#ofPerson.get(userId) ?? 1) - 1
      if (left > 0) this.#ofPerson.set(userId, left)
      else this.#ofPerson.delete(userId)
    }
    return { signal: own.signal, close }
  }

  /** Ends every stream; none is opened any more. */
  stop(): void {
    this.#isStopped = true
    for (const stream of this.#open) stream.abort()
  }
}

function tooManyStreams(why: string): TRPCError {
  return new TRPCError({ code: 'TOO_MANY_REQUESTS', message: `${why}: close some of them first` })
}

// Next loads route handlers, pages and instrumentation as separate module graphs: only globalThis is shared.
const shared = globalThis as { dryrunStreams?: OpenStreams }

export const openStreams = (): OpenStreams => (shared.dryrunStreams ??= new OpenStreams())
