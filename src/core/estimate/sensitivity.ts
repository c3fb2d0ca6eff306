import { correlationOf, ranksOf } from '@/core/stats/rank-correlation'
import { formatNumber } from '@/core/units/format'
import { formatLike } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import { bandOf } from './cell-result'
import { type EvaluateOptions, evaluateSheet, type SheetResult } from './evaluate-sheet'
import { powersOf } from './monomial'
import { narrowSpread } from './narrow-spread'
import type { Quantiles } from './quantiles'
import { cellSamples } from './read-uncertainty'
import type { Sheet } from './sheet'
import { logVariance, quantileOfSpread } from './spread'
import { ChosenPlaces, outputsOf, type UncertainInput, uncertainInputs, type VariedCell, vary } from './vary'

/** Most inputs that are looked at, that are ranked by their draws, and for which a narrower range is tried out. */
export const sensitivityLimits = { inputs: 200, ranked: 40, narrowed: 5 } as const

/** The width of a 90 % band: as a factor (p95 / p5) where it lies above 0, and in words ("×9.5", "40 GB wide"). */
export interface BandWidth {
  factor: number | null
  display: string
}

/** What one ranged input does to an output. Numbers are in base units of the output. */
export interface InputEffect {
  key: string
  cellId: string
  /** The name of its cell, with the range itself where the cell is more than it: "load: 5 to 10 GB". */
  name: string
  /** The ends of its 90 % range, as shown. */
  lowInput: string
  highInput: string
  /** The output with this input at its p5 and its p95, all others at their medians. NaN where it has no value there. */
  atLow: number
  atHigh: number
  atLowDisplay: string
  atHighDisplay: string
  /** How far apart these are, as shown, and as a factor where both are above 0. */
  swing: number
  swingDisplay: string
  factor: number | null
  /** Its part of what varies, 0 to 1; null where that is not known. */
  share: number | null
  /** The band if this input were known better; null for those that matter less. */
  narrowed: { to: string; band: BandWidth } | null
}

/** Which inputs an uncertain output hangs on. Plain data: a worker can hand it over. */
export interface Sensitivity {
  /** The output with every input at its median. */
  base: number
  baseDisplay: string
  band: BandWidth
  /** By swing, the largest first. */
  inputs: InputEffect[]
  /** Inputs beyond the limit, not looked at. */
  leftOut: number
  /**
   * `product`: shares of the variance of ln x, exact. `rank`: squared rank correlations of the draws with the output,
   * made to add up to 1; `explained` is what they added up to before, far below 1 where ranks do not tell the story.
   */
  shares: { method: 'product' } | { method: 'rank'; explained: number } | null
}

/** The sensitivity of a cell to its ranged inputs; undefined for a cell that is certain or has no value. */
export function sensitivityOf(sheet: Sheet, outputId: string, options: EvaluateOptions = {}): Sensitivity | undefined {
  const result = evaluateSheet(sheet, options)
  const { band } = result.cells.get(outputId) ?? {}
  const medians = vary(result, outputId)
  if (!band || !medians.ok) return undefined
  const all = uncertainInputs(result, outputId)
  const inputs = all.slice(0, sensitivityLimits.inputs)
  const { quantity } = medians.output
  const effects = tornado(result, outputId, inputs, quantity)
  const shares = fillShares(result, outputId, effects, productWeights(result, outputId, all, medians.cells))
  fillNarrowed(result, outputId, inputs, effects, quantity)
  return {
    base: quantity.value,
    baseDisplay: formatLike(quantity, quantity.value),
    band: widthOf(band, quantity),
    inputs: effects,
    leftOut: all.length - inputs.length,
    shares,
  }
}

/** "post_size explains 24 %; narrowing it to ±20 % shrinks your band from ×9.5 to ×7." Undefined where nothing is known. */
export function sentenceOf({ name, share, narrowed }: InputEffect, band: BandWidth): string | undefined {
  if (share === null || !narrowed) return undefined
  const explains = `${name} explains ${share > 0.995 ? 'nearly all' : formatNumber(share * 100, { unit: '%', figures: 2 })}`
  if (narrowed.band.display === band.display)
    return `${explains}; narrowing it to ${narrowed.to} leaves your band at ${band.display}.`
  return `${explains}; narrowing it to ${narrowed.to} shrinks your band from ${band.display} to ${narrowed.band.display}.`
}

/** One evaluation for all: the n-th input is at its p5 in place 2n and at its p95 in place 2n + 1. */
function tornado(result: SheetResult, outputId: string, inputs: UncertainInput[], output: Quantity): InputEffect[] {
  const place = new Map(inputs.map(({ key }, index) => [key, index]))
  const count = 2 * inputs.length
  const source = new ChosenPlaces(count, (key) => {
    const places = new Float64Array(count).fill(0.5)
    const at = place.get(key)
    if (at !== undefined) places.set([0.05, 0.95], 2 * at)
    return places
  })
  const varied = vary(result, outputId, { source })
  if (!varied.ok) return []
  const outputs = outputsOf(varied.output, count)
  const effects = inputs.map((input, index) => {
    const cell = varied.cells.get(input.cellId)
    const shown = cell?.values.get(input.node)?.quantity ?? output
    const [atLow = Number.NaN, atHigh = Number.NaN] = outputs.subarray(2 * index, 2 * index + 2)
    const show = (value: number) => formatLike(output, value)
    const swing = Math.abs(atHigh - atLow)
    return {
      key: input.key,
      cellId: input.cellId,
      name: nameOf(input, result),
      lowInput: formatLike(shown, quantileOfSpread(input.spread, 0.05), { figures: 2 }),
      highInput: formatLike(shown, quantileOfSpread(input.spread, 0.95), { figures: 2 }),
      atLow,
      atHigh,
      atLowDisplay: show(atLow),
      atHighDisplay: show(atHigh),
      swing,
      swingDisplay: show(swing),
      factor: atLow > 0 && atHigh > 0 ? Math.max(atLow / atHigh, atHigh / atLow) : null,
      share: null,
      narrowed: null,
    }
  })
  return effects.sort((a, b) => sortable(b.swing) - sortable(a.swing))
}

const sortable = (swing: number): number => (Number.isNaN(swing) ? -1 : swing)

function nameOf({ cellId, node }: UncertainInput, result: SheetResult): string {
  const known = result.memory.cells.get(cellId)
  if (!known || known.parsed.kind !== 'expression') return cellId
  const { cell, parsed } = known
  let root = parsed.root
  while (root.kind === 'convert') root = root.of
  const text = cell.src.slice(node.start, node.end)
  if (root === node) return cell.name === '' ? text : cell.name
  return cell.name === '' ? text : `${cell.name}: ${text}`
}

/** The shares, exactly where the output is a product, otherwise by ranks. */
function fillShares(
  result: SheetResult,
  outputId: string,
  effects: InputEffect[],
  product: WeightOf | undefined,
): Sensitivity['shares'] {
  const ranked = product ? effects : effects.slice(0, sensitivityLimits.ranked)
  const weightOf = product ?? rankWeights(result, outputId)
  if (!weightOf) return null
  const weights = ranked.map(({ key }) => weightOf(key))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) return null
  for (const [index, effect] of ranked.entries()) effect.share = (weights[index] ?? 0) / total
  return product ? { method: 'product' } : { method: 'rank', explained: Math.min(1, total) }
}

type WeightOf = (key: string) => number

/** Of ln(c x^a y^b) the parts are a² Var ln x and b² Var ln y, whatever their shapes; undefined where it is no such product. */
function productWeights(
  result: SheetResult,
  outputId: string,
  inputs: readonly UncertainInput[],
  cells: ReadonlyMap<string, VariedCell>,
): WeightOf | undefined {
  const { names } = result.memory
  const powers = powersOf(outputId, { cells, inputs, cellNamed: (name) => names.cells.get(name)?.id })
  if (!powers) return undefined
  const weights = new Map<string, number>()
  for (const { key, spread } of inputs) {
    const variance = logVariance(spread)
    if (variance === undefined) return undefined
    weights.set(key, (powers.get(key) ?? 0) ** 2 * variance)
  }
  return (key) => weights.get(key) ?? 0
}

/** Squared rank correlations of the draws. An input rises with its place in the draws, so its ranks are those of its luck. */
function rankWeights(result: SheetResult, outputId: string): WeightOf | undefined {
  const samples = cellSamples(result, outputId)
  if (!samples || samples.some(Number.isNaN)) return undefined
  const ranks = ranksOf(samples)
  const { source } = result.memory
  return (key) => correlationOf(ranksOf(source.uniforms(key)), ranks) ** 2
}

/** What the band would be if one of the inputs that matter most were known better. */
function fillNarrowed(
  result: SheetResult,
  outputId: string,
  inputs: readonly UncertainInput[],
  effects: readonly InputEffect[],
  output: Quantity,
): void {
  const { source } = result.memory
  const byShare = [...effects].sort((a, b) => (b.share ?? 0) - (a.share ?? 0)).filter(({ share }) => (share ?? 0) > 0)
  for (const effect of byShare.slice(0, sensitivityLimits.narrowed)) {
    const input = inputs.find(({ key }) => key === effect.key)
    if (!input) continue
    const { spread, text } = narrowSpread(input.spread)
    const respread = (other: UncertainInput) => (other.key === input.key ? spread : other.spread)
    const varied = vary(result, outputId, { source, respread })
    const { uncertainty, quantity } = varied.ok ? varied.output : {}
    const quantiles = uncertainty && quantity && bandOf(quantity.value, uncertainty)
    if (quantiles) effect.narrowed = { to: text, band: widthOf(quantiles, output) }
  }
}

function widthOf({ p5, p95 }: Quantiles, output: Quantity): BandWidth {
  if (p5 > 0) return { factor: p95 / p5, display: `×${formatNumber(p95 / p5, { figures: 2 })}` }
  return { factor: null, display: `${formatLike(output, p95 - p5, { figures: 2 })} wide` }
}
