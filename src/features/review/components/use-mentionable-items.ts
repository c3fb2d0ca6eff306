'use client'

import { useEffect, useState } from 'react'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { trpcClient } from '@/features/transport/trpc-client'

const none: readonly EvidenceItem[] = []

/** The evidence that a comment can mention: none as long as the caller may not see it, or there is no score. */
export function useMentionableItems(interviewId: string, maySee: boolean): readonly EvidenceItem[] {
  const [items, setItems] = useState(none)
  useEffect(() => {
    if (!maySee) return
    let isOver = false
    trpcClient.review.report.query({ id: interviewId }).then(
      (report) => !isOver && report.status === 'ready' && setItems(report.items),
      // Without the score there is nothing to mention; the comments are there all the same.
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [interviewId, maySee])
  return items
}
