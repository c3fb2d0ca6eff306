import Link from 'next/link'
import { buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/display'
import { AppShell } from './app-shell'

export const metadata = { title: 'Not found' }

export default function NotFoundPage() {
  return (
    <AppShell width="reading">
      <h1 className="pb-3 text-xl font-semibold">There is nothing at this address</h1>
      <EmptyState
        title="It may have been deleted, or it belongs to somebody else."
        action={
          <div className="flex flex-wrap gap-2 pt-1">
            <Link href="/interviews" className={buttonClass('primary')}>
              Your interviews
            </Link>
            <Link href="/" className={buttonClass()}>
              Home
            </Link>
          </div>
        }
      >
        Interviews are kept for the account, or the guest, that began them: sign in if this one is yours.
      </EmptyState>
    </AppShell>
  )
}
