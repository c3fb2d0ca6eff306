import { TRPCError } from '@trpc/server'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ReportPage } from '@/features/review/components/report-page'
import { ShareInterview } from '@/features/sharing/components/share-button'
import { sharedPlace } from '@/features/sharing/shared-place'
import { pageCaller } from '@/server/page-caller'
import { openOrLeave } from '../open-or-leave'
import { AppShell } from '@/app/app-shell'

export const metadata: Metadata = { title: 'Report' }

export default async function Page({ params }: PageProps<'/interview/[id]/report'>) {
  const { id } = await params
  const { state, role } = await openOrLeave(id, `/interview/${id}/report`)
  const isFinished = state.phase === 'finished'
  const initial = await (await pageCaller()).review.report({ id }).catch((error: unknown) => {
    // To whoever may review it the score is hidden until they have.
    if (error instanceof TRPCError && error.code === 'FORBIDDEN') redirect(sharedPlace(id, isFinished))
    throw error
  })
  return (
    <AppShell>
      <ReportPage
        interviewId={id}
        state={state}
        initial={initial}
        share={role === 'owner' && <ShareInterview interviewId={id} isFinished={isFinished} />}
      />
    </AppShell>
  )
}
