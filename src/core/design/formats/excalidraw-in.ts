import { BLOCK_HEIGHT, BLOCK_WIDTH, type Point } from '@/core/design/drawing/geometry'
import { findUnsafeJson } from '@/core/design/safe-json'
import { KIND_KEY } from './excalidraw-out'
import {
  type ForeignBlock,
  type ForeignLink,
  plainText,
  type ReadDrawing,
  refused,
  type Remark,
} from './foreign-drawing'

/** One element of an Excalidraw file, as far as it is looked at; anything may be missing or wrong. */
type Element = Readonly<Record<string, unknown>>

const LIMITS = { depth: 24, values: 500_000, stringChars: 5_000_000 } as const
const MOST_ELEMENTS = 20_000
/** Pixels between a box and the end of an arrow that means it. */
const REACH = 24

export const isExcalidraw = (json: unknown): boolean => isObject(json) && /^excalidraw(\/|$)/.test(textOf(json.type))

const isObject = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

/** Reads an Excalidraw drawing: shapes with words are blocks, arrows between them are links. */
export function readExcalidraw(json: unknown): ReadDrawing {
  const unsafe = findUnsafeJson(json, LIMITS)
  if (unsafe !== null) return refused(unsafe.path.join('.') || 'the file', unsafe.message)
  const elements = isObject(json) && Array.isArray(json.elements) ? json.elements.filter(isObject) : null
  if (elements === null) return refused('the file', 'an Excalidraw file has a list of elements')
  if (elements.length > MOST_ELEMENTS) return refused('the file', `more than ${MOST_ELEMENTS} elements`)
  return {
    ok: true,
    drawing: { title: '', ...new ExcalidrawReader(elements.filter((one) => one.isDeleted !== true)).read() },
  }
}

interface Shape {
  element: Element
  block: ForeignBlock
  box: Point & { width: number; height: number }
}

class ExcalidrawReader {
  private readonly shapes = new Map<string, Shape>()
  private readonly labels = new Map<string, string>()
  private readonly loose: Element[] = []
  private readonly arrows: { element: Element; where: string }[] = []
  private readonly notUnderstood: Remark[] = []
  private readonly unread = new Map<string, number>()

  constructor(private readonly elements: readonly Element[]) {}

  read(): { blocks: ForeignBlock[]; links: ForeignLink[]; notUnderstood: Remark[] } {
    for (const [index, element] of this.elements.entries()) this.sort(element, index)
    this.giveLabels()
    const links = this.arrows.flatMap(({ element, where }) => this.linkOf(element, where))
    const linked = new Set(links.flatMap(({ from, to }) => [from, to]))
    const blocks: ForeignBlock[] = []
    for (const { block } of this.shapes.values()) {
      if (block.label !== '' || linked.has(block.key)) blocks.push(block)
      else this.note(block.where, 'a shape without words that nothing leads to is left out')
    }
    for (const [type, count] of this.unread)
      this.note(`${count} of type “${type.slice(0, 40)}”`, 'nothing of this type can be a block or a link')
    return { blocks, links, notUnderstood: this.notUnderstood }
  }

  private note(where: string, text: string): void {
    this.notUnderstood.push({ where, text })
  }

  private sort(element: Element, index: number): void {
    const type = textOf(element.type)
    const where = `element ${index + 1}`
    if (type === 'rectangle' || type === 'ellipse' || type === 'diamond') this.addShape(element, where)
    else if (type === 'arrow' || type === 'line') this.arrows.push({ element, where })
    else if (type === 'text') {
      const container = textOf(element.containerId)
      if (container === '') this.loose.push(element)
      else this.labels.set(container, plainText(textOf(element.originalText) || textOf(element.text)))
    } else this.unread.set(type, (this.unread.get(type) ?? 0) + 1)
  }

  private addShape(element: Element, where: string): void {
    const key = textOf(element.id) || where
    const box = {
      x: numberOf(element.x),
      y: numberOf(element.y),
      width: numberOf(element.width),
      height: numberOf(element.height),
    }
    const kind = isObject(element.customData) ? textOf(element.customData[KIND_KEY]) : ''
    const place = { x: box.x + box.width / 2 - BLOCK_WIDTH / 2, y: box.y + box.height / 2 - BLOCK_HEIGHT / 2 }
    const block = { key, label: '', kind: kind || null, shape: null, hints: '', place, where }
    this.shapes.set(key, { element, block, box })
  }

  /** Words bound to a shape are its name, else those that stand in it. */
  private giveLabels(): void {
    for (const { block } of this.shapes.values()) {
      block.label = this.labels.get(block.key) ?? ''
      if (block.label !== '') block.where += ` (${block.label.slice(0, 40)})`
    }
    for (const element of this.loose) {
      const label = plainText(textOf(element.originalText) || textOf(element.text))
      const middle = {
        x: numberOf(element.x) + numberOf(element.width) / 2,
        y: numberOf(element.y) + numberOf(element.height) / 2,
      }
      const shape = this.shapeAt(middle, 0)
      if (shape !== null && shape.block.label === '') shape.block.label = label
      else if (label !== '') this.note(`text “${label.slice(0, 40)}”`, 'words that stand by themselves are left out')
    }
  }

  /** The smallest shape around a point: others hold it as a frame does. */
  private shapeAt({ x, y }: Point, reach: number): Shape | null {
    let best: Shape | null = null
    for (const shape of this.shapes.values()) {
      const { box } = shape
      const isIn =
        x >= box.x - reach && x <= box.x + box.width + reach && y >= box.y - reach && y <= box.y + box.height + reach
      if (isIn && (best === null || box.width * box.height < best.box.width * best.box.height)) best = shape
    }
    return best
  }

  private linkOf(element: Element, where: string): ForeignLink[] {
    const ends = [this.endOf(element, 'startBinding'), this.endOf(element, 'endBinding')]
    const [one, other] = ends
    if (one == null || other == null) {
      this.note(where, `this ${textOf(element.type)} leads from or to no shape`)
      return []
    }
    const [tail, head] = [element.startArrowhead != null, element.endArrowhead != null]
    if (tail && head) this.note(where, 'a link goes one way: of both ends with arrows, the first one calls')
    if (!tail && !head) this.note(where, 'a line without an arrow: the first end calls')
    const isBackwards = tail && !head
    return [
      {
        from: isBackwards ? other : one,
        to: isBackwards ? one : other,
        label: this.labels.get(textOf(element.id)) ?? '',
        dashed: element.strokeStyle === 'dashed' || element.strokeStyle === 'dotted',
        where,
      },
    ]
  }

  /** Key of the shape an end is bound to, else of the one it ends at. */
  private endOf(element: Element, binding: 'startBinding' | 'endBinding'): string | null {
    const bound = element[binding]
    const id = isObject(bound) ? textOf(bound.elementId) : ''
    if (this.shapes.has(id)) return id
    const points = Array.isArray(element.points) ? element.points : []
    const point: unknown = binding === 'startBinding' ? points[0] : points.at(-1)
    if (!Array.isArray(point)) return null
    const at = { x: numberOf(element.x) + numberOf(point[0]), y: numberOf(element.y) + numberOf(point[1]) }
    return this.shapeAt(at, REACH)?.block.key ?? null
  }
}
