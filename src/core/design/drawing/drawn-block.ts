import { blockKind } from '@/core/blocks/registry'
import { blockName } from '@/core/design/block-name'
import type { Block } from '@/core/design/schema'
import type { BlockState } from './block-states'
import type { DrawingColours } from './colours'
import { BLOCK_HEIGHT, BLOCK_WIDTH, type Point } from './geometry'
import { ICON_SHAPES } from './icon-shapes'
import { BUSY_FROM, type LiveLine } from './live-line'
import { secondLine } from './second-line'
import { type DrawnText, fitText, px, textWidth } from './svg-text'

/** Marks without text, as SVG, and the text that stands on them. */
export interface Drawn {
  shapes: string[]
  texts: DrawnText[]
}

export interface BlockDrawing {
  colours: DrawingColours
  /** Its live figures; null where there are none. */
  line: LiveLine | null
  /** False: a plain box, for where nobody could read what it says. */
  detail: boolean
}

/** Inner left and right edge of what a block says. */
const PADDING = 10
const INNER = BLOCK_WIDTH - 2 * PADDING
const ICON = 14
const STATE_ICON = 11
/** Pixels between figures of the third line. */
const SPACE = 6

/** A block as the canvas shows it: icon and name, kind and settings, figures. */
export function drawBlock(block: Block, { x, y }: Point, { colours, line, detail }: BlockDrawing): Drawn {
  const state = line?.state ?? 'calm'
  const box = boxOf({ x, y }, state, colours)
  if (!detail) return { shapes: [box], texts: [] }
  const kind = blockKind(block.kind)
  const title = blockName(block)
  const icon = drawIcon(kind.icon, { x: x + PADDING, y: y + 9 }, { size: ICON, colour: colours.ink2, strokeWidth: 2 })
  const summary = kind.summary(block.config ?? {})
  const both = secondLine({ title, kindName: kind.name, summary })
  // a wide font has no room for both
  const says = textWidth(both, 11) > INNER && summary !== '' ? summary : both
  const live = line === null ? { shapes: [], texts: [] } : drawLiveLine(line, { x, y }, colours)
  return {
    shapes: [box, icon, ...live.shapes],
    texts: [
      {
        ...plain,
        x: x + PADDING + ICON + 6,
        y: y + 20,
        text: fitText(title, INNER - ICON - 6, 13),
        size: 13,
        weight: 600,
        colour: colours.ink,
      },
      { ...plain, x: x + PADDING, y: y + 37, text: fitText(says, INNER, 11), colour: colours.ink2 },
      ...live.texts,
    ],
  }
}

const plain = { size: 11, weight: 400, anchor: 'start', halo: null } as const

function boxOf({ x, y }: Point, state: BlockState, colours: DrawingColours): string {
  const width = state === 'dropping' || state === 'down' ? 2 : 1
  const dash = state === 'down' || state === 'cold' ? ' stroke-dasharray="5 3"' : ''
  const fill = state === 'down' ? colours.badSoft : colours.surface
  const inset = width / 2
  return (
    `<rect x="${px(x + inset)}" y="${px(y + inset)}" width="${BLOCK_WIDTH - width}" height="${BLOCK_HEIGHT - width}" rx="6" ` +
    `fill="${fill}" stroke="${stateColour(state, colours, colours.edge)}" stroke-width="${width}"${dash}/>`
  )
}

function stateColour(state: BlockState, colours: DrawingColours, calm: string): string {
  switch (state) {
    case 'calm':
      return calm
    case 'limiting':
    case 'cold':
      return colours.info
    case 'lagging':
      return colours.warn
    default:
      return colours.bad
  }
}

/** Each state has its icon beside its word, so that it never depends on colour alone. */
export const STATE_ICONS: Readonly<Record<Exclude<BlockState, 'calm'>, string>> = {
  limiting: 'funnel',
  cold: 'snowflake',
  lagging: 'hourglass',
  saturated: 'flame',
  dropping: 'circle-x',
  down: 'power',
}

function drawLiveLine(line: LiveLine, { x, y }: Point, colours: DrawingColours): Drawn {
  const isState = line.state !== 'calm'
  const says = [line.utilisation, line.arrivals, line.note].filter((text) => text !== '')
  const room = INNER - (isState ? STATE_ICON + 3 : 0) - SPACE * (says.length - 1)
  const size = Math.min(11, (11 * room) / says.reduce((sum, text) => sum + textWidth(text, 11), 1))
  const baseline = y + 54
  const base = { ...plain, size: Math.round(size * 10) / 10, y: baseline }
  const texts: DrawnText[] = []
  let at = x + PADDING
  for (const text of [line.utilisation, line.arrivals]) {
    if (text === '') continue
    texts.push({ ...base, x: at, text, colour: colours.ink2 })
    at += textWidth(text, size) + SPACE
  }
  const shapes = drawBar(line, { x, y }, colours)
  if (line.note === '') return { shapes, texts }
  const colour = stateColour(line.state, colours, colours.ink2)
  const end = x + BLOCK_WIDTH - PADDING
  texts.push({ ...base, x: end, text: line.note, anchor: 'end', weight: isState ? 500 : 400, colour })
  if (line.state !== 'calm') {
    const place = { x: end - textWidth(line.note, size) - STATE_ICON - 2, y: baseline - 9.5 }
    shapes.push(drawIcon(STATE_ICONS[line.state], place, { size: STATE_ICON, colour, strokeWidth: 2.5 }))
  }
  return { shapes, texts }
}

function drawBar({ fill, state }: LiveLine, { x, y }: Point, colours: DrawingColours): string[] {
  if (fill === null) return []
  const bar = (width: number, colour: string) =>
    `<rect x="${px(x + PADDING)}" y="${px(y + 61)}" width="${px(width)}" height="3" rx="1.5" fill="${colour}"/>`
  const isLost = state === 'saturated' || state === 'dropping'
  const colour = isLost ? colours.bad : fill >= BUSY_FROM ? colours.warn : colours.accent
  return [bar(INNER, colours.sunken), ...(fill > 0 ? [bar(INNER * fill, colour)] : [])]
}

interface IconLook {
  size: number
  colour: string
  strokeWidth: number
}

function drawIcon(name: string, { x, y }: Point, { size, colour, strokeWidth }: IconLook): string {
  const shapes = Object.hasOwn(ICON_SHAPES, name) ? ICON_SHAPES[name] : ICON_SHAPES.box
  return (
    `<g transform="translate(${px(x)} ${px(y)}) scale(${px(size / 24)})" fill="none" stroke="${colour}" ` +
    `stroke-width="${strokeWidth}" stroke-linecap="round" stroke-linejoin="round">${shapes}</g>`
  )
}
