'use client'

import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import type { CellResult } from '@/core/estimate/evaluate-sheet'
import type { Sheet } from '@/core/estimate/sheet'
import { SheetFigures } from './sheet-figures'
import { SheetWorkshop } from './sheet-work'

const workshop = new SheetWorkshop(() => new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module' }))

/** The figures of a sheet, computed as it is typed; the same object for as long as the sheet is shown. */
export function useSheetFigures(sheet: Sheet, seed: string): SheetFigures {
  const [figures] = useState(() => new SheetFigures(sheet, seed, (events) => workshop.openSheet(events)))
  useLayoutEffect(() => figures.become(sheet), [figures, sheet])
  useEffect(() => figures.connect(), [figures])
  return figures
}

/** One cell of it: whoever asks is drawn again when this cell's figures change, and for no other reason. */
export function useCellResult(figures: SheetFigures, cellId: string): CellResult {
  const read = () => figures.cell(cellId)
  return useSyncExternalStore(figures.subscribe, read, read)
}
