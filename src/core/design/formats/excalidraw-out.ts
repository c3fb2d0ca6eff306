import { blockKind } from '@/core/blocks/registry'
import { blockName } from '@/core/design/block-name'
import { placesOf } from '@/core/design/drawing/auto-layout'
import { DRAWING_COLOURS } from '@/core/design/drawing/colours'
import { BLOCK_HEIGHT, BLOCK_WIDTH, type Point } from '@/core/design/drawing/geometry'
import { linkLabel } from '@/core/design/drawing/link-words'
import { textWidth } from '@/core/design/drawing/svg-text'
import type { Block, Design, Link } from '@/core/design/schema'
import { plainText } from './foreign-drawing'

/** Where a block keeps its kind in an Excalidraw file: it is read back without guessing. */
export const KIND_KEY = 'dryrunKind'

const { ink, edge, surface, ground } = DRAWING_COLOURS.light
const FONT = { size: 16, lineHeight: 1.25, helvetica: 2 } as const

/**
 * A design as an Excalidraw drawing: boxes with their names in them, arrows that stay with their boxes. Settings, traffic,
 * objectives and faults have no place in one. The same design gives the same file.
 */
export function toExcalidraw(design: Design): string {
  const places = placesOf(design)
  const writer = new ExcalidrawWriter()
  const links = design.links.filter(({ from, to }) => places.has(from) && places.has(to))
  for (const block of design.blocks) writer.addBlock(block, places.get(block.id)!, links)
  for (const link of links)
    writer.addLink(link, { from: places.get(link.from)!, to: places.get(link.to)! }, linkLabel(link, design.requests))
  const file = {
    type: 'excalidraw',
    version: 2,
    source: 'dryrun',
    elements: writer.elements,
    appState: { viewBackgroundColor: ground, gridSize: null },
    files: {},
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

interface Bound {
  id: string
  type: 'text' | 'arrow'
}

class ExcalidrawWriter {
  readonly elements: object[] = []

  addBlock(block: Block, { x, y }: Point, links: readonly Link[]): void {
    const id = boxId(block.id)
    const arrows = links.filter(({ from, to }) => from === block.id || to === block.id)
    const bound: Bound[] = [
      { id: `${id}-name`, type: 'text' },
      ...arrows.map((link): Bound => ({ id: arrowId(link.id), type: 'arrow' })),
    ]
    this.add({
      id,
      type: 'rectangle',
      x,
      y,
      width: BLOCK_WIDTH,
      height: BLOCK_HEIGHT,
      strokeColor: ink,
      backgroundColor: surface,
      roundness: { type: 3 },
      boundElements: bound,
      customData: { [KIND_KEY]: block.kind },
    })
    this.addText(`${id}-name`, plainText(blockName(block)) || blockKind(block.kind).name, {
      containerId: id,
      middle: { x: x + BLOCK_WIDTH / 2, y: y + BLOCK_HEIGHT / 2 },
    })
  }

  addLink(link: Link, { from, to }: { from: Point; to: Point }, label: string | undefined): void {
    const start = { x: from.x + BLOCK_WIDTH, y: from.y + BLOCK_HEIGHT / 2 }
    const [width, height] = [to.x - start.x, to.y + BLOCK_HEIGHT / 2 - start.y]
    const id = arrowId(link.id)
    this.add({
      id,
      type: 'arrow',
      ...start,
      width: Math.abs(width),
      height: Math.abs(height),
      points: [
        [0, 0],
        [width, height],
      ],
      strokeColor: edge,
      strokeStyle: link.mode === 'async' ? 'dashed' : 'solid',
      roundness: { type: 2 },
      startBinding: { elementId: boxId(link.from), focus: 0, gap: 4 },
      endBinding: { elementId: boxId(link.to), focus: 0, gap: 4 },
      startArrowhead: null,
      endArrowhead: 'arrow',
      boundElements: label === undefined ? [] : [{ id: `${id}-label`, type: 'text' }],
    })
    if (label !== undefined)
      this.addText(`${id}-label`, label, {
        containerId: id,
        middle: { x: start.x + width / 2, y: start.y + height / 2 },
      })
  }

  private addText(id: string, text: string, { containerId, middle }: { containerId: string; middle: Point }): void {
    const width = Math.min(BLOCK_WIDTH - 10, Math.ceil(textWidth(text, FONT.size)))
    const height = FONT.size * FONT.lineHeight
    this.add({
      id,
      type: 'text',
      x: middle.x - width / 2,
      y: middle.y - height / 2,
      width,
      height,
      text,
      originalText: text,
      fontSize: FONT.size,
      fontFamily: FONT.helvetica,
      lineHeight: FONT.lineHeight,
      textAlign: 'center',
      verticalAlign: 'middle',
      containerId,
      strokeColor: ink,
      boundElements: [],
    })
  }

  /** What Excalidraw wants of every element; numbers that it draws at random are counted here. */
  private add(element: object): void {
    const n = this.elements.length + 1
    this.elements.push({
      angle: 0,
      strokeColor: ink,
      backgroundColor: 'transparent',
      fillStyle: 'solid',
      strokeWidth: 1,
      strokeStyle: 'solid',
      roughness: 0,
      opacity: 100,
      groupIds: [],
      frameId: null,
      roundness: null,
      seed: n,
      version: 1,
      versionNonce: n,
      isDeleted: false,
      updated: 1,
      link: null,
      locked: false,
      ...element,
    })
  }
}

const boxId = (id: string): string => `block-${id}`
const arrowId = (id: string): string => `link-${id}`
