'use client'

import { useEffect, useState } from 'react'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { flushDrafts } from '@/ui/use-draft'
import { ReviewDraft } from '../levels/review-draft'
import type { ReviewDesk } from '../levels/review-shapes'

export interface DeskAtWork {
  /** Null while it is fetched. */
  desk: ReviewDesk | null
  /** Null before the review is begun and once it is submitted. */
  draft: ReviewDraft | null
  failure: string | null
  start: (hideName: boolean) => Promise<void>
  submit: () => Promise<void>
}

/** The caller's review of an interview, from the beginning until it is submitted. */
export function useReviewDesk(interview: string): DeskAtWork {
  const [desk, setDesk] = useState<ReviewDesk | null>(null)
  const [draft, setDraft] = useState<ReviewDraft | null>(null)
  const [failure, setFailure] = useState<string | null>(null)

  useEffect(() => {
    let isOver = false
    trpcClient.review.levels.desk.query({ interview }).then(
      (found) => !isOver && show(found),
      (error: unknown) => !isOver && setFailure(failureText(error)),
    )
    function show(found: ReviewDesk) {
      setDesk(found)
      setDraft(draftOf(interview, found))
    }
    return () => {
      isOver = true
    }
  }, [interview])

  // What was typed last is not lost with the panel.
  useEffect(() => () => void draft?.flush().catch(() => undefined), [draft])

  async function change(call: () => Promise<ReviewDesk>) {
    try {
      const found = await call()
      setDesk(found)
      setDraft(draftOf(interview, found))
      setFailure(null)
    } catch (error) {
      setFailure(failureText(error))
    }
  }

  return {
    desk,
    draft,
    failure,
    start: (hideName) => change(() => trpcClient.review.levels.start.mutate({ interview, hideName })),
    submit: () =>
      change(async () => {
        flushDrafts()
        await draft?.flush()
        return trpcClient.review.levels.submit.mutate({ interview })
      }),
  }
}

function draftOf(interview: string, { review }: ReviewDesk): ReviewDraft | null {
  if (!review || review.submittedAtMs !== null) return null
  const send = (part: object) => trpcClient.review.levels.save.mutate({ ratings: [], ...part, interview })
  return new ReviewDraft(review, send, failureText)
}
