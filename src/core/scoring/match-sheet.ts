import type { ProblemKey } from '@/core/content/problem'
import { evaluateSheet, type SheetResult } from '@/core/estimate/evaluate-sheet'
import type { CellRole, Sheet } from '@/core/estimate/sheet'
import {
  closure,
  inputsOf,
  type MatchedAssumption,
  matchAssumptions,
  type ResultsOn,
  type Uses,
} from './estimate-inputs'
import { behindFigures } from './reference-estimates'

type Estimates = ProblemKey['estimates']

/** Which numbers of a sheet stand for which assumptions of the problem: those that its results come from. */
export function matchSheet(estimates: Estimates, sheet: Sheet, result: SheetResult): MatchedAssumption[] {
  return matchAssumptions(estimates, inputsOf(sheet, result, gradedCells(estimates, result)), usesIn(estimates, result))
}

/** The cells that stand for a figure of the problem. */
export const gradedCells = ({ figures }: Estimates, { byRole }: SheetResult): string[] =>
  figures.flatMap(({ role }) => (role === undefined ? [] : (byRole.get(role) ?? [])))

/**
 * For each assumption that a sheet has as a range in a cell of its own, whether the range holds what the problem goes by.
 */
export function rangeHits(estimates: Estimates, sheet: Sheet): boolean[] {
  // ranges that stand alone are known without samples
  const result = evaluateSheet(sheet, { samples: 0 })
  return matchSheet(estimates, sheet, result).flatMap(({ input, factor }) => {
    const band = input.isOnlyNumber ? result.cells.get(input.cell)?.band : undefined
    const wanted = input.value / factor
    return band ? [band.p5 <= wanted && wanted <= band.p95] : []
  })
}

/** Of the results that the sheet has: those that each cell, and each assumption of the problem, leads to. */
function usesIn(estimates: Estimates, sheet: SheetResult): Uses {
  const roots = new Map(
    estimates.figures.flatMap(({ role, name }) => (role && sheet.byRole.has(role) ? [[role, name] as const] : [])),
  )
  const behind = behindFigures(estimates)
  const inReference = new Map([...roots].map(([role, name]) => [role, behind.get(name)!]))
  const inSheet = new Map([...roots.keys()].map((role) => [role, closure(sheet, [sheet.byRole.get(role)!])]))
  return { cell: rolesOf(inSheet), assumption: rolesOf(inReference) }
}

const rolesOf =
  (behind: ReadonlyMap<CellRole, ReadonlySet<string>>): ResultsOn =>
  (of) =>
    new Set([...behind].flatMap(([role, ids]) => (ids.has(of) ? [role] : [])))
