import { isPlain } from '@/core/units/dims'
import { formatLike, shownUnitFactor } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import { type EvaluateOptions, evaluateSheet, type SheetResult } from './evaluate-sheet'
import { readLimit } from './read-limit'
import type { Sheet } from './sheet'
import { atMedians, coneOf, outputsOf, vary } from './vary'

export interface SolveRequest {
  /** Ids of cells: what has to come to the limit, and what may change for it. */
  outputId: string
  inputId: string
  /** As typed: "10k requests/s". */
  limit: string
}

/** A value of the input at which the output comes to the limit. */
export interface SolvedValue {
  /** In base units of the input. */
  value: number
  display: string
  /** The output there, as shown. */
  output: string
  /** The output never equals the limit, it jumps over it here: what it is just before. */
  jumpsFrom?: string
}

/** The limit as it was read, and the range of the input that was tried, as shown. */
interface Tried {
  limit: string
  from: string
  to: string
}

/** What came of it. `refused`: the question makes no sense as it stands, with the reason. Plain data. */
export type Solution =
  | (Tried & { kind: 'found'; solved: SolvedValue })
  | (Tried & { kind: 'already-there' })
  /** The output stays between these. */
  | (Tried & { kind: 'no-value'; least: string; most: string })
  /** The output rises and falls with the input; the solutions next to its present value, if there are any. */
  | (Tried & { kind: 'not-monotone'; solved: SolvedValue[] })
  | { kind: 'refused'; message: string }

/** How far from its present value an input is tried, at how many places on each side, and how closely one is found. */
export const solveLimits = { factor: 1e6, places: 120, solutions: 4, sections: 64, rounds: 12 } as const

/**
 * Which value of an input makes an output equal a limit, everything else at its median. The input is tried from a
 * millionth of its value to a million times it (a share from 0 to 100 %); between two places the value nearest to the
 * present one is closed in on by cutting what is left into ever smaller sections.
 */
export function solveFor(sheet: Sheet, request: SolveRequest, options: EvaluateOptions = {}): Solution {
  const { outputId, inputId } = request
  const result = evaluateSheet(sheet, options)
  const [input, output] = [result.cells.get(inputId)?.quantity, result.cells.get(outputId)?.quantity]
  if (!input || !output) return refused('The cell has no value.')
  if (inputId === outputId || !coneOf(result, outputId).has(inputId))
    return refused('The result does not depend on this cell.')
  const limit = readLimit(request.limit, output, sheet)
  if (typeof limit === 'string') return refused(limit)
  const medians = vary(result, outputId)
  if (!medians.ok) return refused(medians.message)
  const present = medians.cells.get(inputId)?.value.quantity.value ?? input.value
  const places = placesAbout({ ...input, value: present })
  const attempt = (values: Float64Array) =>
    vary(result, outputId, { source: atMedians(values.length), cells: new Map([[inputId, values]]) })
  const tried = attempt(places)
  if (!tried.ok) return refused(tried.message)
  return solve({
    places,
    here: places.indexOf(present),
    limit,
    outputs: (values) => {
      const varied = attempt(values)
      return varied.ok ? outputsOf(varied.output, values.length) : values.map(() => Number.NaN)
    },
    showInput: (value) => formatLike(input, value),
    showOutput: (value) => formatLike(output, value),
  })
}

const refused = (message: string): Solution => ({ kind: 'refused', message })

/** The cells that an output can be solved for: plain inputs first, then what is computed on the way. */
export function solvableInputs(result: SheetResult, outputId: string): string[] {
  const cone = coneOf(result, outputId)
  const ids = [...result.cells.keys()].filter((id) => id !== outputId && cone.has(id))
  const isInput = (id: string) => result.cells.get(id)?.uses.length === 0
  return [...ids.filter(isInput), ...ids.filter((id) => !isInput(id))]
}

/** Where the input is tried, rising; its present value is among the places. */
function placesAbout(input: Quantity): Float64Array {
  const { value, hints, dims } = input
  const { factor, places } = solveLimits
  const size = value === 0 ? shownUnitFactor(input) : Math.abs(value)
  const grown = Array.from({ length: 2 * places + 1 }, (_, index) => size * factor ** (index / places - 1))
  const isShare = isPlain(dims) && (hints.percent ?? false) && value >= 0 && value <= 1
  const shares = Array.from({ length: 2 * places + 1 }, (_, index) => index / (2 * places))
  const chosen = isShare
    ? shares
    : value > 0
      ? grown
      : value < 0
        ? grown.map((at) => -at)
        : [...grown, ...grown.map((at) => -at)]
  return Float64Array.from(new Set([...chosen.filter((at) => at !== value), value])).sort()
}

interface Search {
  places: Float64Array
  /** Of the present value among the places. */
  here: number
  limit: number
  outputs: (values: Float64Array) => Float64Array
  showInput: (value: number) => string
  showOutput: (value: number) => string
}

function solve(search: Search): Solution {
  const { places, here, limit, showInput, showOutput } = search
  const outputs = search.outputs(places)
  const [first, last] = stretchWithValues(outputs, here)
  const tried = { limit: showOutput(limit), from: showInput(places[first] ?? 0), to: showInput(places[last] ?? 0) }
  const scale = Math.max(Math.abs(limit), Math.abs(outputs[here] ?? 0))
  if (Math.abs((outputs[here] ?? 0) - limit) <= 1e-9 * scale) return { ...tried, kind: 'already-there' }
  const solved: SolvedValue[] = []
  for (const [near, far] of gapsByDistance(first, here, last)) {
    const [before = 0, after = 0] = [outputs[near], outputs[far]].map((output) => Math.sign((output ?? 0) - limit))
    if (before === 0 || before === after || solved.length >= solveLimits.solutions) continue
    const found = closeIn(search, places[near] ?? 0, places[far] ?? 0, 1e-6 * scale)
    if (found) solved.push(found)
  }
  const reached = outputs.subarray(first, last + 1)
  if (!isMonotone(reached)) return { ...tried, kind: 'not-monotone', solved }
  const [found] = solved
  if (found) return { ...tried, kind: 'found', solved: found }
  const ends = [reached[0] ?? 0, reached.at(-1) ?? 0].sort((a, b) => a - b)
  const [least = 0, most = 0] = ends
  return { ...tried, kind: 'no-value', least: showOutput(least), most: showOutput(most) }
}

/** The places about the present one up to where the output has no value. */
function stretchWithValues(outputs: Float64Array, here: number): [number, number] {
  let [first, last] = [here, here]
  while (first > 0 && !Number.isNaN(outputs[first - 1])) first -= 1
  while (last < outputs.length - 1 && !Number.isNaN(outputs[last + 1])) last += 1
  return [first, last]
}

/** Neighbouring places as [nearer, farther] from the present one, the nearest pairs first. */
function gapsByDistance(first: number, here: number, last: number): [number, number][] {
  const gaps: [number, number][] = []
  for (let distance = 0; here - distance > first || here + distance < last; distance++) {
    if (here + distance < last) gaps.push([here + distance, here + distance + 1])
    if (here - distance > first) gaps.push([here - distance, here - distance - 1])
  }
  return gaps
}

/**
 * The value nearest to `near` at which the output has left its side of the limit; undefined at a pole, where it runs away
 * from the limit before it changes sides.
 */
function closeIn(search: Search, near: number, far: number, tolerance: number): SolvedValue | undefined {
  const { outputs, showInput, showOutput, limit } = search
  let [from, to] = [near, far]
  let [outputFrom = 0, outputTo = 0] = outputs(Float64Array.of(from, to))
  const missed = outputFrom - limit
  for (let round = 0; round < solveLimits.rounds; round++) {
    const cuts = Float64Array.from({ length: solveLimits.sections - 1 }, (_, index) =>
      between(from, to, (index + 1) / solveLimits.sections),
    )
    const tried = outputs(cuts)
    const left = tried.findIndex((output) => Math.sign(output - limit) !== Math.sign(missed))
    const last = left < 0 ? cuts.length : left
    if (last > 0) [from, outputFrom] = [cuts[last - 1] ?? from, tried[last - 1] ?? outputFrom]
    if (left >= 0) [to, outputTo] = [cuts[left] ?? to, tried[left] ?? outputTo]
  }
  if (Math.abs(outputFrom - limit) > 2 * Math.abs(missed)) return undefined
  const solved = { value: to, display: showInput(to), output: showOutput(outputTo) }
  return Math.abs(outputTo - limit) <= tolerance ? solved : { ...solved, jumpsFrom: showOutput(outputFrom) }
}

/** By equal factors where both ends have one sign, else by equal steps. */
function between(from: number, to: number, part: number): number {
  return from * to > 0 ? from * (to / from) ** part : from + (to - from) * part
}

/** Whether a series never turns, up to rounding; standing still is allowed. */
function isMonotone(series: Float64Array): boolean {
  let direction = 0
  for (let index = 1; index < series.length; index++) {
    const [a = 0, b = 0] = [series[index - 1], series[index]]
    if (!(Math.abs(b - a) > 1e-12 * Math.max(Math.abs(a), Math.abs(b)))) continue
    if (direction !== 0 && Math.sign(b - a) !== direction) return false
    direction = Math.sign(b - a)
  }
  return true
}
