'use client'

import { useEffect, useState } from 'react'
import type { SheetFinding } from '@/core/chain/chain'
import { ownDesign } from '@/core/interview/effective-design'
import { storedThings } from '@/core/interview/interview-chain'
import type { InterviewState } from '@/core/interview/state'
import type { FromContradictionsWorker, ToContradictionsWorker } from './contradictions-worker'

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
  const [search] = useState(() => new Search())
  const [findings, setFindings] = useState(NONE)
  const { sheet, entities } = state
  const { design } = ownDesign(state)
  const isEmpty = sheet.cells.length === 0
  useEffect(() => {
    if (!isWanted || isEmpty) return
    const chain = { sheet, design, shareOfService, stored: storedThings(entities), costPerMonthUsd }
    return search.ask(chain, seed, setFindings)
  }, [search, sheet, design, entities, shareOfService, costPerMonthUsd, seed, isWanted, isEmpty])
  useEffect(() => () => search.stop(), [search])
  return isEmpty ? NONE : findings
}

type Answer = (findings: readonly SheetFinding[]) => void

/** One worker, started when something is first asked. Only the newest question is answered. */
class Search {
  private worker: Worker | null = null
  private asked = 0
  private answer: Answer = () => undefined

  /** Gives what takes the question back. */
  ask(chain: ToContradictionsWorker['chain'], seed: string, answer: Answer): () => void {
    const id = ++this.asked
    const timer = setTimeout(() => {
      this.answer = answer
      this.worker ??= this.start()
      this.worker.postMessage({ id, chain, seed } satisfies ToContradictionsWorker)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }

  stop(): void {
    this.worker?.terminate()
    this.worker = null
  }

  private start(): Worker {
    const worker = new Worker(new URL('./contradictions-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<FromContradictionsWorker>) => {
      if (data.id === this.asked) this.answer(data.findings)
    })
    return worker
  }
}
