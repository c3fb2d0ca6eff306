'use client'

import { useState } from 'react'
import { evaluateSheet, type SheetResult } from '@/core/estimate/evaluate-sheet'
import type { Sheet } from '@/core/estimate/sheet'

/** The result of a sheet, computed as it is typed: what an edit cannot have changed keeps its very result. */
export function useSheetResult(sheet: Sheet, seed: string): SheetResult {
  const [memory] = useState(() => new ResultMemory())
  return memory.resultOf(sheet, seed)
}

/** Remembers the last evaluation only; asking twice for the same sheet gives the same object. */
class ResultMemory {
  private last: { sheet: Sheet; seed: string; result: SheetResult } | null = null

  resultOf(sheet: Sheet, seed: string): SheetResult {
    if (this.last?.sheet === sheet && this.last.seed === seed) return this.last.result
    const result = evaluateSheet(sheet, { seed, previous: this.last?.result })
    this.last = { sheet, seed, result }
    return result
  }
}
