'use client'

import dynamic from 'next/dynamic'
import { whenReachable } from '@/ui/fetched-part'

/*
 * The parser, the units and the templates load only where a sheet is shown, so other features take the sheet from here.
 */
const Waiting = () => <p className="p-4 text-ink-2">Opening the estimates…</p>

export const EstimateSheet = dynamic(
  whenReachable(() => import('./components/estimate-sheet').then((module) => module.EstimateSheet)),
  {
    ssr: false,
    loading: Waiting,
  },
)

export const SelectedCell = dynamic(
  whenReachable(() => import('./components/selected-cell').then((module) => module.SelectedCell)),
  {
    ssr: false,
  },
)

export const EstimatesWorkspace = dynamic(
  whenReachable(() => import('./components/estimates-workspace').then((module) => module.EstimatesWorkspace)),
  { ssr: false, loading: Waiting },
)

/** Fetches what a sheet is shown with. */
export const fetchSheet = () =>
  Promise.all([import('./components/estimate-sheet'), import('./components/selected-cell')])
