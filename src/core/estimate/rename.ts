import type { SheetEdit } from './edits'
import { namesOf } from './cell-names'
import type { Sheet } from './sheet'
import { SourceProblem } from './source-problem'
import { type LexContext, tokenize } from './tokens'

/**
 * The edit that renames a cell and rewrites every formula that refers to it. Only references change: the word "users"
 * in "100M users" stays a unit. A formula that cannot be read is left as it is. `was` is the name that formulas still
 * use where the cell has lost its own for a moment, while a new one is typed.
 */
export function renameEdit(sheet: Sheet, id: string, name: string, was?: string): SheetEdit {
  const cell = sheet.cells.find((candidate) => candidate.id === id)
  const names = namesOf(sheet)
  const old = cell?.name === '' ? (was ?? '') : (cell?.name ?? '')
  const owns = old !== '' && (names.cells.get(old)?.id ?? id) === id
  const context = { names: new Set([...names.cells.keys(), old]), nouns: sheet.nouns ?? [] }
  const rewrites = sheet.cells.flatMap((other) => {
    if (!owns || name === '') return []
    const src = renameInSource(other.src, new Map([[old, name]]), context)
    return src === other.src ? [] : [{ id: other.id, src }]
  })
  return { type: 'cell-renamed', id, name, rewrites }
}

/** `src` with references to cells renamed; unchanged where it cannot be read. */
export function renameInSource(src: string, renamed: ReadonlyMap<string, string>, context: LexContext): string {
  const spans = referencesIn(src, context)
  let result = src
  for (const { name, start, end } of spans.reverse()) {
    const to = renamed.get(name)
    if (to !== undefined) result = `${result.slice(0, start)}${to}${result.slice(end)}`
  }
  return result
}

function referencesIn(src: string, context: LexContext): { name: string; start: number; end: number }[] {
  try {
    const { tokens } = tokenize(src, context)
    return tokens.flatMap((token) =>
      token.kind === 'name' ? [{ name: token.name, start: token.start, end: token.end }] : [],
    )
  } catch (problem) {
    if (problem instanceof SourceProblem) return []
    throw problem
  }
}
