import { withSheetFindings } from './with-sheet-findings'
import type { Finding } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { type Cell, cellRoleSchema, type Sheet } from '@/core/estimate/sheet'
import { cellsFromText } from '@/core/estimate/sheet-text'
import { contradictionsOf } from './contradictions'

/** A sheet as text, for a design: cells go by their names, and a name that is a role ("qps_peak") stands for it. */
export function sheetBeside(text: string): Sheet {
  let nth = 0
  const { cells, nouns } = cellsFromText(text, () => `line-${++nth}`)
  const taken = new Set<string>()
  const named = cells.map((cell): Cell => {
    const id = /^[A-Za-z0-9_-]{1,64}$/.test(cell.name) && !taken.has(cell.name) ? cell.name : cell.id
    taken.add(id)
    const role = cell.role ?? cellRoleSchema.safeParse(cell.name).data
    return { ...cell, id, ...(role && { role }) }
  })
  return { cells: named, ...(nouns.length > 0 && { nouns }) }
}

export interface Beside {
  shareOfService: number
  costPerMonthUsd: number | null
}

/** The findings about a design with those about it and a sheet. */
export function findingsBeside(
  findings: readonly Finding[],
  design: Design,
  sheet: Sheet,
  { shareOfService, costPerMonthUsd }: Beside,
): Finding[] {
  const result = evaluateSheet(sheet)
  const chain = { sheet, result, design, shareOfService, stored: [], costPerMonthUsd }
  return [...withSheetFindings(findings, contradictionsOf(chain))]
}
