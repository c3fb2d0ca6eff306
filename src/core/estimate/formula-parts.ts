import type { ReadQuantity, Span } from '@/core/units/read-quantity'
import type { UnitExpression } from '@/core/units/unit-expression'
import { fail } from './source-problem'
import type { Token } from './tokens'

/** What stands for a value by itself. */
export type Leaf = Span &
  (
    | { kind: 'quantity'; quantity: ReadQuantity }
    | { kind: 'range'; low: ReadQuantity; high: ReadQuantity }
    | { kind: 'around'; middle: ReadQuantity; spread: ReadQuantity }
    | { kind: 'about'; middle: ReadQuantity }
    | { kind: 'unit'; unit: UnitExpression }
    | { kind: 'name'; name: string }
  )

type Joint = Extract<Token, { kind: 'function' | 'operator' | 'convert' | 'open' | 'close' | 'comma' }>

/** A piece of a formula: a range with both of its ends is one. */
export type Part = { kind: 'leaf'; leaf: Leaf } | Joint

/** Brackets in brackets, and what else is nested. */
export const MOST_DEPTH = 64

/**
 * The pieces of a formula in their order, in which operands and what joins them take turns and every bracket closes.
 * Whatever does not is a mistake, and told where it is: what comes after this cannot fail to be read.
 */
export function formulaParts(tokens: readonly Token[], src: string): Part[] {
  return new PartReader(tokens, src).read()
}

class PartReader {
  private readonly parts: Part[] = []
  private readonly brackets: { open: Span; isCall: boolean }[] = []
  private wantsOperand = true
  private at = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly src: string,
  ) {}

  read(): Part[] {
    for (let token = this.next(); token; token = this.next()) {
      if (this.wantsOperand) this.operand(token)
      else this.joint(token)
    }
    if (this.wantsOperand) this.missingEnd()
    const unclosed = this.brackets.at(-1)
    if (unclosed) fail('syntax', 'This “(” is not closed.', unclosed.open)
    return this.parts
  }

  private next(): Token | undefined {
    return this.tokens[this.at++]
  }

  private push(part: Part, wantsOperand: boolean): void {
    this.parts.push(part)
    this.wantsOperand = wantsOperand
  }

  private leaf(leaf: Leaf): void {
    this.push({ kind: 'leaf', leaf }, false)
  }

  private operand(token: Token): void {
    switch (token.kind) {
      case 'quantity':
        return this.leaf(this.quantity(token.quantity))
      case 'about':
        return this.leaf(this.about(token))
      case 'unit':
        return this.leaf({ kind: 'unit', unit: token.unit, ...spanOf(token) })
      case 'name':
        return this.leaf({ kind: 'name', name: token.name, ...spanOf(token) })
      case 'function':
        return this.push(token, true)
      case 'open':
        return this.open(token)
      case 'operator':
        return this.sign(token)
      case 'close':
        if (!this.isEmptyCall()) fail('syntax', 'Before “)” a number or a cell is missing.', token)
        return this.close(token)
      case 'convert':
        return fail(
          'syntax',
          this.parts.length === 0
            ? 'Before the unit a number or a cell is missing.'
            : 'A number or a cell is missing before this.',
          token,
        )
      case 'range':
      case 'around':
        return fail('syntax', betweenNumbers, token)
      case 'comma':
        return fail('syntax', 'A comma only stands between the arguments of a function.', token)
    }
  }

  private joint(token: Token): void {
    switch (token.kind) {
      case 'operator':
        return this.push(token, true)
      case 'convert':
        return this.push(token, false)
      case 'close':
        return this.close(token)
      case 'comma':
        if (!this.brackets.at(-1)?.isCall)
          fail('syntax', 'A comma only stands between the arguments of a function. Thousands are 1,000.', token)
        return this.push(token, true)
      case 'range':
      case 'around':
        return fail('syntax', betweenNumbers, token)
      default:
        return this.missingOperator(token)
    }
  }

  private sign(token: Extract<Token, { kind: 'operator' }>): void {
    if (token.operator !== '-' && token.operator !== '+')
      fail('syntax', `Before “${this.text(token)}” a number or a cell is missing.`, token)
    const low = this.tokens[this.at]
    if (token.operator === '+' || low?.kind !== 'quantity' || this.tokens[this.at + 1]?.kind !== 'range')
      return this.push(token, true)
    this.at += 1
    this.leaf(this.quantity({ ...low.quantity, amount: -low.quantity.amount, start: token.start }))
  }

  /** A number may be the start of a range: "5 to 10 GB", "5..10", "7 GB +/- 20 %". */
  private quantity(low: ReadQuantity): Leaf {
    const joiner = this.tokens[this.at]
    if (joiner?.kind !== 'range' && joiner?.kind !== 'around')
      return { kind: 'quantity', quantity: low, ...spanOf(low) }
    this.at += 1
    const end = this.rangeEnd(joiner)
    const span = { start: low.start, end: end.end }
    return joiner.kind === 'range'
      ? { kind: 'range', low, high: end, ...span }
      : { kind: 'around', middle: low, spread: end, ...span }
  }

  private rangeEnd(joiner: Span): ReadQuantity {
    const minus = this.tokens[this.at]
    const negative = minus?.kind === 'operator' && minus.operator === '-'
    if (negative) this.at += 1
    const token = this.next()
    if (token?.kind !== 'quantity')
      return fail('syntax', `${betweenNumbers} Between cells write uniform(a, b).`, joiner)
    return negative ? { ...token.quantity, amount: -token.quantity.amount } : token.quantity
  }

  private about(mark: Span): Leaf {
    const token = this.next()
    if (token?.kind !== 'quantity') return fail('syntax', 'After “~” comes a number: ~7 GB.', mark)
    return { kind: 'about', middle: token.quantity, start: mark.start, end: token.end }
  }

  private open(token: Extract<Token, { kind: 'open' }>): void {
    this.brackets.push({ open: spanOf(token), isCall: this.parts.at(-1)?.kind === 'function' })
    if (this.brackets.length >= MOST_DEPTH) fail('limit', tooDeep, token)
    this.push(token, true)
  }

  private close(token: Extract<Token, { kind: 'close' }>): void {
    if (!this.brackets.pop()) fail('syntax', 'This “)” closes nothing.', token)
    this.push(token, false)
  }

  /** "abs()": it is said later how many values it takes. */
  private isEmptyCall(): boolean {
    return this.parts.at(-1)?.kind === 'open' && this.brackets.at(-1)?.isCall === true
  }

  private missingEnd(): never {
    const last = this.tokens.at(-1)
    if (!last) return fail('syntax', 'Here a number is missing.', { start: 0, end: this.src.length })
    const end = { start: last.end, end: last.end }
    return fail('syntax', 'The formula stops here: a number or a cell is missing.', end)
  }

  private missingOperator(token: Token): never {
    const before = this.tokens[this.at - 2]
    const text = this.text(token)
    const src = `${this.src.slice(0, token.start)}* ${this.src.slice(token.start)}`
    const between = before ? `Between “${this.text(before)}” and “${text}”` : `Before “${text}”`
    return fail('syntax', `${between} an operator is missing.`, token, { fix: { label: 'Multiply', src } })
  }

  private readonly text = ({ start, end }: Span): string => this.src.slice(start, end)
}

const betweenNumbers = 'A range goes between two numbers: 5 to 10 GB.'
export const tooDeep = `A formula is nested at most ${MOST_DEPTH} deep.`

export const spanOf = ({ start, end }: Span): Span => ({ start, end })
