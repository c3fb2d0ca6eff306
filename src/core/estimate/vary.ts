import type { Value } from './arithmetic'
import { certainly } from './bounds'
import { Draws, DrawSource } from './draws'
import { evaluateExpression } from './evaluate-cell'
import type { SheetResult } from './evaluate-sheet'
import type { Node } from './parse'
import type { Spread } from './spread'

/** One uncertain number of a sheet: a range, a distribution. A cell may hold several. */
export interface UncertainInput {
  /** The cell and its number in it; the label of its draws. */
  key: string
  cellId: string
  spread: Spread
  node: Node
}

/** Other values for what an output stands on. Whatever is left out stays as it is. */
export interface Variation {
  /** Where in their ranges the uncertain numbers lie: draws, or places that were chosen. */
  source?: DrawSource
  /** Another belief about an uncertain number. */
  respread?: (input: UncertainInput) => Spread
  /** Values of whole cells instead of what their formulas come to, as many as the source has draws. */
  cells?: ReadonlyMap<string, Float64Array>
}

/** A cell under a variation, with what each part of its formula came to. */
export interface VariedCell {
  name: string
  root: Node
  value: Value
  values: ReadonlyMap<Node, Value>
}

export type Varied =
  | { ok: true; cells: ReadonlyMap<string, VariedCell>; output: Value }
  | { ok: false; message: string }

/** Places in ranges that are chosen instead of drawn: for each uncertain number, by its key, shares of probability. */
export class ChosenPlaces extends DrawSource {
  constructor(
    count: number,
    private readonly placesOf: (key: string) => Float64Array,
  ) {
    super('', count)
  }

  override readonly uniforms = (key: string): Float64Array => this.placesOf(key)
}

/** Every uncertain number at its median, `count` times. */
export const atMedians = (count: number): DrawSource => new ChosenPlaces(count, () => new Float64Array(count).fill(0.5))

/**
 * Evaluates an output, and the cells that it stands on, for other values of its inputs: medians where nothing is said.
 * Dimensions and units stay as they were, as only numbers vary. The cells come in order of evaluation.
 */
export function vary(result: SheetResult, outputId: string, variation: Variation = {}): Varied {
  const { source = atMedians(0), respread, cells: given } = variation
  const { memory } = result
  const cone = coneOf(result, outputId)
  const cells = new Map<string, VariedCell>()
  for (const [id, { cell, parsed, value: known }] of memory.cells) {
    if (!cone.has(id)) continue
    if (parsed.kind !== 'expression' || !known) return { ok: false, message: `${cell.name || 'A cell'} has no value.` }
    const { name } = cell
    const { root } = parsed
    const samples = given?.get(id)
    if (samples) {
      const { quantity } = known
      const uncertainty = { source, draws: new Draws(() => samples), bounds: certainly(quantity.value) }
      cells.set(id, { name, root, value: { quantity, uncertainty }, values: new Map() })
      continue
    }
    const evaluated = evaluateExpression(root, {
      src: cell.src,
      id,
      lookup: (used) => cells.get(memory.names.cells.get(used)?.id ?? '')?.value ?? { error: `${used} has no value.` },
      source,
      rules: memory.rules,
      respread: respread && ((key, spread, node) => respread({ key, cellId: id, spread, node })),
    })
    if (!evaluated.ok) return { ok: false, message: evaluated.error.message }
    const { value, values } = evaluated
    // The unit that a cell is shown in decides what "rounded up" means further on.
    const quantity = { ...known.quantity, value: value.quantity.value }
    cells.set(id, { name, root, value: { ...value, quantity }, values })
  }
  const output = cells.get(outputId)?.value
  return output ? { ok: true, cells, output } : { ok: false, message: 'The cell has no value.' }
}

/** The output and every cell that it stands on, directly or through others. */
export function coneOf(result: SheetResult, outputId: string): ReadonlySet<string> {
  const cone = new Set([outputId])
  for (const id of cone) for (const use of result.cells.get(id)?.uses ?? []) cone.add(use)
  return cone
}

/** The output at each of `count` places; what does not vary is the same everywhere. */
export function outputsOf({ quantity, uncertainty }: Value, count: number): Float64Array {
  return uncertainty?.draws.samples ?? new Float64Array(count).fill(quantity.value)
}

/** The uncertain numbers that an output stands on, in order of evaluation. */
export function uncertainInputs(result: SheetResult, outputId: string): UncertainInput[] {
  const inputs: UncertainInput[] = []
  vary(result, outputId, { respread: (input) => (inputs.push(input), input.spread) })
  return inputs
}
