import { blockKind } from '@/core/blocks/registry'
import { type Block, type Design, designSchema, type Link } from '@/core/design/schema'
import { findUnsafeJson } from '@/core/design/safe-json'
import { formOf } from './settings-form'
import { boundsOf, GRID, type Places, type Point, snapPoint } from '@/core/design/drawing/geometry'
import { newId } from './new-id'

/** As for a file: deeper or larger than any design is refused before anything walks through it. */
const LIMITS = { depth: 24, values: 200_000, stringChars: 10_000 }

/** What is copied: a design file of its own, so that it can be pasted as text anywhere and back again. */
export type Fragment = Pick<Design, 'blocks' | 'links'>

/** Kept beside the plain text, so that a paste knows its own without guessing. */
export const CLIPBOARD_TYPE = 'application/x-dryrun-design'

/** The chosen blocks, with their places and the links among them. */
export function fragmentOf(design: Design, ids: ReadonlySet<string>, places: Places): Fragment {
  return {
    blocks: design.blocks.flatMap((block) => (ids.has(block.id) ? [{ ...block, ...places.get(block.id) }] : [])),
    links: design.links.filter((link) => ids.has(link.from) && ids.has(link.to)),
  }
}

export function fragmentText(design: Design, fragment: Fragment): string {
  const copied: Design = { format: 'dryrun-design', version: 1, title: design.title, ...fragment, requests: [] }
  return JSON.stringify(copied, null, 2)
}

/** The blocks and links of a copied text or of a whole design file; null when the text is neither. */
export function readFragment(text: string): Fragment | null {
  // The shortest thing that can be one starts with a brace: anything else is prose.
  if (!text.trimStart().startsWith('{')) return null
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  // Not read as a whole file: what a copied link says about request classes is settled where it is pasted.
  const loose = findUnsafeJson(json, LIMITS) === null ? designSchema.safeParse(json) : null
  if (loose === null || !loose.success || loose.data.blocks.length === 0) return null
  return { blocks: loose.data.blocks, links: loose.data.links }
}

export type Pasted = { type: 'pasted'; blocks: Block[]; links: Link[] }

/**
 * The edit that puts a copy into a design: new ids throughout, links among the copies kept, what the target design does
 * not know (regions, request classes) left out. `at` is where the upper left of the copy goes; without it the copy
 * goes a little below and right of the original.
 */
export function pasteEdit(design: Design, fragment: Fragment, at: Point | null): Pasted {
  const taken = new Set([...design.blocks, ...design.links].map(({ id }) => id))
  const fresh = (stem: string) => {
    const id = newId(stem, (candidate) => taken.has(candidate))
    taken.add(id)
    return id
  }
  const ids = new Map(fragment.blocks.map((block) => [block.id, fresh(block.kind)]))
  const shift = shiftOf(design, fragment, at)
  const regions = new Set((design.regions ?? []).map((region) => region.id))
  const requests = new Set(design.requests.map((request) => request.id))
  const blocks = fragment.blocks.map((block): Block => {
    const { region, config, ...rest } = block
    return {
      ...rest,
      id: ids.get(block.id)!,
      ...placed(block, shift),
      ...(region !== undefined && regions.has(region) ? { region } : {}),
      ...(config === undefined ? {} : { config: renamedConfig(block.kind, config, ids) }),
    }
  })
  const links = fragment.links.flatMap((link): Link[] => {
    const [from, to] = [ids.get(link.from), ids.get(link.to)]
    if (from === undefined || to === undefined) return []
    const { requests: carried, ...rest } = link
    const known = carried?.filter((id) => requests.has(id))
    // a list that lost all its classes would carry nothing, which nobody meant
    return [
      { ...rest, id: fresh('link'), from, to, ...(known !== undefined && known.length > 0 ? { requests: known } : {}) },
    ]
  })
  return { type: 'pasted', blocks, links }
}

function shiftOf(design: Design, fragment: Fragment, at: Point | null): Point {
  const bounds = boundsOf(fragment.blocks.map(({ x = 0, y = 0 }) => ({ x, y })))
  if (bounds === null) return { x: 0, y: 0 }
  if (at !== null) {
    const start = snapPoint(at)
    return { x: start.x - bounds.x, y: start.y - bounds.y }
  }
  // Pasting twice must not put the second copy exactly onto the first, where nobody would see it.
  const occupied = new Set(design.blocks.map(({ x = 0, y = 0 }) => `${x},${y}`))
  let shift = 3 * GRID
  while (fragment.blocks.some(({ x = 0, y = 0 }) => occupied.has(`${x + shift},${y + shift}`))) shift += 3 * GRID
  return { x: shift, y: shift }
}

const placed = ({ x, y }: Block, shift: Point): Partial<Point> =>
  x === undefined || y === undefined ? {} : { x: x + shift.x, y: y + shift.y }

/** Settings by block id (the weights of a balancer) follow the blocks to their new ids. */
function renamedConfig(kind: string, config: Record<string, unknown>, ids: ReadonlyMap<string, string>) {
  const renamed: Record<string, unknown> = { ...config }
  for (const { key, control } of formOf(blockKind(kind).config)) {
    const value = config[key]
    if (control.type !== 'record' || control.keyedBy !== 'linked-block' || typeof value !== 'object' || value === null)
      continue
    renamed[key] = Object.fromEntries(Object.entries(value).map(([id, entry]) => [ids.get(id) ?? id, entry]))
  }
  return renamed
}
