import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { problemForCandidate } from '@/core/content/problem'
import { INTERVIEW_LIMITS } from '@/core/interview/limits'
import { ReplayLoader } from '@/features/interview/components/replay-loader'
import { thingOf } from '@/features/interview/replay-thing'
import { CommentMarks } from '@/features/review/components/replay-comments'
import { replayPanels } from '@/features/review/components/replay-panels'
import { ThreadsProvider } from '@/features/review/components/use-threads'
import { content } from '@/server/content'
import { pageCaller } from '@/server/page-caller'
import { Finder } from '@/app/finder'
import { orLeave } from '../open-or-leave'

export const metadata: Metadata = { title: 'Replay' }

export default async function ReplayPage({ params, searchParams }: PageProps<'/interview/[id]/replay'>) {
  const { id } = await params
  const { at, focus } = await searchParams
  const { interview } = await pageCaller()
  // behind the last event there could be: everything but the events, which the page fetches itself
  const seq = 2 * INTERVIEW_LIMITS.events
  const opened = await orLeave(() => interview.replay({ id, seq }), `/interview/${id}/replay`)
  const problem = await content.problem(opened.problem)
  if (problem === null) notFound()
  const isOwn = opened.role === 'owner'
  return (
    <ThreadsProvider interviewId={id}>
      <Finder place="workspace" />
      <ReplayLoader
        id={id}
        title={opened.title}
        problem={problemForCandidate(problem)}
        reportHref={isOwn && opened.isFinished ? `/interview/${id}/report` : null}
        panels={replayPanels(id, opened.role)}
        at={[at].flat()[0] ?? null}
        thing={thingOf([focus].flat()[0])}
      >
        {opened.role !== 'viewer' && <CommentMarks />}
      </ReplayLoader>
    </ThreadsProvider>
  )
}
