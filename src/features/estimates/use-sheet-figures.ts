'use client'

import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Sheet } from '@/core/estimate/sheet'
import { useDisplay } from './display-settings'
import { type CellFigures, type CellFrame, SheetFigures } from './sheet-figures'
import { SheetWorkshop } from './sheet-work'

const workshop = new SheetWorkshop(() => new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module' }))

/** A task of its own behind the frame that shows what has just happened. */
function afterPaint(task: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      task()
    })
    port1.start()
    port2.postMessage(null)
  })
}

/** The figures of a sheet, computed as it is typed; the same object for as long as the sheet is shown. */
export function useSheetFigures(sheet: Sheet, seed: string): SheetFigures {
  const { handy, byHand } = useDisplay()
  const reckoning = useMemo(() => ({ seed, handy, byHand }), [seed, handy, byHand])
  const [figures] = useState(
    () => new SheetFigures(sheet, reckoning, (events) => workshop.openSheet(events), afterPaint),
  )
  useLayoutEffect(() => figures.become(sheet, reckoning), [figures, sheet, reckoning])
  useEffect(() => figures.connect(), [figures])
  return figures
}

/** One cell of it: whoever asks is drawn again when this cell's figures change, and for no other reason. */
export function useCellFigures(figures: SheetFigures, cellId: string): CellFigures {
  const read = () => figures.cell(cellId)
  return useSyncExternalStore(figures.subscribe, read, read)
}

/** The part of them that a row is drawn from. */
export function useCellFrame(figures: SheetFigures, cellId: string): CellFrame {
  const read = () => figures.cell(cellId).frame
  return useSyncExternalStore(figures.subscribe, read, read)
}

/** The samples of a cell that has no closed form; undefined until they are there. */
export function useCellSamples(figures: SheetFigures, cellId: string, isWanted: boolean): Float64Array | undefined {
  const { density } = useCellFigures(figures, cellId)
  const [answer, setAnswer] = useState<{ cellId: string; samples: Float64Array | undefined } | null>(null)
  // The density is new whenever the samples are.
  useEffect(() => {
    if (isWanted && density) void figures.samples(cellId).then((samples) => setAnswer({ cellId, samples }))
  }, [figures, cellId, density, isWanted])
  return answer?.cellId === cellId ? answer.samples : undefined
}
