'use client'

import { useState } from 'react'
import { type Pin, type PinTarget, targetId } from '@/core/interview/pins'
import { Notice } from '@/ui/display'
import { Select } from '@/ui/input'
import { KeepsFocus } from '@/ui/keeps-focus'
import { Switch } from '@/ui/switch'
import type { Thread } from '../comments/thread-shapes'
import { CommentForm } from './comment-form'
import { PinWay } from './pin-way'
import { ThreadView } from './thread-view'
import { useMentionableItems } from './use-mentionable-items'
import type { PinPlace } from './use-pin-place'
import { useShownThreads } from './use-threads'

const none: readonly Thread[] = []

export interface CommentsPanelProps {
  interviewId: string
  place: PinPlace
  /** Another number whenever something may be new; null where nobody tells. */
  changes?: number | null
}

/** The comments of an interview: each leads to its moment, and a new one is pinned to what is shown or chosen. */
export function CommentsPanel({ interviewId, place, changes }: CommentsPanelProps) {
  const { threads, failure, store } = useShownThreads(changes)
  const [picked, setPicked] = useState<{ here: PinTarget; key: string } | null>(null)
  // whoever chooses something else on the step means that
  const isPicked = picked !== null && isSame(picked.here, place.here.target)
  const pin = (isPicked && place.others.find((each) => targetKey(each) === picked.key)) || place.here
  const [withResolved, setWithResolved] = useState(false)
  const all = threads?.threads ?? none
  const items = useMentionableItems(interviewId, threads !== null && !threads.isBlind)
  const resolved = all.filter(({ resolvedAtMs }) => resolvedAtMs !== null).length
  const shown = withResolved ? all : all.filter(({ resolvedAtMs }) => resolvedAtMs === null)
  return (
    <div className="flex flex-col gap-3 p-3">
      <CommentForm
        label={`Comment on ${place.nameNow(pin)}`}
        action="Comment"
        items={items}
        onSend={(body, item) => store.begin(pin, body, item)}
      >
        {place.others.length > 0 && (
          <Select
            aria-label="Pinned to"
            className="h-7 min-w-0 flex-1 text-sm"
            value={targetKey(pin)}
            options={[place.here, ...place.others].map((each) => ({
              value: targetKey(each),
              label: nameIn(place, each),
            }))}
            onValueChange={(key) => setPicked({ here: place.here.target, key })}
          />
        )}
      </CommentForm>
      {failure && <Notice tone="bad">{failure}</Notice>}
      {threads?.isBlind && (
        <p className="text-sm text-ink-3">What other reviewers wrote appears here when your review is submitted.</p>
      )}
      {resolved > 0 && (
        <Switch label={`Show resolved (${resolved})`} checked={withResolved} onCheckedChange={setWithResolved} />
      )}
      {threads && shown.length === 0 && (
        <p className="text-ink-2">
          No open comment. Choose a block, a line or a cell, or stop at a moment, and say what you see there.
        </p>
      )}
      <KeepsFocus of={threads}>
        <ul aria-label="Comments" className="flex flex-col gap-2">
          {shown.map((thread) => (
            <ThreadView
              key={thread.id}
              thread={thread}
              items={items}
              work={store}
              place={<PinWay way={place.wayTo(thread)} name={place.nameOf(thread)} />}
            />
          ))}
        </ul>
      </KeepsFocus>
    </div>
  )
}

const targetKey = ({ target }: Pin): string => `${target.kind}-${targetId(target) ?? ''}`

const isSame = (a: PinTarget, b: PinTarget): boolean => a.kind === b.kind && targetId(a) === targetId(b)

const nameIn = (place: PinPlace, pin: Pin): string =>
  pin.target.kind === 'moment' ? 'The moment alone' : place.nameNow(pin)
