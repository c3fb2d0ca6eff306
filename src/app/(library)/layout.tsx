import type { ReactNode } from 'react'
import { PageShell } from '@/ui/page-shell'
import { navigation } from '../navigation'

export default function LibraryLayout({ children }: { children: ReactNode }) {
  return (
    <PageShell navigation={navigation} width="wide">
      {children}
    </PageShell>
  )
}
