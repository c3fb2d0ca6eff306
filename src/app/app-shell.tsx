import type { ReactNode } from 'react'
import { AccountLink } from '@/features/account/components/account-link'
import { PageShell, type PageShellProps } from '@/ui/page-shell'
import { Finder } from './finder'
import { navigation } from './navigation'

/** The shell with this product's rooms and the way to one's account. */
export function AppShell({ width, children }: { width?: PageShellProps['width']; children: ReactNode }) {
  return (
    <PageShell
      navigation={navigation}
      aside={
        <>
          <Finder place="bar" />
          <AccountLink />
        </>
      }
      width={width}
    >
      {children}
    </PageShell>
  )
}
