import type { Assumption, ProblemKey } from '@/core/content/problem'
import { namesOf } from '@/core/estimate/cell-names'
import { evaluateSheet, type SheetResult } from '@/core/estimate/evaluate-sheet'
import { type Node, parseCell } from '@/core/estimate/parse'
import type { Cell, CellRole, Sheet } from '@/core/estimate/sheet'
import { type Dims, hardOf, isPlain, nounsOf, sameHardDims } from '@/core/units/dims'
import { quantityOf } from '@/core/units/quantity'
import type { ReadQuantity } from '@/core/units/read-quantity'

/** A number that a person put into a sheet: written down, or worked out from such numbers on the way to a result. */
export interface SheetInput {
  cell: string
  value: number
  dims: Dims
  isWritten: boolean
  /** The cell holds this number and nothing else. */
  isOnlyNumber: boolean
}

/** An assumption of the problem and the number that stands for it in somebody's sheet. */
export interface MatchedAssumption {
  assumption: Assumption
  input: SheetInput
  /** The input as a multiple of the reference's value. */
  factor: number
  /** Distance from the plausible band, in powers of ten; 0 inside. */
  outsideDex: number
}

/** Which results of a sheet, by role, stand on a number: on those of one cell, or on an assumption of the problem. */
export type ResultsOn = (of: string) => ReadonlySet<CellRole>

/** Which results a sheet's numbers and the problem's assumptions lead to. */
export interface Uses {
  /** By the id of a cell. */
  cell: ResultsOn
  /** By the name of an assumption. */
  assumption: ResultsOn
}

const NO_RESULTS: ReadonlySet<CellRole> = new Set()
const nowhere: Uses = { cell: () => NO_RESULTS, assumption: () => NO_RESULTS }

/** What it costs to lead to altogether other results: a peak factor stands behind the peak, copies behind the storage. */
const OTHER_RESULTS_PENALTY = 1.5

/** 0 where both lead to the same results, 1 where to altogether others; 0 too where that is not known. */
function otherResults(a: ReadonlySet<CellRole>, b: ReadonlySet<CellRole>): number {
  const all = new Set([...a, ...b])
  const shared = [...a].filter((role) => b.has(role))
  return all.size === 0 ? 0 : 1 - shared.length / all.size
}

/** A worked-out number stands for an assumption only where no written one fits nearly as well. */
const WORKED_OUT_PENALTY = 0.4
const OTHER_NOUN_PENALTY = 0.5
/** Between units, which the sheet converts by itself: inside a formula such a number is nobody's assumption. */
const CONVERSIONS = new Set([8, 12, 24, 30, 60, 365, 365.25, 1000, 1024, 3600, 86_400, 1e5, 1e6, 1e9])

/** Nor is the 1 of "1 + overhead", or of "1 connection/user", which only says what is counted. */
const isConversion = ({ value, dims, isWritten, isOnlyNumber }: SheetInput): boolean =>
  isWritten && !isOnlyNumber && (value === 1 ? isPlain(hardOf(dims)) : isPlain(dims) && CONVERSIONS.has(value))

/** Further outside its band than this, a number is taken to mean something else. */
const MOST_OUTSIDE_DEX = 2

/**
 * Which of a sheet's numbers stand for which assumptions. Names are not looked at, so that a rename changes nothing: a
 * number fits where it measures the same, leads to the same results and lies in or near the plausible band; each number stands
 * for one assumption. That the results count is what makes it find the same when all of somebody's numbers are larger.
 */
export function matchAssumptions(
  estimates: ProblemKey['estimates'],
  inputs: readonly SheetInput[],
  uses: Uses = nowhere,
): MatchedAssumption[] {
  const bands = bandsOf(estimates)
  const pairs = estimates.assumptions.flatMap((assumption, order) => {
    const band = bands.get(assumption.name)!
    return inputs.flatMap((input) => {
      if (!sameHardDims(input.dims, band.dims) || input.value <= 0) return []
      const outsideDex = outside(input.value, band)
      const cost =
        outsideDex +
        Math.abs(Math.log10(input.value / band.value)) / 10 +
        (input.isWritten ? 0 : WORKED_OUT_PENALTY) +
        OTHER_RESULTS_PENALTY * otherResults(uses.assumption(assumption.name), uses.cell(input.cell)) +
        (hasOtherNoun(input.dims, band.dims) ? OTHER_NOUN_PENALTY : 0)
      return outsideDex > (isConversion(input) ? 0 : MOST_OUTSIDE_DEX)
        ? []
        : [{ assumption, input, order, cost, outsideDex, factor: input.value / band.value }]
    })
  })
  const taken = new Set<SheetInput | Assumption>()
  const matched: MatchedAssumption[] = []
  for (const pair of pairs.toSorted((a, b) => a.cost - b.cost || a.order - b.order || a.input.value - b.input.value)) {
    if (taken.has(pair.assumption) || taken.has(pair.input)) continue
    taken.add(pair.assumption).add(pair.input)
    const { assumption, input, factor, outsideDex } = pair
    matched.push({ assumption, input, factor, outsideDex })
  }
  return matched
}

interface Band {
  value: number
  low: number
  high: number
  dims: Dims
}

const bandsByEstimates = new WeakMap<ProblemKey['estimates'], ReadonlyMap<string, Band>>()

function bandsOf(estimates: ProblemKey['estimates']): ReadonlyMap<string, Band> {
  const known = bandsByEstimates.get(estimates)
  if (known) return known
  const parts = ['value', 'low', 'high'] as const
  const cells = estimates.assumptions.flatMap((assumption, i) =>
    parts.map((part) => ({ id: `${part}${i}`, name: `${part}${i}`, src: assumption[part] })),
  )
  const result = evaluateSheet({ cells })
  const quantity = (part: (typeof parts)[number], i: number) => {
    const found = result.cells.get(`${part}${i}`)?.quantity
    if (!found) throw new Error(`assumption ${estimates.assumptions[i]?.name}: its ${part} does not evaluate`)
    return found
  }
  const bands = new Map(
    estimates.assumptions.map(({ name }, i) => {
      const { value, dims } = quantity('value', i)
      return [name, { value, dims, low: quantity('low', i).value, high: quantity('high', i).value }] as const
    }),
  )
  bandsByEstimates.set(estimates, bands)
  return bands
}

function outside(value: number, { low, high }: Band): number {
  if (value < low) return Math.log10(low / value)
  return value > high ? Math.log10(value / high) : 0
}

function hasOtherNoun(a: Dims, b: Dims): boolean {
  const [left, right] = [nounsOf(a), nounsOf(b)].map((nouns) => new Set(nouns.map(([noun]) => noun)))
  return left!.size > 0 && right!.size > 0 && ![...left!].some((noun) => right!.has(noun))
}

/** The numbers that the given cells come from, through all the cells they refer to. */
export function inputsOf(sheet: Sheet, result: SheetResult, roots: readonly string[]): SheetInput[] {
  const { cells: byName } = namesOf(sheet)
  const context = { names: new Set(byName.keys()), nouns: sheet.nouns ?? [] }
  const behind = closure(result, roots)
  return sheet.cells.flatMap((cell): SheetInput[] => {
    if (!behind.has(cell.id)) return []
    const quantity = result.cells.get(cell.id)?.quantity
    const parsed = parseCell(cell.src, context)
    if (!quantity || parsed.kind !== 'expression') return []
    const isRoot = roots.includes(cell.id)
    if (isLiteral(parsed.root))
      return isRoot
        ? []
        : [{ cell: cell.id, value: quantity.value, dims: quantity.dims, isWritten: true, isOnlyNumber: true }]
    const written = writtenIn(parsed.root).map(({ value, dims }) => ({
      cell: cell.id,
      value,
      dims,
      isWritten: true,
      isOnlyNumber: false,
    }))
    return isRoot
      ? written
      : [
          ...written,
          { cell: cell.id, value: quantity.value, dims: quantity.dims, isWritten: false, isOnlyNumber: false },
        ]
  })
}

/** A value that stands there without anything it was worked out from. */
export function isBareNumber(cell: Cell, sheet: Sheet): boolean {
  const parsed = parseCell(cell.src, { names: new Set(namesOf(sheet).cells.keys()), nouns: sheet.nouns ?? [] })
  return parsed.kind === 'expression' && isLiteral(parsed.root)
}

/** Whether a value comes out of two numbers at least: another name for a number, or the number times 1, is only that number. */
export function isWorkedOut(id: string, sheet: Sheet, result: SheetResult): boolean {
  const names = new Set(namesOf(sheet).cells.keys())
  const behind = closure(result, [id])
  const numbers = sheet.cells.flatMap((cell) => {
    const parsed = behind.has(cell.id) ? parseCell(cell.src, { names, nouns: sheet.nouns ?? [] }) : null
    return parsed?.kind === 'expression' ? writtenIn(parsed.root) : []
  })
  return numbers.filter(({ value, dims }) => !(value === 1 && isPlain(dims))).length >= 2
}

export function closure(result: SheetResult, roots: readonly string[]): ReadonlySet<string> {
  const behind = new Set(roots)
  for (const id of behind) for (const use of result.cells.get(id)?.uses ?? []) behind.add(use)
  return behind
}

function isLiteral(node: Node): boolean {
  switch (node.kind) {
    case 'quantity':
    case 'range':
    case 'about':
    case 'around':
      return true
    case 'negate':
    case 'convert':
      return isLiteral(node.of)
    case 'call':
      return node.name === 'uniform' || node.name === 'triangular'
    default:
      return false
  }
}

/** The numbers that stand in a formula, cells aside. */
export function writtenIn(node: Node): { value: number; dims: Dims }[] {
  switch (node.kind) {
    case 'quantity':
      return [plain(node.quantity)]
    case 'about':
    case 'around':
      return [plain(node.middle)]
    case 'range': {
      const high = plain(node.high)
      const low = plain(node.low.unit.factors.length > 0 ? node.low : { ...node.low, unit: node.high.unit })
      return low.value > 0 ? [{ value: Math.sqrt(low.value * high.value), dims: high.dims }] : [high]
    }
    case 'binary':
      // The exponent of a power is no quantity of the world.
      return [...writtenIn(node.left), ...(node.operator === '^' ? [] : writtenIn(node.right))]
    case 'negate':
    case 'convert':
      return writtenIn(node.of)
    case 'call':
      return node.args.flatMap(writtenIn)
    default:
      return []
  }
}

function plain(quantity: ReadQuantity): { value: number; dims: Dims } {
  const { value, dims } = quantityOf(quantity.amount, quantity.unit)
  return { value, dims }
}

export const isData = (dims: Dims): boolean => {
  const hard = Object.entries(hardOf(dims))
  return hard.length === 1 && hard[0]![0] === 'data' && hard[0]![1] === 1
}
