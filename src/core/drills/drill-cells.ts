import { estimateTemplates } from '@/core/estimate/templates'
import { evaluateSheet, type SheetResult, type CellResult } from '@/core/estimate/evaluate-sheet'
import type { Cell } from '@/core/estimate/sheet'
import { workingSteps } from '@/core/estimate/working'
import type { Slip } from '@/core/estimate/slips'
import { isPlain } from '@/core/units/dims'
import type { Draw } from './draw'
import type { CellDrill, DrillCell, Level } from './drill'
import type { Question, WorkedLine } from './question'

/** The cells of templates, one after the other: what an earlier one works out is no input of a later one. */
export function cellsOf(...templates: readonly string[]): readonly DrillCell[] {
  const cells = new Map<string, DrillCell>()
  for (const id of templates) {
    const template = estimateTemplates.find((each) => each.id === id)
    if (!template) throw new Error(`there is no template ${id}`)
    for (const { name, src, note } of template.cells)
      if (!cells.has(name)) cells.set(name, { name, src, ...(note === undefined ? {} : { note }) })
  }
  return [...cells.values()]
}

/** Parameters of one question, by name. */
export type Drawn = Readonly<Record<string, string>>

export function drawValues({ values }: CellDrill, level: Level, draw: Draw): Drawn {
  return Object.fromEntries(Object.entries(values).map(([name, byLevel]) => [name, draw.pick(byLevel[level - 1]!)]))
}

/** A text with its `{key}`s filled in. */
export function fill(text: string, drawn: Drawn): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = drawn[key]
    if (value === undefined) throw new Error(`nothing was drawn for {${key}}`)
    return value
  })
}

/** Cells with their parameters in place, worked out. Ids are names. */
export interface WorkedCells {
  cells: readonly Cell[]
  notes: ReadonlyMap<string, string>
  result: SheetResult
}

export function workOut(cells: readonly DrillCell[], drawn: Drawn): WorkedCells {
  const filled = cells.map(({ name, src }): Cell => {
    return { id: name, name, src: drawn[name] ?? fill(src, drawn) }
  })
  const notes = new Map(cells.flatMap(({ name, note }) => (note === undefined ? [] : [[name, note] as const])))
  return { cells: filled, notes, result: evaluateSheet({ cells: filled }, { samples: 0 }) }
}

/** The value of a cell. A drill whose cells have none is a mistake of ours, which the contract tests find. */
export function valueOf(
  { result }: WorkedCells,
  name: string,
): CellResult & { quantity: NonNullable<CellResult['quantity']> } {
  const cell = result.cells.get(name)
  if (!cell?.quantity) throw new Error(`${name} has no value: ${cell?.error?.message ?? 'there is no such cell'}`)
  return { ...cell, quantity: cell.quantity }
}

/** The cells that a value stands on, itself included, in the order of the sheet. */
export function behind(worked: WorkedCells, name: string): Cell[] {
  const found = new Set([name])
  for (const id of found) for (const use of worked.result.cells.get(id)?.uses ?? []) found.add(use)
  return worked.cells.filter(({ id }) => found.has(id))
}

const isGiven = ({ result }: WorkedCells, { id }: Cell): boolean => (result.cells.get(id)?.uses.length ?? 0) === 0

export const givenAmong = (worked: WorkedCells, cells: readonly Cell[]): Question['given'] =>
  cells
    .filter((cell) => isGiven(worked, cell))
    .map(({ id, name }) => {
      const note = worked.notes.get(name)
      return { name, value: valueOf(worked, id).display, ...(note === undefined ? {} : { note }) }
    })

export const workedAmong = (worked: WorkedCells, cells: readonly Cell[]): WorkedLine[] =>
  cells
    .filter((cell) => !isGiven(worked, cell))
    .map(({ id, name }) => ({ name, steps: workingSteps(worked.result, id), display: valueOf(worked, id).display }))

/** Plain numbers among what is given: the peak factor, the copies. Each can be left out, or used twice. */
export const ownSlips = (worked: WorkedCells, cells: readonly Cell[]): Slip[] =>
  cells
    .filter((cell) => isGiven(worked, cell))
    .flatMap(({ id, name }) => {
      const { quantity, display } = valueOf(worked, id)
      const isTelling = isPlain(quantity.dims) && quantity.value > 0 && Math.abs(Math.log10(quantity.value)) > 0.1
      return isTelling ? [{ factor: quantity.value, says: `${name} (${display})` }] : []
    })
