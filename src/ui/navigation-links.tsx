'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

export interface NavigationItem {
  href: string
  label: string
  /** Other ways into the same room. */
  others?: readonly string[]
}

/** The ways of the bar; the one that was taken is marked and in sight, also while one is further in. */
export function NavigationLinks({ items }: { items: readonly NavigationItem[] }) {
  const path = usePathname()
  const isWithin = (href: string) => path === href || path.startsWith(`${href}/`)
  return items.map(({ href, label, others = [] }) => {
    const isHere = [href, ...others].some(isWithin)
    return (
      <Link
        key={href}
        ref={isHere ? centreInRow : undefined}
        href={href}
        aria-current={isHere ? (path === href ? 'page' : 'true') : undefined}
        className="rounded-md px-2 py-1.5 whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink decoration-accent decoration-2 underline-offset-8 aria-[current]:text-ink aria-[current]:underline aria-[current]:snap-center max-sm:px-1.5"
      >
        {label}
      </Link>
    )
  })
}

/**
 * Scrolls the row of a link and nothing around it. Before this runs, a row that snaps has put its only snapping link in
 * the middle by itself, so that nothing is seen to move; from here on the row is free.
 */
function centreInRow(link: HTMLElement | null) {
  const row = link?.parentElement
  if (!row) return
  row.style.scrollSnapType = 'none'
  const [at, around] = [link.getBoundingClientRect(), row.getBoundingClientRect()]
  row.scrollLeft += (at.left + at.right - around.left - around.right) / 2
}
