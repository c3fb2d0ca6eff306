import type { Metadata } from 'next'
import { AppShell } from '@/app/app-shell'
import { EstimatesRoom } from './estimates-room'

export const metadata: Metadata = { title: 'Estimates' }

export default function EstimatesPage() {
  return (
    <AppShell width="full">
      <EstimatesRoom />
    </AppShell>
  )
}
