import { Graph, layout } from '@dagrejs/dagre'
import type { Design } from '@/core/design/schema'
import { BLOCK_HEIGHT, BLOCK_WIDTH, boundsOf, GAP_X, GAP_Y, type Places, type Point, snapPoint } from './geometry'

type Wiring = Pick<Design, 'blocks' | 'links'>

/**
 * Places for the named blocks in layers from left to right along their links (dagre), on the grid, the upper left of
 * the drawing at `origin`. Links to other blocks are left out.
 */
export function layeredPlaces(
  design: Wiring,
  ids: ReadonlySet<string>,
  origin: Point = { x: 0, y: 0 },
): Map<string, Point> {
  const graph = new Graph({ multigraph: false })
  graph.setGraph({
    rankdir: 'LR',
    nodesep: GAP_Y,
    ranksep: GAP_X,
    ranker: ids.size > 300 ? 'longest-path' : 'network-simplex',
  })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const block of design.blocks) {
    if (ids.has(block.id)) graph.setNode(block.id, { width: BLOCK_WIDTH, height: BLOCK_HEIGHT })
  }
  for (const link of design.links) {
    if (link.from !== link.to && ids.has(link.from) && ids.has(link.to)) graph.setEdge(link.from, link.to)
  }
  layout(graph)
  const places = new Map<string, Point>()
  for (const block of design.blocks) {
    if (!ids.has(block.id)) continue
    const { x, y } = graph.node(block.id) as Point
    places.set(block.id, { x: x - BLOCK_WIDTH / 2, y: y - BLOCK_HEIGHT / 2 })
  }
  const bounds = boundsOf(places.values())
  if (bounds === null) return places
  const shift = { x: origin.x - bounds.x, y: origin.y - bounds.y }
  for (const [id, { x, y }] of places) places.set(id, snapPoint({ x: x + shift.x, y: y + shift.y }))
  return places
}

/** Where every block stands. Blocks without a place of their own (an import, a reset) get one below the others. */
export function placesOf(design: Wiring): Places {
  const places = new Map<string, Point>()
  const homeless = new Set<string>()
  for (const { id, x, y } of design.blocks) {
    if (x === undefined || y === undefined) homeless.add(id)
    else places.set(id, { x, y })
  }
  if (homeless.size === 0) return places
  const bounds = boundsOf(places.values())
  const origin = bounds === null ? { x: 0, y: 0 } : { x: bounds.x, y: bounds.y + bounds.height + 2 * GAP_Y }
  for (const [id, place] of layeredPlaces(design, homeless, origin)) places.set(id, place)
  return places
}

/** New places for a whole drawing, or for some blocks of it, around where they stood. */
export function tidyPlaces(design: Wiring, ids: ReadonlySet<string>, places: Places): Map<string, Point> {
  const chosen = ids.size > 1 ? ids : new Set(design.blocks.map((block) => block.id))
  const before = boundsOf([...chosen].flatMap((id) => places.get(id) ?? []))
  return layeredPlaces(design, chosen, before ?? undefined)
}
