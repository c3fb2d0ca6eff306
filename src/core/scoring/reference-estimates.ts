import type { ProblemKey } from '@/core/content/problem'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import type { Cell, CellRole, Sheet } from '@/core/estimate/sheet'
import type { Quantity } from '@/core/units/quantity'

type Estimates = ProblemKey['estimates']

/** What each assumption is multiplied by: 2 means that the candidate assumes twice what the reference does. */
export type AssumptionFactors = ReadonlyMap<string, number>

export interface ReferenceFigures {
  /** By name, assumptions among them. */
  quantities: ReadonlyMap<string, Quantity>
  /** For each role every value that counts as right, in base units (s, B, USD). */
  byRole: ReadonlyMap<CellRole, number[]>
}

const cell = (name: string, src: string, role?: CellRole): Cell => ({ id: name, name, src, ...(role ? { role } : {}) })
const readingName = (name: string, index: number) => `reading_${index}_of_${name}`

/** The problem's own estimates as a sheet that anybody can open: assumptions first, then what follows from them. */
export function referenceSheet(estimates: Estimates): Sheet {
  return {
    cells: [
      ...estimates.assumptions.map(({ name, value, source }) => ({ ...cell(name, value), note: source })),
      ...estimates.figures.map(({ name, formula, role }) => cell(name, formula, role)),
    ],
  }
}

const behindByEstimates = new WeakMap<Estimates, ReadonlyMap<string, ReadonlySet<string>>>()

/** What each figure stands on, by name: assumptions and figures, also those of its other readings. */
export function behindFigures(estimates: Estimates): ReadonlyMap<string, ReadonlySet<string>> {
  const known = behindByEstimates.get(estimates)
  if (known) return known
  const readings = estimates.figures.flatMap(({ name, also }) =>
    (also ?? []).map((formula, index) => cell(readingName(name, index), formula)),
  )
  const { cells } = evaluateSheet({ cells: [...referenceSheet(estimates).cells, ...readings] }, { samples: 0 })
  const behind = new Map(
    estimates.figures.map(({ name, also }) => {
      const ids = new Set([name, ...(also ?? []).map((_, index) => readingName(name, index))])
      for (const id of ids) for (const use of cells.get(id)?.uses ?? []) ids.add(use)
      return [name, ids] as const
    }),
  )
  behindByEstimates.set(estimates, behind)
  return behind
}

/**
 * The reference estimates computed with somebody's own assumptions: each assumption is the reference's times its factor.
 * A reference that does not evaluate is a mistake in the content and is thrown.
 */
export function referenceFigures(estimates: Estimates, factors: AssumptionFactors = new Map()): ReferenceFigures {
  const scaled = estimates.assumptions.map(({ name, value }) => cell(name, `(${value}) * ${factors.get(name) ?? 1}`))
  const figures = estimates.figures.map(({ name, formula }) => cell(name, formula))
  const readings = estimates.figures.flatMap(({ name, also }) =>
    (also ?? []).map((formula, index) => cell(readingName(name, index), formula)),
  )
  const result = evaluateSheet({ cells: [...scaled, ...figures, ...readings] })
  const quantities = new Map<string, Quantity>()
  for (const [id, { quantity, error }] of result.cells) {
    if (!quantity) throw new Error(`reference estimate ${id}: ${error?.message ?? 'has no value'}`)
    quantities.set(id, quantity)
  }
  const byRole = new Map<CellRole, number[]>()
  for (const { name, role, also } of estimates.figures) {
    if (!role) continue
    const names = [name, ...(also ?? []).map((_, index) => readingName(name, index))]
    byRole.set(
      role,
      names.map((each) => quantities.get(each)!.value),
    )
  }
  return { quantities, byRole }
}
