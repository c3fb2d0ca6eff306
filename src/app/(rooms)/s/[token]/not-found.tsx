import Link from 'next/link'
import { buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/display'
import { AppShell } from '@/app/app-shell'

/** The same for a link that is revoked, expired or was never made: what it opened is nobody's business any more. */
export default function DeadLinkPage() {
  return (
    <AppShell width="reading">
      <h1 className="pb-3 text-xl font-semibold">This link opens nothing</h1>
      <EmptyState
        title="It was revoked, has expired, or is not complete."
        action={
          <Link href="/" className={buttonClass()}>
            Home
          </Link>
        }
      >
        Ask whoever sent it for a new one, and check that you copied all of it.
      </EmptyState>
    </AppShell>
  )
}
