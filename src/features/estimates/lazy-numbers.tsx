'use client'

import dynamic from 'next/dynamic'
import { whenReachable } from '@/ui/fetched-part'

/** The panel of reference numbers; its code comes when it is opened. */
export const NumbersPanel = dynamic(
  whenReachable(() => import('./components/numbers-panel').then((module) => module.NumbersPanel)),
  {
    ssr: false,
    loading: () => <p className="p-3 text-ink-2">Opening the numbers…</p>,
  },
)
