import { type DesignEdit, together } from './edits'
import { type DesignGraph, type GraphNode, graphOf } from './graph'
import type { Design, Link } from './schema'

export type Connection =
  | {
      ok: true
      /** Adds the link, and fits the links around it to it; one gesture, one undo. */
      edit: DesignEdit
      /** Id of the new link. */
      link: string
    }
  | { ok: false; reason: string }

/** What a caller inside the design waits at most for an answer, seconds; an estimate: far above a healthy call. */
const CALL_TIMEOUT_S = 1
/** The same for a look-up in a cache: a slow cache is worse than a miss. */
const CACHE_TIMEOUT_S = 0.25

/**
 * Connects two blocks the way people mean it when they draw an arrow: a service that has a cache and a store reads through
 * the cache first (cache-aside), messages to a queue are not waited for, calls inside the design have a time-out. What
 * cannot work is refused with a reason. `linkId` is the id for the new link; left out, one is made from the ends.
 */
export function connectBlocks(design: Design, from: string, to: string, linkId?: string): Connection {
  const graph = graphOf(design)
  const caller = graph.nodes.get(from)
  const callee = graph.nodes.get(to)
  if (!caller || !callee) return { ok: false, reason: 'One of the two blocks was removed.' }
  const reason = whyNot(caller, callee)
  if (reason) return { ok: false, reason }
  const link: Link = { id: linkId ?? freeLinkId(design, from, to), from, to, ...settingsFor(graph, caller, callee) }
  const edits: DesignEdit[] = [{ type: 'link-added', link }]
  // stores that were asked first are now asked on a miss only
  if (isAside(caller, callee)) {
    for (const store of storeLinks(graph, caller))
      if ((store.when ?? 'always') === 'always')
        edits.push({ type: 'link-changed', id: store.id, patch: { step: (link.step ?? 1) + 1, when: 'miss' } })
  }
  return { ok: true, edit: together(edits), link: link.id }
}

/** Why an arrow from one block to another makes no sense; null when it does. */
export function whyNot(caller: GraphNode, callee: GraphNode): string | null {
  const { name } = callee
  if (caller === callee) return 'A block cannot be linked to itself.'
  if (caller.out.some((link) => link.to === callee.block.id))
    return `${caller.name} is linked to ${name} already: change that link instead.`
  if (callee.traits.startsRequests) return `Requests start at ${name}: nothing can be sent to it.`
  if (caller.traits.stores) return `${caller.name} answers and calls nobody: draw the arrow towards it.`
  if (callee.traits.consumes && caller.isKnown && !caller.traits.buffers)
    return `${name} takes its work from a queue: put one between ${caller.name} and ${name}.`
  if (caller.traits.buffers && callee.isKnown && !callee.traits.consumes)
    return `${caller.name} hands its messages to workers: link it to one instead of ${name}.`
  return null
}

function settingsFor(graph: DesignGraph, caller: GraphNode, callee: GraphNode): Partial<Link> {
  // who looks a name up calls what it names, and not the name server: messages do not travel through it
  if (callee.traits.resolves) return { latency: 0 }
  if (caller.traits.startsRequests || caller.traits.buffers || !caller.isKnown) {
    return callee.traits.buffers ? { mode: 'async' } : {}
  }
  if (callee.traits.buffers) {
    // after what must have happened before others hear of it
    return { mode: 'async', ...(caller.out.length > 0 ? { step: lastStep(caller) + 1 } : {}) }
  }
  if (!caller.traits.computes) return {}
  if (callee.traits.caches) return { step: firstStoreStep(graph, caller), timeoutS: CACHE_TIMEOUT_S }
  const cache = caller.out.find((link) => graph.nodes.get(link.to)?.traits.caches)
  if (cache && leadsToStore(graph, callee)) {
    return { step: (cache.step ?? 1) + 1, when: 'miss', timeoutS: CALL_TIMEOUT_S }
  }
  return { timeoutS: CALL_TIMEOUT_S }
}

function isAside(caller: GraphNode, callee: GraphNode): boolean {
  return caller.traits.computes === true && callee.traits.caches === true
}

function storeLinks(graph: DesignGraph, caller: GraphNode): Link[] {
  return caller.out.filter((link) => {
    const callee = graph.nodes.get(link.to)
    return callee !== undefined && link.mode !== 'async' && leadsToStore(graph, callee)
  })
}

/** A store, or a router whose links are the shards of one. */
function leadsToStore(graph: DesignGraph, node: GraphNode): boolean {
  if (node.traits.stores) return true
  if (!node.traits.routesByKey) return false
  return node.out.length === 0 || node.out.some((link) => graph.nodes.get(link.to)?.traits.stores)
}

function firstStoreStep(graph: DesignGraph, caller: GraphNode): number {
  const steps = storeLinks(graph, caller).map((link) => link.step ?? 1)
  return steps.length > 0 ? Math.min(...steps) : 1
}

function lastStep(caller: GraphNode): number {
  return caller.out.reduce((last, link) => Math.max(last, link.step ?? 1), 1)
}

/** Readable and free. The canvas gives its own ids, because an id of a removed link must not come back. */
function freeLinkId(design: Design, from: string, to: string): string {
  const taken = new Set(design.links.map((link) => link.id))
  const stem = `${from}-${to}`.slice(0, 58)
  let id = stem
  for (let n = 2; taken.has(id); n++) id = `${stem}-${n}`
  return id
}
