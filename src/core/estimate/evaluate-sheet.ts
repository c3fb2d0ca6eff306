import { nextUniform, seedStream } from '@/core/random/streams'
import { chooseUnit, describeKind, formatQuantity, otherReadings } from '@/core/units/format-quantity'
import { unknownText } from '@/core/units/format'
import type { Quantity } from '@/core/units/quantity'
import { readUnit } from '@/core/units/read-quantity'
import type { Value } from './arithmetic'
import { hiddenUnit, namesOf } from './cell-names'
import { convertQuantity } from './convert'
import { evaluationOrder } from './dependencies'
import { evaluateExpression, type Notice } from './evaluate-cell'
import { type Parsed, parseCell } from './parse'
import { fitsRole, roleSpec } from './roles'
import { type Quantiles, quantilesOf, type RandomFor, sampleSpread } from './sampling'
import type { Cell, CellRole, Sheet } from './sheet'
import type { CellError } from './source-problem'
import { showWorking, type WorkingStep } from './working'

export interface CellResult {
  id: string
  state: 'empty' | 'text' | 'value' | 'error'
  quantity?: Quantity
  /** The value as shown: "30 GB/day"; "—" for an error; empty for a remark. */
  display: string
  /** The same in other units: "347 kB/s". */
  others: string[]
  /** Of an uncertain value, in base units: 5 %, 50 % and 95 % of the samples lie below. */
  band?: Quantiles & { display: string }
  error?: CellError
  nameProblem?: string
  /** How parts were read that could be read otherwise. */
  echoes: Notice[]
  warnings: Notice[]
  working: WorkingStep[]
  /** Ids of the cells that this one refers to. */
  uses: string[]
}

export interface SheetResult {
  cells: ReadonlyMap<string, CellResult>
  /** Cells with an error in their source or their name. */
  errors: number
  /** The first cell of each role that has a value. */
  byRole: ReadonlyMap<CellRole, string>
  /** What the next evaluation reuses. Opaque. */
  memory: Memory
}

export interface EvaluateOptions {
  /** Makes the draws of uncertain inputs: the same seed, the same result. An interview uses its own id. */
  seed?: string
  /** Samples of each uncertain input. */
  samples?: number
  /** The result before an edit: cells that the edit cannot have changed keep their very result. */
  previous?: SheetResult | undefined
}

interface Remembered {
  cell: Cell
  parsed: Parsed
  value: Value | undefined
  result: CellResult
}
interface Memory {
  key: string
  cells: ReadonlyMap<string, Remembered>
}

const defaultSamples = 5000

/** Computes a sheet. A cell with an error has no value, cells that need it say so, and all others are computed. */
export function evaluateSheet(
  sheet: Sheet,
  { seed = '', samples = defaultSamples, previous }: EvaluateOptions = {},
): SheetResult {
  const names = namesOf(sheet)
  const nouns = sheet.nouns ?? []
  // A name decides how every formula is read, so the names and nouns are part of what a result depends on.
  const key = JSON.stringify([seed, samples, nouns, [...names.cells].map(([name, cell]) => [name, cell.id])])
  const old = previous?.memory.key === key ? previous.memory.cells : new Map<string, Remembered>()
  const context = { names: new Set(names.cells.keys()), nouns }
  const parsed = new Map<string, Parsed>()
  for (const cell of sheet.cells) {
    const known = old.get(cell.id)
    parsed.set(cell.id, known && known.cell.src === cell.src ? known.parsed : parseCell(cell.src, context))
  }
  const idsOf = (id: string): string[] => {
    const cell = parsed.get(id)
    return cell?.kind === 'expression' ? cell.names.flatMap((name) => names.cells.get(name)?.id ?? []) : []
  }
  const { order, cycles } = evaluationOrder(new Map(sheet.cells.map((cell) => [cell.id, idsOf(cell.id)])))
  const run: SheetRun = {
    byId: new Map(sheet.cells.map((cell) => [cell.id, cell])),
    byName: names.cells,
    nouns,
    random: (label) => randomFor(`${seed}/${label}`),
    samples,
    done: new Map(),
  }
  for (const id of order) {
    const cell = run.byId.get(id)
    const source = parsed.get(id)
    if (!cell || !source) continue
    const uses = idsOf(id)
    const known = old.get(id)
    const unchanged = known !== undefined && sameCell(known.cell, cell) && !cycles.has(id) && known.parsed === source
    const kept = unchanged && uses.every((use) => old.get(use)?.result === run.done.get(use)?.result)
    run.done.set(
      id,
      kept ? { ...known, cell } : computeCell(cell, source, uses, cycles.get(id), names.problems.get(id), run),
    )
  }
  return collect(sheet, run, key)
}

interface SheetRun {
  byId: ReadonlyMap<string, Cell>
  byName: ReadonlyMap<string, Cell>
  nouns: readonly string[]
  random: RandomFor
  samples: number
  done: Map<string, Remembered>
}

function computeCell(
  cell: Cell,
  parsed: Parsed,
  uses: string[],
  cycle: string[] | undefined,
  nameProblem: string | undefined,
  run: SheetRun,
): Remembered {
  const hidden = nameProblem === undefined ? hiddenUnit(cell.name, run.nouns) : undefined
  const base = {
    id: cell.id,
    uses,
    others: [],
    working: [],
    echoes: [] as Notice[],
    warnings: hidden === undefined ? [] : [{ text: hidden }],
    ...(nameProblem === undefined ? {} : { nameProblem }),
  }
  const without = (result: CellResult): Remembered => ({ cell, parsed, value: undefined, result })
  if (parsed.kind === 'empty' || parsed.kind === 'text') return without({ ...base, state: parsed.kind, display: '' })
  const failed = (error: CellError, echoes: Notice[] = []) =>
    without({ ...base, state: 'error', display: unknownText, error, echoes })
  if (parsed.kind === 'error') return failed(parsed.error)
  if (cycle) return failed(cycleError(cell, cycle, run))
  const evaluated = evaluateExpression(parsed.root, {
    src: cell.src,
    lookup: (name) => lookUp(name, run),
    draw: (label, spread) => sampleSpread(spread, run.samples, run.random(`${cell.id}/${label}`)),
  })
  const echoes = [...parsed.echoes, ...evaluated.echoes]
  if (!evaluated.ok) return failed(evaluated.error, echoes)
  const { quantity, warning } = inDisplayUnit(evaluated.value.quantity, cell, run.nouns)
  const display = formatQuantity(quantity)
  const warnings = [
    ...base.warnings,
    ...evaluated.warnings,
    ...(warning === undefined ? [] : [{ text: warning }]),
    ...roleWarnings(cell, quantity),
  ]
  const band = bandOf(evaluated.value, quantity)
  if (evaluated.value.samples?.length && !band) warnings.push({ text: 'Part of the range has no value.' })
  const value = { ...evaluated.value, quantity }
  const working = showWorking(parsed.root, evaluated.values, display, cell.src)
  const result: CellResult = {
    ...base,
    state: 'value',
    quantity,
    display,
    others: otherReadings(quantity),
    echoes,
    warnings,
    working,
    ...(band ? { band } : {}),
  }
  return { cell, parsed, value, result }
}

function lookUp(name: string, run: SheetRun): Value | { error: string } {
  const cell = run.byName.get(name)
  const done = cell && run.done.get(cell.id)
  if (done?.value) return done.value
  const state = done?.result.state
  if (state === 'empty') return { error: `${name} has no value yet.` }
  return { error: state === 'text' ? `${name} is a remark and has no value.` : `${name} has an error.` }
}

function cycleError(cell: Cell, cycle: string[], run: SheetRun): CellError {
  const path = cycle.map((id) => run.byId.get(id)?.name ?? '?')
  const message = path.length === 2 ? `${cell.name} refers to itself.` : `This goes in a circle: ${path.join(' → ')}.`
  return { code: 'cycle', message, at: { start: 0, end: cell.src.length } }
}

function inDisplayUnit(
  quantity: Quantity,
  cell: Cell,
  nouns: readonly string[],
): { quantity: Quantity; warning?: string } {
  const text = cell.displayUnit?.trim() ?? ''
  if (text === '') return { quantity }
  const unit = readUnit(text, 0, { nouns })
  if (!unit || unit.end !== text.length) return { quantity, warning: `“${text}” is not a unit to show this in.` }
  const converted = convertQuantity(quantity, unit.unit, text)
  if (!converted.ok) return { quantity, warning: converted.message }
  return { quantity: converted.quantity, ...(converted.warning === undefined ? {} : { warning: converted.warning }) }
}

function roleWarnings(cell: Cell, quantity: Quantity): Notice[] {
  if (cell.role === undefined || fitsRole(cell.role, quantity.dims)) return []
  const { label, unit } = roleSpec(cell.role)
  return [{ text: `“${label}” is measured like ${unit}; this is ${describeKind(quantity.dims)}.` }]
}

function bandOf({ samples }: Value, quantity: Quantity): CellResult['band'] {
  const quantiles = samples && quantilesOf(samples)
  if (!quantiles) return undefined
  // Both ends in the unit of the value, so that they can be compared at a glance.
  const unit = quantity.unit ?? chooseUnit(quantity)
  const show = (value: number) =>
    formatQuantity(
      { ...quantity, value, ...(quantity.unit ? { unit } : { hints: hintsFrom(quantity) }) },
      { figures: 2 },
    )
  return { ...quantiles, display: `${show(quantiles.p5)} – ${show(quantiles.p95)}` }
}

/** The time of a rate that was chosen by size must not change between the ends of a range. */
function hintsFrom(quantity: Quantity): Quantity['hints'] {
  const time = chooseUnit(quantity).factors.find(({ unit, power }) => unit.kind === 'time' && power === -1)
  return time ? { ...quantity.hints, time: time.unit.symbol } : quantity.hints
}

function collect(sheet: Sheet, run: SheetRun, key: string): SheetResult {
  const byRole = new Map<CellRole, string>()
  const cells = new Map<string, CellResult>()
  let errors = 0
  for (const cell of sheet.cells) {
    const remembered = run.done.get(cell.id)
    if (!remembered) continue
    cells.set(cell.id, remembered.result)
    if (remembered.result.state === 'error' || remembered.result.nameProblem !== undefined) errors += 1
    if (cell.role !== undefined && remembered.result.state === 'value' && !byRole.has(cell.role))
      byRole.set(cell.role, cell.id)
  }
  return { cells, errors, byRole, memory: { key, cells: run.done } }
}

const sameCell = (a: Cell, b: Cell): boolean =>
  a === b || (a.src === b.src && a.name === b.name && a.role === b.role && a.displayUnit === b.displayUnit)

function randomFor(label: string): () => number {
  const state = new Int32Array(4)
  seedStream(state, 0, label)
  return () => nextUniform(state, 0)
}
