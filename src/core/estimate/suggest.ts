import { nouns as catalogueNouns, timeUnits } from '@/core/units/catalogue'
import { pluralOf } from '@/core/units/dims'
import { WORD, WORD_PART } from '@/core/units/read-number'
import { namesOf } from './cell-names'
import { sheetFunctions } from './functions'
import type { Sheet } from './sheet'

export interface Suggestion {
  text: string
  kind: 'cell' | 'unit' | 'function'
  /** What it is, in a few words. */
  detail: string
  /** How far the caret goes back from the end of the inserted text: 1 to stand inside "ceil()". */
  caretBack: number
}

export interface SuggestionList {
  /** The part of the source that a suggestion replaces. */
  start: number
  end: number
  items: Suggestion[]
}

const most = 8
const wordBefore = new RegExp(`${WORD}$`, 'u')
const restOfWord = new RegExp(`^${WORD_PART}*`, 'u')

export interface SuggestContext {
  sheet: Sheet
  /** Of the cell that is written: it is not offered to itself. */
  cellId: string
  /** What a cell comes to, in a few words. */
  describe: (id: string) => string
  /** The list was called for: it opens before a letter too. */
  isAsked?: boolean
}

/**
 * What could stand at the caret: cells, units and functions that start with the word before it, units alone right
 * after a number or "/". Nothing until a letter is typed or it is asked for.
 */
export function suggestAt(src: string, caret: number, context: SuggestContext): SuggestionList | undefined {
  const { sheet, cellId, describe, isAsked = false } = context
  const before = src.slice(0, caret)
  const word = wordBefore.exec(before)?.[0] ?? ''
  const rest = restOfWord.exec(src.slice(caret))?.[0] ?? ''
  if ((word === '' && !isAsked) || src.trimStart().startsWith('#')) return undefined
  const start = caret - word.length
  const lead = before.slice(0, start)
  const afterNumber = /\d[\d.,_]*\s*[kMBT]?\s*$/.test(lead) || lead.endsWith('$')
  const afterConversion = /(->|→|\b(in|to|per)\s)\s*$/.test(lead)
  const cells = afterNumber || afterConversion ? [] : cellSuggestions(sheet, cellId, describe)
  const functions = afterNumber || afterConversion || lead.endsWith('/') ? [] : functionSuggestions
  const units = afterNumber || afterConversion || /\/\s*$/.test(lead) ? unitSuggestions(sheet.nouns ?? []) : []
  const items = rank(word, [...cells, ...functions, ...units])
  // A word that is whole already needs no list, which would take the arrow keys.
  if (items.length === 0 || items.some(({ text }) => text === word + rest)) return undefined
  return { start, end: caret + rest.length, items }
}

function rank(word: string, items: Suggestion[]): Suggestion[] {
  const typed = word.toLowerCase()
  const score = ({ text }: Suggestion): number => {
    if (text.startsWith(word)) return 0
    if (text.toLowerCase().startsWith(typed)) return 1
    return typed.length >= 2 && text.toLowerCase().includes(typed) ? 2 : 3
  }
  const seen = new Set<string>()
  return items
    .map((item) => ({ item, points: score(item) }))
    .filter(({ item, points }) => points < 3 && !seen.has(item.text) && seen.add(item.text))
    .sort((a, b) => a.points - b.points)
    .slice(0, most)
    .map(({ item }) => item)
}

function cellSuggestions(sheet: Sheet, cellId: string, describe: (id: string) => string): Suggestion[] {
  const cells = [...namesOf(sheet).cells].filter(([, cell]) => cell.id !== cellId)
  return cells.map(([name, cell]) => ({ text: name, kind: 'cell' as const, detail: describe(cell.id), caretBack: 0 }))
}

const functionSuggestions: Suggestion[] = sheetFunctions.map(({ name, help }) => ({
  text: `${name}()`,
  kind: 'function',
  detail: help,
  caretBack: 1,
}))

/** The units that are worth offering; the rest of the catalogue is understood when typed. */
const measured: { text: string; detail: string }[] = [
  ...['requests', 'users', 'posts', 'messages'].map((text) => ({ text, detail: 'count' })),
  ...['B', 'kB', 'MB', 'GB', 'TB', 'PB'].map((text) => ({ text, detail: 'data, powers of 1 000' })),
  ...['bit', 'kbit', 'Mbit', 'Gbit', 'Tbit'].map((text) => ({ text, detail: 'data in bits' })),
  ...['KiB', 'MiB', 'GiB', 'TiB'].map((text) => ({ text, detail: 'data, powers of 1 024' })),
  ...timeUnits
    .flatMap(({ symbol, plural }) => [symbol, ...(plural === undefined ? [] : [plural])])
    .map((text) => ({ text, detail: 'time' })),
  ...['qps', 'rps'].map((text) => ({ text, detail: 'requests a second' })),
  { text: 'million', detail: '10^6' },
  { text: 'billion', detail: '10^9' },
  { text: 'nines', detail: '3 nines = 99.9 %' },
]

function unitSuggestions(ownNouns: readonly string[]): Suggestion[] {
  const nouns = [...ownNouns, ...catalogueNouns.keys()]
  const counted = nouns.flatMap((name) => [pluralOf(name), name]).map((text) => ({ text, detail: 'count' }))
  return [...measured, ...counted].map(({ text, detail }) => ({ text, kind: 'unit' as const, detail, caretBack: 0 }))
}
