import { blockKind } from '@/core/blocks/registry'
import { connectBlocks, whyNot } from '@/core/design/connect'
import { blockName, blockNameIn } from '@/core/design/block-name'
import { applyDesignEdit, type DesignEdit, together } from '@/core/design/edits'
import { graphOf } from '@/core/design/graph'
import type { Block, Design, RequestClass } from '@/core/design/schema'
import {
  BLOCK_HEIGHT,
  BLOCK_WIDTH,
  freePlace,
  GAP_X,
  GAP_Y,
  type Places,
  type Point,
} from '@/core/design/drawing/geometry'
import { newId } from './new-id'
import type { Selection } from './selection'
import type { Direction } from './walk'

/** An edit of the canvas, with what to choose afterwards and what to say. */
export interface Gesture {
  edit: DesignEdit
  /** The new block or link. */
  id: string
  said: string
}

export type GestureOutcome = ({ ok: true } & Gesture) | { ok: false; reason: string }

/** What a new block is joined to: `from` calls it, it calls `to`. */
export interface Joint {
  from?: string
  to?: string
}

/** Traffic for the first source of requests, so that a drawing runs before anyone has thought of numbers; an estimate. */
const FIRST_RATE_PER_S = 100

/** Adds a block near a place, and links it if asked: one gesture, one undo. */
export function addBlock(
  design: Design,
  places: Places,
  kind: string,
  near: Point,
  joint: Joint | null = null,
): GestureOutcome {
  const taken = new Set([...design.blocks, ...design.links, ...design.requests].map(({ id }) => id))
  const block: Block = {
    id: newId(kind, (id) => taken.has(id)),
    kind,
    name: freeName(design, blockKind(kind).name),
    ...freePlace(places.values(), near),
  }
  const edits: DesignEdit[] = [{ type: 'block-added', block }]
  const added = applyDesignEdit(design, edits[0]!)
  if (!added.ok) return added
  const said = [`Added ${blockName(block)}`]
  if (blockKind(kind).traits.startsRequests && design.requests.length === 0)
    edits.push({ type: 'request-added', request: firstRequest(block, (id) => taken.has(id)) })
  for (const [from, to] of [
    [joint?.from, block.id],
    [block.id, joint?.to],
  ]) {
    if (from === undefined || to === undefined) continue
    const connection = connectBlocks(
      added.design,
      from,
      to,
      newId('link', (id) => taken.has(id)),
    )
    if (!connection.ok) return connection
    edits.push(connection.edit)
    said.push(`connected ${blockNameIn(added.design, from)} to ${blockNameIn(added.design, to)}`)
  }
  return { ok: true, edit: together(edits), id: block.id, said: said.join(', ') }
}

function firstRequest(block: Block, taken: (id: string) => boolean): RequestClass {
  return {
    id: newId('request', taken),
    name: 'Read',
    kind: 'read',
    from: block.id,
    arrivals: { type: 'poisson', ratePerS: FIRST_RATE_PER_S },
  }
}

/** "Service", then "Service 2": two blocks of one name could not be told apart in a list. */
function freeName(design: Design, name: string): string {
  const names = new Set(design.blocks.map(blockName))
  let free = name
  for (let n = 2; names.has(free); n += 1) free = `${name} ${n}`
  return free
}

/** Why an arrow from one block to another makes no sense; null when it does. Cheap: it makes no edit. */
export function linkRefusal(design: Design, from: string, to: string): string | null {
  const { nodes } = graphOf(design)
  const [caller, callee] = [nodes.get(from), nodes.get(to)]
  return caller === undefined || callee === undefined ? 'One of the two blocks was removed.' : whyNot(caller, callee)
}

/** Links two blocks with the settings that people mean by such an arrow. */
export function connect(design: Design, from: string, to: string): GestureOutcome {
  const taken = new Set(design.links.map((link) => link.id))
  const connection = connectBlocks(
    design,
    from,
    to,
    newId('link', (id) => taken.has(id)),
  )
  if (!connection.ok) return connection
  return {
    ok: true,
    edit: connection.edit,
    id: connection.link,
    said: `Connected ${blockNameIn(design, from)} to ${blockNameIn(design, to)}`,
  }
}

/** Takes away what is chosen; null when nothing is. The links of a removed block go with it. */
export function removal(design: Design, { blocks, links }: Selection): { edit: DesignEdit; said: string } | null {
  const gone = new Set(blocks)
  const own = design.links.filter((link) => links.includes(link.id) && !gone.has(link.from) && !gone.has(link.to))
  const edits: DesignEdit[] = []
  if (own.length > 0) edits.push({ type: 'links-removed', ids: own.map((link) => link.id) })
  if (blocks.length > 0) edits.push({ type: 'blocks-removed', ids: [...blocks] })
  if (edits.length === 0) return null
  const names =
    blocks.length > 0 ? blocks.map((id) => blockNameIn(design, id)) : own.map((link) => linkTitle(design, link))
  const said = names.length <= 3 ? names.join(', ') : `${names.length} ${blocks.length > 0 ? 'blocks' : 'links'}`
  return { edit: together(edits), said: `Removed ${said}` }
}

const linkTitle = (design: Design, { from, to }: { from: string; to: string }): string =>
  `the link from ${blockNameIn(design, from)} to ${blockNameIn(design, to)}`

/** Where a block goes that is made beside another one. */
export function placeBeside(place: Point, direction: Direction): Point {
  const across = BLOCK_WIDTH + GAP_X
  const down = BLOCK_HEIGHT + GAP_Y
  const { x, y } = place
  return {
    right: { x: x + across, y },
    left: { x: x - across, y },
    up: { x: x + across, y: y - down },
    down: { x: x + across, y: y + down },
  }[direction]
}

/** Which way the arrow goes to a block made in a direction: to the left stands what calls. */
export const jointOf = (id: string, direction: Direction): Joint => (direction === 'left' ? { to: id } : { from: id })
