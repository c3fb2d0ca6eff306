import { TRPCError } from '@trpc/server'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { criterionNames } from '@/core/content/rubric'
import { CameWithFile } from '@/features/interview-file/components/came-with-file'
import { SaveInterview } from '@/features/interview-file/components/save-interview'
import { ReportPage } from '@/features/review/components/report-page'
import { ShareInterview } from '@/features/sharing/components/share-button'
import { sharedPlace } from '@/features/sharing/shared-place'
import { content } from '@/server/content'
import { pageCaller } from '@/server/page-caller'
import { Badge } from '@/ui/display'
import { orLeave } from '../open-or-leave'
import { AppShell } from '@/app/app-shell'

export const metadata: Metadata = { title: 'Report' }

export default async function Page({ params }: PageProps<'/interview/[id]/report'>) {
  const { id } = await params
  const { interview, interviewFile, review } = await pageCaller()
  const { state, role, title } = await orLeave(() => interview.get({ id }), `/interview/${id}/report`)
  const isFinished = state.phase === 'finished'
  const came = role === 'owner' ? await interviewFile.came({ id }) : null
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
        title={title}
        state={state}
        initial={initial}
        levels={levels}
        isOwner={role === 'owner'}
        curveballs={await review.curveballs({ id })}
        share={
          role === 'owner' && (
            <>
              {came && <Badge title="Opened from a file: below is what came with it">Imported</Badge>}
              {isFinished && <SaveInterview id={id} title={title} />}
              <ShareInterview interviewId={id} isFinished={isFinished} />
            </>
          )
        }
      >
        {came && <CameWithFile interviewId={id} extras={came} criteria={criterionNames(await content.rubric())} />}
      </ReportPage>
    </AppShell>
  )
}
