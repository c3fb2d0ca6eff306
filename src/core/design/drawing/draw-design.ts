import type { Design, Link } from '@/core/design/schema'
import { placesOf } from './auto-layout'
import { DRAWING_COLOURS, type DrawingColours, type DrawingTheme } from './colours'
import { type Drawn, drawBlock } from './drawn-block'
import { BLOCK_HEIGHT, BLOCK_WIDTH, type Places, type Point } from './geometry'
import { linkCurve, pointOnLink } from './link-curve'
import { endsOf, LABEL_SIZE, type PlacedLabel, placedLabels } from './link-labels'
import type { LiveLine } from './live-line'
import { type DrawnText, fitText, px, textWidth } from './svg-text'

/** Figures of a run or of a preview, in words: what is not known is left out. */
export interface DrawnFigures {
  /** By id of the block. */
  lines: ReadonlyMap<string, LiveLine>
  /** Pixels, by id of the link. */
  linkWidths: ReadonlyMap<string, number>
}

export interface DrawingOptions {
  theme: DrawingTheme
  /** Where the blocks stand; left out, where the design says, and in layers where it says nothing. */
  places?: Places
  figures?: DrawnFigures | null
  /** Whether the title stands above the drawing. */
  titled?: boolean
  /** A line under the title, such as where the figures come from. */
  caption?: string
  /** For paper: no ground behind the drawing but the paper's own. */
  onPaper?: boolean
  /** False: plain boxes without words, for pictures in which nobody could read them. */
  detail?: boolean
}

/** A drawing before it is written down: whoever cannot draw text in an SVG sets `texts` by other means. */
export interface Drawing extends Drawn {
  /** Upper left corner and size of what is drawn, pixels. */
  x: number
  y: number
  width: number
  height: number
  colours: DrawingColours
  title: string
  /** The drawing in a sentence, for whoever cannot see it. */
  description: string
}

/** Clear space around the drawing. */
const MARGIN = 24
const TITLE_SIZE = 18
const TITLE_ROOM = 34
const CAPTION_ROOM = 18
/** A drawing of one block still has room for its title. */
const LEAST_WIDTH = 320

/** Draws a design: links first, blocks over them, words on top. The same design and options give the same drawing. */
export function drawDesign(design: Design, options: DrawingOptions): Drawing {
  const { figures = null, titled = true, caption = '', detail = true } = options
  const themed = DRAWING_COLOURS[options.theme]
  const colours = options.onPaper ? { ...themed, ground: themed.surface } : themed
  const places = options.places ?? placesOf(design)
  const labels = detail ? placedLabels(design, places) : new Map<string, PlacedLabel>()
  const links = design.links.map((link) => drawLink(link, { places, labels, figures, detail, colours }))
  const blocks = design.blocks.map((block) =>
    drawBlock(block, places.get(block.id) ?? { x: 0, y: 0 }, {
      colours,
      detail,
      line: figures?.lines.get(block.id) ?? null,
    }),
  )
  const area = areaOf([...placedCorners(design, places), ...links.flatMap((link) => link.reach)])
  const heading = titled ? drawHeading(design.title, caption, { area, colours }) : { texts: [], height: 0 }
  return {
    x: area.x - MARGIN,
    y: area.y - MARGIN - heading.height,
    width: area.width + 2 * MARGIN,
    height: area.height + 2 * MARGIN + heading.height,
    colours,
    title: design.title.trim() || 'Design',
    description: descriptionOf(design),
    shapes: [...links, ...blocks].flatMap((drawn) => drawn.shapes),
    texts: [...links, ...blocks, heading].flatMap((drawn) => drawn.texts),
  }
}

interface LinkDrawing {
  places: Places
  labels: ReadonlyMap<string, PlacedLabel>
  figures: DrawnFigures | null
  detail: boolean
  colours: DrawingColours
}

/** A link to a block that is not there has no place in a drawing; findings name it. */
function drawLink(link: Link, { places, labels, figures, detail, colours }: LinkDrawing): Drawn & { reach: Point[] } {
  const [from, to] = [places.get(link.from), places.get(link.to)]
  if (from === undefined || to === undefined) return { shapes: [], texts: [], reach: [] }
  const [start, end] = endsOf(from, to)
  const { path, reach } = linkCurve(start, end)
  const dash = link.mode === 'async' ? ' stroke-dasharray="6 4"' : ''
  const width = px(figures?.linkWidths.get(link.id) ?? 1.5)
  const shapes = [`<path d="${path}" fill="none" stroke="${colours.edge}" stroke-width="${width}"${dash}/>`]
  const label = labels.get(link.id)
  if (detail) shapes.push(arrowHead(end, colours.edge))
  if (label === undefined) return { shapes, texts: [], reach }
  const half = textWidth(label.text, LABEL_SIZE) / 2
  const at = pointOnLink(start, end, label.share)
  return {
    shapes,
    texts: [labelOf(label.text, at, colours)],
    reach: [...reach, { x: at.x - half, y: at.y - 10 }, { x: at.x + half, y: at.y + 10 }],
  }
}

/** Every link comes in from the left. */
const arrowHead = ({ x, y }: Point, colour: string): string =>
  `<path d="M${px(x - 8)},${px(y - 4.5)} L${px(x)},${px(y)} L${px(x - 8)},${px(y + 4.5)} z" fill="${colour}"/>`

const labelOf = (text: string, { x, y }: Point, colours: DrawingColours): DrawnText => ({
  x,
  y: y + 4,
  text,
  size: LABEL_SIZE,
  weight: 400,
  colour: colours.ink2,
  anchor: 'middle',
  halo: colours.ground,
})

function placedCorners(design: Design, places: Places): Point[] {
  return design.blocks.flatMap((block) => {
    const { x, y } = places.get(block.id) ?? { x: 0, y: 0 }
    return [
      { x, y },
      { x: x + BLOCK_WIDTH, y: y + BLOCK_HEIGHT },
    ]
  })
}

interface Area extends Point {
  width: number
  height: number
}

function areaOf(points: readonly Point[]): Area {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  if (left === Infinity) return { x: 0, y: 0, width: LEAST_WIDTH, height: BLOCK_HEIGHT }
  return { x: left, y: top, width: Math.max(LEAST_WIDTH, right - left), height: bottom - top }
}

function drawHeading(
  title: string,
  caption: string,
  { area, colours }: { area: Area; colours: DrawingColours },
): { shapes: string[]; texts: DrawnText[]; height: number } {
  const height = (title.trim() === '' ? 0 : TITLE_ROOM) + (caption === '' ? 0 : CAPTION_ROOM)
  const top = area.y - height
  const base = { x: area.x, anchor: 'start', halo: null } as const
  const texts: DrawnText[] = []
  if (title.trim() !== '')
    texts.push({
      ...base,
      y: top + TITLE_SIZE - 2,
      text: fitText(title, area.width, TITLE_SIZE),
      size: TITLE_SIZE,
      weight: 600,
      colour: colours.ink,
    })
  if (caption !== '')
    texts.push({
      ...base,
      y: area.y - CAPTION_ROOM,
      text: fitText(caption, area.width, 11),
      size: 11,
      weight: 400,
      colour: colours.ink3,
    })
  return { shapes: [], texts, height }
}

const counted = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`

function descriptionOf({ blocks, links }: Design): string {
  return `${counted(blocks.length, 'block')}, ${counted(links.length, 'link')}`
}
