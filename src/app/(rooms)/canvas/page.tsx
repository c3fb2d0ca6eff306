import type { Metadata } from 'next'
import { CanvasWorkspace } from './canvas-workspace'
import { AppShell } from '@/app/app-shell'

export const metadata: Metadata = { title: 'Canvas' }

export default function CanvasPage() {
  return (
    <AppShell width="full">
      <CanvasWorkspace />
    </AppShell>
  )
}
