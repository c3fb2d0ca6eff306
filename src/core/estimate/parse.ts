import { create, parseDependencies } from 'mathjs/number'
import type { UnitExpression } from '@/core/units/unit-expression'
import type { Span } from '@/core/units/read-quantity'
import { findUnit } from '@/core/units/find-unit'
import { formulaParts, type Leaf, MOST_DEPTH, type Part, spanOf, tooDeep } from './formula-parts'
import { functionByName, functionNames } from './functions'
import { nearestName } from './nearest-name'
import { sheetLimits } from './sheet'
import { type CellError, fail, SourceProblem } from './source-problem'
import { type Echo, type LexContext, tokenize } from './tokens'

/*
 * mathjs says how a formula groups; all else is ours. It is given the pieces of the formula as placeholders, never
 * what people wrote, and evaluates nothing. Its nodes have no positions, but hold the pieces in the order in which they
 * were written: who walks both together knows of every node where it stands.
 */
const { parse: groupPlaceholders } = create(parseDependencies!)

export const parseLimits = { nodes: 200, depth: MOST_DEPTH, exponent: 12 } as const

export type Node =
  | Leaf
  | (Span &
      (
        | { kind: 'negate'; of: Node }
        | { kind: 'binary'; operator: BinaryOperator; left: Node; right: Node; operatorAt: Span }
        | { kind: 'call'; name: string; args: Node[]; nameAt: Span }
        | { kind: 'convert'; of: Node; unit: UnitExpression; text: string }
      ))
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
    const reader = new TreeReader(formulaParts(tokens, src))
    const root = reader.read()
    const names = new Set(tokens.flatMap((token) => (token.kind === 'name' ? [token.name] : [])))
    return { kind: 'expression', root, names: [...names], echoes, work: reader.work }
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
  if (/[\d⁰¹²³⁴-⁹+*/^()=$%]/.test(text)) return false
  const words = text.split(/[^\p{L}\p{M}\p{N}_]+/u).filter((word) => word !== '')
  if (words.some((word) => names.has(word))) return false
  if (words.length > 1) return /[\p{L}\p{M}][^\p{L}\p{M}\p{N}_\-−–>~±]+\p{L}/u.test(text)
  const [word = ''] = words
  if (isNamed || !/^\p{L}{3,}[.:!?]?$/u.test(text)) return false
  return !findUnit(word, nouns) && !functionNames.has(word) && nearestName(word, names) === undefined
}

/** What mathjs makes of placeholders. */
type Group =
  | { type: 'SymbolNode' }
  | { type: 'ParenthesisNode'; content: Group }
  | { type: 'OperatorNode'; args: [Group] | [Group, Group] }
  | { type: 'FunctionNode'; fn: { name: string }; args: Group[] }

const CONVERTED = 'converted'

/** The pieces as mathjs reads them. A conversion is of all that stands before it in its brackets: a call around that. */
function placeholdersOf(parts: readonly Part[]): string {
  const pieces: string[] = []
  const starts = [0]
  for (const part of parts) {
    const start = starts.at(-1) ?? 0
    if (part.kind === 'convert') pieces.splice(start, 0, CONVERTED, '(')
    if (part.kind === 'close') starts.pop()
    pieces.push(part.kind === 'operator' ? part.operator : placeholders[part.kind])
    if (part.kind === 'open') starts.push(pieces.length)
    if (part.kind === 'comma') starts[starts.length - 1] = pieces.length
  }
  return pieces.join(' ')
}

const placeholders = { leaf: 'x', function: 'f', open: '(', close: ')', comma: ',', convert: ')' } as const

/** Walks what mathjs grouped together with the pieces, which come in the same order. */
class TreeReader {
  /** What one draw of all of it costs, in additions. */
  work = 0
  private nodes = 0
  private at = 0

  constructor(private readonly parts: readonly Part[]) {}

  read(): Node {
    return this.node(groupPlaceholders(placeholdersOf(this.parts)) as Group, 1)
  }

  private take<K extends Part['kind']>(kind: K): Extract<Part, { kind: K }> {
    const part = this.parts[this.at++]
    if (part?.kind !== kind) throw new Error(`A formula was grouped wrongly: ${part?.kind} where ${kind} was due.`)
    return part as Extract<Part, { kind: K }>
  }

  private node(group: Group, depth: number): Node {
    switch (group.type) {
      case 'SymbolNode':
        return this.counted(this.take('leaf').leaf)
      case 'ParenthesisNode':
        return this.bracketed(group.content, depth)
      case 'OperatorNode':
        return this.operator(group.args, depth)
      case 'FunctionNode':
        return group.fn.name === CONVERTED ? this.converted(group.args, depth) : this.call(group.args, depth)
    }
  }

  private inner(group: Group, depth: number): Node {
    const part = this.parts[this.at]
    if (depth >= MOST_DEPTH) fail('limit', tooDeep, part?.kind === 'leaf' ? part.leaf : (part ?? { start: 0, end: 0 }))
    return this.node(group, depth + 1)
  }

  /** The node takes its brackets along, so that a message about it marks all of it. */
  private bracketed(content: Group, depth: number): Node {
    const { start } = this.take('open')
    const inner = this.inner(content, depth)
    return { ...inner, start, end: this.take('close').end }
  }

  private operator(args: [Group] | [Group, Group], depth: number): Node {
    if (args.length === 1) {
      const { operator, start } = this.take('operator')
      const of = this.inner(args[0], depth)
      return operator === '-' ? this.counted({ kind: 'negate', of, start, end: of.end }) : of
    }
    const left = this.node(args[0], depth)
    const token = this.take('operator')
    const right = this.inner(args[1], depth)
    const span = { start: left.start, end: right.end }
    return this.counted({ kind: 'binary', operator: token.operator, left, right, operatorAt: spanOf(token), ...span })
  }

  private converted(args: Group[], depth: number): Node {
    const [of] = args.map((arg) => this.node(arg, depth))
    const { unit, text, end } = this.take('convert')
    return this.counted({ kind: 'convert', of: of!, unit, text, start: of!.start, end })
  }

  private call(groups: Group[], depth: number): Node {
    const { name, ...token } = this.take('function')
    this.take('open')
    const args = groups.map((group, i) => {
      if (i > 0) this.take('comma')
      return this.inner(group, depth)
    })
    const span = { start: token.start, end: this.take('close').end }
    const known = functionByName.get(name)
    if (known && (args.length < known.leastArgs || args.length > known.mostArgs)) {
      const wanted = known.leastArgs === known.mostArgs ? known.leastArgs : `${known.leastArgs} or more`
      fail('syntax', `${name} takes ${wanted} values: ${known.signature}.`, span)
    }
    return this.counted({ kind: 'call', name, args, nameAt: spanOf(token), ...span })
  }

  private counted<N extends Node>(node: N): N {
    this.nodes += 1
    this.work += node.kind === 'call' ? (functionByName.get(node.name)?.work ?? 1) : 1
    if (this.nodes > parseLimits.nodes)
      fail('limit', `A formula has at most ${parseLimits.nodes} parts: split it into cells.`, node)
    return node
  }
}
