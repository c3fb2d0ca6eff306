import { log } from '@/core/random/elementary'
import { unknownText } from '@/core/units/format'
import { describeKind, formatLike, formatQuantity, otherReadings } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import { readUnit } from '@/core/units/read-quantity'
import { handyExpression } from '@/core/units/unit-expression'
import type { Value } from './arithmetic'
import type { Bounds } from './bounds'
import { hiddenUnit } from './cell-names'
import { convertQuantity } from './convert'
import type { DrawSource } from './draws'
import { evaluateExpression, type Notice, type Rules } from './evaluate-cell'
import type { Parsed } from './parse'
import { type Quantiles, quantilesOf } from './quantiles'
import { fitsRole, roleSpec } from './roles'
import type { Cell } from './sheet'
import type { CellError } from './source-problem'
import { quantilesKnown, sigmaOf, type Uncertainty } from './uncertainty'

export interface CellResult {
  id: string
  state: 'empty' | 'text' | 'value' | 'error'
  /** Of an uncertain cell its median: in closed form where there is one, else that of its samples. */
  quantity?: Quantity
  /** The value as shown: "30 GB/day"; "—" for an error; empty for a remark. */
  display: string
  /** The same in other units: "347 kB/s". */
  others: string[]
  /** Of an uncertain value, in base units: 5 %, 50 % and 95 % of what is possible lie below. */
  band?: Quantiles & { display: string }
  /** Of an uncertain value, in base units: what interval arithmetic makes of the ends of its inputs. */
  bounds?: Bounds & { display: string }
  exact?: ExactForm
  error?: CellError
  nameProblem?: string
  /** How parts were read that could be read otherwise. */
  echoes: Notice[]
  warnings: Notice[]
  /** Ids of the cells that this one refers to. */
  uses: string[]
}

/**
 * The closed form of a cell that is a product, quotient or power of lognormals and constants: the natural logarithm of
 * its value in base units is normal with mean mu and standard deviation sigma.
 */
export interface ExactForm {
  mu: number
  sigma: number
  /** How much of it each input brings, by "cell id/number in the cell": sigma squared is the sum of their squares. */
  loads: ReadonlyMap<string, number>
}

export interface CellContext {
  lookup: (name: string) => Value | { error: string }
  nouns: readonly string[]
  source: DrawSource
  rules: Rules
  uses: string[]
  nameProblem: string | undefined
  /** Where the cell is part of a circle, the names along it. */
  circle: readonly string[] | undefined
}

export interface ComputedCell {
  value: Value | undefined
  result: CellResult
}

/** What a cell comes to, with everything that is said about it. */
export function computeCell(cell: Cell, parsed: Parsed, context: CellContext): ComputedCell {
  const { uses, nouns, nameProblem, circle } = context
  const base = {
    id: cell.id,
    uses,
    others: [],
    echoes: [] as Notice[],
    warnings: [],
    ...(nameProblem === undefined ? {} : { nameProblem }),
  }
  const without = (result: CellResult): ComputedCell => ({ value: undefined, result })
  if (parsed.kind === 'empty' || parsed.kind === 'text') return without({ ...base, state: parsed.kind, display: '' })
  const failed = (error: CellError, echoes: Notice[] = []) =>
    without({ ...base, state: 'error', display: unknownText, error, echoes })
  if (parsed.kind === 'error') return failed(parsed.error)
  if (circle) return failed(circleError(cell, circle))
  const evaluated = evaluateExpression(parsed.root, { ...context, src: cell.src, id: cell.id })
  const echoes = [...parsed.echoes, ...evaluated.echoes]
  if (!evaluated.ok) return failed(evaluated.error, echoes)
  const { uncertainty } = evaluated.value
  const quantiles = uncertainty && bandOf(evaluated.value.quantity.value, uncertainty)
  const median = { ...evaluated.value.quantity, value: quantiles?.p50 ?? evaluated.value.quantity.value }
  const { quantity, warning } = inDisplayUnit(median, cell, context)
  const display = formatQuantity(quantity)
  const warnings = [...evaluated.warnings]
  const hidden = nameProblem === undefined ? hiddenUnit(cell.name, nouns, quantity.dims) : undefined
  if (hidden !== undefined) echoes.push({ text: hidden })
  if (warning !== undefined) warnings.push({ text: warning })
  warnings.push(...roleWarnings(cell, quantity))
  if (uncertainty && !quantiles && context.source.count > 0) warnings.push({ text: 'Part of the range has no value.' })
  const result: CellResult = {
    ...base,
    state: 'value',
    quantity,
    display,
    others: otherReadings(quantity),
    echoes,
    warnings,
    ...(quantiles ? { band: { ...quantiles, display: betweenText(quantity, quantiles.p5, quantiles.p95) } } : {}),
    ...(uncertainty ? uncertaintyShown(quantity, uncertainty) : {}),
  }
  return { value: { ...evaluated.value, quantity }, result }
}

function circleError(cell: Cell, path: readonly string[]): CellError {
  const message = path.length === 2 ? `${cell.name} refers to itself.` : `This goes in a circle: ${path.join(' → ')}.`
  return { code: 'cycle', message, at: { start: 0, end: cell.src.length } }
}

function inDisplayUnit(
  quantity: Quantity,
  cell: Cell,
  { nouns, rules }: CellContext,
): { quantity: Quantity; warning?: string } {
  const text = cell.displayUnit?.trim() ?? ''
  if (text === '') return { quantity }
  const unit = readUnit(text, 0, { nouns })
  if (!unit || unit.end !== text.length) return { quantity, warning: `“${text}” is not a unit to show this in.` }
  const converted = convertQuantity(quantity, rules.handy ? handyExpression(unit.unit) : unit.unit, text)
  if (!converted.ok) return { quantity, warning: converted.message }
  return { quantity: converted.quantity, ...(converted.warning === undefined ? {} : { warning: converted.warning }) }
}

function roleWarnings(cell: Cell, quantity: Quantity): Notice[] {
  if (cell.role === undefined || fitsRole(cell.role, quantity.dims)) return []
  const { label, unit } = roleSpec(cell.role)
  return [{ text: `“${label}” is measured like ${unit}; this is ${describeKind(quantity.dims)}.` }]
}

/** In closed form where there is one; else from the samples, if there are any and each has a value. */
export function bandOf(median: number, uncertainty: Uncertainty): Quantiles | undefined {
  const known = quantilesKnown(median, uncertainty)
  return known ?? (uncertainty.source.count === 0 ? undefined : quantilesOf(uncertainty.draws.samples))
}

function uncertaintyShown(quantity: Quantity, { loads, bounds }: Uncertainty): Pick<CellResult, 'bounds' | 'exact'> {
  const shown = { bounds: { ...bounds, display: betweenText(quantity, bounds.low, bounds.high) } }
  return loads ? { ...shown, exact: { mu: log(quantity.value), sigma: sigmaOf(loads), loads } } : shown
}

/** Both ends in the unit of the value. */
const betweenText = (quantity: Quantity, ...ends: number[]): string =>
  ends.map((value) => formatLike(quantity, value, { figures: 2 })).join(' – ')
