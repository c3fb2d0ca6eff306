import { CircleUserRound } from 'lucide-react'
import Link from 'next/link'

/** For the end of the bar. The page it leads to knows who asks; this knows nothing, so that it can stand on static pages. */
export function AccountLink() {
  return (
    <Link
      href="/account"
      aria-label="Account"
      title="Account"
      className="inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <CircleUserRound size={16} aria-hidden />
    </Link>
  )
}
