import { isKnownKind } from '@/core/blocks/registry'
import {
  type ForeignBlock,
  type ForeignLink,
  plainLabel,
  plainText,
  type ReadDrawing,
  refused,
  type Remark,
  type ShapeHint,
} from './foreign-drawing'

/** Whether a text says of itself that it is a drawing in Mermaid. */
export const looksLikeMermaid = (text: string): boolean => HEADER.test(withoutPreamble(text).body.slice(0, 400))

const HEADER = /^\s*(?:graph|flowchart(?:-elk)?)(?=[\s;]|$)[^\n;]*/
const OTHER = /^\s*([A-Za-z][\w-]*)/

/** Reads a Mermaid flowchart. */
export function readMermaid(text: string): ReadDrawing {
  const { title, body, line } = withoutPreamble(text)
  const header = HEADER.exec(body)
  if (header === null) {
    const other = OTHER.exec(body)?.[1]
    return refused(
      `line ${line}`,
      other === undefined
        ? 'there is no flowchart here: it begins with “flowchart LR”'
        : `“${other.slice(0, 40)}” is no flowchart: only “flowchart” and “graph” say what calls what`,
    )
  }
  const reader = new FlowchartReader()
  const rest = body.slice(header[0].length)
  const first = line + countLines(header[0])
  for (const [index, row] of rest.split('\n').entries()) {
    for (const statement of statementsOf(row)) reader.read(statement, first + index)
  }
  return { ok: true, drawing: { title, ...reader.result() } }
}

const countLines = (text: string): number => text.split('\n').length - 1

/** Text after the front matter, directives and comments at the beginning; `line`: where it begins. */
function withoutPreamble(text: string): { title: string; body: string; line: number } {
  const unix = text.replaceAll(/\r\n?/g, '\n').replace(/^\uFEFF/, '')
  const rows = unix.split('\n')
  let at = 0
  let title = ''
  const skipEmpty = () => {
    while (at < rows.length && /^\s*(%%.*)?$/.test(rows[at]!)) at += 1
  }
  skipEmpty()
  if (rows[at]?.trim() === '---') {
    const end = rows.findIndex((row, i) => i > at && row.trim() === '---')
    if (end > 0) {
      title = titleOf(rows.slice(at + 1, end))
      at = end + 1
      skipEmpty()
    }
  }
  return { title, body: rows.slice(at).join('\n'), line: at + 1 }
}

function titleOf(rows: readonly string[]): string {
  const value = rows.map((row) => /^title:\s*(.*)$/.exec(row)?.[1]).find((found) => found !== undefined) ?? ''
  try {
    return plainText(value.startsWith('"') ? String(JSON.parse(value)) : value.replaceAll(/^'|'$/g, ''))
  } catch {
    return plainText(value)
  }
}

/** Statements of one line; a semicolon in quotes or brackets ends none. */
function statementsOf(row: string): string[] {
  const statements: string[] = []
  let from = 0
  let isQuoted = false
  let depth = 0
  for (let at = 0; at < row.length; at += 1) {
    const char = row[at]!
    if (char === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if ('[({'.includes(char)) depth += 1
    else if ('])}'.includes(char)) depth -= 1
    else if (char === ';' && depth <= 0) {
      statements.push(row.slice(from, at))
      from = at + 1
    }
  }
  return [...statements, row.slice(from)]
    .map((statement) => statement.trim())
    .filter((one) => one !== '' && !one.startsWith('%%'))
}

/** Brackets around a label, the longest first, with what the shape tells. */
const SHAPES: readonly { open: string; close: readonly string[]; shape: ShapeHint | null }[] = [
  { open: '(((', close: [')))'], shape: null },
  { open: '((', close: ['))'], shape: null },
  { open: '([', close: ['])'], shape: null },
  { open: '[(', close: [')]'], shape: 'data' },
  { open: '[[', close: [']]'], shape: null },
  { open: '[/', close: ['/]', '\\]'], shape: null },
  { open: '[\\', close: ['\\]', '/]'], shape: null },
  { open: '{{', close: ['}}'], shape: null },
  { open: '[', close: [']'], shape: null },
  { open: '(', close: [')'], shape: null },
  { open: '{', close: ['}'], shape: null },
  { open: '>', close: [']'], shape: null },
]

/** Names of shapes in `@{ shape: … }` that tell something. */
const NAMED_SHAPES: Readonly<Record<string, ShapeHint>> = {
  cyl: 'data',
  cylinder: 'data',
  db: 'data',
  database: 'data',
  'lin-cyl': 'data',
  disk: 'data',
  'lined-cylinder': 'data',
  das: 'messages',
  'h-cyl': 'messages',
  'horizontal-cylinder': 'messages',
}

const ID = /[\p{L}\p{N}_]+(?:[-./:](?=[\p{L}\p{N}_])(?!:)[\p{L}\p{N}_]+)*/uy
const CLASS = /:::\s*([\w-]+)/y
const ATTRIBUTES = /@\{([^}]*)\}/y
const AND = /\s*&\s*/y
const BLANK = /\s*/y
/** A link without words, or the first half of one with words in its middle. */
const ARROW = /([<xo]?)(-\.+-?|-{2,}|={2,}|~{3,})([>xo](?![\p{L}\p{N}_])|>)?/uy
const REST_OF_ARROW: Readonly<Record<string, RegExp>> = {
  '-': /(-{2,})([>xo](?![\p{L}\p{N}_])|>)?/gu,
  '=': /(={2,})([>xo](?![\p{L}\p{N}_])|>)?/gu,
  '.': /(\.+-)([>xo](?![\p{L}\p{N}_])|>)?/gu,
}
const PIPED = /\s*\|([^|]*)\|/y

/** What only says how it looks. */
const LOOKS = /^(style|classDef|linkStyle|direction|accTitle|accDescr|title)\b/
const MAX_STATEMENT = 20_000

interface Arrow {
  isBackwards: boolean
  isBothWays: boolean
  isHeadless: boolean
  isInvisible: boolean
  dashed: boolean
  label: string
}

class FlowchartReader {
  private readonly blocks = new Map<string, ForeignBlock>()
  private readonly links: ForeignLink[] = []
  private readonly notUnderstood: Remark[] = []
  private readonly groups = new Set<string>()
  private readonly seenLooks = new Set<string>()
  /** Blocks that the statement at hand names first. */
  private fresh: string[] = []
  private linksBefore = 0
  private statement = ''
  private at = 0
  private where = ''

  result(): { blocks: ForeignBlock[]; links: ForeignLink[]; notUnderstood: Remark[] } {
    const blocks = [...this.blocks.values()].filter(({ key }) => !this.groups.has(key))
    const links = this.links.filter((link) => {
      const group = [link.from, link.to].find((end) => this.groups.has(end))
      if (group !== undefined) this.note(link.where, `a link to the group “${group}” is left out: link its blocks`)
      return group === undefined
    })
    return { blocks, links, notUnderstood: this.notUnderstood }
  }

  read(statement: string, line: number): void {
    this.statement = statement
    this.at = 0
    this.fresh = []
    this.linksBefore = this.links.length
    this.where = `line ${line}`
    if (statement.length > MAX_STATEMENT) this.note(this.where, 'this line is too long to be read')
    else if (/^subgraph\b/.test(statement)) this.readGroup(statement.slice(8).trim())
    else if (/^end$/.test(statement)) return
    else if (/^class\s/.test(statement)) this.readClass(statement)
    else if (LOOKS.test(statement)) this.noteLook(LOOKS.exec(statement)![1]!)
    else if (/^click\b/.test(statement)) this.note(this.where, 'what a click does is left out')
    else if (!this.readChain()) this.forget()
  }

  /** A statement that breaks off has named no blocks. */
  private forget(): void {
    for (const id of this.fresh) this.blocks.delete(id)
    this.links.length = this.linksBefore
    this.note(this.where, `not understood: ${this.statement.slice(0, 80)}`)
  }

  private note(where: string, text: string): void {
    this.notUnderstood.push({ where, text })
  }

  /** Colours are on many lines and mean nothing here: once is enough. */
  private noteLook(word: string): void {
    if (this.seenLooks.has(word)) return
    this.seenLooks.add(word)
    this.note(this.where, `“${word}” says how it looks, and is left out`)
  }

  private readGroup(words: string): void {
    const id = this.matchIn(ID, words)?.[0]
    if (id !== undefined) this.groups.add(id)
    this.note(this.where, `the group “${plainLabel(words.slice(0, 80))}” is left out; what is in it is not`)
  }

  private matchIn(pattern: RegExp, text: string): RegExpExecArray | null {
    pattern.lastIndex = 0
    return pattern.exec(text)
  }

  private readClass(statement: string): void {
    const [, ids = '', name = ''] = /^class\s+([\w\-.,\s]+?)\s+([\w-]+)$/.exec(statement) ?? []
    for (const id of ids.split(',').map((one) => one.trim())) {
      const block = this.blocks.get(id)
      if (block !== undefined && isKnownKind(name)) block.kind = name
    }
    if (!isKnownKind(name)) this.noteLook('class')
  }

  /** Blocks and links of one statement: `a & b --> c --> d`. False where it is none. */
  private readChain(): boolean {
    let from = this.readBlocks()
    if (from === null) return false
    for (;;) {
      this.match(BLANK)
      if (this.at >= this.statement.length) return true
      const arrow = this.readArrow()
      if (arrow === null) return false
      this.match(BLANK)
      const to = this.readBlocks()
      if (to === null) return false
      for (const one of from) for (const other of to) this.link(one, other, arrow)
      from = to
    }
  }

  private link(one: string, other: string, arrow: Arrow): void {
    if (arrow.isInvisible) return
    const [from, to] = arrow.isBackwards ? [other, one] : [one, other]
    if (arrow.isBothWays) this.note(this.where, 'a link goes one way: of both ends with arrows, the left one calls')
    if (arrow.isHeadless) this.note(this.where, 'a line without an arrow: the left one calls')
    this.links.push({ from, to, label: arrow.label, dashed: arrow.dashed, where: this.where })
  }

  private readBlocks(): string[] | null {
    const ids: string[] = []
    do {
      const id = this.readBlock()
      if (id === null) return null
      ids.push(id)
    } while (this.match(AND) !== null)
    return ids
  }

  private readBlock(): string | null {
    const id = this.match(ID)?.[0]
    if (id === undefined) return null
    const block = this.blocks.get(id) ?? this.newBlock(id)
    const attributes = this.match(ATTRIBUTES)?.[1]
    if (attributes !== undefined) readAttributes(block, attributes)
    else if (!this.readShape(block)) return null
    const kind = this.match(CLASS)?.[1]
    if (kind !== undefined && isKnownKind(kind)) block.kind = kind
    return id
  }

  private newBlock(id: string): ForeignBlock {
    const block = { key: id, label: plainLabel(id), kind: null, shape: null, hints: '', place: null, where: this.where }
    this.blocks.set(id, block)
    this.fresh.push(id)
    return block
  }

  /** False where a bracket is opened and never closed. */
  private readShape(block: ForeignBlock): boolean {
    const { statement } = this
    const found = SHAPES.find(({ open }) => statement.startsWith(open, this.at))
    if (found === undefined) return true
    const start = this.at + found.open.length
    const quote = /^\s*"/.exec(statement.slice(start, start + 20))
    const from = quote === null ? start : start + quote[0].length
    const closed = quote === null ? from : statement.indexOf('"', from)
    if (closed < 0) return false
    const ends = found.close
      .map((close) => ({ close, at: statement.indexOf(close, closed) }))
      .filter(({ at }) => at >= 0)
    const end = ends.toSorted((a, b) => a.at - b.at)[0]
    if (end === undefined) return false
    block.label = labelOf(statement.slice(from, quote === null ? end.at : closed))
    block.shape = found.shape ?? block.shape
    this.at = end.at + end.close.length
    return true
  }

  private readArrow(): Arrow | null {
    const found = this.match(ARROW)
    if (found === null) return null
    const [, tail = '', line = '', head = ''] = found
    let last = head
    let label = ''
    const isOpen = head === '' && (line === '--' || line === '==' || /^-\.+$/.test(line))
    if (isOpen) {
      const rest = REST_OF_ARROW[line.includes('.') ? '.' : line[0]!]!
      rest.lastIndex = this.at
      const end = rest.exec(this.statement)
      if (end === null) return null
      label = labelOf(this.statement.slice(this.at, end.index).replaceAll(/^\s*"|"\s*$/g, ''))
      last = end[2] ?? ''
      this.at = rest.lastIndex
    }
    const piped = this.match(PIPED)?.[1]
    if (piped !== undefined) label = labelOf(piped.trim().replaceAll(/^"|"$/g, ''))
    return {
      isBackwards: tail === '<' && last !== '>',
      isBothWays: tail !== '' && last !== '',
      isHeadless: tail === '' && last === '',
      isInvisible: line.startsWith('~'),
      dashed: line.includes('.'),
      label,
    }
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.statement)
    if (found !== null) this.at = pattern.lastIndex
    return found
  }
}

function readAttributes(block: ForeignBlock, text: string): void {
  const shape = /shape:\s*["']?([\w-]+)/.exec(text)?.[1]
  const label = /label:\s*(?:"([^"]*)"|'([^']*)'|([^,]*))/.exec(text)
  if (shape !== undefined && Object.hasOwn(NAMED_SHAPES, shape)) block.shape = NAMED_SHAPES[shape]!
  if (label !== null) block.label = labelOf(label[1] ?? label[2] ?? label[3] ?? '')
}

const CODES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'", nbsp: ' ' }

/** Tags go before codes are read, so that a written-out "<" stays one. */
function labelOf(text: string): string {
  const plain = plainLabel(text.slice(0, MAX_STATEMENT).replaceAll(/^\s*`|`\s*$/g, ''))
  const read = plain.replaceAll(/#(?:(\d{1,7})|([a-z]{2,4}));/g, (whole, number?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(CODES, name) ? CODES[name]! : whole
    const code = Number(number)
    const isChar = code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isChar ? String.fromCodePoint(code) : ''
  })
  return read
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, 200)
    .replace(/\p{Surrogate}$/u, '')
}
