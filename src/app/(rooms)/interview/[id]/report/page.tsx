import type { Metadata } from 'next'
import { ReportPage } from '@/features/review/components/report-page'
import { pageCaller } from '@/server/page-caller'
import { openOrLeave } from '../open-or-leave'
import { AppShell } from '@/app/app-shell'

export const metadata: Metadata = { title: 'Report' }

export default async function Page({ params }: PageProps<'/interview/[id]/report'>) {
  const { id } = await params
  const { state } = await openOrLeave(id, `/interview/${id}/report`)
  const initial = await (await pageCaller()).review.report({ id })
  return (
    <AppShell>
      <ReportPage interviewId={id} state={state} initial={initial} />
    </AppShell>
  )
}
