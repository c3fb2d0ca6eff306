import Link from 'next/link'

/** Tells a guest that what they have is kept for this browser alone, and how to keep it. */
export function GuestNote({ what, next }: { what: string; next: string }) {
  return (
    <p className="text-ink-2">
      You are a guest: {what} on this browser only.{' '}
      <Link href={`/sign-up?next=${next}`} className="text-accent underline">
        Sign up
      </Link>{' '}
      to open them anywhere.
    </p>
  )
}
