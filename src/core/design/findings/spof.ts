import { carries, type DesignGraph, type GraphNode, inWords, isAsync, requestLabel } from '../graph'
import type { Finding } from '../report'
import type { Link, RequestClass } from '../schema'

/**
 * Single points of failure: blocks that a request class cannot do without and that do not survive the loss of one
 * instance. Alternatives behind a balancer are needed only together; a cache beside its store, and a call with a
 * fallback, can be done without. What only work in the background needs is a warning, the rest an error.
 */
export function singlePointsOfFailure(graph: DesignGraph): Finding[] {
  const byBlock = new Map<string, { requests: RequestClass[]; isInBackground: boolean }>()
  for (const request of graph.design.requests) {
    for (const [id, isInBackground] of neededBy(graph, request)) {
      const node = graph.nodes.get(id)
      if (!node || !isFragile(node)) continue
      const entry = byBlock.get(id) ?? { requests: [], isInBackground: true }
      entry.requests.push(request)
      entry.isInBackground &&= isInBackground
      byBlock.set(id, entry)
    }
  }
  return [...byBlock].map(([id, { requests, isInBackground }]) =>
    finding(graph.nodes.get(id)!, requests, isInBackground),
  )
}

function finding(node: GraphNode, requests: RequestClass[], isInBackground: boolean): Finding {
  const labels = inWords(requests.slice(0, 3).map(requestLabel)) + (requests.length > 3 ? ' and others' : '')
  const stop = requests.length > 1 ? 'stop' : 'stops'
  return {
    id: 'spof',
    severity: isInBackground ? 'warning' : 'error',
    blocks: [node.block.id],
    text: `${node.name} is a single point of failure: without it ${isInBackground ? 'the work behind ' : ''}${labels} ${stop}.`,
    fix: 'Give it a second instance or replica, or another way around it.',
  }
}

function isFragile(node: GraphNode): boolean {
  return node.isKnown && !node.traits.startsRequests && !node.kind.survivesOneLoss(node.block.config)
}

/** Blocks that one request class cannot do without; true for those that only its background work needs. */
export function neededBy(graph: DesignGraph, request: RequestClass): Map<string, boolean> {
  const waitedFor = needed(graph, request, (link) => !isAsync(graph, link) && !isMessage(graph, link))
  const all = needed(graph, request, () => true)
  return new Map([...all].map((id) => [id, !waitedFor.has(id)]))
}

/** What happens behind a buffer happens later, even where the call that puts the message in is waited for. */
const isMessage = (graph: DesignGraph, link: Link) => graph.nodes.get(link.from)?.traits.buffers === true

function needed(graph: DesignGraph, request: RequestClass, follows: (link: Link) => boolean): ReadonlySet<string> {
  const done = new Map<string, ReadonlySet<string>>()
  const entered = new Set<string>()
  const open: string[] = [request.from]
  // depth first without recursion: a block is worked out when everything it calls has been, cycles aside
  for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
    const node = graph.nodes.get(id)
    const links = (node?.out ?? []).filter((link) => carries(link, request.id) && follows(link))
    if (!entered.has(id)) {
      entered.add(id)
      open.push(...links.map((link) => link.to).filter((to) => !entered.has(to)))
      continue
    }
    open.pop()
    if (node && !done.has(id)) done.set(id, needsOf(graph, node, links, done))
  }
  return done.get(request.from) ?? new Set()
}

function needsOf(
  graph: DesignGraph,
  node: GraphNode,
  links: Link[],
  done: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const below = (link: Link) => done.get(link.to) ?? new Set([link.to])
  const needs = new Set([node.block.id])
  if (node.traits.balances || node.traits.resolves) {
    for (const id of inAll([...new Set(links.map((link) => link.to))].map((to) => done.get(to) ?? new Set([to]))))
      needs.add(id)
    return needs
  }
  for (const link of links) {
    if (isDispensable(graph, link, links)) continue
    for (const id of below(link)) needs.add(id)
  }
  return needs
}

function inAll(sets: ReadonlySet<string>[]): string[] {
  const [first, ...others] = sets
  return first ? [...first].filter((id) => others.every((set) => set.has(id))) : []
}

function isDispensable(graph: DesignGraph, link: Link, siblings: Link[]): boolean {
  const when = link.when ?? 'always'
  if (when === 'hit' || when === 'error') return true
  const later = siblings.filter((other) => (other.step ?? 1) > (link.step ?? 1))
  if (later.some((other) => other.when === 'error')) return true
  return graph.nodes.get(link.to)?.traits.caches === true && later.some((other) => other.when === 'miss')
}
