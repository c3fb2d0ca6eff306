import { BLOCK_HEIGHT, BLOCK_WIDTH, type Point } from '@/core/design/drawing/geometry'
import {
  type ForeignBlock,
  type ForeignLink,
  plainLabel,
  type ReadDrawing,
  refused,
  type Remark,
  type ShapeHint,
} from './foreign-drawing'
import { parseXml, type XmlElement } from './xml'

/**
 * What a page of a draw.io file is packed in: base64 of raw deflate of a text escaped for an address. Gives the text; null where
 * it is not that, or is larger than anybody draws. Core has no decompression of its own.
 */
export type UnpackPage = (packed: string) => Promise<string | null>

export const looksLikeDrawio = (text: string): boolean => /<(mxfile|mxGraphModel)[\s/>]/.test(text.slice(0, 4000))

/** Reads the first page of a draw.io file (mxGraph XML, plain or packed). */
export async function readDrawio(text: string, unpack: UnpackPage): Promise<ReadDrawing> {
  const parsed = parseXml(text)
  if (!parsed.ok) return refused(`line ${parsed.line}`, parsed.message)
  const { root } = parsed
  if (root.name === 'mxGraphModel') return readPage(root, '', [])
  const [page, ...others] = root.name === 'mxfile' ? root.children.filter(({ name }) => name === 'diagram') : []
  if (page === undefined) return refused(`line ${root.line}`, 'there is no page of draw.io in it')
  const left = others.map((other) => ({
    where: `page “${plainLabel(other.attributes.get('name') ?? '').slice(0, 40)}”`,
    text: 'only the first page is taken',
  }))
  const model = await modelOf(page, unpack)
  if (!('name' in model)) return refused(`line ${page.line}`, model.message)
  return readPage(model, page.attributes.get('name') ?? '', left)
}

async function modelOf(page: XmlElement, unpack: UnpackPage): Promise<XmlElement | { message: string }> {
  const plain = page.children.find(({ name }) => name === 'mxGraphModel')
  if (plain !== undefined) return plain
  const text = await unpack(page.text.trim())
  if (text === null) return { message: 'the page is packed in a way that cannot be read' }
  const parsed = parseXml(text)
  if (!parsed.ok) return { message: `in the packed page: ${parsed.message}` }
  return parsed.root.name === 'mxGraphModel' ? parsed.root : { message: 'the packed page is no drawing' }
}

/** A cell of the page, with the label that may stand on an element around it. */
interface Cell {
  id: string
  label: string
  style: ReadonlyMap<string, string>
  parent: string
  isVertex: boolean
  isEdge: boolean
  source: string
  target: string
  box: Point & { width: number; height: number }
}

function readPage(model: XmlElement, name: string, left: Remark[]): ReadDrawing {
  const root = model.children.find((child) => child.name === 'root')
  if (root === undefined) return refused(`line ${model.line}`, 'the page has no root')
  const cells = new Map<string, Cell>()
  for (const element of root.children) {
    const cell = cellOf(element)
    if (cell !== null) cells.set(cell.id, cell)
  }
  const title = /^Page-\d+$/.test(name) ? '' : plainLabel(name)
  const read = new PageReader(cells).read()
  return { ok: true, drawing: { title, ...read, notUnderstood: [...left, ...read.notUnderstood] } }
}

/** `<mxCell>`, or an `<object>` or `<UserObject>` around one that carries its label and id. */
function cellOf(element: XmlElement): Cell | null {
  const inner = element.name === 'mxCell' ? element : element.children.find(({ name }) => name === 'mxCell')
  if (inner === undefined) return null
  const own = (key: string) => inner.attributes.get(key) ?? ''
  const geometry = inner.children.find(({ name }) => name === 'mxGeometry')
  const size = (key: string) => {
    const value = Number(geometry?.attributes.get(key) ?? 0)
    return Number.isFinite(value) ? value : 0
  }
  return {
    id: element.attributes.get('id') ?? own('id'),
    label: plainLabel(element.attributes.get('label') ?? own('value')),
    style: styleOf(own('style')),
    parent: own('parent'),
    isVertex: own('vertex') === '1',
    isEdge: own('edge') === '1',
    source: own('source'),
    target: own('target'),
    box: { x: size('x'), y: size('y'), width: size('width'), height: size('height') },
  }
}

/** `shape=cylinder3;dashed=1;rounded` as a map; a word without a value is '1'. */
function styleOf(text: string): Map<string, string> {
  const pairs = text.split(';').filter((part) => part !== '')
  return new Map(
    pairs.map((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [part.trim(), '1'] : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    }),
  )
}

/** Groups in groups in groups: deeper than this is not followed. */
const MOST_PARENTS = 50

class PageReader {
  private readonly notUnderstood: Remark[] = []

  constructor(private readonly cells: ReadonlyMap<string, Cell>) {}

  read(): { blocks: ForeignBlock[]; links: ForeignLink[]; notUnderstood: Remark[] } {
    const all = [...this.cells.values()]
    const holders = new Set(all.filter(({ isVertex }) => isVertex).map(({ parent }) => parent))
    const edges = all.filter(({ isEdge }) => isEdge)
    const ends = new Set(edges.flatMap(({ source, target }) => [source, target]))
    const blocks = all.flatMap((cell) =>
      this.blockOf(cell, { isHolder: holders.has(cell.id), isEnd: ends.has(cell.id) }),
    )
    const known = new Set(blocks.map(({ key }) => key))
    const links = edges.flatMap((edge) => this.linkOf(edge, known))
    return { blocks, links, notUnderstood: this.notUnderstood }
  }

  private note(cell: Cell, text: string): void {
    this.notUnderstood.push({ where: whereOf(cell), text })
  }

  private blockOf(cell: Cell, { isHolder, isEnd }: { isHolder: boolean; isEnd: boolean }): ForeignBlock[] {
    if (!cell.isVertex || this.cells.get(cell.parent)?.isEdge) return []
    if (isHolder) {
      this.note(cell, 'this group is left out; what is in it is not')
      return []
    }
    if ((cell.style.has('text') || cell.label === '') && !isEnd) {
      this.note(
        cell,
        cell.label === ''
          ? 'a shape without words that nothing leads to is left out'
          : 'words that stand by themselves are left out',
      )
      return []
    }
    const { x, y } = this.cornerOf(cell)
    const { width, height } = cell.box
    const place = { x: x + width / 2 - BLOCK_WIDTH / 2, y: y + height / 2 - BLOCK_HEIGHT / 2 }
    const shape = shapeOf(cell.style)
    return [
      { key: cell.id, label: cell.label, kind: null, shape, hints: hintsOf(cell.style), place, where: whereOf(cell) },
    ]
  }

  /** Places within a group count from its corner. */
  private cornerOf(cell: Cell): Point {
    let { x, y } = cell.box
    let parent = this.cells.get(cell.parent)
    for (let depth = 0; parent?.isVertex && depth < MOST_PARENTS; depth += 1) {
      x += parent.box.x
      y += parent.box.y
      parent = this.cells.get(parent.parent)
    }
    return { x, y }
  }

  private linkOf(edge: Cell, known: ReadonlySet<string>): ForeignLink[] {
    if (!known.has(edge.source) || !known.has(edge.target)) {
      this.note(edge, 'this arrow leads from or to no block')
      return []
    }
    const tail = (edge.style.get('startArrow') ?? 'none') !== 'none'
    const head = (edge.style.get('endArrow') ?? 'classic') !== 'none'
    if (tail && head) this.note(edge, 'a link goes one way: of both ends with arrows, the first one calls')
    if (!tail && !head) this.note(edge, 'a line without an arrow: the first end calls')
    const isBackwards = tail && !head
    return [
      {
        from: isBackwards ? edge.target : edge.source,
        to: isBackwards ? edge.source : edge.target,
        label: this.labelOf(edge),
        dashed: edge.style.get('dashed') === '1',
        where: whereOf(edge),
      },
    ]
  }

  /** Words of an arrow are its own, or a cell that hangs on it. */
  private labelOf(edge: Cell): string {
    if (edge.label !== '') return edge.label
    this.hanging ??= new Map(
      [...this.cells.values()]
        .filter(({ isVertex, label }) => isVertex && label !== '')
        .map((cell) => [cell.parent, cell.label]),
    )
    return this.hanging.get(edge.id) ?? ''
  }

  private hanging: Map<string, string> | undefined
}

const whereOf = ({ id, label }: Cell): string => (label === '' ? `cell ${id.slice(0, 40)}` : `“${label.slice(0, 40)}”`)

const SHAPE_HINTS: readonly (readonly [RegExp, ShapeHint])[] = [
  [/cylinder|datastore|database/i, 'data'],
  [/queue|message_bus|kafka/i, 'messages'],
  [/actor|user|person|mobile|browser/i, 'people'],
]

function shapeOf(style: ReadonlyMap<string, string>): ShapeHint | null {
  const said = `${style.get('shape') ?? ''} ${[...style.keys()].join(' ')}`
  return SHAPE_HINTS.find(([pattern]) => pattern.test(said))?.[1] ?? null
}

/** The last part of a stencil's name: "mxgraph.aws4.elasticache" is "elasticache". */
const hintsOf = (style: ReadonlyMap<string, string>): string =>
  ['shape', 'resIcon', 'prIcon', 'grIcon', 'image']
    .map(
      (key) =>
        (style.get(key) ?? '')
          .split(/[./]/)
          .filter((part) => !/^(svg|png)$/.test(part))
          .at(-1) ?? '',
    )
    .join(' ')
    .replaceAll('_', ' ')
