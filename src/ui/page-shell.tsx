import Link from 'next/link'
import type { ReactNode } from 'react'
import { type NavigationItem, NavigationLinks } from './navigation-links'
import { ThemeSwitch } from './theme-switch'

export interface PageShellProps {
  navigation: readonly NavigationItem[]
  /** Right end of the bar: the account. */
  aside?: ReactNode
  /** `reading`: a centred column; `full`: the page uses all the width and brings its own padding. */
  width?: 'reading' | 'wide' | 'full'
  children: ReactNode
}

const widths = {
  reading: 'mx-auto w-full max-w-[760px] px-4 py-6',
  wide: 'mx-auto w-full max-w-[1120px] px-4 py-6',
  full: 'flex min-h-0 w-full flex-1 flex-col',
}

/** Bar and main region of every page that is not the workspace. */
export function PageShell({ navigation, aside, width = 'wide', children }: PageShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-2">
        Skip to content
      </a>
      <header className="flex h-(--bar-height) shrink-0 items-center gap-1 border-b border-line bg-surface px-3 max-sm:px-2 print:hidden">
        <Link href="/" className="flex items-center gap-2 pe-3 font-semibold max-sm:pe-0">
          <Mark />
          <span className="max-sm:sr-only">Dryrun</span>
        </Link>
        <nav
          aria-label="Main"
          className="flex min-w-0 flex-1 items-center gap-0.5 snap-x snap-mandatory overflow-x-auto max-sm:mask-r-from-90% max-sm:mask-l-from-95% max-sm:ps-[3%] max-sm:pe-[10%]"
        >
          <NavigationLinks items={navigation} />
        </nav>
        {aside}
        <ThemeSwitch />
      </header>
      <main id="main" className={widths[width]}>
        {children}
      </main>
    </div>
  )
}

/** The product's mark: a block, a link, and what flows along it. */
export function Mark() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="5" width="8" height="10" rx="2" fill="var(--accent)" />
      <path d="M9 10h4" stroke="var(--edge)" strokeWidth="1.5" />
      <path d="M13 6.2v7.6a.6.6 0 0 0 .92.5l5-3.8a.62.62 0 0 0 0-1l-5-3.8a.6.6 0 0 0-.92.5Z" fill="var(--ink)" />
    </svg>
  )
}
