import { lowered } from './raised-digits'

/** Spaces that printed numbers carry; as no keyboard types them, what follows still belongs to the number. */
const printedSpace = /^[\u2009\u202f\u00a0]/

export interface ReadNumber {
  value: number
  end: number
  /** Set where a spelling could be read otherwise. */
  echo?: string
  /** A number that cannot be meant as written; what to write instead. */
  problem?: string
}

export interface NumberContext {
  /** Inside the brackets of a function a comma separates arguments, so it cannot group digits. */
  insideCall?: boolean
  /** The number stands after a dollar sign, so that a B after it is a billion. */
  money?: boolean
  /** Whether a word is something that is counted: "2.5B users" are billions, "250B" are bytes. */
  isNoun?: (word: string) => boolean
}

const suffixes: Readonly<Record<string, number>> = {
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  bn: 1e9,
  mn: 1e6,
}
const words: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
}

/** Reads "1,000,000", "1 000", "1_000", "2.5e9", "10^9", "100M", "3 million", "20 %", "3 nines" at `start`; undefined if no digit is there. */
export function readNumber(text: string, start: number, context: NumberContext = {}): ReadNumber | undefined {
  const digits = readDigits(text, start, context)
  if (!digits || digits.problem !== undefined) return digits
  return readSuffix(text, digits, context)
}

function readDigits(text: string, start: number, { insideCall = false }: NumberContext): ReadNumber | undefined {
  const rest = text.slice(start)
  const ten = readPowerOfTen(rest)
  if (ten) return { value: Number(`1${ten.exponent}`), end: start + ten.length }
  const whole = /^\d+/.exec(rest)?.[0] ?? ''
  const grouped = /^\d{1,3}(?:(?:,\d{3})+|(?:[ \u2009\u202f\u00a0]\d{3})+)(?!\d)/.exec(rest)?.[0] ?? ''
  const underscored = /^\d+(?:_\d+)+/.exec(rest)?.[0] ?? ''
  const comma = grouped.includes(',') || /^\d+,\d/.test(rest)
  if (comma && insideCall && grouped.includes(','))
    return {
      value: Number.NaN,
      end: start + grouped.length,
      problem: 'Inside a function write 1000 without commas, or put a space after each comma.',
    }
  if (comma && !insideCall && !grouped.includes(','))
    return {
      value: Number.NaN,
      end: start + whole.length + 1,
      problem: 'Write decimals with a point (1.5), thousands as 1,000.',
    }
  const integer = [underscored, grouped, whole].find((candidate) => candidate !== '') ?? ''
  const fraction = /^\.\d+/.exec(rest.slice(integer.length))?.[0] ?? ''
  if (integer === '' && fraction === '') return undefined
  const exponent = /^[eE][+-]?\d{1,3}(?!\d)/.exec(rest.slice(integer.length + fraction.length))?.[0] ?? ''
  const written = integer.length + fraction.length + exponent.length
  const power = readPower(rest.slice(written))
  const plain = integer.replace(/[,_\s]/g, '')
  const value = Number(`${plain === '' ? '0' : plain}${fraction}${exponent === '' ? power.exponent : exponent}`)
  const read: ReadNumber = { value, end: start + written + (exponent === '' ? power.length : 0) }
  if (/^\d{1,3} \d{3}/.test(integer)) read.echo = `read as ${plain}`
  return read
}

/** "× 10⁻⁷" after a number, as very small and very large ones are printed. */
function readPower(rest: string): { exponent: string; length: number } {
  const printed = /^\s*×\s*10(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})/.exec(rest)
  if (printed?.[1] === undefined) return { exponent: '', length: 0 }
  return { exponent: exponentOf(printed[1]), length: printed[0].length }
}

/** "10^9", "10**9" and "10⁹" are numbers as 1e9 is, so that a unit after them is that of the whole: "10^9 requests/day". */
function readPowerOfTen(rest: string): { exponent: string; length: number } | undefined {
  const [written, digits = ''] =
    /^10(?:\s*(?:\^|\*\*)\s*([-−]?\d{1,2})|(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))(?![\d.⁰¹²³⁴⁵⁶⁷⁸⁹]|\s*(?:\^|\*\*|%))/
      .exec(rest)
      ?.filter(Boolean) ?? []
  return written === undefined ? undefined : { exponent: exponentOf(digits), length: written.length }
}

/** "e-7" for "⁻⁷" and for "−7". */
const exponentOf = (digits: string): string => `e${lowered(digits).replace('−', '-')}`

function readSuffix(text: string, read: ReadNumber, context: NumberContext): ReadNumber {
  const gap = printedSpace.exec(text.slice(read.end))?.[0] ?? ''
  const attached = wordAt(text, read.end + gap.length)
  const end = read.end + gap.length + attached.length
  const factor = Object.hasOwn(suffixes, attached) ? suffixes[attached] : undefined
  if (factor !== undefined) return scaled(read, factor, end)
  if (attached === 'B' && meansBillion(text, end, context))
    return { ...scaled(read, 1e9, end), echo: 'B read as billion' }
  if (attached === 'B') return gap === '' ? { ...read, echo: 'B read as bytes' } : read
  const spaces = /^\s*/.exec(text.slice(read.end))?.[0].length ?? 0
  const next = read.end + spaces
  if (text[next] === '%') return scaled(read, 0.01, next + 1)
  const word = wordAt(text, next)
  if (word === 'percent') return scaled(read, 0.01, next + word.length)
  const lower = word.toLowerCase()
  const named = Object.hasOwn(words, lower) ? words[lower] : undefined
  if (named !== undefined) return scaled(read, named, next + word.length)
  if (word === 'nines' || word === 'nine') return nines(read, next + word.length)
  return read
}

const scaled = (read: ReadNumber, factor: number, end: number): ReadNumber => ({
  ...read,
  // Division keeps 99.9 % exact where the product with 0.01 is not.
  value: factor === 0.01 ? read.value / 100 : read.value * factor,
  end,
})

function nines(read: ReadNumber, end: number): ReadNumber {
  if (read.value < 0 || read.value > 15) return { ...read, end, problem: 'Nines go from 0 to 15.' }
  return {
    ...read,
    end,
    value: 1 - 10 ** -read.value,
    echo: `${read.value} nines = ${(100 * (1 - 10 ** -read.value)).toPrecision(12).replace(/0+$/, '')} %`,
  }
}

function meansBillion(text: string, at: number, { money = false, isNoun = () => false }: NumberContext): boolean {
  if (money) return true
  const gap = /^\s+/.exec(text.slice(at))?.[0] ?? ''
  return gap !== '' && isNoun(wordAt(text, at + gap.length))
}

/**
 * The letters, marks, digits and "_" that a word goes on with, for a regular expression with the flag u. A raised digit is
 * none of them: "n²" is a power of n.
 */
export const WORD_PART = String.raw`(?:(?![⁰¹²³⁴-⁹])[\p{L}\p{M}\p{N}_])`
/** A whole word, which starts with a letter. */
export const WORD = String.raw`[\p{L}_]${WORD_PART}*`
const wordHere = new RegExp(WORD, 'uy')

/** The word at a position; '' if there is none. */
export function wordAt(text: string, at: number): string {
  wordHere.lastIndex = at
  return wordHere.exec(text)?.[0] ?? ''
}
