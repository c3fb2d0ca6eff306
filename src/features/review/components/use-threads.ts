'use client'

import { useEffect, useState } from 'react'
import type { Pin } from '@/core/interview/pins'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { toast } from '@/ui/toaster'
import type { Threads } from '../comments/thread-shapes'

/** How often an open panel asks for what others wrote when nobody tells it. */
const ASK_AGAIN_MS = 15_000

export interface ThreadsAtWork {
  /** Null while they are fetched. */
  threads: Threads | null
  failure: string | null
  /** Each gives false where it did not work; the person has been told why. */
  begin: (pin: Pin, body: string, evidenceItem?: string) => Promise<boolean>
  answer: (thread: string, body: string, evidenceItem?: string) => Promise<boolean>
  resolve: (thread: string, isResolved: boolean) => Promise<boolean>
}

/**
 * The comments of an interview, asked for again while they are looked at: whenever `changes` is another number, and where
 * nobody tells of changes (null) every few seconds.
 */
export function useThreads(interview: string, changes: number | null = null): ThreadsAtWork {
  const [threads, setThreads] = useState<Threads | null>(null)
  const [failure, setFailure] = useState<string | null>(null)

  useEffect(() => {
    let isOver = false
    const show = (next: Threads | null, why: string | null) => {
      if (isOver) return
      if (next) setThreads(next)
      setFailure(why)
    }
    const ask = () =>
      trpcClient.review.comments.threads.query({ interview }).then(
        (next) => show(next, null),
        (error: unknown) => show(null, failureText(error)),
      )
    void ask()
    const again = () => document.visibilityState === 'visible' && void ask()
    const timer = changes === null ? setInterval(again, ASK_AGAIN_MS) : undefined
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [interview, changes])

  async function change(call: () => Promise<Threads>): Promise<boolean> {
    try {
      setThreads(await call())
      return true
    } catch (error) {
      toast.error(failureText(error))
      return false
    }
  }

  const { comments } = trpcClient.review
  return {
    threads,
    failure,
    begin: ({ seq, target }, body, evidenceItem) =>
      change(() => comments.begin.mutate({ interview, seq, target, body, evidenceItem })),
    answer: (thread, body, evidenceItem) =>
      change(() => comments.answer.mutate({ interview, thread, body, evidenceItem })),
    resolve: (thread, isResolved) => change(() => comments.resolve.mutate({ interview, thread, isResolved })),
  }
}
