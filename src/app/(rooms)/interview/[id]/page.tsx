import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { problemForCandidate } from '@/core/content/problem'
import { stepIdSchema } from '@/core/interview/outline'
import { InterviewProvider } from '@/features/interview/client'
import { InterviewWorkspace } from '@/features/interview/components/interview-workspace'
import { readFocus } from '@/features/interview/components/workspace-view'
import { companyPanel } from '@/features/review/components/company-panel'
import { ThreadsProvider } from '@/features/review/components/use-threads'
import { sharedPlace } from '@/features/sharing/shared-place'
import { content } from '@/server/content'
import { pageCaller } from '@/server/page-caller'
import { Finder } from '@/app/finder'
import { openOrLeave } from './open-or-leave'
import { ShareThis } from './share-this'

export const metadata: Metadata = { title: 'Interview' }

export default async function InterviewPage({ params, searchParams }: PageProps<'/interview/[id]'>) {
  const { id } = await params
  const { step, focus, run } = await searchParams
  const opened = await openOrLeave(id, `/interview/${id}`)
  // The workspace is for whoever works in it.
  if (opened.role !== 'owner') redirect(sharedPlace(id, opened.state.phase === 'finished'))
  const problem = await content.problem(opened.problem)
  if (problem === null) notFound()
  const { threads } = await (await pageCaller()).review.comments.threads({ interview: id })
  return (
    <InterviewProvider opened={opened}>
      <ThreadsProvider interviewId={id}>
        <Finder place="workspace" />
        <InterviewWorkspace
          id={id}
          share={<ShareThis id={id} />}
          companyPanels={[companyPanel(id)]}
          hadCompany={threads.length > 0}
          problem={problemForCandidate(problem)}
          view={{
            step: stepIdSchema.safeParse(step).data ?? null,
            focus: readFocus([focus].flat()[0]),
            run: [run].flat()[0] ?? null,
          }}
        />
      </ThreadsProvider>
    </InterviewProvider>
  )
}
