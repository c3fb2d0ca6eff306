'use client'

import Link from 'next/link'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { replayHref } from '@/features/interview/replay-href'
import { EmptyState, Notice } from '@/ui/display'
import { targetName } from '../pin-name'
import type { PointerContext } from '../pointer-link'
import { ThreadView } from './thread-view'
import { useThreads } from './use-threads'

export interface ReportCommentsProps {
  context: PointerContext
  items: readonly EvidenceItem[]
}

/** All comments of an interview, each leading to its moment in the replay. */
export function ReportComments({ context, items }: ReportCommentsProps) {
  const { interviewId, state } = context
  const work = useThreads(interviewId)
  return (
    <section aria-labelledby="report-comments" className="rounded-md border border-line bg-surface p-4">
      <h2 id="report-comments" className="pb-2 text-lg font-semibold">
        Comments
      </h2>
      {work.failure && <Notice tone="bad">{work.failure}</Notice>}
      {work.threads?.threads.length === 0 && (
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
        {work.threads?.threads.map((thread) => (
          <ThreadView
            key={thread.id}
            thread={thread}
            items={items}
            work={work}
            place={
              <Link href={replayHref(interviewId, thread.seq)} className="text-accent hover:underline">
                {thread.target.kind === 'moment' ? `Moment ${thread.seq}` : targetName(state, thread.target)}
              </Link>
            }
          />
        ))}
      </ul>
    </section>
  )
}
