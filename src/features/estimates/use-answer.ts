'use client'

import { useEffect, useState } from 'react'
import type { CellResult } from '@/core/estimate/evaluate-sheet'
import type { Sensitivity } from '@/core/estimate/sensitivity'
import type { SheetFigures } from './sheet-figures'

/** `failed`: it could not be worked out. The sensitivity is the one before until a new one is there. */
export interface SensitivityNow {
  sensitivity: Sensitivity | undefined
  state: 'waiting' | 'ready' | 'failed'
}

/** So long after the last change: while somebody types, the figures of the sheet come first. */
const PAUSE_MS = 200

/** What an uncertain cell hangs on, worked out where ranges are sampled, again whenever the cell's figures change. */
export function useSensitivity(figures: SheetFigures, result: CellResult): SensitivityNow {
  const [now, setNow] = useState<SensitivityNow>({ sensitivity: undefined, state: 'waiting' })
  useEffect(() => {
    let isWanted = true
    const take = (next: Partial<SensitivityNow>) => {
      if (isWanted) setNow((before) => ({ ...before, ...next }))
    }
    const ask = async () => {
      const answer = await figures.ask({ kind: 'sensitivity', cellId: result.id })
      if (answer?.kind === 'sensitivity') take({ sensitivity: answer.sensitivity, state: 'ready' })
      else take({ state: 'failed' })
    }
    take({ state: 'waiting' })
    const timer = setTimeout(() => void ask(), PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [figures, result])
  return now
}
