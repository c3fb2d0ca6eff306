/** An element of XML. Text among its children is kept together; comments and instructions are not kept. */
export interface XmlElement {
  name: string
  attributes: ReadonlyMap<string, string>
  children: XmlElement[]
  text: string
  /** Where it begins, from 1. */
  line: number
}

export type ParsedXml = { ok: true; root: XmlElement } | { ok: false; line: number; message: string }

/** Far above any drawing, so that a hostile file ends here. */
const LIMITS = { depth: 64, elements: 100_000 } as const

const NAME = /[A-Za-z_][\w.:-]*/y
const SPACE = /\s*/y
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y

/**
 * Reads well-formed XML without types: a document type is refused, so that no file can define entities that grow or that
 * fetch something. Walks without recursion. No namespaces: names are as they are written.
 */
export function parseXml(source: string): ParsedXml {
  try {
    return { ok: true, root: new XmlReader(source).read() }
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error
    return { ok: false, line: lineAt(source, error.at), message: error.message }
  }
}

class XmlRefusal extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message)
  }
}

function lineAt(source: string, at: number): number {
  let line = 1
  for (let next = source.indexOf('\n'); next >= 0 && next < at; next = source.indexOf('\n', next + 1)) line += 1
  return line
}

class XmlReader {
  private at = 0
  /** Lines are counted as the reader passes them: looking back for each element would take quadratic time. */
  private line = 1
  private counted = 0
  private elements = 0
  private readonly open: XmlElement[] = []
  private root: XmlElement | null = null

  constructor(private readonly source: string) {}

  read(): XmlElement {
    if (this.source.startsWith('\uFEFF')) this.at = 1
    while (this.at < this.source.length) this.readNext()
    const unclosed = this.open.at(-1)
    if (unclosed !== undefined) throw this.refusal(`<${unclosed.name}> is never closed`)
    if (this.root === null) throw this.refusal('there is no element in it')
    return this.root
  }

  private readNext(): void {
    const { source, at } = this
    if (source[at] !== '<') this.readText()
    else if (source.startsWith('<!--', at)) this.skipTo('-->', 4)
    else if (source.startsWith('<![CDATA[', at)) this.readCdata()
    else if (source.startsWith('<!', at)) throw this.refusal('a document type is not allowed in a drawing')
    else if (source.startsWith('<?', at)) this.skipTo('?>', 2)
    else if (source.startsWith('</', at)) this.close()
    else this.begin()
  }

  private readText(): void {
    const end = this.source.indexOf('<', this.at)
    const raw = this.source.slice(this.at, end < 0 ? undefined : end)
    const parent = this.open.at(-1)
    if (parent !== undefined) parent.text += this.decoded(raw)
    else if (raw.trim() !== '') throw this.refusal('text outside of an element')
    this.at += raw.length
  }

  private readCdata(): void {
    const parent = this.open.at(-1)
    if (parent === undefined) throw this.refusal('text outside of an element')
    const start = this.at + 9
    this.skipTo(']]>', 9)
    parent.text += this.source.slice(start, this.at - 3)
  }

  private skipTo(end: string, from: number): void {
    const found = this.source.indexOf(end, this.at + from)
    if (found < 0) throw this.refusal(`“${end}” is missing`)
    this.at = found + end.length
  }

  private begin(): void {
    const start = this.at
    this.at += 1
    const name = this.match(NAME)?.[0]
    if (name === undefined) throw this.refusal('“<” stands where no element begins')
    const element: XmlElement = {
      name,
      attributes: this.readAttributes(),
      children: [],
      text: '',
      line: this.lineOf(start),
    }
    this.match(SPACE)
    const isEmpty = this.source[this.at] === '/'
    if (isEmpty) this.at += 1
    if (this.source[this.at] !== '>') throw this.refusal(`<${name}> is not well formed`)
    this.at += 1
    this.add(element, isEmpty)
  }

  private readAttributes(): Map<string, string> {
    const attributes = new Map<string, string>()
    for (let found = this.match(ATTRIBUTE); found !== null; found = this.match(ATTRIBUTE)) {
      const [, name, double, single] = found
      if (attributes.has(name!)) throw this.refusal(`“${name}” is given twice`)
      attributes.set(name!, this.decoded(double ?? single ?? ''))
    }
    return attributes
  }

  private add(element: XmlElement, isEmpty: boolean): void {
    this.elements += 1
    if (this.elements > LIMITS.elements) throw this.refusal(`more than ${LIMITS.elements} elements`)
    const parent = this.open.at(-1)
    if (parent !== undefined) parent.children.push(element)
    else if (this.root === null) this.root = element
    else throw this.refusal('a second element beside the outermost')
    if (isEmpty) return
    if (this.open.length >= LIMITS.depth) throw this.refusal(`nested more than ${LIMITS.depth} deep`)
    this.open.push(element)
  }

  private close(): void {
    const element = this.open.pop()
    this.at += 2
    const name = this.match(NAME)?.[0]
    this.match(SPACE)
    if (element === undefined || name !== element.name || this.source[this.at] !== '>')
      throw this.refusal(element === undefined ? 'nothing is open here' : `</${element.name}> is expected here`)
    this.at += 1
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.source)
    if (found !== null) this.at = pattern.lastIndex
    return found
  }

  /** Places come in ascending order. */
  private lineOf(at: number): number {
    for (let next = this.source.indexOf('\n', this.counted); next >= 0 && next < at; ) {
      this.line += 1
      this.counted = next + 1
      next = this.source.indexOf('\n', this.counted)
    }
    return this.line
  }

  private decoded(raw: string): string {
    if (!raw.includes('&')) return raw
    return raw.replaceAll(/&([^;&\s]{0,12};)?/g, (whole, body: string | undefined) => {
      const char = body === undefined ? null : charOf(body.slice(0, -1))
      if (char === null) throw this.refusal(`“${whole}” is not known here`)
      return char
    })
  }

  private refusal(message: string): XmlRefusal {
    return new XmlRefusal(this.at, message)
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The character of an entity: the five of XML and those by number. Null for any other. */
function charOf(entity: string): string | null {
  if (Object.hasOwn(NAMED, entity)) return NAMED[entity]!
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(entity) ?? []
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN)
  const isChar = code >= 0x20 || code === 9 || code === 10 || code === 13
  return isChar && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : null
}
