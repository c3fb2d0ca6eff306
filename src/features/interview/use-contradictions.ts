'use client'

import { useEffect, useRef, useState } from 'react'
import type { SheetFinding } from '@/core/chain/chain'
import { storedThings } from '@/core/interview/stored-things'
import type { InterviewState } from '@/core/interview/state'
import { ownDesign } from './client-design'
import type { ContradictionsSearch } from './contradictions-search'

/** After so long without a change they are looked for: while somebody types, half a formula contradicts everything. */
const PAUSE_MS = 400
const NONE: readonly SheetFinding[] = []

export interface ContradictionFacts {
  state: InterviewState
  shareOfService: number
  /** What a run of just this design says it costs; null when there is none. */
  costPerMonthUsd: number | null
  seed: string
  /** False while nobody would see them. */
  isWanted: boolean
}

/** What the sheet and the design of an interview say against each other: found in a worker, after a pause. */
export function useContradictions(facts: ContradictionFacts): readonly SheetFinding[] {
  const { state, shareOfService, costPerMonthUsd, seed, isWanted } = facts
  const search = useRef<ContradictionsSearch | null>(null)
  const [findings, setFindings] = useState(NONE)
  const { sheet, entities } = state
  const { design } = ownDesign(state)
  const isEmpty = sheet.cells.length === 0
  useEffect(() => {
    if (!isWanted || isEmpty) return
    let isOver = false
    const timer = setTimeout(async () => {
      // what starts a worker loads only where there is something to look for
      const { ContradictionsSearch: Search } = await import('./contradictions-search')
      if (isOver) return
      search.current ??= new Search()
      const chain = { sheet, design, shareOfService, stored: storedThings(entities), costPerMonthUsd }
      search.current.ask(chain, seed, setFindings)
    }, PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [sheet, design, entities, shareOfService, costPerMonthUsd, seed, isWanted, isEmpty])
  useEffect(
    () => () => {
      search.current?.stop()
      search.current = null
    },
    [],
  )
  return isEmpty ? NONE : findings
}
