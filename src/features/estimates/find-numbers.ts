import type { NumberTable, ReferenceNumber } from '@/core/content/number-table'

export interface FoundNumbers {
  table: NumberTable
  rows: ReferenceNumber[]
}

/** The numbers that have every word of a query somewhere: in the name first, then in all that is said about them. */
export function findNumbers(tables: readonly NumberTable[], query: string): FoundNumbers[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const named = (row: ReferenceNumber) => words.every((word) => row.name.toLowerCase().includes(word))
  return tables
    .map((table) => {
      const rows = table.rows.filter((row) => words.every((word) => textOf(row, table).includes(word)))
      return { table, rows: [...rows.filter(named), ...rows.filter((row) => !named(row))] }
    })
    .filter(({ rows }) => rows.length > 0)
    .sort((a, b) => Number(b.rows.some(named)) - Number(a.rows.some(named)))
}

function textOf(row: ReferenceNumber, table: NumberTable): string {
  const { name, group, src, text, year, source, note, cell } = row
  const all = [name, group, src, text, year, source, note, cell, table.title, table.tab, row.handy?.text]
  // Numbers are shown with thin spaces, which nobody types.
  return all
    .join(' ')
    .toLowerCase()
    .replaceAll(/[\u202f\u00a0]/g, ' ')
}
