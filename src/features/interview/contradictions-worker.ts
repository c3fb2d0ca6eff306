/// <reference lib="webworker" />
import type { Chain, SheetFinding } from '@/core/chain/chain'
import { contradictionsOf } from '@/core/chain/contradictions'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'

/** Plain data both ways. */
export interface ToContradictionsWorker {
  id: number
  chain: Omit<Chain, 'result'>
  /** Makes the draws of ranges: the interview's id. */
  seed: string
}

export interface FromContradictionsWorker {
  id: number
  findings: SheetFinding[]
}

declare const self: DedicatedWorkerGlobalScope

/** Only the ends of ranges are looked at, against tolerances of half and more. */
const SAMPLES = 1000

self.addEventListener('message', ({ data: { id, chain, seed } }: MessageEvent<ToContradictionsWorker>) => {
  const result = evaluateSheet(chain.sheet, { seed, samples: SAMPLES })
  const findings = contradictionsOf({ ...chain, result })
  self.postMessage({ id, findings } satisfies FromContradictionsWorker)
})
