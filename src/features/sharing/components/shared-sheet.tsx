'use client'

import dynamic from 'next/dynamic'
import { whenReachable } from '@/ui/fetched-part'
import { ownerText } from '../preview'
import type { ShownLink } from '../queries'

/** A sheet is computed in the browser alone; what the page is about stands in its title. */
const SheetViewer = dynamic(
  whenReachable(() => import('./sheet-viewer').then((module) => module.SheetViewer)),
  {
    ssr: false,
    loading: () => <p className="p-6 text-ink-2">Opening the estimates…</p>,
  },
)

export interface SharedSheetProps {
  link: Extract<ShownLink, { kind: 'sheet' }>
}

/** Estimates by their link: alive, read-only, and there for the taking. */
export function SharedSheet({ link: { title, sheet, ownerName } }: SharedSheetProps) {
  return <SheetViewer title={title} sheet={sheet} by={ownerText(ownerName)} />
}
