'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import type { Design } from '@/core/design/schema'
import { DesignCanvas } from '@/features/canvas/components/design-canvas'
import { nothingSelected } from '@/features/canvas/selection'
import { useFigures } from '@/features/canvas/use-figures'
import { RunDrawer } from '@/features/simulation/components/run-drawer'
import { useRunView } from '@/features/simulation/use-run-view'
import { useSimulation } from '@/features/simulation/use-simulation'
import { Toaster } from '@/ui/toaster'

/** The canvas and the run of a design in a frame; the run begins by itself. */
export function EmbeddedRun({ design }: { design: Design }) {
  const [selection, setSelection] = useState(nothingSelected)
  const simulation = useSimulation()
  const shown = useRunView(simulation.report)
  const report = simulation.ranDesign === design ? simulation.report : null
  const figures = useFigures(design, { report, ...shown.view })
  const begin = useEffectEvent(() => simulation.run(design))
  useEffect(() => begin(), [])
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative min-h-0 flex-1">
        <DesignCanvas design={design} selection={selection} onSelect={setSelection} figures={figures} readOnly />
      </div>
      <RunDrawer
        design={design}
        simulation={simulation}
        shown={shown}
        height="min(320px, 50dvh)"
        objectivesFrom="a copy of this design can set one."
      />
      <Toaster />
    </div>
  )
}
