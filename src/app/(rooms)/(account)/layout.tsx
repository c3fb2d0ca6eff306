import type { ReactNode } from 'react'
import { AppShell } from '@/app/app-shell'

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <AppShell width="reading">{children}</AppShell>
}
