import { blockKind } from '@/core/blocks/registry'
import type { Design, Link } from '@/core/design/schema'
import { linkWords } from '@/core/design/drawing/link-words'
import { titleOf, type Wiring, wiringOf } from './wiring'

const NAMES_SPOKEN = 6

/** "Orders database, database, 2 in: API, Worker; 1 out: Cache". */
export function blockLabel(wiring: Wiring, id: string): string {
  const block = wiring.blocks.get(id)
  if (block === undefined) return id
  const into = side(wiring, wiring.in.get(id) ?? [], 'from', 'in')
  const out = side(wiring, wiring.out.get(id) ?? [], 'to', 'out')
  const connections = into === null && out === null ? 'not connected' : [into, out].filter(Boolean).join('; ')
  return `${titleOf(wiring, id)}, ${blockKind(block.kind).name.toLowerCase()}, ${connections}`
}

function side(wiring: Wiring, links: readonly Link[], end: 'from' | 'to', word: string): string | null {
  if (links.length === 0) return null
  const names = links.slice(0, NAMES_SPOKEN).map((link) => titleOf(wiring, link[end]))
  const rest = links.length - names.length
  return `${links.length} ${word}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** "Link from API to Cache, on miss". */
export function linkLabelSpoken(wiring: Wiring, link: Link, requests: Design['requests']): string {
  return [`Link from ${titleOf(wiring, link.from)} to ${titleOf(wiring, link.to)}`, ...linkWords(link, requests)].join(
    ', ',
  )
}

const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`

/** What the canvas as a whole is called: "Design canvas, 5 blocks, 4 links". */
export function canvasLabel({ blocks, links }: Design): string {
  return `Design canvas, ${count(blocks.length, 'block')}, ${count(links.length, 'link')}`
}

/** Blocks in the order they are read: from left to right in columns, then from top to bottom. */
export function readingOrder(design: Design, places: ReadonlyMap<string, { x: number; y: number }>): string[] {
  const wiring = wiringOf(design)
  const place = (id: string) => places.get(id) ?? { x: 0, y: 0 }
  return [...wiring.blocks.keys()].sort((a, b) => {
    const [p, q] = [place(a), place(b)]
    return p.x - q.x || p.y - q.y || (a < b ? -1 : 1)
  })
}
