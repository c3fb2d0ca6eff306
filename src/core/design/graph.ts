import type { BlockTraits } from '@/core/blocks/block-kind'
import { blockKind, isKnownKind, type RegisteredKind } from '@/core/blocks/registry'
import { countShape, shapeMean } from '@/core/random/moments'
import { blockName } from './block-name'
import type { Block, Design, Link, RequestClass } from './schema'

/** A block with what its kind says about it and the links at its ends, in the order of the design. */
export interface GraphNode {
  block: Block
  kind: RegisteredKind
  traits: BlockTraits
  isKnown: boolean
  /** As people call it. */
  name: string
  out: Link[]
  in: Link[]
}

export interface DesignGraph {
  design: Design
  nodes: ReadonlyMap<string, GraphNode>
}

const known = new WeakMap<Design, DesignGraph>()

/** The graph of a design, made once for each: designs are immutable. Links without a block at both ends are left out. */
export function graphOf(design: Design): DesignGraph {
  const found = known.get(design)
  if (found) return found
  const nodes = new Map<string, GraphNode>()
  for (const block of design.blocks) {
    const kind = blockKind(block.kind)
    const name = blockName(block)
    nodes.set(block.id, { block, kind, traits: kind.traits, isKnown: isKnownKind(block.kind), name, out: [], in: [] })
  }
  for (const link of design.links) {
    const from = nodes.get(link.from)
    const to = nodes.get(link.to)
    if (!from || !to) continue
    from.out.push(link)
    to.in.push(link)
  }
  const graph = { design, nodes }
  known.set(design, graph)
  return graph
}

export function carries(link: Link, request: string): boolean {
  return link.requests === undefined || link.requests.includes(request)
}

/** True when the caller does not wait for the other end: it said so, or the other end only takes the message in. */
export function isAsync(graph: DesignGraph, link: Link): boolean {
  if (link.mode === 'async') return true
  const from = graph.nodes.get(link.from)
  return from?.traits.buffers === true
}

/** Calls that one request makes over a link, on average. */
export const meanCalls = ({ calls }: Link): number => (calls === undefined ? 1 : shapeMean(countShape(calls)))

/** All blocks that a request class comes to along links that pass `follows`, its origin among them. */
export function reachOf(
  graph: DesignGraph,
  request: RequestClass,
  follows: (link: Link) => boolean = () => true,
): ReadonlySet<string> {
  const reached = new Set<string>(graph.nodes.has(request.from) ? [request.from] : [])
  const open = [...reached]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const link of graph.nodes.get(id)?.out ?? []) {
      if (reached.has(link.to) || !carries(link, request.id) || !follows(link)) continue
      reached.add(link.to)
      open.push(link.to)
    }
  }
  return reached
}

/** "A", "A and B", "A, B and C". */
export function inWords(names: string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

export function requestLabel(request: RequestClass): string {
  return `“${request.name?.trim() || request.id}”`
}
