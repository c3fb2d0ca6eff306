import type { Problem } from '@/core/content/problem'
import type { Rubric } from '@/core/content/rubric'
import type { Sheet } from '@/core/estimate/sheet'
import { initialState } from '@/core/interview/state'
import { estimatesEvidence } from './estimates-evidence'
import { type EvidenceItem, evidenceItem } from './evidence'
import { readInterview } from './reading'

/** What is said about one result of a sheet, or about its assumptions: in words, never as points. */
export type SheetFeedback = Pick<EvidenceItem, 'id' | 'text' | 'status' | 'why' | 'counterfactual'> & {
  /** Ids of the cells that it stands on. */
  cells: string[]
}

/** Without a design there is nothing that a sheet could be bound to. */
const isAboutDesign = (id: string): boolean => id.startsWith('E.use.')

/**
 * A sheet without an interview, held against the estimates of a problem as those of an interview are: are the assumptions
 * plausible, and does what is derived follow from them.
 */
export function sheetFeedback(sheet: Sheet, problem: Problem, rubric: Rubric): SheetFeedback[] {
  const reading = readInterview({ ...initialState(), sheet }, problem, null)
  return estimatesEvidence(reading)
    .filter(({ id }) => !isAboutDesign(id))
    .map((found) => {
      const { id, text, status, why, counterfactual, pointers } = evidenceItem(found, rubric.tierWeights)
      return { id, text, status, why, counterfactual, cells: pointers.map((pointer) => pointer.id) }
    })
}
