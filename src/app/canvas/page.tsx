import type { Metadata } from 'next'
import { PageShell } from '@/ui/page-shell'
import { navigation } from '../navigation'
import { CanvasWorkspace } from './canvas-workspace'

export const metadata: Metadata = { title: 'Canvas' }

export default function CanvasPage() {
  return (
    <PageShell navigation={navigation} width="full">
      <CanvasWorkspace />
    </PageShell>
  )
}
