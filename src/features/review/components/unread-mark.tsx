'use client'

import { useLive } from '@/features/interview/client'
import { unreadIn } from '../comments/threads-store'
import { useThreads } from './use-threads'

/** That there are comments of others which were not shown yet: a dot in the corner of what leads to them. */
export function UnreadMark({ changes = null }: { changes?: number | null }) {
  const unread = useThreads(unreadIn, changes)
  if (unread === 0) return null
  const words = unread === 1 ? '1 new comment' : `${unread} new comments`
  return (
    <span data-unread={unread} title={words} className="absolute top-1 right-0 size-1.5 rounded-full bg-accent">
      <span className="sr-only">{words}</span>
    </span>
  )
}

/** The same beside an interview that goes on, at once. */
export function LiveUnreadMark() {
  return <UnreadMark changes={useLive((view) => (view.isOpen ? view.comments : null))} />
}
