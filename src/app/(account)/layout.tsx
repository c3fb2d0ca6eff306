import type { ReactNode } from 'react'
import { PageShell } from '@/ui/page-shell'
import { navigation } from '../navigation'

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <PageShell navigation={navigation} width="reading">
      {children}
    </PageShell>
  )
}
