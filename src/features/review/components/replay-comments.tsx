'use client'

import { useMemo } from 'react'
import type { AxisNote } from '@/features/interview/replay-player'
import { useAxisNotes } from '@/features/interview/replay'
import type { Thread } from '../comments/thread-shapes'
import { CommentsPanel } from './comments-panel'
import { usePinPlace } from './use-pin-place'
import { useThreads } from './use-threads'

/** The comments beside the replay. */
export function ReplayComments({ interviewId }: { interviewId: string }) {
  return <CommentsPanel interviewId={interviewId} place={usePinPlace()} />
}

const none: readonly Thread[] = []

/** Marks on the axis of the replay, one a thread, whatever stands in the side panel. */
export function CommentMarks() {
  const threads = useThreads((view) => view.threads?.threads ?? none)
  const notes = useMemo<AxisNote[]>(
    () => threads.map(({ id, seq, comments }) => ({ id, seq, label: comments[0]?.body ?? '' })),
    [threads],
  )
  useAxisNotes('Comments', notes)
  return null
}
