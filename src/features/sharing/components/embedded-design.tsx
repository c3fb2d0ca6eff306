'use client'

import { ExternalLink, Play } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { Design } from '@/core/design/schema'
import { Button, buttonClass } from '@/ui/button'
import { whenReachable } from '@/ui/fetched-part'
import { currentTheme } from '@/ui/theme-switch'
import { useHydrated } from '@/ui/use-hydrated'

const EmbeddedRun = dynamic(
  whenReachable(() => import('./embedded-run').then((module) => module.EmbeddedRun)),
  {
    ssr: false,
    loading: () => <p className="p-4 text-ink-2">Opening the design…</p>,
  },
)

export interface EmbeddedDesignProps {
  design: Design
  title: string
  by: string
  /** Its page. */
  href: string
  /** The design drawn, as SVG, for either theme. */
  pictures: { light: string; dark: string }
}

const address = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`

/** A design in a frame of another site: drawn, without a script; alive once somebody presses Run. */
export function EmbeddedDesign({ design, title, by, href, pictures }: EmbeddedDesignProps) {
  const [isLive, setIsLive] = useState(false)
  const isHydrated = useHydrated()
  // In a frame without an origin of its own no worker may start, and no script of ours in one without scripts.
  const canRun = isHydrated && window.origin !== 'null'
  // Whoever chose a theme here sees the page in it, whatever their system prefers.
  const theme = isHydrated ? currentTheme() : 'system'
  return (
    <main className="flex h-dvh flex-col">
      <header className="flex h-(--bar-height) shrink-0 items-center gap-2 border-b border-line bg-surface ps-3 pe-2">
        <h1 className="min-w-0 truncate font-semibold" title={title}>
          {title}
        </h1>
        <span className="min-w-0 truncate text-ink-2 max-sm:sr-only">{by}</span>
        <span className="flex-1" />
        {canRun && !isLive && (
          <Button size="sm" variant="primary" icon={<Play size={14} aria-hidden />} onClick={() => setIsLive(true)}>
            Run
          </Button>
        )}
        <a href={href} target="_blank" rel="noopener noreferrer" className={buttonClass('quiet', 'sm')}>
          <ExternalLink size={14} aria-hidden />
          <span className="max-sm:sr-only">Open in Dryrun</span>
        </a>
      </header>
      {isLive ? (
        <EmbeddedRun design={design} />
      ) : (
        <picture className="flex min-h-0 flex-1 items-center justify-center p-2">
          {theme === 'system' && <source media="(prefers-color-scheme: dark)" srcSet={address(pictures.dark)} />}
          <img
            src={address(pictures[theme === 'dark' ? 'dark' : 'light'])}
            alt={`Drawing of ${title}`}
            className="max-h-full max-w-full object-contain"
          />
        </picture>
      )}
    </main>
  )
}
