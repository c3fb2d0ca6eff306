'use client'

import { useState } from 'react'
import type { Pin } from '@/core/interview/pins'
import { Notice } from '@/ui/display'
import { Switch } from '@/ui/switch'
import type { Thread } from '../comments/thread-shapes'
import { CommentForm } from './comment-form'
import { ThreadView } from './thread-view'
import { useMentionableItems } from './use-mentionable-items'
import type { PinPlace } from './use-pin-place'
import { useThreads } from './use-threads'

const none: readonly Thread[] = []

export interface CommentsPanelProps {
  interviewId: string
  place: PinPlace
  /** Another number whenever something may be new; null where nobody tells. */
  changes?: number | null
}

/** The comments of an interview: each leads to its moment, and a new one is pinned to what is shown or chosen. */
export function CommentsPanel({ interviewId, place, changes }: CommentsPanelProps) {
  const work = useThreads(interviewId, changes)
  const [withResolved, setWithResolved] = useState(false)
  const all = work.threads?.threads ?? none
  const items = useMentionableItems(interviewId, work.threads !== null && !work.threads.isBlind)
  const resolved = all.filter(({ resolvedAtMs }) => resolvedAtMs !== null).length
  const shown = withResolved ? all : all.filter(({ resolvedAtMs }) => resolvedAtMs === null)
  return (
    <div className="flex flex-col gap-3 p-3">
      <CommentForm
        label={`Comment on ${place.hereName}`}
        action="Comment"
        items={items}
        onSend={(body, item) => work.begin(place.here, body, item)}
      />
      {work.failure && <Notice tone="bad">{work.failure}</Notice>}
      {work.threads?.isBlind && (
        <p className="text-sm text-ink-3">What other reviewers wrote appears here when your review is submitted.</p>
      )}
      {resolved > 0 && (
        <Switch label={`Show resolved (${resolved})`} checked={withResolved} onCheckedChange={setWithResolved} />
      )}
      {work.threads && shown.length === 0 && (
        <p className="text-ink-2">
          No open comment. Choose a block, a line or a cell, or stop at a moment, and say what you see there.
        </p>
      )}
      <ul aria-label="Comments" className="flex flex-col gap-2">
        {shown.map((thread) => (
          <ThreadView
            key={thread.id}
            thread={thread}
            items={items}
            work={work}
            place={<PlaceButton pin={thread} name={place.nameOf(thread)} onShow={place.show} />}
          />
        ))}
      </ul>
    </div>
  )
}

function PlaceButton({ pin, name, onShow }: { pin: Pin; name: string; onShow: PinPlace['show'] }) {
  if (onShow === null) return name
  return (
    <button type="button" onClick={() => onShow(pin)} className="max-w-full truncate text-accent hover:underline">
      {name}
    </button>
  )
}
