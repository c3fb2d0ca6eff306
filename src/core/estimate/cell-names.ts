import { type Dims, sameDims } from '@/core/units/dims'
import { findUnit } from '@/core/units/find-unit'
import { WORD } from '@/core/units/read-number'
import { joiningWords } from '@/core/units/read-quantity'
import { dimsOfUnit } from '@/core/units/unit-expression'
import { functionNames } from './functions'
import type { Cell, Sheet } from './sheet'

const pattern = new RegExp(`^${WORD}$`, 'u')

/** Why a name cannot be used, or undefined. An empty name is fine: the cell just cannot be referred to. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return undefined
  if (!pattern.test(name)) return 'A name is letters, digits and “_”, and starts with a letter.'
  if (functionNames.has(name)) return `“${name}” is a function.`
  // A cell may be called x: in its sheet x is then the cell and no longer "times".
  return joiningWords.has(name) && name !== 'x' ? `“${name}” is a word of the formula language.` : undefined
}

/** What a person typed, made into a name as far as it goes: "Daily active users" is Daily_active_users. */
export const nameFromText = (text: string): string =>
  text
    .trim()
    .replace(/[\s-]+/g, '_')
    .replace(/[^\p{L}\p{M}\p{N}_]|[⁰¹²³⁴-⁹]/gu, '')
    .replace(/^([\p{M}\p{N}])/u, '_$1')
    .slice(0, 60)

/** A name that no cell has yet: "qps", "qps_2", "qps_3" ... */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number++) if (!taken.has(`${wanted}_${number}`)) return `${wanted}_${number}`
}

export interface NameTable {
  /** The cell of each usable name; of two cells with one name the first has it. */
  cells: ReadonlyMap<string, Cell>
  problems: ReadonlyMap<string, string>
}

export function namesOf(sheet: Sheet): NameTable {
  const cells = new Map<string, Cell>()
  const problems = new Map<string, string>()
  for (const cell of sheet.cells) {
    const problem = nameProblem(cell.name)
    if (problem !== undefined) problems.set(cell.id, problem)
    else if (cells.has(cell.name)) problems.set(cell.id, `Another cell is called “${cell.name}” already.`)
    else if (cell.name !== '') cells.set(cell.name, cell)
  }
  return { cells, problems }
}

/**
 * What to say where a name hides a unit: outside of numbers the word is the cell from now on. Nouns and qps are what
 * people call such cells; there it is said only where the cell is something else than a number of them.
 */
export function hiddenUnit(name: string, nouns: readonly string[], dims: Dims): string | undefined {
  const unit = name === '' ? undefined : findUnit(name, nouns)?.unit
  const kind = unit?.factors[0]?.unit.kind
  if (!unit || ((kind === 'noun' || kind === 'rate') && sameDims(dims, dimsOfUnit(unit)))) return undefined
  return `The name hides the unit “${name}”: “5 ${name}” is still the unit, “/ ${name}” is this cell.`
}
