'use client'

import { CircleCheck, MapPin } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { Button } from '@/ui/button'
import { Badge } from '@/ui/display'
import type { CommentAuthor, Thread, ThreadComment } from '../comments/thread-shapes'
import type { ThreadsStore } from '../comments/threads-store'
import { CommentForm } from './comment-form'

export interface ThreadViewProps {
  thread: Thread
  /** Where it is pinned, leading there. */
  place: ReactNode
  items: readonly EvidenceItem[]
  work: Pick<ThreadsStore, 'answer' | 'resolve'>
}

/** One thread: where it is pinned, what was said, and what to do about it. */
export function ThreadView({ thread, place, items, work }: ThreadViewProps) {
  const [isAnswering, setIsAnswering] = useState(false)
  const isResolved = thread.resolvedAtMs !== null
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line bg-surface p-2">
      <div className="flex items-center gap-1.5 text-sm">
        <MapPin size={12} aria-hidden className="shrink-0 text-accent" />
        <span className="min-w-0 flex-1 truncate">{place}</span>
        {isResolved && (
          <Badge tone="good" icon={<CircleCheck size={12} aria-hidden />}>
            resolved
          </Badge>
        )}
      </div>
      <ol className="flex flex-col gap-2">
        {thread.comments.map((comment) => (
          <Comment key={comment.id} comment={comment} items={items} />
        ))}
      </ol>
      {isAnswering ? (
        <CommentForm
          label="Your answer"
          action="Answer"
          items={items}
          onSend={(body, item) => work.answer(thread.id, body, item)}
          onCancel={() => setIsAnswering(false)}
        />
      ) : (
        <div className="flex gap-2 print:hidden">
          <Button size="sm" variant="quiet" onClick={() => setIsAnswering(true)}>
            Answer
          </Button>
          <Button size="sm" variant="quiet" onClick={() => void work.resolve(thread.id, !isResolved)}>
            {isResolved ? 'Open again' : 'Resolve'}
          </Button>
        </div>
      )}
    </li>
  )
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

function Comment({ comment, items }: { comment: ThreadComment; items: readonly EvidenceItem[] }) {
  const { author, body, evidenceItem, atMs } = comment
  const item = items.find(({ id }) => id === evidenceItem)
  return (
    <li>
      <p className="text-sm text-ink-3">
        <span className="font-medium [overflow-wrap:anywhere] text-ink-2">{authorName(author)}</span> ·{' '}
        {dateFormat.format(atMs)}
      </p>
      <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{body}</p>
      {evidenceItem && (
        <p className="text-sm text-ink-2">
          <span className="font-medium">Evidence:</span> {item ? item.text : evidenceItem}
        </p>
      )}
    </li>
  )
}

export function authorName({ name, isCandidate, isYou }: CommentAuthor): string {
  if (isYou) return 'You'
  if (isCandidate) return name ? `${name}, candidate` : 'The candidate'
  return name ?? 'A guest'
}
