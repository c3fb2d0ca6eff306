import { type DesignGraph, type GraphNode, inWords, reachOf, requestLabel } from '../graph'
import type { Finding } from '../report'
import type { Arrivals, Link } from '../schema'

/** Without traffic nothing runs. */
export function noClient(graph: DesignGraph): Finding[] {
  if ([...graph.nodes.values()].some((node) => node.traits.startsRequests)) return []
  return [
    {
      id: 'no-client',
      severity: 'error',
      blocks: [],
      text: 'Nothing sends requests: the design has no client.',
      fix: 'Add a client and link it to where requests come in.',
    },
  ]
}

export function noTraffic({ design, nodes }: DesignGraph): Finding[] {
  const clients = [...nodes.values()].filter((node) => node.traits.startsRequests)
  if (clients.length === 0) return []
  if (design.requests.some((request) => nodes.has(request.from) && hasTraffic(request.arrivals))) return []
  const hasClasses = design.requests.length > 0
  return [
    {
      id: 'no-traffic',
      severity: 'error',
      blocks: clients.map((node) => node.block.id),
      text: hasClasses
        ? 'All request classes have a rate of 0.'
        : 'The clients send nothing: there is no request class.',
      fix: hasClasses ? 'Give at least one request class a rate.' : 'Add a request class and say how often it comes.',
    },
  ]
}

function hasTraffic(arrivals: Arrivals): boolean {
  if (arrivals.type === 'closed') return true
  if (arrivals.type === 'trace') return arrivals.points.some(([, ratePerS]) => ratePerS > 0)
  return arrivals.ratePerS > 0
}

export function idleClient({ design, nodes }: DesignGraph): Finding[] {
  if (design.requests.length === 0) return []
  const busy = new Set(design.requests.map((request) => request.from))
  return [...nodes.values()]
    .filter((node) => node.traits.startsRequests && !busy.has(node.block.id))
    .map((node) => ({
      id: 'idle-client',
      severity: 'info',
      blocks: [node.block.id],
      text: `${node.name} sends nothing: no request class starts there.`,
      fix: 'Let a request class start there, or remove it.',
    }))
}

/** A block that no request comes to does nothing, however good it looks. */
export function unwired(graph: DesignGraph): Finding[] {
  const reached = new Set<string>()
  for (const request of graph.design.requests) for (const id of reachOf(graph, request)) reached.add(id)
  return [...graph.nodes.values()]
    .filter((node) => !node.traits.startsRequests && !reached.has(node.block.id))
    .map((node) => {
      const isAlone = node.in.length === 0 && node.out.length === 0
      return {
        id: 'unwired',
        severity: 'warning',
        blocks: [node.block.id],
        text: isAlone ? `${node.name} is not connected to anything.` : `No request ever comes to ${node.name}.`,
        fix: 'Link it to the block that should call it, or remove it.',
      }
    })
}

/** It answers nothing itself; a limiter may also just be asked, which has a rule of its own. */
function mustGoOn({ traits }: GraphNode): boolean {
  const isAsked = traits.limits === true
  return (
    traits.startsRequests === true ||
    traits.balances === true ||
    traits.routesByKey === true ||
    traits.resolves === true ||
    (traits.fronts === true && !isAsked)
  )
}

/** Where a request has to go on and cannot. */
export function leadsNowhere(graph: DesignGraph): Finding[] {
  const stuck = new Map<string, string[]>()
  for (const request of graph.design.requests) {
    for (const id of reachOf(graph, request)) {
      const node = graph.nodes.get(id)
      if (!node || !mustGoOn(node) || node.out.some((link) => carriesOn(link, request.id))) continue
      stuck.set(id, [...(stuck.get(id) ?? []), requestLabel(request)])
    }
  }
  return [...stuck].map(([id, requests]) => ({
    id: 'leads-nowhere',
    severity: 'error',
    blocks: [id],
    text: `${inWords(requests)} cannot go on from ${graph.nodes.get(id)?.name}: no link there carries ${requests.length > 1 ? 'them' : 'it'}.`,
    fix: 'Link it to the block that should answer.',
  }))
}

const carriesOn = (link: Link, request: string) => link.requests === undefined || link.requests.includes(request)

/** A link for errors or for hits is not where a write normally goes. */
const isUsual = (link: Link) => link.when !== 'error' && link.when !== 'hit'

/** An answer that no store stands behind is made up; a write that reaches none is lost. */
export function noWayToStore(graph: DesignGraph): Finding[] {
  return graph.design.requests.flatMap((request): Finding[] => {
    const reached = [...reachOf(graph, request, isUsual)].flatMap((id) => graph.nodes.get(id) ?? [])
    const isUnknown = reached.some((node) => !node.isKnown)
    if (reached.length < 2 || isUnknown || reached.some((node) => node.traits.stores)) return []
    // what fronts a store passes everything on, and nobody takes it for one
    const caches = reached.filter((node) => node.traits.caches && !node.traits.fronts)
    const label = requestLabel(request)
    const isWrite = request.kind === 'write'
    if (caches.length > 0) {
      const names = inWords(caches.map((node) => node.name))
      return [
        {
          id: 'cache-as-record',
          severity: isWrite ? 'error' : 'warning',
          blocks: caches.map((node) => node.block.id),
          text: `${label} ends at ${names}: a cache forgets, so nothing here is a system of record.`,
          fix: 'Put a store behind the cache, and let writes reach it.',
        },
      ]
    }
    return [
      {
        id: isWrite ? 'write-not-stored' : 'no-way-to-store',
        severity: isWrite ? 'error' : 'warning',
        blocks: [request.from],
        text: isWrite ? `${label} never reaches a store: what is written is lost.` : `${label} never reaches a store.`,
        fix: 'Link a block on its way to the store that keeps the data.',
      },
    ]
  })
}
