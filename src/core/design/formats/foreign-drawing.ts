import type { Point } from '@/core/design/drawing/geometry'

/** What a shape tells about what stands in it, whatever its name says. */
export type ShapeHint = 'data' | 'messages' | 'people'

/** A shape of a drawing from elsewhere that may become a block. */
export interface ForeignBlock {
  /** Its id in the file. */
  key: string
  label: string
  /** Id of a kind, where the file names one: a drawing that was made here. */
  kind: string | null
  shape: ShapeHint | null
  /** Further words about it, such as the name of a stencil. */
  hints: string
  /** Upper left corner of our block, in the file's pixels; null where the file says nothing of places. */
  place: Point | null
  /** Line or element, for messages. */
  where: string
}

export interface ForeignLink {
  from: string
  to: string
  label: string
  dashed: boolean
  where: string
}

/** One thing of a file that did not come along, and where it stands there. */
export interface Remark {
  where: string
  text: string
}

/** A drawing from elsewhere, before anybody asks what it means. */
export interface ForeignDrawing {
  title: string
  blocks: ForeignBlock[]
  links: ForeignLink[]
  notUnderstood: Remark[]
}

export type ReadDrawing = { ok: true; drawing: ForeignDrawing } | { ok: false; problem: Remark }

export const refused = (where: string, text: string): ReadDrawing => ({ ok: false, problem: { where, text } })

/** What a drawing from elsewhere may hold. More is nothing that somebody drew by hand. */
export const FOREIGN_LIMITS = { chars: 5_000_000, blocks: 500, links: 2000, remarks: 200, labelChars: 200 } as const

/** A text as a name: one line, not longer than a name may be. */
export function plainText(text: string): string {
  const line = text
    .slice(0, MOST_CHARS)
    .replaceAll(/[\p{Cc}\p{Surrogate}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  // half of a character at the end is none
  return line
    .slice(0, FOREIGN_LIMITS.labelChars)
    .replace(/\p{Surrogate}$/u, '')
    .trim()
}

/** The same of a label that may be HTML. */
export const plainLabel = (html: string): string => plainText(withoutTags(html.slice(0, MOST_CHARS)))

/** More is no label. */
const MOST_CHARS = 20_000

const TAG = /<\/?[A-Za-z][^<>]*>/g
const HTML: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Text of HTML as labels use it: a break is a space, other tags go, the commonest entities are read. */
function withoutTags(html: string): string {
  if (!/[<&]/.test(html)) return html
  return html
    .replaceAll(TAG, ' ')
    .replaceAll(/&(?:#(\d{1,7})|([a-z]{2,4}));/g, (whole, number?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(HTML, name) ? HTML[name]! : whole
      const code = Number(number)
      return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' '
    })
}
