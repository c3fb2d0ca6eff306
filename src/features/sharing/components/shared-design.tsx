'use client'

import dynamic from 'next/dynamic'
import { whenReachable } from '@/ui/fetched-part'
import { ownerText } from '../preview'
import type { ShownLink } from '../queries'

/** The canvas measures and runs in the browser alone; what the page is about stands in its title and its picture. */
const DesignViewer = dynamic(
  whenReachable(() => import('./design-viewer').then((module) => module.DesignViewer)),
  {
    ssr: false,
    loading: () => <p className="p-6 text-ink-2">Opening the design…</p>,
  },
)

export interface SharedDesignProps {
  link: Extract<ShownLink, { kind: 'design' }>
}

/** A design by its link: alive, read-only, and there for the taking. */
export function SharedDesign({ link }: SharedDesignProps) {
  return <DesignViewer design={link.design} by={ownerText(link.ownerName)} />
}
