import type { Chain, StoredThing } from '@/core/chain/chain'
import type { SheetResult } from '@/core/estimate/evaluate-sheet'
import { ownDesign } from './effective-design'
import type { Entity } from './items'
import type { InterviewState } from './state'

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

/** What the data model says is stored. What is derived from a record is no storage of its own that anybody estimates. */
export function storedThings(entities: readonly Entity[]): StoredThing[] {
  return entities
    .filter(({ systemOfRecord }) => systemOfRecord)
    .map(({ name, fields, rows }) => {
      const rowBytes = fields.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
      const isWhole = rows !== null && fields.length > 0 && fields.every(({ sizeBytes }) => sizeBytes !== null)
      return { name, bytes: rowBytes * (rows ?? 0), isWhole }
    })
}
