import type { SheetEdit } from './edits'
import { nameProblem, namesOf } from './cell-names'
import type { Sheet } from './sheet'
import { SourceProblem } from './source-problem'
import { type LexContext, tokenize } from './tokens'

/**
 * The edit that renames a cell and rewrites every formula that refers to it. Only references change: the word "users"
 * in "100M users" stays a unit. A formula that cannot be read is left as it is. A name that cannot be used, or is that of
 * another cell, is given to the cell alone: formulas that took it on would mean something else. `was` is the name that
 * they still use then, or where the cell has lost its own for a moment, while a new one is typed.
 */
export function renameEdit(sheet: Sheet, id: string, name: string, was?: string): SheetEdit {
  const names = namesOf(sheet)
  const old = nameInUse(sheet, id) ?? was ?? ''
  const isFree = (taken: string) => (names.cells.get(taken)?.id ?? id) === id
  const takesOver = old !== '' && isFree(old) && name !== '' && isFree(name) && nameProblem(name) === undefined
  const context = { names: new Set([...names.cells.keys(), old]), nouns: sheet.nouns ?? [] }
  const rewrites = sheet.cells.flatMap((other) => {
    if (!takesOver) return []
    const src = renameInSource(other.src, new Map([[old, name]]), context)
    return src === other.src ? [] : [{ id: other.id, src }]
  })
  return { type: 'cell-renamed', id, name, rewrites }
}

/** The name by which formulas can only mean this cell; undefined where it has none, a wrong one, or that of another too. */
export function nameInUse({ cells }: Sheet, id: string): string | undefined {
  const name = cells.find((cell) => cell.id === id)?.name ?? ''
  const isShared = cells.some((cell) => cell.name === name && cell.id !== id)
  return name === '' || isShared || nameProblem(name) !== undefined ? undefined : name
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
