'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

export interface NavigationItem {
  href: string
  label: string
}

/** The ways of the bar; the one that was taken is marked, also while one is further in. */
export function NavigationLinks({ items }: { items: readonly NavigationItem[] }) {
  const path = usePathname()
  return items.map(({ href, label }) => {
    const isHere = path === href || path.startsWith(`${href}/`)
    return (
      <Link
        key={href}
        href={href}
        aria-current={isHere ? (path === href ? 'page' : 'true') : undefined}
        className="rounded-md px-2 py-1.5 whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink decoration-accent decoration-2 underline-offset-8 aria-[current]:text-ink aria-[current]:underline max-sm:px-1.5"
      >
        {label}
      </Link>
    )
  })
}
