'use client'

import { useEffect, useMemo, useState } from 'react'
import type { AxisNote } from '@/features/interview/replay-player'
import { useAxisNotes } from '@/features/interview/replay'
import { trpcClient } from '@/features/transport/trpc-client'
import type { Thread } from '../comments/thread-shapes'
import { CommentsPanel } from './comments-panel'
import { usePinPlace } from './use-pin-place'

/** The comments beside the replay. */
export function ReplayComments({ interviewId }: { interviewId: string }) {
  return <CommentsPanel interviewId={interviewId} place={usePinPlace()} />
}

const none: readonly Thread[] = []

/** Marks on the axis of the replay, one a thread, whatever stands in the side panel. */
export function CommentMarks({ interviewId: interview }: { interviewId: string }) {
  const [threads, setThreads] = useState(none)
  useEffect(() => {
    let isOver = false
    trpcClient.review.comments.threads.query({ interview }).then(
      (found) => !isOver && setThreads(found.threads),
      // The panel says why they cannot be had.
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [interview])
  const notes = useMemo<AxisNote[]>(
    () => threads.map(({ id, seq, comments }) => ({ id, seq, label: comments[0]?.body ?? '' })),
    [threads],
  )
  useAxisNotes('Comments', notes)
  return null
}
