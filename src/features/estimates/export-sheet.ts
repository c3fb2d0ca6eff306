import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import type { Sheet } from '@/core/estimate/sheet'
import { sheetToCsv } from '@/core/estimate/sheet-csv'
import { sheetToMarkdown } from '@/core/estimate/sheet-markdown'
import { sheetToText } from '@/core/estimate/sheet-text'

export type SheetFormat = 'text' | 'markdown' | 'csv'

export const sheetFormats = {
  text: { label: 'Text', extension: 'txt', type: 'text/plain' },
  markdown: { label: 'Markdown', extension: 'md', type: 'text/markdown' },
  csv: { label: 'CSV', extension: 'csv', type: 'text/csv' },
} as const

/** A sheet in a format; text reads back, the others are with what it comes to. */
export function exportSheet(format: SheetFormat, sheet: Sheet, seed: string): string {
  if (format === 'text') return sheetToText(sheet)
  const { cells } = evaluateSheet(sheet, { seed })
  const resultOf = (id: string) => {
    const result = cells.get(id)
    if (!result) throw new Error(`cell ${id} was not evaluated`)
    return result
  }
  return format === 'csv' ? sheetToCsv(sheet, resultOf) : sheetToMarkdown(sheet, resultOf)
}
