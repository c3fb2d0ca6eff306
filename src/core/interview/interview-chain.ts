import type { Chain } from '@/core/chain/chain'
import type { SheetResult } from '@/core/estimate/evaluate-sheet'
import { ownDesign } from './effective-design'
import type { InterviewState } from './state'
import { storedThings } from './stored-things'

export interface ChainFacts {
  /** Of the interview's sheet, with samples. */
  result: SheetResult
  shareOfService: number
  costPerMonthUsd: number | null
}

/** The sheet and the design of an interview side by side: the person's own, without what the interviewer threw in. */
export function interviewChain(state: InterviewState, facts: ChainFacts): Chain {
  return { ...facts, sheet: state.sheet, design: ownDesign(state).design, stored: storedThings(state.entities) }
}
