import { canBeNoun, findUnit, singularOf } from '@/core/units/find-unit'
import { lowered } from '@/core/units/raised-digits'
import { wordAt } from '@/core/units/read-number'
import { type ReadQuantity, readQuantity, readUnit, type Span, skipSpaces } from '@/core/units/read-quantity'
import type { UnitExpression } from '@/core/units/unit-expression'
import { functionNames } from './functions'
import { nearestName } from './nearest-name'
import { fail } from './source-problem'

export type Token = Span &
  (
    | { kind: 'quantity'; quantity: ReadQuantity }
    | { kind: 'name'; name: string }
    | { kind: 'function'; name: string }
    | { kind: 'unit'; unit: UnitExpression }
    | { kind: 'operator'; operator: '+' | '-' | '*' | '/' | '^' }
    | { kind: 'convert'; unit: UnitExpression; text: string }
    | { kind: 'range' }
    | { kind: 'around' }
    | { kind: 'about' }
    | { kind: 'open' }
    | { kind: 'close' }
    | { kind: 'comma' }
  )

export interface LexContext {
  /** Names of the cells of the sheet. */
  names: ReadonlySet<string>
  /** Nouns that the sheet defines for itself. */
  nouns: readonly string[]
}

export interface Echo {
  text: string
  at: Span
}

const operators: Readonly<Record<string, '+' | '-' | '*' | '/' | '^'>> = {
  '+': '+',
  '-': '-',
  '−': '-',
  '–': '-',
  '*': '*',
  '×': '*',
  '·': '*',
  '/': '/',
  '÷': '/',
  '^': '^',
}

/**
 * Cuts a source into tokens. A number with its suffix and whole unit is one token, so that "2 TB / 100 MB/s" divides
 * by a speed and "5 min" is no function; the parser sees no units but bare ones ("dau / day").
 */
export function tokenize(src: string, context: LexContext): { tokens: Token[]; echoes: Echo[] } {
  const lexer = new Lexer(src, context)
  return { tokens: lexer.run(), echoes: lexer.echoes }
}

class Lexer {
  readonly echoes: Echo[] = []
  private readonly tokens: Token[] = []
  /** For each open bracket, whether it belongs to a function: there commas separate. */
  private readonly brackets: boolean[] = []
  private at = 0

  constructor(
    private readonly src: string,
    private readonly context: LexContext,
  ) {}

  run(): Token[] {
    this.refuseName()
    this.at = this.start()
    // what follows a "#" is a remark on the formula
    while (this.at < this.src.length && this.src[this.at] !== '#') {
      this.readToken()
      this.at = skipSpaces(this.src, this.at)
    }
    return this.tokens
  }

  /** "daily users = 5": the words before the "=" were meant as a name. */
  private refuseName(): void {
    const [written = ''] = /^[^=#]*/.exec(this.src) ?? []
    const name = written.trim()
    if (!/^=(?![=>])/.test(this.src.slice(written.length)) || !/^[\p{L}\p{M}\p{N}_ ’'-]+$/u.test(name)) return
    const start = written.indexOf(name)
    fail('syntax', `“${name}” is no name. ${nameRule}`, { start, end: start + name.length })
  }

  /** An "=" or "≈" before the expression says nothing. */
  private start(): number {
    return skipSpaces(this.src, /^\s*[=≈]?/.exec(this.src)?.[0].length ?? 0)
  }

  private readToken(): void {
    if (this.readConversion() || this.readNumber() || this.readSign() || this.readWord()) return
    const char = String.fromCodePoint(this.src.codePointAt(this.at) ?? 0)
    const hint = char === '=' ? ` ${nameRule}` : ''
    fail('syntax', `“${char}” means nothing here.${hint}`, { start: this.at, end: this.at + char.length })
  }

  private push(token: Token): true {
    this.tokens.push(token)
    this.at = token.end
    return true
  }

  private readNumber(): boolean {
    const last = this.tokens.at(-1)
    const quantity = readQuantity(this.src, this.at, {
      nouns: this.context.nouns,
      isName: (word) => this.context.names.has(word),
      insideCall: this.brackets.includes(true),
      afterDivision: last?.kind === 'operator' && last.operator === '/',
    })
    if (!quantity) return false
    if (quantity.problem) fail('syntax', quantity.problem.message, quantity.problem.at)
    for (const echo of quantity.echoes) this.echoes.push(echo)
    // "a/2 day" is read as a/(2 day), which not everybody expects.
    const divides = last?.kind === 'operator' && last.operator === '/'
    if (divides && quantity.unit.factors.length > 0)
      this.echoes.push({ text: `÷ (${this.src.slice(quantity.start, quantity.end)})`, at: quantity })
    return this.push({ kind: 'quantity', quantity, start: quantity.start, end: quantity.end })
  }

  /** "-> TB/day", "in GB", "to month". "to" before a number is a range: a unit can never be a number. */
  private readConversion(): boolean {
    const arrow = /^(->|→|=>)|^(in|to)(?![\p{L}\p{N}_])/u.exec(this.src.slice(this.at))
    const word = arrow?.[0]
    if (word === undefined) return false
    const end = this.at + word.length
    if (word === 'to' && this.numberFollows(end)) return this.push({ kind: 'range', start: this.at, end })
    const unit = readUnit(this.src, end, { nouns: this.context.nouns })
    if (!unit) {
      const at = {
        start: this.at,
        end: Math.max(end, skipSpaces(this.src, end) + wordAt(this.src, skipSpaces(this.src, end)).length),
      }
      const named = this.context.names.has(wordAt(this.src, skipSpaces(this.src, end)))
      if (named && word === 'to')
        fail('syntax', 'A range goes between two numbers: 5 to 10 GB. Between cells write uniform(a, b).', at)
      fail('syntax', `After “${word}” comes the unit to show: ${word} GB, ${word} req/s.`, at)
    }
    for (const echo of unit.echoes) this.echoes.push(echo)
    return this.push({
      kind: 'convert',
      unit: unit.unit,
      text: this.src.slice(unit.start, unit.end),
      start: this.at,
      end: unit.end,
    })
  }

  private numberFollows(at: number): boolean {
    return /^\s*[-−~]?\s*\$?\s*\.?\d/.test(this.src.slice(at)) && !/^\s*1\s*\/\s*\p{L}/u.test(this.src.slice(at))
  }

  private readSign(): boolean {
    const { src, at } = this
    const mark = /^(\.\.\.?|…|\+\/-|±|~)/.exec(src.slice(at))?.[0]
    if (mark !== undefined) {
      const kind = mark === '~' ? 'about' : mark === '±' || mark === '+/-' ? 'around' : 'range'
      return this.push({ kind, start: at, end: at + mark.length })
    }
    const char = src[at] ?? ''
    // "5 – 10 GB" as it is printed, and shown here; between names it is a minus
    if (char === '–' && this.tokens.at(-1)?.kind === 'quantity' && this.numberFollows(at + 1))
      return this.push({ kind: 'range', start: at, end: at + 1 })
    const operator = src.startsWith('**', at) ? '^' : Object.hasOwn(operators, char) ? operators[char] : undefined
    if (operator)
      return this.push({ kind: 'operator', operator, start: at, end: at + (src.startsWith('**', at) ? 2 : 1) })
    if (char === '(') return this.open(false)
    if (char === ')') {
      this.brackets.pop()
      return this.push({ kind: 'close', start: at, end: at + 1 })
    }
    if (char === ',') return this.push({ kind: 'comma', start: at, end: at + 1 })
    return this.readSuperscript()
  }

  private open(call: boolean): true {
    this.brackets.push(call)
    return this.push({ kind: 'open', start: this.at, end: this.at + 1 })
  }

  /** "10⁻⁷", as printed numbers have it. */
  private readSuperscript(): boolean {
    const run = /^⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/.exec(this.src.slice(this.at))?.[0]
    if (run === undefined) return false
    const span = { start: this.at, end: this.at + run.length }
    this.tokens.push({ kind: 'operator', operator: '^', ...span })
    const quantity: ReadQuantity = {
      ...span,
      amount: Number(lowered(run)),
      unit: { factors: [] },
      ratio: false,
      echoes: [],
    }
    return this.push({ kind: 'quantity', quantity, ...span })
  }

  private readWord(): boolean {
    const word = wordAt(this.src, this.at)
    if (word === '' && this.src[this.at] !== '$') return false
    const span = { start: this.at, end: this.at + Math.max(1, word.length) }
    if (this.context.names.has(word)) return this.push({ kind: 'name', name: word, ...span })
    if (word === 'x' && this.endsFactor(span)) {
      this.at = span.end
      return true
    }
    if (word === 'of' || word === 'x') return this.push({ kind: 'operator', operator: '*', ...span })
    if (word === 'per') return this.push({ kind: 'operator', operator: '/', ...span })
    const called = /^\s*\(/.test(this.src.slice(span.end))
    if (functionNames.has(word) && called) {
      this.push({ kind: 'function', name: word, ...span })
      this.at = skipSpaces(this.src, this.at)
      return this.open(true)
    }
    const unit = findUnit(word === '' ? '$' : word, this.context.nouns)
    // "DAU" is read as users, but where a cell is called dau it is meant more likely
    const isMeant = unit?.echo === undefined || !this.isNearlyName(word)
    if (!unit || called || !isMeant) this.unknownWord(word, span, called)
    if (unit.echo !== undefined) this.echoes.push({ text: unit.echo, at: span })
    return this.push({ kind: 'unit', unit: unit.unit, ...span })
  }

  private isNearlyName(word: string): boolean {
    return [...this.context.names].some((name) => name.toLowerCase() === word.toLowerCase())
  }

  /** The x of "3x", where nothing follows that it could multiply. */
  private endsFactor(x: Span): boolean {
    const last = this.tokens.at(-1)
    return last?.kind === 'quantity' && last.end === x.start && /^\s*($|[-+*/),])/.test(this.src.slice(x.end))
  }

  private unknownWord(word: string, at: Span, called: boolean): never {
    const last = this.tokens.at(-1)
    const afterNumber = last?.kind === 'quantity'
    if (called) {
      const close = nearestName(word, functionNames)
      fail(
        'unknown',
        `There is no function “${word}”.${close === undefined ? ` There are ${[...functionNames].join(', ')}.` : ` Did you mean ${close}?`}`,
        at,
      )
    }
    if (functionNames.has(word)) fail('syntax', `${word} is a function: ${word}(…).`, at)
    const hint = Object.hasOwn(unitHints, word) && afterNumber ? unitHints[word] : undefined
    if (hint !== undefined) fail('unknown', `“${word}” is not a unit here. ${hint}`, at)
    const close = nearestName(word, this.context.names)
    if (close !== undefined) {
      const src = `${this.src.slice(0, at.start)}${close}${this.src.slice(at.end)}`
      fail('unknown', `“${word}” is not known. Did you mean ${close}?`, at, {
        fix: { label: `Use ${close}`, src },
      })
    }
    const counted = afterNumber || (last?.kind === 'operator' && last.operator === '/')
    const noun = counted && canBeNoun(singularOf(word)) ? { noun: singularOf(word) } : {}
    fail('unknown', afterNumber ? `“${word}” is not a unit.` : `“${word}” is neither a cell nor a unit.`, at, noun)
  }
}

const nameRule = 'A name is letters, digits and “_”, starts with a letter, and has one “=” after it.'

/** Letters that mean a unit elsewhere and that people use as shorthand. */
const unitHints: Readonly<Record<string, string>> = {
  m: 'For a million write M (10M), for minutes min.',
  K: 'For a thousand write it close to the number: 3K.',
  k: 'For a thousand write it close to the number: 3k.',
  M: 'For a million write it close to the number: 3M.',
  G: 'For a billion write it close to the number: 3G.',
  T: 'For a trillion write it close to the number: 3T; for terabytes TB.',
  P: 'Write it close to the number: 3P; for petabytes PB.',
  mm: 'For a million write M (10M).',
}
