import { behaviourOfKind } from '@/core/blocks/behaviours'
import { countShape } from '@/core/random/moments'
import { ALWAYS, type CallSpec, type ClassSpec, END_STEP, ON_ERROR, ON_HIT, ON_MISS } from '@/core/sim/program'
import { type DesignGraph, type GraphNode, carries, isAsync } from './graph'
import type { Design, Link } from './schema'

interface Tables {
  planOf: Int32Array
  comesTo: Uint8Array
  stepCalls: Int32Array
  stepNext: Int32Array
  stepFills: Uint8Array
  calls: CallSpec[]
}

interface PlanInput {
  graph: DesignGraph
  design: Design
  indexOf: ReadonlyMap<string, number>
  linkIndex: ReadonlyMap<Link, number>
  classes: readonly ClassSpec[]
}

const WHEN = { always: ALWAYS, miss: ON_MISS, hit: ON_HIT, error: ON_ERROR } as const

/** The steps of every block for every class that reaches it, or why nothing can run. */
export function compilePlans(input: PlanInput): { ok: true; tables: Tables } | { ok: false; reason: string } {
  const builder = new PlanBuilder(input)
  const { graph, design } = input
  for (const [c, request] of design.requests.entries()) {
    const start = graph.nodes.get(request.from)
    if (start === undefined) continue
    const cycle = findCycle(graph, start, request.id)
    if (cycle !== null) {
      const names = cycle.map((node) => node.name).join(' → ')
      return { ok: false, reason: `cycle: ${names} wait for each other` }
    }
    builder.addClass(start, c)
  }
  return { ok: true, tables: builder.tables() }
}

class PlanBuilder {
  private readonly planOf: Int32Array
  private readonly comesTo: Uint8Array
  /** Step 0 ends every plan and has no calls. */
  private readonly stepCalls = [0, 0]
  private readonly stepNext = [END_STEP]
  private readonly stepFills = [0]
  private readonly calls: CallSpec[] = []
  private readonly known = new Map<string, number>()

  constructor(private readonly input: PlanInput) {
    this.planOf = new Int32Array(input.design.blocks.length * input.classes.length).fill(END_STEP)
    this.comesTo = new Uint8Array(this.planOf.length)
  }

  /** Plans for everything that a class can come to. */
  addClass(start: GraphNode, classIndex: number): void {
    const { graph, indexOf, design, classes } = this.input
    const request = design.requests[classIndex]!.id
    const seen = new Set([start])
    for (const node of seen) {
      const links = node.out.filter((link) => this.input.linkIndex.has(link) && follows(node, link, request))
      for (const link of links) seen.add(graph.nodes.get(link.to)!)
      const place = indexOf.get(node.block.id)! * classes.length + classIndex
      this.comesTo[place] = 1
      // routers and queues pick their links themselves
      if (!behaviourOfKind(node.kind.kind).routes) this.planOf[place] = this.planFor(node, links)
    }
  }

  private planFor(node: GraphNode, links: readonly Link[]): number {
    if (links.length === 0) return END_STEP
    const name = links.map((link) => this.input.linkIndex.get(link)).join(' ')
    const known = this.known.get(name)
    if (known !== undefined) return known
    const steps = inSteps(links)
    const first = this.stepNext.length
    const asksAfterMiss = links.some((link) => link.when === 'miss')
    steps.forEach((step, i) => {
      for (const link of step) this.calls.push(this.callFor(link, steps.slice(i + 1), name))
      this.stepCalls.push(this.calls.length)
      const isLast = i === steps.length - 1
      this.stepNext.push(isLast ? END_STEP : first + i + 1)
      const fills = asksAfterMiss ? step.some((link) => link.when === 'miss') : isLast && i > 0
      this.stepFills.push(fills ? 1 : 0)
    })
    this.known.set(name, first)
    return first
  }

  private callFor(link: Link, later: readonly Link[][], purpose: string): CallSpec {
    const { graph, linkIndex } = this.input
    const calls = link.calls ?? 1
    const count = countShape(calls)
    return {
      link: linkIndex.get(link)!,
      when: WHEN[link.when ?? 'always'],
      count: count.type === 'constant' && count.value === 1 ? null : count,
      purpose,
      async: isAsync(graph, link),
      first: typeof link.await === 'object' ? link.await.first : 0,
      failIsMiss: caches(graph, link, 0) && later.some((step) => step.some((other) => other.when === 'miss')),
    }
  }

  tables(): Tables {
    return {
      planOf: this.planOf,
      comesTo: this.comesTo,
      stepCalls: Int32Array.from(this.stepCalls),
      stepNext: Int32Array.from(this.stepNext),
      stepFills: Uint8Array.from(this.stepFills),
      calls: this.calls,
    }
  }
}

/** At layer 4 nobody looks at the class; the kind's behaviour decides, the plan follows wherever it might lead. */
function follows(node: GraphNode, link: Link, request: string): boolean {
  return node.traits.balances === true || carries(link, request)
}

function inSteps(links: readonly Link[]): Link[][] {
  const steps = new Map<number, Link[]>()
  for (const link of links) {
    const step = link.step ?? 1
    const own = steps.get(step)
    if (own) own.push(link)
    else steps.set(step, [link])
  }
  return [...steps].sort(([a], [b]) => a - b).map(([, own]) => own)
}

/** Whether a call ends at a cache, directly or through routers that lead to nothing else. */
function caches(graph: DesignGraph, link: Link, depth: number): boolean {
  const node = graph.nodes.get(link.to)
  if (node === undefined || depth > 8) return false
  if (node.traits.caches) return true
  if (!behaviourOfKind(node.kind.kind).routes || node.traits.buffers) return false
  return node.out.length > 0 && node.out.every((next) => caches(graph, next, depth + 1))
}

/** A ring of blocks that a class goes round, each waiting for the next; null when there is none. Without recursion. */
function findCycle(graph: DesignGraph, start: GraphNode, request: string): GraphNode[] | null {
  const done = new Set<GraphNode>()
  const onPath = new Set<GraphNode>([start])
  const path = [{ node: start, next: 0 }]
  while (path.length > 0) {
    const top = path.at(-1)!
    const link = top.node.out[top.next++]
    if (link === undefined) {
      done.add(top.node)
      onPath.delete(top.node)
      path.pop()
      continue
    }
    if (!follows(top.node, link, request) || isAsync(graph, link)) continue
    const target = graph.nodes.get(link.to)!
    if (onPath.has(target)) return [...onPath].slice([...onPath].indexOf(target)).concat(target)
    if (done.has(target)) continue
    onPath.add(target)
    path.push({ node: target, next: 0 })
  }
  return null
}
