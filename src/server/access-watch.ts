import { EventEmitter } from 'node:events'
import { type Asking, findInterviewAccess, isAtLeast, type Role } from './access'
import { database } from './db'
import { wake } from './live/wake-hub'
import { log } from './log'

// Next loads route handlers and pages as separate module graphs: only globalThis is shared.
const shared = globalThis as { dryrunAccessChanges?: EventEmitter }
const changes = () => (shared.dryrunAccessChanges ??= new EventEmitter().setMaxListeners(0))

/** Where every process hears that somebody's access to an interview has changed. */
export const accessTopic = (interviewId: string) => `access:${interviewId}`

/** Tells every open stream, of every process, to look again whether it may go on. Called when a link is revoked. */
export function announceAccessChange(interviewId: string): void {
  changes().emit(interviewId)
  // A stream that does not hear of it asks before it sends anything on, and when the link would have expired.
  database()
    .then(({ prisma }) => wake(prisma, accessTopic(interviewId), ''))
    .catch((error: unknown) => log().warn({ err: error }, 'a change of access was not told to other processes'))
}

function onAccessChange(interviewId: string, listener: () => void): () => void {
  changes().on(interviewId, listener)
  return () => void changes().off(interviewId, listener)
}

/** Timers wait at most so long; a link that lives longer is looked at once a day. */
const MOST_WAIT_MS = 24 * 3600 * 1000

export interface AccessWatch {
  /** Aborted when the caller may no longer see the interview: a stream ends with it. */
  signal: AbortSignal
  /** Looks again now: whether the caller may still go on. A stream asks before it sends on. */
  check: () => Promise<boolean>
  /** Must be called when the stream ends. */
  stop: () => void
}

/**
 * Keeps looking whether the caller is at least `atLeast` in an interview: on every announcement, when a link expires, and
 * whenever `check` is called. Begins with a check that the caller made (`interviewAccess`), whose end it takes.
 */
export function watchAccess(
  asking: Asking,
  { interviewId, endsAtMs }: { interviewId: string; endsAtMs: number | null },
  atLeast: Role,
): AccessWatch {
  const ended = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const stop = () => {
    isStopped = true
    clearTimeout(timer)
    unsubscribe()
  }
  const lookAt = (atMs: number | null) => {
    clearTimeout(timer)
    if (atMs !== null && !isStopped) timer = setTimeout(look, Math.min(atMs - Date.now() + 1, MOST_WAIT_MS)).unref()
  }
  const check = async () => {
    if (ended.signal.aborted) return false
    const access = await findInterviewAccess(asking, interviewId)
    if (access !== null && isAtLeast(access.role, atLeast)) {
      lookAt(access.endsAtMs)
      return true
    }
    stop()
    ended.abort()
    return false
  }
  // Who cannot be checked is not let on: the stream ends, and the browser that may come back does.
  const look = () => void check().catch(() => ended.abort())
  const unsubscribe = onAccessChange(interviewId, look)
  lookAt(endsAtMs)
  return { signal: ended.signal, check, stop }
}
