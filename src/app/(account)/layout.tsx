import type { ReactNode } from 'react'
import { AccountLink } from '@/features/account/components/account-link'
import { PageShell } from '@/ui/page-shell'
import { navigation } from '../navigation'

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <PageShell navigation={navigation} aside={<AccountLink />} width="reading">
      {children}
    </PageShell>
  )
}
