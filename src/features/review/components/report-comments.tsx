'use client'

import Link from 'next/link'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { replayHref } from '@/features/interview/replay-href'
import { EmptyState, Notice } from '@/ui/display'
import { pinHref, thingName } from '../pin-name'
import type { PointerContext } from '../pointer-link'
import { PinWay } from './pin-way'
import { ThreadView } from './thread-view'
import { useShownThreads } from './use-threads'

export interface ReportCommentsProps {
  context: PointerContext
  items: readonly EvidenceItem[]
}

/** All comments of an interview, each leading to its moment in the replay. */
export function ReportComments({ context, items }: ReportCommentsProps) {
  const { interviewId, state } = context
  const { threads, failure, store } = useShownThreads()
  return (
    <section aria-labelledby="report-comments" className="rounded-md border border-line bg-surface p-4">
      <h2 id="report-comments" className="pb-2 text-lg font-semibold">
        Comments
      </h2>
      {failure && <Notice tone="bad">{failure}</Notice>}
      {threads?.threads.length === 0 && (
        <EmptyState
          title="No comment yet"
          action={
            <Link href={replayHref(interviewId)} className="text-accent underline">
              Open the replay
            </Link>
          }
        >
          Comments are written in the replay, on a line, a cell, a block, a link, a decision, a run or a moment.
        </EmptyState>
      )}
      <ul aria-label="Comments" className="flex max-w-[80ch] flex-col gap-2">
        {threads?.threads.map((thread) => (
          <ThreadView
            key={thread.id}
            thread={thread}
            items={items}
            work={store}
            place={<PinWay way={pinHref(interviewId, thread)} name={thingName(state, thread)} />}
          />
        ))}
      </ul>
    </section>
  )
}
