import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { parseCell } from '@/core/estimate/parse'
import { sameHardDims } from '@/core/units/dims'
import { describeKind, formatQuantity, otherReadings } from '@/core/units/format-quantity'
import { thinSpace } from '@/core/units/format'
import type { Quantity } from '@/core/units/quantity'
import type { Asked, Task } from './question'

/** Longest answer that is read, in characters. */
export const MAX_ANSWER_CHARS = 200

/** What somebody's text says. */
export type ReadAnswer =
  | { state: 'empty' }
  | { state: 'unreadable'; message: string }
  /** `display` is how it was read, with the other ways to say it. */
  | { state: 'quantity'; quantity: Quantity; display: string }
  | { state: 'range'; low: number; high: number; quantity: Quantity; display: string }
  | { state: 'choice'; id: string }

/** Reads an answer as it is typed. Total: what cannot be read comes back with a reason. */
export function readAnswer(text: string, asked: Asked): ReadAnswer {
  if (text.trim() === '') return { state: 'empty' }
  if (text.length > MAX_ANSWER_CHARS)
    return { state: 'unreadable', message: `An answer has at most ${MAX_ANSWER_CHARS} characters.` }
  if (asked.kind === 'choice') return readChoice(text, asked.options)
  const parsed = parseCell(text, { names: new Set(), nouns: [] })
  if (parsed.kind === 'error') return { state: 'unreadable', message: parsed.error.message }
  if (parsed.kind !== 'expression') return { state: 'unreadable', message: 'Write a number with its unit.' }
  const isRange = RANGES.has(parsed.root.kind)
  if (!isRange && parsed.root.kind !== 'quantity')
    return { state: 'unreadable', message: 'Write the number itself: working it out is the exercise.' }
  if (isRange !== (asked.kind === 'range'))
    return { state: 'unreadable', message: isRange ? 'Write one number, not a range.' : RANGE_WANTED }
  return valueOf(text, isRange)
}

const RANGES: ReadonlySet<string> = new Set(['range', 'around', 'about'])
const RANGE_WANTED = 'Write a range, such as “5 to 20” with the unit.'

function readChoice(text: string, options: readonly { id: string }[]): ReadAnswer {
  const chosen = options.find(({ id }) => id === text.trim())
  return chosen ? { state: 'choice', id: chosen.id } : { state: 'unreadable', message: 'Choose one of them.' }
}

function valueOf(text: string, isRange: boolean): ReadAnswer {
  const cell = evaluateSheet({ cells: [{ id: 'answer', name: '', src: text }] }, { samples: 0 }).cells.get('answer')
  const { quantity, band } = cell ?? {}
  if (!cell || !quantity || (isRange && !band))
    return { state: 'unreadable', message: cell?.error?.message ?? 'This has no value.' }
  if (!band) return { state: 'quantity', quantity, display: [cell.display, ...otherReadings(quantity)].join(' = ') }
  if (!(band.p5 > 0)) return { state: 'unreadable', message: 'Both ends have to be above 0.' }
  const ends = [band.p5, band.p95].map((value) => formatQuantity({ ...quantity, value }, { figures: 2 }))
  return { state: 'range', low: band.p5, high: band.p95, quantity, display: ends.join(' to ') }
}

/**
 * What is wrong with the unit of an answer, in words; null when it is of the kind that is asked for. What is counted may be
 * called anything: "12 k/s" answers a question for requests a second.
 */
export function unitProblem(answer: ReadAnswer, { question: { asked }, truth }: Task): string | null {
  if (truth.kind !== 'quantity' || asked.kind === 'choice') return null
  if (answer.state !== 'quantity' && answer.state !== 'range') return null
  const { quantity } = answer
  if (!sameHardDims(quantity.dims, truth.quantity.dims)) {
    const wanted = describeKind(truth.quantity.dims)
    return `${answer.display} is ${describeKind(quantity.dims)}. The answer is ${wanted}${asked.unit === '' ? '' : `, such as ${exampleIn(asked.unit)}`}.`
  }
  const isShare = asked.unit === '%'
  const high = answer.state === 'range' ? answer.high : quantity.value
  if (isShare && high > 1 && quantity.hints.percent !== true)
    return `A plain ${answer.display} is more than the whole. Write ${answer.display}${thinSpace}% if you mean that.`
  return null
}

const exampleIn = (unit: string): string => (unit.startsWith('$') ? `$20${unit.slice(1)}` : `20${thinSpace}${unit}`)
