import { z } from 'zod'
import { type Cell, cellSchema, type Sheet, sheetLimits, sheetNounSchema } from './sheet'

/*
 * A sheet as text, one cell a line: `qps = dau * each {"role":"qps_avg"}`. For copying, for sharing, for pasting from
 * elsewhere. Links are left out: they belong to one design.
 */
const extrasSchema = z.strictObject({
  role: cellSchema.shape.role,
  note: cellSchema.shape.note,
  displayUnit: cellSchema.shape.displayUnit,
})

const nounsLine = /^#\s*counts:\s*(.+)$/i

export function sheetToText(sheet: Sheet): string {
  const nouns = sheet.nouns?.length ? [`# counts: ${sheet.nouns.join(', ')}`] : []
  return [...nouns, ...sheet.cells.map(lineOf)].map((line) => `${line}\n`).join('')
}

function lineOf({ name, src, role, note, displayUnit }: Cell): string {
  const extras = { ...(role && { role }), ...(note && { note }), ...(displayUnit && { displayUnit }) }
  const start = name === '' ? src : `${name} = ${src}`
  const line = start.replace(/\s*[\r\n]+\s*/g, ' ').trimEnd()
  return Object.keys(extras).length === 0 ? line : `${line} ${JSON.stringify(extras)}`
}

export interface PastedSheet {
  cells: Cell[]
  nouns: string[]
}

/** Cells from lines "name = formula", formulas alone, and remarks. Empty lines are left out. */
export function cellsFromText(text: string, newId: () => string): PastedSheet {
  const nouns: string[] = []
  const cells: Cell[] = []
  for (const line of text.split(/\r?\n/)) {
    const counts = nounsLine.exec(line.trim())?.[1]
    if (counts !== undefined)
      nouns.push(...counts.split(/[,\s]+/).filter((noun) => sheetNounSchema.safeParse(noun).success))
    else if (line.trim() !== '' && cells.length < sheetLimits.cells) cells.push(cellFromLine(line, newId()))
  }
  return { cells, nouns }
}

function cellFromLine(line: string, id: string): Cell {
  const { rest, extras } = takeExtras(line.trim())
  const named = splitName(rest)
  return {
    id,
    name: (named?.name ?? '').slice(0, sheetLimits.nameChars),
    src: (named?.src ?? rest).slice(0, sheetLimits.srcChars),
    ...extras,
  }
}

/** "dau = 100M users" typed or pasted as one: the name and the formula; undefined for anything else. */
export function splitName(text: string): { name: string; src: string } | undefined {
  const match = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=(?![=>])\s*(.*)$/su.exec(text)
  return match?.[1] === undefined ? undefined : { name: match[1], src: match[2] ?? '' }
}

function takeExtras(line: string): { rest: string; extras: z.infer<typeof extrasSchema> } {
  const match = /^(.*?)\s(\{".*\})$/.exec(line)
  if (match?.[1] === undefined || match[2] === undefined) return { rest: line, extras: {} }
  try {
    const extras = extrasSchema.safeParse(JSON.parse(match[2]))
    return extras.success ? { rest: match[1].trimEnd(), extras: extras.data } : { rest: line, extras: {} }
  } catch {
    return { rest: line, extras: {} }
  }
}
