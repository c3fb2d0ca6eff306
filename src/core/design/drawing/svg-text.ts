/** A line of text of a drawing. `x`, `y`: where its baseline begins, or has its middle or end, by `anchor`; pixels. */
export interface DrawnText {
  x: number
  y: number
  text: string
  size: number
  weight: 400 | 500 | 600
  colour: string
  anchor: 'start' | 'middle' | 'end'
  /** Colour around the letters, so that a label can be read where it crosses a line; null for none. */
  halo: string | null
}

/** What XML 1.0 cannot hold: most control characters, halves of surrogate pairs, two non-characters. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text for an element or an attribute of XML: nothing in it is markup, and what XML cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replaceAll(FORBIDDEN, '\uFFFD').replaceAll(/[&<>"']/g, (char) => ENTITIES[char]!)
}

/**
 * The text as far as it fits into so many pixels, with "…" where it is cut; on one line. Nobody can measure text here, and the
 * reader's font is not known: widths are those of a wide sans-serif, so that what is let through fits in others too.
 */
export function fitText(text: string, width: number, size: number): string {
  const chars = Array.from(text.replaceAll(/\s+/gu, ' ').trim().slice(0, MOST_CHARS))
  const isWhole = text.length <= MOST_CHARS
  let used = 0
  let fitting = 0
  for (const [index, char] of chars.entries()) {
    used += emOf(char) * size
    if (used > width) return `${chars.slice(0, fitting).join('').trimEnd()}…`
    if (used + ELLIPSIS_EM * size <= width) fitting = index + 1
  }
  return isWhole ? chars.join('') : `${chars.slice(0, fitting).join('')}…`
}

/** Pixels of a line of text, rather more than less. */
export const textWidth = (text: string, size: number): number =>
  Array.from(text).reduce((sum, char) => sum + emOf(char) * size, 0)

/** More than fits on any line. */
const MOST_CHARS = 400
const ELLIPSIS_EM = 0.9

/** Widths of DejaVu Sans, rounded up: narrow, digits and small letters, capitals, wide. */
function emOf(char: string): number {
  const code = char.codePointAt(0) ?? 0
  if (code >= 0x1100) return code >= 0x2000 && code < 0x2070 ? 0.6 : 1.1
  if ("iljI.,:;'|!`".includes(char)) return 0.36
  if (' ftr()[]{}/\\-'.includes(char)) return 0.42
  if ('mwMWQO@%&'.includes(char)) return 0.96
  return char >= 'A' && char <= 'Z' ? 0.74 : 0.64
}

/** Of no font by name: every reader has a sans-serif. */
export function textElement({ x, y, text, size, weight, colour, anchor, halo }: DrawnText): string {
  const around =
    halo === null ? '' : ` stroke="${halo}" stroke-width="5" stroke-linejoin="round" style="paint-order:stroke"`
  const start = anchor === 'start' ? '' : ` text-anchor="${anchor}"`
  const bold = weight === 400 ? '' : ` font-weight="${weight}"`
  return `<text x="${px(x)}" y="${px(y)}" font-size="${size}"${bold}${start} fill="${colour}"${around}>${escapeXml(text)}</text>`
}

/** A number as SVG takes it, to a hundredth of a pixel. */
export const px = (value: number): string => String(Math.round(value * 100) / 100)
