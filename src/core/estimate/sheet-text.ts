import { z } from 'zod'
import { WORD } from '@/core/units/read-number'
import { type Cell, cellSchema, type Sheet, sheetLimits, sheetNounSchema } from './sheet'

/*
 * A sheet as text, one cell a line: `qps = dau * each {"role":"qps_avg"}`. For copying, for sharing, for pasting from
 * elsewhere. What a line cannot say as it is written stands in the braces at its end, so that every sheet reads back as
 * it was, except for blank cells, and for links, which belong to one design.
 */
const { shape } = cellSchema
const extrasSchema = z.strictObject({
  name: shape.name.optional(),
  src: shape.src.optional(),
  role: shape.role,
  note: shape.note,
  displayUnit: shape.displayUnit,
})
type Extras = z.infer<typeof extrasSchema>

const nounsLine = /^#\s*counts:\s*(.+)$/i

export function sheetToText(sheet: Sheet): string {
  const nouns = sheet.nouns?.length ? [`# counts: ${sheet.nouns.join(', ')}`] : []
  return [...nouns, ...sheet.cells.filter((cell) => !isBlank(cell)).map(lineOf)].map((line) => `${line}\n`).join('')
}

/** A cell that holds nothing: no export has it. */
export const isBlank = ({ name, src, role, note, displayUnit }: Cell): boolean =>
  name === '' && src === '' && (role ?? note ?? displayUnit) === undefined

function lineOf(cell: Cell): string {
  const extras: Extras = {
    ...(cell.role && { role: cell.role }),
    ...(cell.note !== undefined && { note: cell.note }),
    ...(cell.displayUnit !== undefined && { displayUnit: cell.displayUnit }),
  }
  const plain = withExtras(cell.name === '' ? cell.src : `${cell.name} = ${cell.src}`, extras)
  return readsBack(plain, cell) ? plain : withExtras('=', { name: cell.name, src: cell.src, ...extras })
}

const withExtras = (line: string, extras: Extras): string =>
  Object.keys(extras).length === 0 ? line.trimEnd() : `${line.trimEnd()} ${JSON.stringify(extras)}`

/** Lone halves of a surrogate pair do not survive a file; JSON writes them out. */
function readsBack(line: string, { name: cellName, src: cellSrc }: Cell): boolean {
  if (line.trim() === '' || /[\r\n]|\p{Surrogate}/u.test(line) || nounsLine.test(line.trim())) return false
  const back = cellFromLine(line)
  return back.name === cellName && back.src === cellSrc
}

export interface PastedSheet {
  cells: Cell[]
  nouns: string[]
  /** Lines beyond the most cells that a sheet holds. */
  leftOut: number
  /** Lines of which more was written than a cell holds. */
  shortened: number
}

/** Cells from lines "name = formula", formulas alone, and remarks. Empty lines are left out. */
export function cellsFromText(text: string, newId: () => string): PastedSheet {
  const read: PastedSheet = { cells: [], nouns: [], leftOut: 0, shortened: 0 }
  for (const line of readLines(text)) {
    if ('nouns' in line) read.nouns.push(...line.nouns)
    else if (read.cells.length >= sheetLimits.cells) read.leftOut += 1
    else {
      const { cell } = line
      const fits = { name: cell.name.slice(0, sheetLimits.nameChars), src: cell.src.slice(0, sheetLimits.srcChars) }
      if (fits.name !== cell.name || fits.src !== cell.src) read.shortened += 1
      read.cells.push({ ...cell, ...fits, id: newId() })
    }
  }
  return read
}

/** One line of a text that holds something: a cell, or what the sheet counts. */
export type SheetLine = { line: number; text: string } & ({ cell: Omit<Cell, 'id'> } | { nouns: string[] })

/** The lines of a sheet as text, with their numbers from 1. */
export function* readLines(text: string): Generator<SheetLine> {
  for (const [index, whole] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (whole.trim() === '') continue
    const counts = nounsLine.exec(whole.trim())?.[1]
    const line = { line: index + 1, text: whole }
    if (counts === undefined) yield { ...line, cell: cellFromLine(whole) }
    else yield { ...line, nouns: counts.split(/[,\s]+/).filter((noun) => sheetNounSchema.safeParse(noun).success) }
  }
}

function cellFromLine(line: string): Omit<Cell, 'id'> {
  const { rest, extras } = takeExtras(line.trim())
  const named = splitName(rest)
  return { name: named?.name ?? '', src: named?.src ?? rest, ...extras }
}

const namedFormula = new RegExp(`^\\s*(${WORD})\\s*=(?![=>])\\s*(.*)$`, 'su')

/** "dau = 100M users" typed or pasted as one: the name and the formula; undefined for anything else. */
export function splitName(text: string): { name: string; src: string } | undefined {
  const match = namedFormula.exec(text)
  return match?.[1] === undefined ? undefined : { name: match[1], src: match[2] ?? '' }
}

function takeExtras(line: string): { rest: string; extras: Extras } {
  // without the brace at its end a long line would be tried from each of its braces
  const match = line.endsWith('}') ? /^(.*?)\s(\{".*\})$/.exec(line) : null
  if (match?.[1] === undefined || match[2] === undefined) return { rest: line, extras: {} }
  try {
    const extras = extrasSchema.safeParse(JSON.parse(match[2]))
    return extras.success ? { rest: match[1].trimEnd(), extras: extras.data } : { rest: line, extras: {} }
  } catch {
    return { rest: line, extras: {} }
  }
}
