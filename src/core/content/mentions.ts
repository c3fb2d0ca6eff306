import { remembered } from '@/core/algorithms/remembered'
import type { Phrase } from './phrase'

/**
 * Finds ideas in what people type, without pretending to understand it: words are reduced to stems, lines are cut into
 * clauses, and an idea that its clause denies ("we do not need a cache") is not found.
 */
export interface MentionOptions {
  /** Off for questions and trade-offs, where a denied word is still what the line is about. */
  negation?: boolean
}

/** True when the text has one of the phrases; with "+" all its parts must be there, in any order. */
export function mentions(text: string, phrases: readonly Phrase[], options: MentionOptions = {}): boolean {
  const clauses = clausesOf(text)
  return phrases.some((phrase) => mentionsPhrase(clauses, phrase, options.negation ?? true))
}

/** The phrases of the list that the text has, in the order of the list. */
export function mentioned(text: string, phrases: readonly Phrase[], options: MentionOptions = {}): Phrase[] {
  const clauses = clausesOf(text)
  return phrases.filter((phrase) => mentionsPhrase(clauses, phrase, options.negation ?? true))
}

const NEGATORS = new Set([
  'not',
  'no',
  'never',
  'without',
  'cannot',
  'nor',
  'neither',
  'nobody',
  'avoid',
  'skip',
  'exclude',
])
/** Behind a comma, no more words than this are one more item of a list. */
const LIST_ITEM_WORDS = 3
/** Who speaks of the whole design: what these do not need, it does not have. */
const SPEAKERS = new Set(['we', 'i', 'it', 'this', 'that', 'system', 'service', 'app', 'product'])
/** "We do not need ...": everything that follows in the clause is denied. */
const WISHES = new Set(['need', 'want', 'support', 'build', 'offer', 'requir', 'includ', 'plan', 'provid'])
/** How many words after a negator may still be denied by it: "there is not any kind of | cache". */
const NEGATION_REACH = 5
/** Said after the idea: "a cache is not needed", "analytics: out of scope". */
const DENIED_AFTER = [
  ['not', 'need'],
  ['not', 'necessary'],
  ['not', 'requir'],
  ['not', 'us'],
  ['not', 'want'],
  ['not', 'in', 'scop'],
  ['not', 'matter'],
  ['unnecessary'],
  ['needless'],
  ['out', 'of', 'scop'],
]
/** Not a denial although a negator stands in it. */
const NO_DENIAL = /\b(?:not (?:only|just|merely)|no (?:more|less|longer|later|fewer|worse|sooner) than|no doubt)\b/g
const SAME_AS_NOT = /\b(?:(?:instead of|rather than|leave out|left out|do away with|non)\b|out of scope:)/g

interface Clause {
  words: string[]
  stems: string[]
}

/** The same lines are read for one idea after the other. */
const clausesOf = remembered(500, (text): readonly Clause[] => {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/n't\b/g, ' not')
    .replace(NO_DENIAL, ' ')
    .replace(SAME_AS_NOT, ' not ')
  const sentences = plain.split(
    /[.!?;](?=\s|$)|\n|\s[-\u2013\u2014]\s|\b(?:but|because|so that|which|while|although)\b/,
  )
  return sentences.flatMap(segmentsOf).map((words) => ({ words, stems: words.map(stem) }))
})

/** At commas and brackets, except in a list: "no queue, cache or replica" is one clause. */
function segmentsOf(sentence: string): string[][] {
  const clauses: string[][] = []
  for (const segment of sentence.split(/[,()[\]]/)) {
    const words = wordsOf(segment)
    if (words.length === 0) continue
    const last = clauses.at(-1)
    const isItem = words.filter((word) => word !== 'and' && word !== 'or').length <= LIST_ITEM_WORDS
    if (last && isItem) last.push(...words)
    else clauses.push(words)
  }
  return clauses
}

/**
 * Words of letters and digits; "read-your-writes" and "read your writes" come out the same, and so do "99 %" and "99%", and
 * "reads/s" and "reads per second": a rate is none of the seconds of "within 1 s".
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(\p{N})\s+%/gu, '$1%')
    .replace(/(?<=[\p{L}\p{N}])\s?\/\s?(?:s|sec|second)\b/gu, ' per second')
  return plain.match(/[\p{L}\p{N}]+(?:[.:]\p{N}+)*%?/gu) ?? []
}

/** The words of a text, each reduced to its stem. */
export function stemsOf(text: string): string[] {
  return wordsOf(text).map(stem)
}

/** "shortUrl", "short_url" and "ShortURL" as people would say them, so that names are read like any other text. */
export function namesAsText(text: string): string {
  return text.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2').replace(/_/g, ' ')
}

/** A light stemmer: plurals, -ing, -ed and a final e, so that cache, caches, cached and caching are one word. */
export function stem(word: string): string {
  let w = word
  if (w.length > 4 && w.endsWith('ies')) w = `${w.slice(0, -3)}y`
  else if (w.length > 3 && w.endsWith('s') && !w.endsWith('ss') && !w.endsWith('us')) w = w.slice(0, -1)
  if (w.length > 6 && w.endsWith('ing')) w = undouble(w.slice(0, -3))
  else if (w.length > 5 && w.endsWith('ed')) w = undouble(w.slice(0, -2))
  if (w.length > 3 && w.endsWith('e')) w = w.slice(0, -1)
  return w
}

function undouble(w: string): string {
  const last = w.at(-1)
  return last !== undefined && last === w.at(-2) && !'lsz'.includes(last) ? w.slice(0, -1) : w
}

function mentionsPhrase(clauses: readonly Clause[], phrase: Phrase, negation: boolean): boolean {
  const parts = partsOf(phrase)
  const said = parts.filter((part) => !isNegator(part))
  // "no + lost" is the idea that something is not lost: there the denial is what is looked for.
  if (said.length < parts.length) return said.every((part) => clauses.some((clause) => occurs(clause, part, 'denied')))
  const denies = parts.some((part) => part.some((word) => NEGATORS.has(word)))
  return parts.every((part) => clauses.some((clause) => occurs(clause, part, negation && !denies ? 'said' : 'either')))
}

const isNegator = (part: readonly string[]): boolean => part.length === 1 && NEGATORS.has(part[0]!)

const partsByPhrase = new Map<Phrase, string[][]>()

function partsOf(phrase: Phrase): string[][] {
  let parts = partsByPhrase.get(phrase)
  if (parts === undefined) {
    parts = phrase.split('+').map((part) =>
      part
        .trim()
        .split(/[\s_-]+/)
        .flatMap(patternStems),
    )
    partsByPhrase.set(phrase, parts)
  }
  return parts
}

function patternStems(word: string): string[] {
  if (word.endsWith('*')) return [word.toLowerCase()]
  return stemsOf(word.toLowerCase().replace(/n't\b/, ' not'))
}

/** Whether the words stand in the clause in a row: as something said, as something denied, or in either way. */
function occurs(clause: Clause, words: string[], how: 'said' | 'denied' | 'either'): boolean {
  const { stems } = clause
  for (let at = 0; at + words.length <= stems.length; at++) {
    if (!words.every((word, i) => fits(clause, at + i, word))) continue
    if (how === 'either') return true
    if (how === 'said' ? !denied(stems, at, words.length) : isNegated(stems, at)) return true
  }
  return false
}

function fits(clause: Clause, at: number, word: string): boolean {
  if (!word.endsWith('*')) return clause.stems[at] === word
  const start = word.slice(0, -1)
  return clause.words[at]!.startsWith(start) || clause.stems[at]!.startsWith(start)
}

function denied(stems: string[], at: number, length: number): boolean {
  if (isUnwanted(stems, at) || isNegated(stems, at)) return true
  const rest = stems.slice(at + length)
  return DENIED_AFTER.some((words) => rest.some((_, i) => words.every((word, j) => rest[i + j] === word)))
}

/** A negator stands close before it. */
function isNegated(stems: string[], at: number): boolean {
  const before = stems.slice(Math.max(0, at - NEGATION_REACH), at)
  return before.some((word) => NEGATORS.has(word)) && !isUnwanted(stems, at)
}

/** It stands behind a "we do not need". */
function isUnwanted(stems: string[], at: number): boolean {
  return stems.slice(0, at).some((word, i) => {
    if (!NEGATORS.has(word) || !WISHES.has(stems[i + 1] ?? '')) return false
    return i === 0 || stems.slice(Math.max(0, i - 2), i).some((subject) => SPEAKERS.has(subject))
  })
}
