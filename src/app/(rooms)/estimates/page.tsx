import type { Metadata } from 'next'
import { AppShell } from '@/app/app-shell'
import { content } from '@/server/content'
import { EstimatesRoom } from './estimates-room'

export const metadata: Metadata = { title: 'Estimates' }

export default async function EstimatesPage() {
  const problems = (await content.problems()).map(({ slug, brief: { title } }) => ({ slug, title }))
  return (
    <AppShell width="full">
      <EstimatesRoom problems={problems} />
    </AppShell>
  )
}
