import type { Metadata } from 'next'
import { navigation } from '@/app/navigation'
import { ReportPage } from '@/features/review/components/report-page'
import { pageCaller } from '@/server/page-caller'
import { PageShell } from '@/ui/page-shell'
import { openOrLeave } from '../open-or-leave'

export const metadata: Metadata = { title: 'Report' }

export default async function Page({ params }: PageProps<'/interview/[id]/report'>) {
  const { id } = await params
  const { state } = await openOrLeave(id, `/interview/${id}/report`)
  const initial = await (await pageCaller()).review.report({ id })
  return (
    <PageShell navigation={navigation} width="wide">
      <ReportPage interviewId={id} state={state} initial={initial} />
    </PageShell>
  )
}
