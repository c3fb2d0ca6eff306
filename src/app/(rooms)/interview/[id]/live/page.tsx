import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { problemForCandidate } from '@/core/content/problem'
import { InterviewProvider } from '@/features/interview/client'
import { LiveScreen } from '@/features/interview/components/live-screen'
import { companyPanel } from '@/features/review/components/company-panel'
import { LiveNotes } from '@/features/review/components/live-notes'
import { ThreadsProvider } from '@/features/review/components/use-threads'
import { content } from '@/server/content'
import { Finder } from '@/app/finder'
import { openOrLeave } from '../open-or-leave'

export const metadata: Metadata = { title: 'Live interview', robots: { index: false }, referrer: 'no-referrer' }

export default async function LivePage({ params }: PageProps<'/interview/[id]/live'>) {
  const { id } = await params
  const opened = await openOrLeave(id, `/interview/${id}/live`)
  // Whoever is interviewed has the workspace; what is over is looked back at.
  if (opened.role === 'owner') redirect(`/interview/${id}`)
  if (opened.role !== 'interviewer' || opened.state.phase === 'finished') redirect(`/interview/${id}/replay`)
  const problem = await content.problem(opened.problem)
  if (problem === null) notFound()
  return (
    <InterviewProvider opened={opened} as="interviewer">
      <ThreadsProvider interviewId={id}>
        <Finder place="workspace" />
        <LiveScreen
          id={id}
          problem={problemForCandidate(problem)}
          panels={[companyPanel(id), { id: 'notes', label: 'Notes', content: <LiveNotes interviewId={id} /> }]}
        />
      </ThreadsProvider>
    </InterviewProvider>
  )
}
