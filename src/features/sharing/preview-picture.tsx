import { ImageResponse } from 'next/og'
import { type Drawing, drawDesign } from '@/core/design/drawing/draw-design'
import { svgOf } from '@/core/design/drawing/render-svg'
import { type DrawnText, fitText, textWidth } from '@/core/design/drawing/svg-text'
import type { Design } from '@/core/design/schema'
import { PREVIEW_SIZE } from './preview'

const MARGIN = 48
const TITLE = { size: 44, room: 84 } as const
/** A title that is too long for one line stands in two. */
const LONG_TITLE = { size: 34, lines: 2 } as const
const FOOT_ROOM = 44
const AREA = {
  width: PREVIEW_SIZE.width - 2 * MARGIN,
  height: PREVIEW_SIZE.height - 2 * MARGIN - TITLE.room - FOOT_ROOM,
} as const
/** Letters smaller than this are dirt. */
const LEAST_SCALE = 0.62
const LARGEST_SCALE = 1.6

/**
 * The picture of a shared design for link previews, a PNG. Letters are drawn from the one font that ships with the renderer: it
 * would fetch others from elsewhere, so text is brought down to what that font has.
 */
export async function previewPicture(design: Design, by: string | null): Promise<Uint8Array> {
  const drawn = drawDesign(design, { theme: 'light', titled: false })
  const scale = Math.min(LARGEST_SCALE, AREA.width / drawn.width, AREA.height / drawn.height)
  const drawing = scale < LEAST_SCALE ? drawDesign(design, { theme: 'light', titled: false, detail: false }) : drawn
  const image = new ImageResponse(<Preview drawing={drawing} scale={scale} by={by} />, {
    ...PREVIEW_SIZE,
  })
  return new Uint8Array(await image.arrayBuffer())
}

interface PreviewProps {
  drawing: Drawing
  scale: number
  by: string | null
}

function Preview({ drawing, scale, by }: PreviewProps) {
  const { colours, title, description, texts } = drawing
  const size = { width: Math.round(drawing.width * scale), height: Math.round(drawing.height * scale) }
  const shapes = `data:image/svg+xml;base64,${Buffer.from(svgOf({ ...drawing, texts: [] })).toString('base64')}`
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        width: '100%',
        height: '100%',
        padding: MARGIN,
        background: colours.ground,
        color: colours.ink,
      }}
    >
      <Title title={title} />
      <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'center', ...AREA }}>
        <div style={{ display: 'flex', position: 'relative', ...size }}>
          {/* oxlint-disable-next-line nextjs/no-img-element, jsx-a11y/alt-text -- drawn into a picture, not a page */}
          <img src={shapes} {...size} style={{ position: 'absolute', left: 0, top: 0 }} />
          {texts.map((text) => (
            <Text key={`${text.x} ${text.y} ${text.text}`} text={text} drawing={drawing} scale={scale} />
          ))}
        </div>
      </div>
      <div style={{ display: 'flex', height: FOOT_ROOM, alignItems: 'flex-end', fontSize: 22, color: colours.ink2 }}>
        {printable(
          ['Dryrun', description, by === null ? '' : `by ${fitText(by, 400, 22)}`].filter(Boolean).join(' · '),
        )}
      </div>
    </div>
  )
}

function Title({ title }: { title: string }) {
  const isLong = textWidth(title, TITLE.size) > AREA.width
  const size = isLong ? LONG_TITLE.size : TITLE.size
  // a line ends before a word, so that the last one has less room than it is wide
  const room = isLong ? (LONG_TITLE.lines - 0.15) * AREA.width : AREA.width
  return (
    <div style={{ display: 'flex', height: TITLE.room, fontSize: size, lineHeight: 1.2, overflow: 'hidden' }}>
      {printable(fitText(title, room, size))}
    </div>
  )
}

/** A line of text where the drawing has it: its box hangs from the baseline, with room to either side by its anchor. */
function Text({ text, drawing, scale }: { text: DrawnText; drawing: Drawing; scale: number }) {
  const size = text.size * scale
  const width = AREA.width
  const x = (text.x - drawing.x) * scale
  const left = { start: x, middle: x - width / 2, end: x - width }[text.anchor]
  const justify = { start: 'flex-start', middle: 'center', end: 'flex-end' }[text.anchor]
  return (
    <div
      style={{
        display: 'flex',
        position: 'absolute',
        left,
        top: (text.y - drawing.y) * scale - size,
        width,
        justifyContent: justify,
        fontSize: size,
        lineHeight: 1.3,
        whiteSpace: 'nowrap',
        color: text.colour,
      }}
    >
      <div style={text.halo === null ? {} : { background: text.halo, padding: `0 ${3 * scale}px` }}>
        {printable(text.text)}
      </div>
    </div>
  )
}

/** Latin and Cyrillic letters, and the signs our own words are written with. */
const UNPRINTABLE =
  /[^ -~\u00A1-\u00A8\u00AA-\u00AC\u00AF-\u0113\u0116-\u012B\u012E-\u0137\u0139-\u013E\u0141-\u0148\u014A-\u014D\u0150-\u017E\u0400-\u045F–—‘’“”•…×≈≤≥−]/gu

/** Every kind of space is one; what the font has no letter for is a question mark. */
export const printable = (text: string): string =>
  text.normalize('NFC').replaceAll(/\s/gu, ' ').replaceAll(UNPRINTABLE, '?') || ' '
