import type { Design } from '@/core/design/schema'
import { BLOCK_HEIGHT, BLOCK_WIDTH, type Box, blockBox, type Places, type Point } from './geometry'
import { pointOnLink } from './link-curve'
import { linkLabel } from './link-words'
import { fitText, textWidth } from './svg-text'

export const LABEL_SIZE = 11
/** Longest label, pixels. */
const LABEL_ROOM = 240
const HEIGHT = 14
/** Clear space to either side of the words. */
const GAP = 4
/** Where a label may stand along its link, 0..1, the best first. */
const SHARES = [0.5, 0.38, 0.62, 0.27, 0.73] as const
/** Drawings with more labels are seen from afar, where there are none. */
const MOST_LABELS = 100

/** A label on its link. */
export interface PlacedLabel {
  text: string
  /** Along the link, 0..1. */
  share: number
}

/** The labels of links by id, each where it covers no block and no label of a link before it, as far as there is such a place. */
export function placedLabels(design: Design, places: Places): ReadonlyMap<string, PlacedLabel> {
  const labels = new Map<string, PlacedLabel>()
  const taken: Box[] = [...places.values()].map(blockBox)
  for (const link of design.links) {
    const label = linkLabel(link, design.requests)
    const [from, to] = [places.get(link.from), places.get(link.to)]
    if (label === undefined || from === undefined || to === undefined) continue
    const text = fitText(label, LABEL_ROOM, LABEL_SIZE)
    const width = textWidth(text, LABEL_SIZE) + 2 * GAP
    const [start, end] = endsOf(from, to)
    const boxAt = (share: number) => around(pointOnLink(start, end, share), width)
    const isFree = (share: number) => !taken.some((box) => overlaps(box, boxAt(share)))
    const share = (labels.size < MOST_LABELS ? SHARES.find(isFree) : undefined) ?? SHARES[0]
    labels.set(link.id, { text, share })
    taken.push(boxAt(share))
  }
  return labels
}

/** Where a link leaves a block and where it comes in at another. */
export const endsOf = (from: Point, to: Point): [Point, Point] => [
  { x: from.x + BLOCK_WIDTH, y: from.y + BLOCK_HEIGHT / 2 },
  { x: to.x, y: to.y + BLOCK_HEIGHT / 2 },
]

const around = ({ x, y }: Point, width: number): Box => ({ x: x - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT })

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
