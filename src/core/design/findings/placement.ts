import { type DesignGraph, inWords } from '../graph'
import type { Finding } from '../report'
import type { Link } from '../schema'

/** Several instances that nobody spreads requests over: each caller picks one at random and keeps hitting dead ones. */
export function noBalancer(graph: DesignGraph): Finding[] {
  return [...graph.nodes.values()].flatMap((node): Finding[] => {
    const { computes, consumes } = node.traits
    if (!computes || consumes || node.kind.instances(node.block.config) < 2) return []
    const callers = node.in.flatMap((link) => graph.nodes.get(link.from) ?? [])
    const isSpread = callers.every((caller) => caller.traits.balances || caller.traits.buffers || !caller.isKnown)
    if (callers.length === 0 || isSpread) return []
    return [
      {
        id: 'no-balancer',
        severity: 'warning',
        blocks: [node.block.id],
        text: `${node.name} has several instances and no load balancer before it: each request goes to one at random, dead or alive.`,
        fix: `Put a load balancer before ${node.name}.`,
      },
    ]
  })
}

export function clientAtStore(graph: DesignGraph): Finding[] {
  return graph.design.links.flatMap((link): Finding[] => {
    const from = graph.nodes.get(link.from)
    const to = graph.nodes.get(link.to)
    if (!from?.traits.startsRequests || !to?.traits.stores) return []
    return [
      {
        id: 'client-at-store',
        severity: 'warning',
        blocks: [from.block.id, to.block.id],
        links: [link.id],
        text: `${from.name} calls ${to.name} directly: nothing checks who asks for what.`,
        fix: 'Put a service between them.',
      },
    ]
  })
}

/**
 * A limiter with nothing behind it protects only what its caller does in later steps: not what was called before it, nor
 * the work that brought the caller there.
 */
export function limiterAfter(graph: DesignGraph): Finding[] {
  return [...graph.nodes.values()].flatMap((node): Finding[] => {
    if (!node.traits.limits || node.out.length > 0) return []
    return node.in.flatMap((link): Finding[] => {
      const caller = graph.nodes.get(link.from)
      if (caller === undefined) return []
      const others = caller.out.filter((other) => other !== link && other.mode !== 'async')
      const isLater = ({ step = 1 }: Link) => step > (link.step ?? 1)
      if (caller.traits.computes && others.length > 0 && others.every(isLater)) return []
      const before = others.flatMap((other) => (isLater(other) ? [] : (graph.nodes.get(other.to)?.name ?? [])))
      const late =
        before.length > 0 ? `only when ${inWords(before)} has been called` : 'when there is nothing left to protect'
      return [
        {
          id: 'limiter-after',
          severity: 'error',
          blocks: [node.block.id, caller.block.id],
          links: [link.id],
          text: `${caller.name} asks ${node.name} ${late}: what is refused has cost its work all the same.`,
          fix: `Put ${node.name} before what it is to protect.`,
        },
      ]
    })
  })
}

/** A buffer that nobody empties, and a consumer that nothing feeds. */
export function consumers(graph: DesignGraph): Finding[] {
  return [...graph.nodes.values()].flatMap((node): Finding[] => {
    const to = node.out.flatMap((link) => graph.nodes.get(link.to) ?? [])
    const from = node.in.flatMap((link) => graph.nodes.get(link.from) ?? [])
    if (node.traits.buffers && !to.some((other) => other.traits.consumes || !other.isKnown))
      return [
        {
          id: 'no-consumer',
          severity: 'error',
          blocks: [node.block.id],
          text: `Nobody takes messages from ${node.name}: it only fills up.`,
          fix: `Link ${node.name} to a worker.`,
        },
      ]
    if (node.traits.consumes && from.length > 0 && !from.some((other) => other.traits.buffers || !other.isKnown))
      return [
        {
          id: 'nothing-to-consume',
          severity: 'warning',
          blocks: [node.block.id],
          text: `${node.name} takes its work from a queue, and none is linked to it.`,
          fix: `Put a queue between ${from[0]?.name} and ${node.name}, or use a service.`,
        },
      ]
    return []
  })
}

/** Both answer to "who owns this value": two stores written in one go disagree as soon as one of the writes fails. */
export function dualWrites(graph: DesignGraph): Finding[] {
  const writes = graph.design.requests.filter((request) => request.kind === 'write')
  return [...graph.nodes.values()].flatMap((node): Finding[] => {
    if (!node.traits.computes) return []
    const stores = node.out.flatMap((link) => {
      const carriesWrites = writes.some((request) => link.requests?.includes(request.id) ?? true)
      const to = graph.nodes.get(link.to)
      const isPlain = (link.when ?? 'always') === 'always' && link.mode !== 'async'
      return carriesWrites && isPlain && to?.traits.stores ? [to] : []
    })
    if (stores.length < 2) return []
    const [first, second] = stores
    return [
      {
        id: 'dual-write',
        severity: 'warning',
        blocks: [node.block.id, ...stores.map((store) => store.block.id)],
        text: `${node.name} writes to ${first?.name} and ${second?.name} in one request: when one write fails, they disagree.`,
        fix: 'Let one of them be the system of record, and bring the other up to date through a queue.',
      },
    ]
  })
}

export function settings(graph: DesignGraph): Finding[] {
  return [...graph.nodes.values()].flatMap((node) => {
    const warnings = node.kind.warnings?.(node.block.config, node.name) ?? []
    return warnings.map((warning): Finding => ({ ...warning, blocks: [node.block.id] }))
  })
}

export function unknownKinds(graph: DesignGraph): Finding[] {
  return [...graph.nodes.values()]
    .filter((node) => !node.isKnown)
    .map((node) => ({
      id: 'unknown-kind',
      severity: 'warning',
      blocks: [node.block.id],
      text: `This version does not know blocks of the kind “${node.block.kind}”: ${node.name} keeps its settings and passes requests on at once.`,
      fix: 'Replace it by a kind that is known, or open the design in a newer version.',
    }))
}
