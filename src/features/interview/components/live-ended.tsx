import Link from 'next/link'
import { buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/display'
import type { Ended } from '../live/live-link'

/** In the place of an interview that may no longer be followed: nothing of it stays in sight. */
export function LiveEnded({ id, ended: { reason, isSignedOut } }: { id: string; ended: Ended }) {
  const path = `/interview/${id}/live`
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center p-4" role="alert">
      <h1 className="pb-3 text-xl font-semibold">
        {isSignedOut ? 'You are signed out' : 'Your access to this interview has ended'}
      </h1>
      <EmptyState
        title={isSignedOut ? 'Sign in again to go on: what was not sent yet is kept on this device.' : reason}
        action={
          <div className="flex flex-wrap gap-2 pt-1">
            {isSignedOut && (
              <Link href={`/sign-in?next=${encodeURIComponent(path)}`} className={buttonClass('primary')}>
                Sign in
              </Link>
            )}
            <Link href="/reviews/queue" className={buttonClass(isSignedOut ? undefined : 'primary')}>
              Interviews to review
            </Link>
          </div>
        }
      >
        {!isSignedOut && 'To go on, ask whoever invited you for another link.'}
      </EmptyState>
    </main>
  )
}
