import type { EvaluateOptions } from '@/core/estimate/evaluate-sheet'
import { type Sensitivity, sensitivityOf } from '@/core/estimate/sensitivity'
import { type Solution, solveFor, type SolveRequest } from '@/core/estimate/solve-for'
import type { Sheet } from '@/core/estimate/sheet'

/** What takes too long to be worked out at every key: it is asked where ranges are sampled. */
export type SheetQuestion = { kind: 'sensitivity'; cellId: string } | ({ kind: 'solve' } & SolveRequest)

/** Plain data. */
export type SheetAnswer =
  | { kind: 'sensitivity'; sensitivity: Sensitivity | undefined }
  | { kind: 'solve'; solution: Solution }

export function answerFrom(question: SheetQuestion, sheet: Sheet, options: EvaluateOptions): SheetAnswer {
  return question.kind === 'sensitivity'
    ? { kind: 'sensitivity', sensitivity: sensitivityOf(sheet, question.cellId, options) }
    : { kind: 'solve', solution: solveFor(sheet, question, options) }
}
