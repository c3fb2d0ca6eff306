import { CircleUserRound } from 'lucide-react'
import Link from 'next/link'
import { buttonClass } from '@/ui/button'

/** For the end of the bar. The page it leads to knows who asks; this knows nothing, so that it can stand on static pages. */
export function AccountLink() {
  return (
    <Link href="/account" aria-label="Account" title="Account" className={buttonClass('quiet', 'md', 'w-8 px-0')}>
      <CircleUserRound size={16} aria-hidden />
    </Link>
  )
}
