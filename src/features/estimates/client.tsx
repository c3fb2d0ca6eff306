'use client'

import dynamic from 'next/dynamic'

/*
 * The parser, the units and the templates load only where a sheet is shown, so other features take the sheet from here.
 */
const Waiting = () => <p className="p-4 text-ink-2">Opening the estimates…</p>

export const EstimateSheet = dynamic(
  () => import('./components/estimate-sheet').then((module) => module.EstimateSheet),
  {
    ssr: false,
    loading: Waiting,
  },
)

export const SelectedCell = dynamic(() => import('./components/selected-cell').then((module) => module.SelectedCell), {
  ssr: false,
})

export const EstimatesWorkspace = dynamic(
  () => import('./components/estimates-workspace').then((module) => module.EstimatesWorkspace),
  { ssr: false, loading: Waiting },
)
