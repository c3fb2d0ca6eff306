import type { Assumption, ProblemKey, ReferenceFigure } from '@/core/content/problem'
import type { Cell, Sheet } from '@/core/estimate/sheet'
import { slipOf } from '@/core/estimate/slips'
import { isPlain } from '@/core/units/dims'
import { formatNumber } from '@/core/units/format'
import type { MatchedAssumption } from './estimate-inputs'
import { type Factor, type Product, productOf } from './factors'
import { type ReferenceFigures, referenceSheet } from './reference-estimates'

/** A result that is off, with what it should have followed from. */
export interface OffResult {
  cell: Cell
  value: number
  figure: ReferenceFigure
  sheet: Sheet
  estimates: ProblemKey['estimates']
  matched: readonly MatchedAssumption[]
  reference: ReferenceFigures
}

/** What is wrong in the working itself; `cells` are where it can be seen. */
export interface StructuralError {
  says: string
  cells: string[]
}

/** One way in which a working differs from what is asked for, and how far that moves the result, in powers of ten. */
interface Difference extends StructuralError {
  dex: number
}

/** So near must the differences come to the whole of the error to be called its cause. */
const EXPLAINED_DEX = 0.08
const MOST_DIFFERENCES = 3

/**
 * The named error that a working holds, told from its formula: it leaves a factor out, has it twice or the wrong way round, or
 * has a number that does not belong. Said only where that explains the whole of the error, so that nothing is blamed on a
 * factor that somebody has rightly merged into another number. Null where the formula does not tell.
 */
export function structuralError(off: OffResult): StructuralError | null {
  const { cell, sheet, figure, matched, reference, estimates, value } = off
  const wholes = new Map(matched.filter(({ input }) => isWhole(input)).map((each) => [each.input.cell, each]))
  const working = productOf(cell.src, cell.id, { sheet, isWhole: (id) => id !== cell.id && wholes.has(id) })
  const stated = referenceSheet(estimates)
  const assumptions = new Map(estimates.assumptions.map((each) => [each.name, each]))
  const targets = reference.byRole.get(figure.role!) ?? []
  for (const [nth, formula] of [figure.formula, ...(figure.also ?? [])].entries()) {
    const asked = productOf(formula, figure.name, { sheet: stated, isWhole: (id) => assumptions.has(id) })
    const dex = Math.log10(value / targets[nth]!)
    const differences = differencesOf(working, asked, { off, wholes, assumptions })
    const cause = explaining(differences, dex)
    if (cause) return { says: cause.map(({ says }) => says).join(', and '), cells: cause.flatMap(({ cells }) => cells) }
  }
  return null
}

/** A cell that stands for an assumption as a whole, rather than a number inside its formula. */
const isWhole = ({ isOnlyNumber, isWritten }: MatchedAssumption['input']): boolean => isOnlyNumber || !isWritten

/** The fewest differences that together make up the whole of an error. */
function explaining(differences: readonly Difference[], dex: number): Difference[] | null {
  let sets: { chosen: Difference[]; from: number }[] = [{ chosen: [], from: 0 }]
  for (let size = 1; size <= MOST_DIFFERENCES; size++) {
    sets = sets.flatMap(({ chosen, from }) =>
      differences.slice(from).map((each, i) => ({ chosen: [...chosen, each], from: from + i + 1 })),
    )
    const left = ({ chosen }: (typeof sets)[number]) => Math.abs(dex - chosen.reduce((sum, each) => sum + each.dex, 0))
    const [best] = sets.toSorted((a, b) => left(a) - left(b))
    if (best && left(best) <= EXPLAINED_DEX) return best.chosen
  }
  return null
}

interface Known {
  off: OffResult
  /** Matched assumptions that a cell stands for, by the cell. */
  wholes: ReadonlyMap<string, MatchedAssumption>
  assumptions: ReadonlyMap<string, Assumption>
}

function differencesOf(working: Product, asked: Product, { off, wholes, assumptions }: Known): Difference[] {
  const { matched, reference } = off
  const nameOf = (factor: Factor): string | null => {
    if (!factor.written) return wholes.get(factor.cell)?.assumption.name ?? null
    const { value } = factor.written
    const found = matched.find(({ input }) => input.cell === factor.cell && input.isWritten && input.value === value)
    return found?.assumption.name ?? null
  }
  const has = exponentsBy(working.factors, nameOf)
  const wants = exponentsBy(asked.factors, ({ cell }) => cell)
  const isMixed = (name: string) =>
    asked.mixed.has(name) ||
    matched.some(({ assumption, input }) => assumption.name === name && working.mixed.has(input.cell))
  const misused = [...wants].flatMap(([name, wanted]): Difference[] => {
    const found = has.get(name) ?? 0
    const assumption = assumptions.get(name)
    if (found === wanted || !assumption || isMixed(name)) return []
    const value = reference.quantities.get(name)?.value ?? 1
    const cells = matched.filter((each) => each.assumption.name === name).map(({ input }) => input.cell)
    return [{ dex: (found - wanted) * Math.log10(value), says: misuse(assumption, found, wanted), cells }]
  })
  const strangers = working.factors.flatMap((factor): Difference[] => {
    const { written, exponent, cell } = factor
    const name = nameOf(factor)
    if (name !== null && (wants.has(name) || isMixed(name))) return []
    if (written) {
      if (!isPlain(written.dims) || written.value === 1) return []
      return [{ dex: exponent * Math.log10(written.value), says: stranger(written.value, exponent), cells: [cell] }]
    }
    const { assumption, input } = wholes.get(cell)!
    const how = exponent < 0 ? 'divides' : 'multiplies'
    const says = `it ${how} by “${assumption.text}”, which nothing asks for`
    return isPlain(input.dims) ? [{ dex: exponent * Math.log10(input.value), says, cells: [cell] }] : []
  })
  return [...misused, ...strangers].filter(({ dex }) => Math.abs(dex) > EXPLAINED_DEX)
}

function exponentsBy(
  factors: readonly Factor[],
  nameOf: (factor: Factor) => string | null,
): ReadonlyMap<string, number> {
  const exponents = new Map<string, number>()
  for (const factor of factors) {
    const name = nameOf(factor)
    if (name !== null) exponents.set(name, (exponents.get(name) ?? 0) + factor.exponent)
  }
  return exponents
}

function misuse({ text }: Assumption, found: number, wanted: number): string {
  const what = `“${text}”`
  if (found === 0) return `it leaves out ${what}`
  if (found === 2 * wanted) return `it has ${what} twice`
  return found === -wanted
    ? `it ${found < 0 ? 'divides by' : 'multiplies by'} ${what} where it should ${found < 0 ? 'multiply' : 'divide'}`
    : `it has ${what} to the wrong power`
}

function stranger(value: number, exponent: number): string {
  const slip = slipOf(Math.log10(value))
  const how = `it ${exponent < 0 ? 'divides' : 'multiplies'} by ${formatNumber(value, { figures: 6, scale: 'grouped' })}`
  return slip ? `${how} for ${slip.says}, which the units already take care of` : `${how}, which nothing asks for`
}
