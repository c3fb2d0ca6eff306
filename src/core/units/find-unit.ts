import {
  binaryPrefixes,
  dataUnits,
  decimalPrefixes,
  type Noun,
  nounAliases,
  nounPattern,
  nouns,
  nounUnit,
  percent,
  prefixWords,
  rateUnits,
  timeAliases,
  timeUnits,
  type Unit,
  usd,
} from './catalogue'
import { hardDimensions, pluralOf } from './dims'
import { type UnitExpression, type UnitFactor, unitOf } from './unit-expression'

export interface FoundUnit {
  unit: UnitExpression
  /** How a spelling that has two meanings was read, to show beside it. */
  echo?: string
}

const bySymbol: ReadonlyMap<string, Unit> = new Map(
  [...timeUnits, ...dataUnits, ...rateUnits].map((unit) => [unit.symbol, unit]),
)
const dollarWords = new Set(['USD', 'usd', 'dollar', 'dollars', '$'])
const nounByWord = wordsOf(nouns.values())

/** A unit by its exact symbol. Only for symbols of the catalogue: an unknown one is a mistake in the program. */
export function unitBySymbol(symbol: string): Unit {
  const unit = symbol === '$' ? usd : symbol === '%' ? percent : bySymbol.get(symbol)
  if (!unit) throw new Error(`no unit ${symbol} in the catalogue`)
  return unit
}

/**
 * The unit that a word stands for, or undefined. `ownNouns` are singulars that the author of a sheet counts in
 * addition to the catalogue; they never replace a unit of the catalogue.
 */
export function findUnit(word: string, ownNouns: readonly string[] = []): FoundUnit | undefined {
  const exact = bySymbol.get(word) ?? bySymbol.get(own(timeAliases, word) ?? '')
  if (exact) return { unit: unitOf(exact) }
  const cased = findCased(word)
  if (cased) return { unit: unitOf(cased) }
  if (dollarWords.has(word)) return { unit: unitOf(usd) }
  if (word === 'nines') return undefined
  return findNoun(word, nounByWord) ?? findData(word) ?? findNoun(word, wordsOf(ownNouns.map(ownNoun)))
}

/** "QPS" as it is mostly written, "Day" as a phone begins a word; short symbols mean something else in capitals. */
function findCased(word: string): Unit | undefined {
  const lower = word.toLowerCase()
  if (word.length < 3) return undefined
  const unit = bySymbol.get(lower) ?? bySymbol.get(own(timeAliases, lower) ?? '')
  return unit?.kind === 'time' || unit?.kind === 'rate' ? unit : undefined
}

/** Whether a word may become a noun of a sheet: letters, and not a unit already. */
export const canBeNoun = (word: string): boolean =>
  nounPattern.test(word) && findUnit(word) === undefined && !(hardDimensions as readonly string[]).includes(word)

/** The singulars that a name of a noun may be meant by, for "count riders" on the word "riders". */
export function singularOf(word: string): string {
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (/(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

/** The noun that a dimension's name stands for, also one that a sheet defines for itself. */
export const nounNamed = (name: string): Noun => nouns.get(name) ?? ownNoun(name)

const ownNoun = (name: string): Noun => ({ name, plural: pluralOf(name), holder: false })

function wordsOf(list: Iterable<Noun>): Map<string, Noun> {
  const words = new Map<string, Noun>()
  for (const noun of list) words.set(noun.name, noun).set(noun.plural, noun)
  return words
}

function findNoun(word: string, words: ReadonlyMap<string, Noun>): FoundUnit | undefined {
  const alias = own(nounAliases, word)
  const noun = words.get(alias ?? word) ?? words.get(word.toLowerCase())
  if (!noun) return undefined
  const unit = unitOf(nounUnit(noun))
  return alias !== undefined && /^[dm]au$/i.test(word) ? { unit, echo: `${word} read as users` } : { unit }
}

/** Data in the many ways people write it. Only the spellings of the catalogue go without an echo. */
function findData(word: string): FoundUnit | undefined {
  const rate = /^(.*)ps$/.exec(word)
  const found = dataWord(rate?.[1] ?? word, rate !== null)
  if (!found) return undefined
  const second: UnitFactor[] = rate ? [{ unit: unitBySymbol('s'), power: -1 }] : []
  const unit = { factors: [{ unit: unitBySymbol(found.symbol), power: 1 }, ...second] }
  if (found.spelt && !rate) return { unit }
  return { unit, echo: `${word} read as ${found.symbol}${rate ? '/s' : ''}${found.why}` }
}

interface DataWord {
  symbol: string
  why: string
  spelt: boolean
}

function dataWord(word: string, rate: boolean): DataWord | undefined {
  const long = /^(kilo|mega|giga|tera|peta|exa)?(byte|bit)s?$/i.exec(word)
  if (long?.[2]) {
    const prefix = own(prefixWords, long[1]?.toLowerCase() ?? '') ?? ''
    return { symbol: `${prefix}${long[2].toLowerCase() === 'bit' ? 'bit' : 'B'}`, why: '', spelt: true }
  }
  const short = /^([kmgtpe]?i?)(B|b|[bB]its?)$/i.exec(word)
  const prefix = canonicalPrefix(short?.[1] ?? '')
  if (!short?.[2] || prefix === undefined) return undefined
  if (short[2] === 'B') return { symbol: `${prefix}B`, why: prefix === 'k' ? ' = 1 000 B' : '', spelt: false }
  // A lower-case b is a bit; people who write "gb" usually mean bytes, so the echo says how to write those.
  const why = short[2] === 'b' && !rate ? ` (bits; for bytes write ${prefix}B)` : ''
  return { symbol: `${prefix}bit`, why, spelt: short[2] !== 'b' }
}

function canonicalPrefix(prefix: string): string | undefined {
  if (prefix === '') return ''
  const first = prefix[0]?.toUpperCase() ?? ''
  const name = prefix.length === 2 ? `${first}i` : first === 'K' ? 'k' : first
  return name in decimalPrefixes || name in binaryPrefixes ? name : undefined
}

/** A value of a table by a word that people typed: "constructor" finds nothing. */
const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined
