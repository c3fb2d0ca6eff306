'use client'

import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import type { RunSlot } from '@/features/canvas/components/free-canvas'
import { RunDrawer } from '@/features/simulation/components/run-drawer'
import { ShareDesign } from '@/features/sharing/components/share-button'
import { useRunView } from '@/features/simulation/use-run-view'
import { useSimulation } from '@/features/simulation/use-simulation'
import { whenReachable } from '@/ui/fetched-part'

/** Drawn in the browser alone: the design is kept there, and the server knows nothing of it. */
const FreeCanvas = dynamic(
  whenReachable(() => import('@/features/canvas/components/free-canvas').then((module) => module.FreeCanvas)),
  { ssr: false, loading: () => <p className="p-6 text-ink-2">Opening the canvas…</p> },
)

/** The canvas with its run: the two features meet here and nowhere else. */
export function CanvasWorkspace() {
  const simulation = useSimulation()
  const shown = useRunView(simulation.report)
  const run = useMemo<RunSlot>(
    () => ({
      report: simulation.report,
      ranDesign: simulation.ranDesign,
      view: shown.view,
      renderDrawer: (design, onSelectBlock) => (
        <RunDrawer
          design={design}
          simulation={simulation}
          shown={shown}
          onSelectBlock={onSelectBlock}
          objectivesFrom="set one under Objectives."
        />
      ),
    }),
    [simulation, shown],
  )
  return <FreeCanvas run={run} renderShare={(design) => <ShareDesign design={design} />} />
}
