import type { ReadQuantity, Span } from '@/core/units/read-quantity'
import type { UnitExpression } from '@/core/units/unit-expression'
import { findUnit } from '@/core/units/find-unit'
import { functionByName, functionNames } from './functions'
import { nearestName } from './nearest-name'
import { sheetLimits } from './sheet'
import { type CellError, fail, SourceProblem } from './source-problem'
import { type Echo, type LexContext, type Token, tokenize } from './tokens'

/*
 * Why an own parser: a cell's grammar is what is left once the lexer has folded every quantity into one token, seven
 * operators and a dozen functions. mathjs would parse that too, in 40 kB gz, but its nodes carry no positions, and an
 * error must be shown at the operator or word it is about; ranges ("5 to 10 GB") and conversions would have to be
 * smuggled past it as well. Nothing here ever runs user text: there is no member access, no assignment, no string.
 */

export const parseLimits = { nodes: 200, depth: 64, exponent: 12 } as const

export type Node = Span &
  (
    | { kind: 'quantity'; quantity: ReadQuantity }
    | { kind: 'range'; low: ReadQuantity; high: ReadQuantity }
    | { kind: 'around'; middle: ReadQuantity; spread: ReadQuantity }
    | { kind: 'about'; middle: ReadQuantity }
    | { kind: 'unit'; unit: UnitExpression }
    | { kind: 'name'; name: string }
    | { kind: 'negate'; of: Node }
    | { kind: 'binary'; operator: BinaryOperator; left: Node; right: Node; operatorAt: Span }
    | { kind: 'call'; name: string; args: Node[]; nameAt: Span }
    | { kind: 'convert'; of: Node; unit: UnitExpression; text: string }
  )
export type BinaryOperator = '+' | '-' | '*' | '/' | '^'

export type Parsed =
  | { kind: 'empty' }
  | { kind: 'text' }
  /** `work` is what one draw of all of it costs, in additions. */
  | { kind: 'expression'; root: Node; names: string[]; echoes: Echo[]; work: number }
  | { kind: 'error'; error: CellError }

/** Reads the source of one cell, with a name or without. Total: what cannot be read comes back as an error with its place. */
export function parseCell(src: string, context: LexContext, isNamed = true): Parsed {
  const trimmed = src.trim()
  if (trimmed === '') return { kind: 'empty' }
  if (trimmed.startsWith('#')) return { kind: 'text' }
  const whole = { start: 0, end: src.length }
  if (src.length > sheetLimits.srcChars)
    return {
      kind: 'error',
      error: { code: 'limit', message: `A cell holds at most ${sheetLimits.srcChars} characters.`, at: whole },
    }
  if (isProse(trimmed, context, isNamed)) return { kind: 'text' }
  try {
    const { tokens, echoes } = tokenize(src, context)
    const parser = new Parser(tokens, src)
    const root = parser.parse()
    const names = new Set(tokens.flatMap((token) => (token.kind === 'name' ? [token.name] : [])))
    return { kind: 'expression', root, names: [...names], echoes, work: parser.work }
  } catch (problem) {
    if (problem instanceof SourceProblem) return { kind: 'error', error: problem.error }
    throw problem
  }
}

/**
 * Words without a digit, an operator or a known name are a remark, as in a notebook. A single word is one only where
 * the cell has no name, and where it is neither a unit nor nearly a name: "dua" is more likely a slip for "dau".
 */
function isProse(text: string, { names, nouns }: LexContext, isNamed: boolean): boolean {
  if (/[\d+*/^()=$%]/.test(text)) return false
  const words = text.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== '')
  if (words.some((word) => names.has(word))) return false
  if (words.length > 1) return /\p{L}[^\p{L}\p{N}_\-−–>~±]+\p{L}/u.test(text)
  const [word = ''] = words
  if (isNamed || !/^\p{L}{3,}[.:!?]?$/u.test(text)) return false
  return !findUnit(word, nouns) && !functionNames.has(word) && nearestName(word, names) === undefined
}

const bindingPower: Readonly<Record<BinaryOperator, number>> = { '+': 10, '-': 10, '*': 20, '/': 20, '^': 40 }
const negationPower = 30
const conversionPower = 1

class Parser {
  work = 0
  private at = 0
  private nodes = 0
  private depth = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly src: string,
  ) {}

  parse(): Node {
    const root = this.expression(0)
    const rest = this.tokens[this.at]
    if (rest?.kind === 'close') fail('syntax', 'This “)” closes nothing.', rest)
    if (rest) this.missingOperator(rest)
    return root
  }

  private expression(least: number): Node {
    this.depth += 1
    if (this.depth > parseLimits.depth) fail('limit', `Brackets go at most ${parseLimits.depth} deep.`, this.here())
    let left = this.operand()
    for (;;) {
      const next = this.infix(left, least)
      if (!next) break
      left = next
    }
    this.depth -= 1
    return left
  }

  private infix(left: Node, least: number): Node | undefined {
    const token = this.tokens[this.at]
    if (token?.kind === 'convert' && least <= conversionPower) {
      this.at += 1
      return this.node({
        kind: 'convert',
        of: left,
        unit: token.unit,
        text: token.text,
        start: left.start,
        end: token.end,
      })
    }
    if (token?.kind !== 'operator' || bindingPower[token.operator] < least) return undefined
    this.at += 1
    const power = bindingPower[token.operator]
    // The power operator groups to the right: 2^3^2 is 2^(3^2).
    const right = this.expression(token.operator === '^' ? power : power + 1)
    const { operator } = token
    return this.node({
      kind: 'binary',
      operator,
      left,
      right,
      operatorAt: spanOf(token),
      start: left.start,
      end: right.end,
    })
  }

  private operand(): Node {
    const token = this.tokens[this.at]
    if (!token)
      return fail(
        'syntax',
        this.tokens.length === 0
          ? 'Here a number is missing.'
          : 'The formula stops here: a number or a cell is missing.',
        this.here(),
      )
    this.at += 1
    switch (token.kind) {
      case 'quantity':
        return this.afterQuantity(token.quantity)
      case 'about':
        return this.about(token)
      case 'unit':
        return this.node({ kind: 'unit', unit: token.unit, ...spanOf(token) })
      case 'name':
        return this.node({ kind: 'name', name: token.name, ...spanOf(token) })
      case 'function':
        return this.call(token.name, token)
      case 'open':
        return this.bracketed(token)
      case 'operator':
        return this.sign(token.operator, token)
      case 'close':
        return fail('syntax', 'Before “)” a number or a cell is missing.', token)
      case 'convert':
        return fail(
          'syntax',
          this.at === 1
            ? 'Before the unit a number or a cell is missing.'
            : 'A number or a cell is missing before this.',
          token,
        )
      case 'range':
      case 'around':
        return fail('syntax', 'A range goes between two numbers: 5 to 10 GB.', token)
      case 'comma':
        break
    }
    return fail('syntax', 'A comma only stands between the arguments of a function.', token)
  }

  private sign(operator: BinaryOperator, token: Token): Node {
    if (operator !== '-' && operator !== '+')
      fail('syntax', `Before “${this.text(token)}” a number or a cell is missing.`, token)
    const next = this.tokens[this.at]
    if (operator === '-' && next?.kind === 'quantity' && this.tokens[this.at + 1]?.kind === 'range') {
      this.at += 1
      return this.afterQuantity({ ...next.quantity, amount: -next.quantity.amount, start: token.start })
    }
    const of = this.expression(negationPower)
    return operator === '-' ? this.node({ kind: 'negate', of, start: token.start, end: of.end }) : of
  }

  /** A number may be the start of a range: "5 to 10 GB", "5..10", "7 GB +/- 20 %". */
  private afterQuantity(low: ReadQuantity): Node {
    const joiner = this.tokens[this.at]
    if (joiner?.kind === 'range') {
      this.at += 1
      const high = this.rangeEnd(joiner)
      return this.node({ kind: 'range', low, high, start: low.start, end: high.end })
    }
    if (joiner?.kind === 'around') {
      this.at += 1
      const spread = this.rangeEnd(joiner)
      return this.node({ kind: 'around', middle: low, spread, start: low.start, end: spread.end })
    }
    return this.node({ kind: 'quantity', quantity: low, start: low.start, end: low.end })
  }

  private rangeEnd(joiner: Span): ReadQuantity {
    const minus = this.tokens[this.at]
    const negative = minus?.kind === 'operator' && minus.operator === '-'
    if (negative) this.at += 1
    const token = this.tokens[this.at]
    if (token?.kind !== 'quantity')
      return fail('syntax', 'A range goes between two numbers: 5 to 10 GB. Between cells write uniform(a, b).', joiner)
    this.at += 1
    return negative ? { ...token.quantity, amount: -token.quantity.amount } : token.quantity
  }

  private about(mark: Span): Node {
    const token = this.tokens[this.at]
    if (token?.kind !== 'quantity') return fail('syntax', 'After “~” comes a number: ~7 GB.', mark)
    this.at += 1
    return this.node({ kind: 'about', middle: token.quantity, start: mark.start, end: token.end })
  }

  private bracketed(open: Span): Node {
    const inner = this.expression(0)
    const close = this.close(open)
    // The node takes its brackets along, so that a message about it marks all of it.
    return { ...inner, start: open.start, end: close.end }
  }

  private call(name: string, nameAt: Token): Node {
    const open = this.tokens[this.at] ?? nameAt
    this.at += 1
    const args: Node[] = []
    if (this.tokens[this.at]?.kind !== 'close') {
      args.push(this.expression(0))
      while (this.tokens[this.at]?.kind === 'comma') {
        this.at += 1
        args.push(this.expression(0))
      }
    }
    const close = this.close(open)
    const { leastArgs, mostArgs, signature } = functionByName.get(name) ?? {
      leastArgs: 0,
      mostArgs: 0,
      signature: name,
    }
    const span = { start: nameAt.start, end: close.end }
    if (args.length < leastArgs || args.length > mostArgs)
      fail(
        'syntax',
        `${name} takes ${leastArgs === mostArgs ? leastArgs : `${leastArgs} or more`} values: ${signature}.`,
        span,
      )
    return this.node({ kind: 'call', name, args, nameAt: spanOf(nameAt), ...span })
  }

  private close(open: Span): Token {
    const token = this.tokens[this.at]
    if (token && token.kind !== 'close') this.missingOperator(token)
    if (!token) return fail('syntax', 'This “(” is not closed.', open)
    this.at += 1
    return token
  }

  private missingOperator(token: Token): never {
    if (token.kind === 'comma')
      return fail('syntax', 'A comma only stands between the arguments of a function. Thousands are 1,000.', token)
    if (token.kind === 'range' || token.kind === 'around')
      return fail('syntax', 'A range goes between two numbers: 5 to 10 GB.', token)
    if (token.kind === 'convert') return fail('syntax', 'A conversion comes last: (a + b) -> GB.', token)
    const before = this.tokens[this.at - 1]
    const text = this.text(token)
    const src = `${this.src.slice(0, token.start)}* ${this.src.slice(token.start)}`
    const between = before ? `Between “${this.text(before)}” and “${text}”` : `Before “${text}”`
    return fail('syntax', `${between} an operator is missing.`, token, { fix: { label: 'Multiply', src } })
  }

  private node<N extends Node>(node: N): N {
    this.nodes += 1
    this.work += node.kind === 'call' ? (functionByName.get(node.name)?.work ?? 1) : 1
    if (this.nodes > parseLimits.nodes)
      fail('limit', `A formula has at most ${parseLimits.nodes} parts: split it into cells.`, node)
    return node
  }

  private here(): Span {
    const token = this.tokens[this.at] ?? this.tokens.at(-1)
    return this.at < this.tokens.length || !token
      ? (token ?? { start: 0, end: this.src.length })
      : { start: token.end, end: token.end }
  }

  private readonly text = ({ start, end }: Span): string => this.src.slice(start, end)
}

const spanOf = ({ start, end }: Span): Span => ({ start, end })
