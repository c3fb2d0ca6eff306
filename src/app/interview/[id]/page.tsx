import { TRPCError } from '@trpc/server'
import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { problemForCandidate } from '@/core/content/problem'
import { stepIdSchema } from '@/core/interview/outline'
import { InterviewProvider } from '@/features/interview/client'
import { InterviewWorkspace } from '@/features/interview/components/interview-workspace'
import { readFocus } from '@/features/interview/components/workspace-view'
import { content } from '@/server/content'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Interview' }

export default async function InterviewPage({ params, searchParams }: PageProps<'/interview/[id]'>) {
  const { id } = await params
  const { step, focus } = await searchParams
  const opened = await open(id)
  const problem = await content.problem(opened.problem)
  if (problem === null) notFound()
  const problems = (await content.problems()).map(({ slug, brief }) => ({ slug, title: brief.title }))
  return (
    <InterviewProvider opened={opened}>
      <InterviewWorkspace
        id={id}
        problem={problemForCandidate(problem)}
        problems={problems}
        view={{ step: stepIdSchema.safeParse(step).data ?? null, focus: readFocus([focus].flat()[0]) }}
      />
    </InterviewProvider>
  )
}

async function open(id: string) {
  try {
    return await (await pageCaller()).interview.get({ id })
  } catch (error) {
    if (error instanceof TRPCError && error.code === 'UNAUTHORIZED') redirect(`/sign-in?next=/interview/${id}`)
    if (error instanceof TRPCError && error.code === 'NOT_FOUND') notFound()
    throw error
  }
}
