import { percent, usd } from './catalogue'
import { type FoundUnit, findUnit } from './find-unit'
import { raisedDigits } from './raised-digits'
import { readNumber, wordAt } from './read-number'
import { noUnit, type UnitExpression, type UnitFactor, unitOf } from './unit-expression'

export interface UnitContext {
  /** Nouns that the author of the sheet defined. */
  nouns?: readonly string[]
  /** Names of cells: after "/" or "per" they are cells and not units. */
  isName?: (word: string) => boolean
  insideCall?: boolean
  /**
   * The quantity is a divisor, as the 2 of "x / 2 / day": without a unit of its own it takes none over the next "/",
   * unless it is written closer to that than to what it divides, as the 360 of "x / 360/s" is.
   */
  afterDivision?: boolean
}

export interface Span {
  start: number
  end: number
}

export interface ReadQuantity extends Span {
  /** The number in front of the unit, suffix and percent applied: 100M -> 1e8, 20 % -> 0.2. */
  amount: number
  unit: UnitExpression
  /** The percent sign or "nines" was used. */
  ratio: boolean
  isNines?: boolean
  echoes: { text: string; at: Span }[]
  problem?: { message: string; at: Span }
}

/** Words that join quantities and are never units. */
export const joiningWords: ReadonlySet<string> = new Set(['to', 'in', 'per', 'of', 'x', 'and', 'or'])

/**
 * Reads a number with its suffix and its whole unit ("100M", "$0.023/GB/month", "2 posts per user per day") as one
 * quantity: greedy over "/unit" and "per unit" as long as a unit follows. Undefined where no number starts.
 */
export function readQuantity(text: string, start: number, context: UnitContext = {}): ReadQuantity | undefined {
  const dollar = text[start] === '$'
  const numberStart = dollar ? skipSpaces(text, start + 1) : start
  const number = readNumber(text, numberStart, {
    insideCall: context.insideCall ?? false,
    money: dollar,
    isNoun: (word) => isNounWord(word, context),
  })
  if (!number) return undefined
  const read: ReadQuantity = { start, end: number.end, amount: number.value, unit: noUnit, ratio: false, echoes: [] }
  if (number.echo !== undefined) read.echoes.push({ text: number.echo, at: { start, end: number.end } })
  if (number.problem !== undefined)
    return { ...read, problem: { message: number.problem, at: { start, end: number.end } } }
  read.ratio = /(%|nines?|percent)$/.test(text.slice(start, number.end))
  if (/nines?$/.test(text.slice(start, number.end))) read.isNines = true
  return addUnit(text, read, dollar, context)
}

/** Reads "TB/day", "$/month", "/s", "requests per second" at `start`; undefined where no unit is there. */
export function readUnit(
  text: string,
  start: number,
  context: UnitContext = {},
): Omit<ReadQuantity, 'amount' | 'ratio'> | undefined {
  const from = skipSpaces(text, start)
  if (text[from] === '%')
    return { start: from, end: from + 1, unit: { factors: [{ unit: percent, power: 1 }] }, echoes: [] }
  // "1/s" as a target is a way to say "/s".
  const lead = /^1\s*(?=\/)/.exec(text.slice(from))?.[0].length ?? 0
  const read = { start: from, end: from + lead, unit: noUnit, echoes: [] as ReadQuantity['echoes'] }
  const factors: UnitFactor[] = []
  let at = from + lead
  const first =
    text[at] === '$' ? { unit: { factors: [{ unit: usd, power: 1 }] }, end: at + 1 } : unitWordAt(text, at, context)
  if (first) {
    pushPower(text, first, 1, factors)
    at = endOfPower(text, first.end)
    noteEcho(read, first, at)
    at = readProduct(text, at, factors, read, context)
  }
  const end = readDivisors(text, at, factors, read, context)
  return factors.length === 0 ? undefined : { ...read, end, unit: { factors } }
}

interface UnitWord extends FoundUnit {
  end: number
}

function addUnit(text: string, read: ReadQuantity, dollar: boolean, context: UnitContext): ReadQuantity {
  const wordStart = skipSpaces(text, read.end)
  // "5 $" as many write it; "5 $3" lacks an operator
  const dollarBehind = !dollar && !read.ratio && /^\$(?!\s*[\d.])/.test(text.slice(wordStart, wordStart + 20))
  const factors: UnitFactor[] = dollar || dollarBehind ? [{ unit: usd, power: 1 }] : []
  let at = dollarBehind ? wordStart + 1 : read.end
  const word = dollar || dollarBehind || read.ratio ? undefined : unitWordAt(text, wordStart, context, true)
  if (word) {
    pushPower(text, word, 1, factors)
    noteEcho(read, word, wordStart)
    at = readProduct(text, endOfPower(text, word.end), factors, read, context)
  }
  const standsApart = /\s/.test(text[read.start - 1] ?? '') && text[at] === '/' && /\S/.test(text[at + 1] ?? '')
  const mayDivide = factors.length > 0 || !(context.afterDivision ?? false) || standsApart
  const end = mayDivide && !read.ratio ? readDivisors(text, at, factors, read, context) : at
  return { ...read, end, unit: { factors } }
}

/** The "·posts" of "users·posts", as products of units are shown: close together, so that "3 GB · 2" is none. */
function readProduct(
  text: string,
  start: number,
  factors: UnitFactor[],
  read: Pick<ReadQuantity, 'echoes'>,
  context: UnitContext,
): number {
  let end = start
  while (text[end] === '·') {
    const word = unitWordAt(text, end + 1, context)
    if (!word) return end
    pushPower(text, word, 1, factors)
    noteEcho(read, word, end + 1)
    end = endOfPower(text, word.end)
  }
  return end
}

/** "/user/day", " per user per day" while a unit follows; writes the factors and returns the end. */
function readDivisors(
  text: string,
  start: number,
  factors: UnitFactor[],
  read: Pick<ReadQuantity, 'echoes'>,
  context: UnitContext,
): number {
  let end = start
  for (;;) {
    const slash = /^\s*(\/|per(?![\p{L}\p{N}_]))\s*/u.exec(text.slice(end))
    if (!slash) return end
    const wordStart = end + slash[0].length
    // "$200,000 / 1000 servers" is a division of two amounts; a price stands close to what it is for
    const isPrice = factors[0]?.unit === usd && !/^ +\//.test(slash[0])
    const word = unitWordAt(text, wordStart, context) ?? (isPrice ? manyAt(text, wordStart, context) : undefined)
    if (!word) return end
    pushPower(text, word, -1, factors)
    noteEcho(read, word, wordStart)
    end = endOfPower(text, word.end)
  }
}

/** Directly after a number a word that is a unit stays one, also when a cell has its name: "users = 100M users". */
function unitWordAt(text: string, at: number, context: UnitContext, afterNumber = false): UnitWord | undefined {
  if (text[at] === '$') return undefined
  const word = wordAt(text, at)
  if (word === '' || joiningWords.has(word)) return undefined
  if (!afterNumber && (context.isName?.(word) ?? false)) return undefined
  if (text[at + word.length] === '(') return undefined
  const found = findUnit(word, context.nouns)
  return found && { ...found, end: at + word.length }
}

/** Numbers of things that prices go by, as a sheet writes them. */
const manyLabels: ReadonlyMap<number, string> = new Map([
  [1e3, '1k'],
  [1e6, '1M'],
  [1e9, '1B'],
])
const manyWords: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9 }

/** The "1M requests" of "$0.40/1M requests", and the "million requests" of "$5 per million requests": a unit of its own. */
function manyAt(text: string, at: number, context: UnitContext): UnitWord | undefined {
  const word = wordAt(text, at)
  const bare = Object.hasOwn(manyWords, word) ? manyWords[word] : undefined
  const isNoun = (noun: string) => isNounWord(noun, context)
  const number =
    bare === undefined
      ? readNumber(text, at, { insideCall: context.insideCall ?? false, isNoun })
      : { value: bare, end: at + word.length }
  const label = manyLabels.get(number?.value ?? 0)
  if (!number || label === undefined) return undefined
  const found = unitWordAt(text, skipSpaces(text, number.end), context, true)
  const counted = found?.unit.factors[0]?.unit
  if (!found || counted?.kind !== 'noun') return undefined
  const symbol = `${label} ${counted.plural ?? counted.symbol}`
  return { end: found.end, unit: unitOf({ symbol, dims: counted.dims, factor: number.value, kind: 'noun' }) }
}

function pushPower(text: string, word: UnitWord, sign: 1 | -1, factors: UnitFactor[]): void {
  const power = powerAt(text, word.end)?.power ?? 1
  for (const factor of word.unit.factors) factors.push({ unit: factor.unit, power: factor.power * sign * power })
}

/** "^2" or "²" after a unit; one digit, as nothing is measured in more. */
function powerAt(text: string, at: number): { power: number; length: number } | undefined {
  const written = /^(?:\^([1-9])(?![\d.])|([¹²³⁴-⁹])(?![⁰¹²³⁴-⁹]))/.exec(text.slice(at))
  if (!written) return undefined
  const [{ length }, digit, raised = ''] = written
  return { power: digit === undefined ? raisedDigits.indexOf(raised) : Number(digit), length }
}
const endOfPower = (text: string, at: number): number => at + (powerAt(text, at)?.length ?? 0)

function noteEcho(read: Pick<ReadQuantity, 'echoes'>, word: { echo?: string; end: number }, start: number): void {
  if (word.echo !== undefined) read.echoes.push({ text: word.echo, at: { start, end: word.end } })
}

function isNounWord(word: string, context: UnitContext): boolean {
  return findUnit(word, context.nouns)?.unit.factors[0]?.unit.kind === 'noun'
}

export const skipSpaces = (text: string, at: number): number => at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0)
