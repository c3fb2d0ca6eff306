'use client'

import { EyeOff, Lock } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonClass } from '@/ui/button'
import { Notice } from '@/ui/display'
import { Switch } from '@/ui/switch'
import type { ReviewDesk } from '../levels/review-shapes'
import { ReviewForm } from './review-form'
import { useReviewDesk } from './use-review-desk'

/** The review of whoever looks, in the side panel of the replay: begun, written, submitted. */
export function ReviewPanel({ interviewId }: { interviewId: string }) {
  const { desk, draft, failure, start, submit } = useReviewDesk(interviewId)
  return (
    <div className="flex flex-col gap-3 p-3">
      {failure && (
        <Notice tone="bad" title="That did not work">
          {failure}
        </Notice>
      )}
      {!desk && !failure && (
        <p role="status" className="text-ink-2">
          Opening your review …
        </p>
      )}
      {desk && !desk.review && <Beginning desk={desk} onStart={start} />}
      {desk && draft && <ReviewForm desk={desk} draft={draft} onSubmit={submit} />}
      {desk?.review?.submittedAtMs && <Submitted interviewId={interviewId} atMs={desk.review.submittedAtMs} />}
    </div>
  )
}

function Beginning({ desk, onStart }: { desk: ReviewDesk; onStart: (hideName: boolean) => Promise<void> }) {
  const [hideName, setHideName] = useState(true)
  const [isStarting, setIsStarting] = useState(false)
  if (desk.interview.finishedAtMs === null)
    return <p className="text-ink-2">The review begins when the interview is finished. Until then, keep notes.</p>
  return (
    <>
      <p>
        Eight criteria, each with a level from 1 to 4 by its anchor, or “not observed”. There are no half points. Levels
        1 and 4 need a pin: a moment or an object that others can look at.
      </p>
      <p className="flex items-start gap-1.5 text-ink-2">
        <EyeOff size={14} aria-hidden className="mt-0.5 shrink-0" />
        Until you submit, what the evidence suggests and what other reviewers gave or wrote stays hidden: who has heard
        an opinion no longer gives their own.
      </p>
      <Switch label="Hide the candidate’s name, too" checked={hideName} onCheckedChange={setHideName} />
      <Button
        variant="primary"
        disabled={isStarting}
        onClick={() => {
          setIsStarting(true)
          void onStart(hideName).finally(() => setIsStarting(false))
        }}
      >
        Begin the review
      </Button>
    </>
  )
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })

function Submitted({ interviewId, atMs }: { interviewId: string; atMs: number }) {
  return (
    <>
      <p className="flex items-start gap-1.5">
        <Lock size={14} aria-hidden className="mt-0.5 shrink-0 text-good" />
        Submitted {dateFormat.format(atMs)}. Your levels stay as they are; the report shows them beside those of others
        and beside what the evidence suggests.
      </p>
      <Link href={`/interview/${encodeURIComponent(interviewId)}/report#levels`} className={buttonClass('primary')}>
        See all levels
      </Link>
    </>
  )
}
