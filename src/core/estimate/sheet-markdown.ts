import type { CellResult } from './evaluate-sheet'
import { roleSpec } from './roles'
import type { Cell, Sheet } from './sheet'

/** A sheet with its results as Markdown: remarks as headings, the cells between them as tables. */
export function sheetToMarkdown({ cells }: Sheet, resultOf: (id: string) => CellResult): string {
  const parts: string[] = []
  let rows: string[] = []
  const endTable = () => {
    if (rows.length > 0) parts.push([...head, ...rows].join('\n'))
    rows = []
  }
  for (const cell of cells) {
    const result = resultOf(cell.id)
    if (result.state === 'text') {
      endTable()
      parts.push(remark(cell))
    } else if (result.state !== 'empty' || cell.name !== '') rows.push(rowOf(cell, result))
  }
  endTable()
  return `${parts.join('\n\n')}\n`
}

const head = ['| Name | Formula | Value | 90 % range | Note |', '| --- | --- | ---: | ---: | --- |']

function rowOf({ name, src, role, note }: Cell, { display, band, error, nameProblem }: CellResult): string {
  const problems = [nameProblem, error?.message].filter((text) => text !== undefined)
  const stands = role && `${roleSpec(role).label}.`
  const notes = [stands, note, ...problems.map((text) => `Error: ${text}`)].filter((text) => text !== undefined)
  return `| ${[code(name), code(src), plain(display), plain(band?.display ?? ''), plain(notes.join(' '))].join(' | ')} |`
}

const remark = ({ name, src, note }: Cell): string => {
  const text = plain(src.replace(/^\s*#+\s*/, ''))
  const line = /^\s*#/.test(src) ? `### ${text}` : text
  return [name === '' ? line : `${code(name)}: ${text}`, ...(note === undefined ? [] : [plain(note)])].join('\n\n')
}

const oneLine = (text: string): string => text.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim()

/** Text as it is: nothing in it is markup, nor begins a list, nor ends the column of a table. */
const plain = (text: string): string =>
  oneLine(text)
    .replaceAll(/[\\`*_{}[\]<>#|~!&$]/g, String.raw`\$&`)
    .replace(/^(\d*)([-+.)])(?=\s)/, String.raw`$1\$2`)

/** A code span between more backticks than stand in it. Only "|" is read before the span is. */
function code(text: string): string {
  const line = oneLine(text).replaceAll('|', String.raw`\|`)
  if (line === '') return ''
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`
}
