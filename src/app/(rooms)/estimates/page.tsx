import type { Metadata } from 'next'
import { EstimatesWorkspace } from '@/features/estimates/client'
import { AppShell } from '@/app/app-shell'

export const metadata: Metadata = { title: 'Estimates' }

export default function EstimatesPage() {
  return (
    <AppShell width="full">
      <EstimatesWorkspace />
    </AppShell>
  )
}
