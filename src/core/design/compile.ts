import { behaviourOfKind } from '@/core/blocks/behaviours'
import { blockKind, blockKinds, configOf, type RegisteredKind } from '@/core/blocks/registry'
import { KeySampler } from '@/core/random/key-sampler'
import { timeShape } from '@/core/random/moments'
import type { ArrivalSpec, BlockSpec, ClassSpec, LinkSpec } from '@/core/sim/program'
import type { SimProgram } from '@/core/sim/sim'
import { compilePlans } from './compile-plans'
import { type DesignGraph, carries, graphOf } from './graph'
import { linkLatencies } from './link-latency'
import { type Arrivals, DEFAULT_BACKOFF, type Design, type Link, type RequestClass, type Retries } from './schema'

/** Instances in all; a run keeps a few hundred bytes for each. */
const MAX_INSTANCES = 2_000_000

export type Compiled = { ok: true; program: SimProgram } | { ok: false; reason: string }

/** A design as the kernel runs it. Links and classes without a block at their ends are left out of it, and do nothing. */
export function compileDesign(design: Design): Compiled {
  const graph = graphOf(design)
  const blocks = compileBlocks(design)
  const stations = blocks.reduce((sum, block) => sum + block.instances, 0)
  if (stations > MAX_INSTANCES) return { ok: false, reason: `instances: ${stations}, at most ${MAX_INSTANCES}` }
  const indexOf = new Map(design.blocks.map((block, i) => [block.id, i]))
  const latencyOf = linkLatencies(design)
  const sent = new Map(design.links.map((link) => [link, compileLink({ graph, link, indexOf, latencyOf })]))
  const links: LinkSpec[] = []
  const linkIndex = new Map<Link, number>()
  for (const [link, spec] of sent) {
    if (spec === null) continue
    linkIndex.set(link, links.push(spec) - 1)
    blocks[spec.from]!.links.push(links.length - 1)
    // those who keep messages are the sources of those who work on them
    const { sources } = blocks[spec.to]!
    if (graph.nodes.get(link.from)!.traits.buffers && !sources.includes(spec.from)) sources.push(spec.from)
  }
  const classes = compileClasses(design, indexOf)
  const plans = compilePlans({ graph, design, indexOf, linkIndex, classes })
  if (!plans.ok) return plans
  const behaviours = [...kinds.keys()].map(({ kind }) => behaviourOfKind(kind))
  return { ok: true, program: { behaviours, blocks, links, classes, stations, ...plans.tables } }
}

/** Every kind, the one for unknown kinds last, and the number by which a run knows it. */
const kinds = new Map<RegisteredKind, number>([...blockKinds, blockKind('')].map((kind, i) => [kind, i]))

function compileBlocks(design: Design): BlockSpec[] {
  // blocks and stations are numbered on, being rows of one table
  let firstStation = design.blocks.length
  return design.blocks.map((block) => {
    const kind = blockKind(block.kind)
    const instances = kind.instances(block.config)
    const spec: BlockSpec = {
      id: block.id,
      kind: kinds.get(kind)!,
      config: configOf(block),
      region: block.region ?? null,
      firstStation,
      instances,
      links: [],
      sources: [],
    }
    firstStation += instances
    return spec
  })
}

interface LinkInput {
  graph: DesignGraph
  link: Link
  indexOf: ReadonlyMap<string, number>
  latencyOf: ReturnType<typeof linkLatencies>
}

function compileLink({ graph, link, indexOf, latencyOf }: LinkInput): LinkSpec | null {
  const from = graph.nodes.get(link.from)
  const to = graph.nodes.get(link.to)
  if (!from || !to || from === to) return null
  // a queue delivers again by its own clock, and asks no breaker
  const isDelivery = from.traits.buffers === true
  return {
    id: link.id,
    from: indexOf.get(link.from)!,
    to: indexOf.get(link.to)!,
    latency: timeShape(latencyOf(link, from.block, to.block)),
    timeoutS: isDelivery ? 0 : (link.timeoutS ?? 0),
    lossRatio: link.lossRatio ?? 0,
    retries: isDelivery || link.retries === undefined ? null : compileRetries(link.retries),
    breaker: isDelivery ? null : (link.breaker ?? null),
    carries: Uint8Array.from(graph.design.requests, (request) => (carries(link, request.id) ? 1 : 0)),
  }
}

function compileRetries({ max, backoff, budgetRatio }: Retries): LinkSpec['retries'] {
  return { max, ...DEFAULT_BACKOFF, ...backoff, budgetRatio: budgetRatio ?? null }
}

function compileClasses(design: Design, indexOf: ReadonlyMap<string, number>): ClassSpec[] {
  const samplers = new Map<string, KeySampler>()
  return design.requests.map((request) => {
    const block = indexOf.get(request.from) ?? -1
    const starts = block >= 0 && blockKind(design.blocks[block]!.kind).traits.startsRequests === true
    return {
      id: request.id,
      block,
      write: request.kind === 'write',
      priority: request.priority ?? 0,
      // a class that starts nowhere never starts
      arrivals: starts ? compileArrivals(request.arrivals) : { type: 'poisson', ratePerS: 0 },
      keys: samplerOf(request, samplers),
    }
  })
}

/** Classes with the same keys share one sampler, which may hold a large table. */
function samplerOf({ keys }: RequestClass, samplers: Map<string, KeySampler>): KeySampler | null {
  if (keys === undefined) return null
  const exponent = keys.zipf ?? 0
  const name = `${keys.count} ${exponent}`
  const sampler = samplers.get(name) ?? new KeySampler(keys.count, exponent)
  samplers.set(name, sampler)
  return sampler
}

function compileArrivals(arrivals: Arrivals): ArrivalSpec {
  switch (arrivals.type) {
    case 'closed':
      return { type: 'closed', users: arrivals.users, thinkTime: timeShape(arrivals.thinkTime) }
    case 'trace':
      return {
        type: 'trace',
        times: Float64Array.from(arrivals.points, (point) => point[0]),
        rates: Float64Array.from(arrivals.points, (point) => point[1]),
      }
    default:
      return arrivals
  }
}
