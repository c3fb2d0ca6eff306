import { TRPCError } from '@trpc/server'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ReportPage } from '@/features/review/components/report-page'
import { ShareInterview } from '@/features/sharing/components/share-button'
import { sharedPlace } from '@/features/sharing/shared-place'
import { pageCaller } from '@/server/page-caller'
import { orLeave } from '../open-or-leave'
import { AppShell } from '@/app/app-shell'

export const metadata: Metadata = { title: 'Report' }

export default async function Page({ params }: PageProps<'/interview/[id]/report'>) {
  const { id } = await params
  const { interview, review } = await pageCaller()
  const { state, role } = await orLeave(() => interview.get({ id }), `/interview/${id}/report`)
  const isFinished = state.phase === 'finished'
  const initial = await review.report({ id }).catch((error: unknown) => {
    // To whoever may review it the score is hidden until they have.
    if (error instanceof TRPCError && error.code === 'FORBIDDEN') redirect(sharedPlace(id, isFinished))
    throw error
  })
  const levels = role === 'viewer' ? null : await review.levels.matrix({ interview: id })
  return (
    <AppShell>
      <ReportPage
        interviewId={id}
        state={state}
        initial={initial}
        levels={levels}
        isOwner={role === 'owner'}
        share={role === 'owner' && <ShareInterview interviewId={id} isFinished={isFinished} />}
      />
    </AppShell>
  )
}
