import type { PreviewLink } from '@/core/blocks/block-preview'
import { timeOfDistribution } from '@/core/blocks/time-of'
import type { KeyLaw } from '@/core/queueing/popularity'
import { meanS, sumOf, type TimeMix } from '@/core/queueing/time-mix'
import { countShape, shapeMean, shapeSecondMoment } from '@/core/random/moments'
import { carries, type DesignGraph, type GraphNode, graphOf, isAsync } from './graph'
import { linkLatencies } from './link-latency'
import type { Arrivals, Design, Link } from './schema'

/** A link as the preview follows it. */
export interface PlanLink {
  link: Link
  /** Place among the links of its block. */
  at: number
  /** Place of the block at the other end in the order of the plan. */
  to: number
  oneWay: TimeMix
  /** There and back. */
  roundTrip: TimeMix
  /** Calls of a request that comes this far, in the mean. */
  calls: number
  /** Calls that a call has come with, itself included, in the mean over calls: E[X^2] / E[X]. */
  batch: number
  isAsync: boolean
  /** Leads back to a block before it in the order: what it carries is known a round later. */
  leadsBack: boolean
}

/** Links that are called at the same time; which of them, may depend on what a cache said before. */
export interface PlanStep {
  links: readonly PlanLink[]
  /** Those that are called after a hit, and after a miss: one and the same list where it makes no difference. */
  onHit: readonly PlanLink[]
  onMiss: readonly PlanLink[]
  /** Those that are called when what came before has failed. */
  onError: readonly PlanLink[]
  /** What a cache cannot say in this step is asked elsewhere later. */
  isAside: boolean
}

export interface PlanNode {
  node: GraphNode
  out: PlanLink[]
  /** The same links as the kind sees them. */
  links: PreviewLink[]
  /** For every class the links that carry it, by step. */
  steps: PlanStep[][]
  /** Is on a cycle of calls that wait for each other: nothing can be said of it. */
  isKnotted: boolean
}

export interface PlanClass {
  id: string
  isWrite: boolean
  priority: number
  /** Of the block that it starts at. */
  region: string | null
  keys: KeyLaw | null
  arrivals: Arrivals
  /** Place of the block that the class starts at; -1 where there is none. */
  from: number
}

/** A design in the order in which its requests run through it, callers before the called as far as that is possible. */
export interface PreviewPlan {
  design: Design
  nodes: PlanNode[]
  classes: PlanClass[]
}

export function planOf(design: Design): PreviewPlan {
  const graph = graphOf(design)
  const order = callersFirst(graph)
  const placeOf = new Map(order.map((node, place) => [node.block.id, place]))
  const latencyOf = linkLatencies(design)
  const knotted = knots(graph)
  const nodes = order.map((node, place): PlanNode => {
    const out = node.out.filter(notToItself).map((link, at): PlanLink => {
      const target = graph.nodes.get(link.to)!
      const to = placeOf.get(link.to)!
      const oneWay = timeOfDistribution(latencyOf(link, node.block, target.block))
      return {
        link: node.traits.buffers ? asDelivery(link) : link,
        at,
        to,
        oneWay,
        roundTrip: sumOf(oneWay, oneWay),
        ...callCounts(link),
        isAsync: isAsync(graph, link),
        leadsBack: to <= place,
      }
    })
    return {
      node,
      out,
      links: out.map((link) => seenByKind(graph, link)),
      steps: design.requests.map((request) => inSteps(out.filter(({ link }) => carries(link, request.id)))),
      isKnotted: knotted.has(node),
    }
  })
  const classes = design.requests.map(
    (request): PlanClass => ({
      id: request.id,
      isWrite: request.kind === 'write',
      priority: request.priority ?? 0,
      region: graph.nodes.get(request.from)?.block.region ?? null,
      keys: request.keys ? { count: request.keys.count, zipf: request.keys.zipf ?? 0 } : null,
      arrivals: request.arrivals,
      from: graph.nodes.get(request.from)?.traits.startsRequests ? placeOf.get(request.from)! : -1,
    }),
  )
  return { design, nodes, classes }
}

const notToItself = (link: Link) => link.from !== link.to

/** A queue delivers again by its own clock: time-outs and retries of its links do nothing. */
function asDelivery(link: Link): Link {
  return { ...link, timeoutS: undefined, retries: undefined, breaker: undefined }
}

/** A count that is not whole is rounded up or down at random, so that its mean is kept. */
function callCounts({ calls = 1 }: Link): { calls: number; batch: number } {
  const shape = countShape(calls)
  const mean = shapeMean(shape)
  if (mean === 0) return { calls: 0, batch: 1 }
  const rounding = shape.type === 'constant' ? (mean % 1) * (1 - (mean % 1)) : 1 / 4
  const batch = (shapeSecondMoment(shape) + rounding) / mean
  return { calls: mean, batch: Number.isFinite(batch) ? Math.max(1, batch) : mean }
}

function seenByKind(graph: DesignGraph, { link, oneWay }: PlanLink): PreviewLink {
  const { kind, block } = graph.nodes.get(link.to)!
  const instances = Math.max(1, kind.instances(block.config))
  return {
    to: link.to,
    instances,
    targets: kind.preview.addressable === true ? instances : 1,
    region: block.region ?? null,
    oneWayS: meanS(oneWay),
    requests: link.requests ?? null,
  }
}

function inSteps(links: readonly PlanLink[]): PlanStep[] {
  const steps = new Map<number, PlanLink[]>()
  for (const each of links) {
    const step = each.link.step ?? 1
    const own = steps.get(step)
    if (own) own.push(each)
    else steps.set(step, [each])
  }
  const inOrder = [...steps].sort(([a], [b]) => a - b).map(([, own]) => own)
  const lastOnMiss = inOrder.findLastIndex((own) => own.some(({ link }) => link.when === 'miss'))
  return inOrder.map((own, i) => planStep(own, i < lastOnMiss))
}

function planStep(links: readonly PlanLink[], isAside: boolean): PlanStep {
  const always = links.filter(({ link }) => link.when === undefined || link.when === 'always')
  const besides = (when: Link['when']) =>
    links.some(({ link }) => link.when === when)
      ? links.filter((link) => link.link.when === when || always.includes(link))
      : always
  const onError = links.filter(({ link }) => link.when === 'error')
  return { links, onHit: besides('hit'), onMiss: besides('miss'), onError, isAside }
}

/** Reverse post-order of a walk from where requests start, then of what nobody reaches. Without recursion: chains are long. */
function callersFirst(graph: DesignGraph): GraphNode[] {
  const finished: GraphNode[] = []
  const seen = new Set<GraphNode>()
  const starts = [...graph.nodes.values()]
  // origins last, so that they are first in the reverse
  starts.sort((a, b) => Number(a.traits.startsRequests ?? false) - Number(b.traits.startsRequests ?? false))
  for (const start of starts) walk(graph, start, seen, finished)
  return finished.reverse()
}

function walk(graph: DesignGraph, start: GraphNode, seen: Set<GraphNode>, finished: GraphNode[]): void {
  if (seen.has(start)) return
  seen.add(start)
  const path = [{ node: start, next: 0 }]
  while (path.length > 0) {
    const top = path.at(-1)!
    const link = top.node.out[top.next++]
    if (link === undefined) {
      finished.push(top.node)
      path.pop()
      continue
    }
    const target = graph.nodes.get(link.to)!
    if (seen.has(target)) continue
    seen.add(target)
    path.push({ node: target, next: 0 })
  }
}

/** Blocks that wait, over one call or several of the same class, for themselves. */
function knots(graph: DesignGraph): ReadonlySet<GraphNode> {
  const knotted = new Set<GraphNode>()
  for (const { id } of graph.design.requests) {
    const waitsFor = (node: GraphNode) =>
      node.out
        .filter((link) => (node.traits.balances || carries(link, id)) && !isAsync(graph, link) && notToItself(link))
        .map((link) => graph.nodes.get(link.to)!)
    // what is left is on a cycle or behind one; a block is on one when it reaches itself
    for (const node of peeled(graph, waitsFor)) if (reaches(node, node, waitsFor)) knotted.add(node)
  }
  return knotted
}

/** Blocks that are left when those that nobody waits for are taken away, until there are no more of them. */
function peeled(graph: DesignGraph, waitsFor: (node: GraphNode) => GraphNode[]): Iterable<GraphNode> {
  const waiting = new Map([...graph.nodes.values()].map((node) => [node, 0]))
  for (const node of waiting.keys()) for (const target of waitsFor(node)) waiting.set(target, waiting.get(target)! + 1)
  const free = [...waiting].filter(([, count]) => count === 0).map(([node]) => node)
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    waiting.delete(node)
    for (const target of waitsFor(node)) {
      const count = waiting.get(target)! - 1
      waiting.set(target, count)
      if (count === 0) free.push(target)
    }
  }
  return waiting.keys()
}

function reaches(from: GraphNode, to: GraphNode, next: (node: GraphNode) => GraphNode[]): boolean {
  const seen = new Set<GraphNode>()
  const open = next(from)
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === to) return true
    if (seen.has(node)) continue
    seen.add(node)
    open.push(...next(node))
  }
  return false
}
