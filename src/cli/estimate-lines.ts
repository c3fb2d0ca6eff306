import type { EstimatedLine } from '../core/estimate/sheet-document'
import { approximately } from '../core/units/format'

const MOST_NAME_WIDTH = 30

/** A computed sheet as text, one string a line: name, value, 90 % range, and below what was read another way than it may seem. */
export function estimateLines(lines: readonly EstimatedLine[]): string[] {
  const width = Math.min(MOST_NAME_WIDTH, Math.max(0, ...lines.map(({ key }) => key.length)))
  return lines.flatMap(({ key, result, cell }) => {
    const { band, echoes, warnings } = result
    const shown = band && cell.error === null ? `${approximately(cell.display)}   90 %: ${band.display}` : cell.display
    const notes = [...echoes, ...warnings].map(({ text }) => `${' '.repeat(width)}    ${text}`)
    return [`${key.padEnd(width)}  ${shown}`.trimEnd(), ...(cell.error ? [] : notes)]
  })
}

/** What is wrong, one string an error: "line 4, column 12: ...". Columns count from 1, as editors do. */
export const estimateErrors = (lines: readonly EstimatedLine[]): string[] =>
  lines.flatMap(({ cell: { error } }) =>
    error ? [`line ${error.at.line}, column ${error.at.start + 1}: ${error.message}`] : [],
  )
