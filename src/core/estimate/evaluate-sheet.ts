import type { Rounding } from '@/core/units/rounding'
import type { Value } from './arithmetic'
import { type NameTable, namesOf } from './cell-names'
import { type CellResult, type ComputedCell, computeCell } from './cell-result'
import { evaluationOrder } from './dependencies'
import { DrawSource } from './draws'
import type { Rules } from './evaluate-cell'
import { type Parsed, parseCell } from './parse'
import { roleSpec } from './roles'
import type { Cell, CellRole, Sheet } from './sheet'

export type { CellResult } from './cell-result'

export interface SheetResult {
  cells: ReadonlyMap<string, CellResult>
  /** Cells with an error in their source or their name. */
  errors: number
  /** The first cell of each role that has a value. */
  byRole: ReadonlyMap<CellRole, string>
  /** What the next evaluation reuses. Opaque. */
  memory: SheetMemory
}

export interface EvaluateOptions {
  /** Makes the draws of uncertain inputs: the same seed, the same result. An interview uses its own id. */
  seed?: string
  /** Samples of each uncertain input; 0 gives medians alone, and bands only where there is a closed form. */
  samples?: number
  /** Days of 10^5 s and years of 3 x 10^7 s, as people take them in the head. */
  handy?: boolean
  /** Rounds every number and every step so, as people do by hand; then nothing is uncertain. See `by-hand.ts`. */
  byHand?: Rounding
  /** The result before an edit: cells that the edit cannot have changed keep their very result. */
  previous?: SheetResult | undefined
}

interface Remembered extends ComputedCell {
  cell: Cell
  parsed: Parsed
}
export interface SheetMemory {
  names: NameTable
  nouns: readonly string[]
  source: DrawSource
  rules: Rules
  cells: ReadonlyMap<string, Remembered>
}

/** While a sheet is edited; `GRADING_SAMPLES` where a figure counts. */
export const EDITING_SAMPLES = 5000
export const GRADING_SAMPLES = 20_000
/**
 * Additions that all draws of a sheet may cost, a fifth of a second of work: a full sheet of short formulas has all the
 * samples that grading takes, and one that was written to keep a server busy has fewer.
 */
export const MOST_DRAW_WORK = 20_000_000
const FEWEST_SAMPLES = 100

/** Computes a sheet. A cell with an error has no value, cells that need it say so, and all others are computed. */
export function evaluateSheet(
  sheet: Sheet,
  { seed = '', samples = EDITING_SAMPLES, handy = false, byHand = 'exact', previous }: EvaluateOptions = {},
): SheetResult {
  const rules: Rules = { handy, rounding: byHand }
  const names = namesOf(sheet)
  const nouns = sheet.nouns ?? []
  const before = previous && sameWords(previous.memory.nouns, nouns) ? previous.memory : undefined
  const isSameRules = before?.rules.handy === handy && before.rules.rounding === byHand
  const parsed = parseCells(sheet, names, nouns, before)
  const usesOf = (id: string): string[] => {
    const cell = parsed.get(id)
    return cell?.kind === 'expression' ? cell.names.flatMap((name) => names.cells.get(name)?.id ?? []) : []
  }
  const { order, cycles } = evaluationOrder(new Map(sheet.cells.map((cell) => [cell.id, usesOf(cell.id)])))
  const source = sourceFor(seed, affordable(samples, parsed), previous)
  const byId = new Map(sheet.cells.map((cell) => [cell.id, cell]))
  const done = new Map<string, Remembered>()
  for (const id of order) {
    const cell = byId.get(id)!
    const uses = usesOf(id)
    const circle = cycles.get(id)
    const nameProblem = names.problems.get(id)
    const known = before?.cells.get(id)
    const isKept =
      known !== undefined &&
      isSameRules &&
      !circle &&
      known.parsed === parsed.get(id) &&
      known.result.nameProblem === nameProblem &&
      sameCell(known.cell, cell) &&
      (before.source === source || !known.value?.uncertainty) &&
      sameUses(known, uses, before.cells, done)
    const computed = isKept
      ? known
      : computeCell(cell, parsed.get(id)!, {
          lookup: (name) => lookUp(name, names.cells, done),
          nouns,
          source,
          rules,
          uses,
          nameProblem,
          circle: circle?.map((member) => byId.get(member)?.name ?? '?'),
        })
    done.set(id, { value: computed.value, result: computed.result, cell, parsed: parsed.get(id)! })
  }
  return { ...collect(sheet, done), memory: { names, nouns, source, rules, cells: done } }
}

function affordable(samples: number, parsed: ReadonlyMap<string, Parsed>): number {
  let work = 0
  for (const cell of parsed.values()) if (cell.kind === 'expression') work += cell.work
  const most = Math.max(FEWEST_SAMPLES, Math.floor(MOST_DRAW_WORK / Math.max(1, work)))
  return Math.min(samples, most)
}

function sourceFor(seed: string, samples: number, previous: SheetResult | undefined): DrawSource {
  const known = previous?.memory.source
  return known?.seed === seed && known.count === samples ? known : new DrawSource(seed, samples)
}

/**
 * A name decides how a formula is read, so that a cell is read again when its source changed, or a name in it came or
 * went; one with an error also because a name may now be near enough to offer.
 */
function parseCells(
  sheet: Sheet,
  names: NameTable,
  nouns: readonly string[],
  before: SheetMemory | undefined,
): Map<string, Parsed> {
  const changed = before ? changedNames(before.names, names).map((name) => name.toLowerCase()) : []
  const context = { names: new Set(names.cells.keys()), nouns }
  const isStill = ({ cell, parsed }: Remembered, { src, name: given }: Cell) =>
    cell.src === src &&
    (cell.name === '') === (given === '') &&
    (changed.length === 0 || (parsed.kind !== 'error' && !changed.some((name) => src.toLowerCase().includes(name))))
  return new Map(
    sheet.cells.map((cell) => {
      const known = before?.cells.get(cell.id)
      return [cell.id, known && isStill(known, cell) ? known.parsed : parseCell(cell.src, context, cell.name !== '')]
    }),
  )
}

/** Names that were given, taken away, or passed from one cell to another. */
function changedNames(before: NameTable, now: NameTable): string[] {
  const all = new Set([...before.cells.keys(), ...now.cells.keys()])
  return [...all].filter((name) => before.cells.get(name)?.id !== now.cells.get(name)?.id)
}

function sameUses(
  known: Remembered,
  uses: readonly string[],
  before: SheetMemory['cells'],
  done: ReadonlyMap<string, Remembered>,
): boolean {
  return sameWords(known.result.uses, uses) && uses.every((use) => before.get(use)?.result === done.get(use)?.result)
}

function lookUp(
  name: string,
  cells: NameTable['cells'],
  done: ReadonlyMap<string, Remembered>,
): Value | { error: string } {
  const cell = cells.get(name)
  const computed = cell && done.get(cell.id)
  if (computed?.value) return computed.value
  const state = computed?.result.state
  if (state === 'empty') return { error: `${name} has no value yet.` }
  return { error: state === 'text' ? `${name} is a remark and has no value.` : `${name} has an error.` }
}

function collect(sheet: Sheet, done: ReadonlyMap<string, Remembered>): Omit<SheetResult, 'memory'> {
  const byRole = new Map<CellRole, string>()
  const cells = new Map<string, CellResult>()
  let errors = 0
  for (const cell of sheet.cells) {
    const { result } = done.get(cell.id)!
    const holder = cell.role && result.state === 'value' ? byRole.get(cell.role) : undefined
    cells.set(cell.id, holder === undefined ? result : withSecondRole(cell, result, done.get(holder)!.cell))
    if (result.state === 'error' || result.nameProblem !== undefined) errors += 1
    if (cell.role && result.state === 'value' && holder === undefined) byRole.set(cell.role, cell.id)
  }
  return { cells, errors, byRole }
}

function withSecondRole({ role }: Cell, result: CellResult, holder: Cell): CellResult {
  const from = holder.name === '' ? 'another cell' : holder.name
  const text = `“${roleSpec(role!).label}” is taken from ${from} already: only the first counts.`
  return { ...result, warnings: [...result.warnings, { text }] }
}

const sameCell = (a: Cell, b: Cell): boolean =>
  a === b || (a.src === b.src && a.name === b.name && a.role === b.role && a.displayUnit === b.displayUnit)

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, index) => word === b[index])
