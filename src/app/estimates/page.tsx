import type { Metadata } from 'next'
import { EstimatesWorkspace } from '@/features/estimates/client'
import { PageShell } from '@/ui/page-shell'
import { navigation } from '../navigation'

export const metadata: Metadata = { title: 'Estimates' }

export default function EstimatesPage() {
  return (
    <PageShell navigation={navigation} width="full">
      <EstimatesWorkspace />
    </PageShell>
  )
}
