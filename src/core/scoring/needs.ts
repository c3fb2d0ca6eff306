import type { Need } from '@/core/content/problem'
import { carries, type GraphNode, isAsync, meanCalls } from '@/core/design/graph'
import type { Link } from '@/core/design/schema'
import { proofOf, requestName } from './proof'
import { classOf, hasPath, type InterviewReading, nodesOf, storesOf } from './reading'
import { keepsAcknowledgedWrites, storeSettingsOf } from './settings'

export interface NeedFound {
  credit: number
  why: string
  blocks: string[]
  links: string[]
}

const met = (why: string, nodes: readonly GraphNode[]): NeedFound => ({
  credit: 1,
  why,
  blocks: nodes.map((node) => node.block.id),
  links: [],
})
const open = (why: string, nodes: readonly GraphNode[] = [], credit = 0): NeedFound => ({
  credit,
  why,
  blocks: nodes.map((node) => node.block.id),
  links: [],
})

/** Whether the structure that a problem's numbers ask for stands in the design and is wired. */
export function needMet(reading: InterviewReading, need: Need): NeedFound {
  if (need.type === 'fan-out') return fanOut(reading, need)
  if (!hasPath(reading, need.request)) return open(`${requestName(reading, need.request)} has no way to a store.`)
  switch (need.type) {
    case 'cache-before-store':
      return cacheBeforeStore(reading, need.request)
    case 'async-work':
      return asyncWork(reading, need.request)
    case 'replicated-store': {
      const single = storesOf(reading, need.request).filter((node) => !node.kind.survivesOneLoss(node.block.config))
      return single.length === 0
        ? met('Its stores keep several copies.', storesOf(reading, need.request))
        : open(`${single[0]!.name} keeps one copy: give it a replica.`, single)
    }
    case 'durable-before-answer':
      return durableBeforeAnswer(reading, need.request)
    case 'sharded-store':
      return shardedStore(reading, need)
    default:
      return need satisfies never
  }
}

/** A cache that is asked first: with the store behind it on a miss, or in front of the store. */
function cacheBeforeStore(reading: InterviewReading, request: string): NeedFound {
  const { waitedFor } = classOf(reading, request)
  const name = requestName(reading, request)
  const caches = nodesOf(reading, waitedFor).filter((node) => node.traits.caches)
  const asked = caches.filter((cache) => {
    if (cache.out.some((link) => carries(link, request))) return true
    return cache.in.some((link) => isAskedFirst(reading, link, request))
  })
  if (asked.length > 0) return met('A cache is asked before the store.', asked)
  return caches.length > 0
    ? open(`${name} asks a cache and the store as well: ask the store only on a miss.`, caches, 0.3)
    : open(`${name} always goes to the store: put a cache before it.`)
}

function isAskedFirst(reading: InterviewReading, link: Link, request: string): boolean {
  if (!carries(link, request)) return false
  const caller = reading.graph.nodes.get(link.from)
  return (caller?.out ?? []).some(
    (other) => other.when === 'miss' && (other.step ?? 1) > (link.step ?? 1) && carries(other, request),
  )
}

function asyncWork(reading: InterviewReading, request: string): NeedFound {
  const proof = proofOf(reading, { type: 'async-path', request })
  const nodes = nodesOf(
    reading,
    proof.pointers.map((pointer) => pointer.id),
  )
  if (!proof.holds)
    return open(
      `Nothing happens behind the answer of ${requestName(reading, request)}: hand work over through a queue.`,
    )
  const isBuffered = nodesOf(reading, classOf(reading, request).reached).some((node) => node.traits.buffers)
  return isBuffered
    ? met('A queue takes the work, and its caller does not wait.', nodes)
    : open(
        'The caller does not wait, but nothing keeps the work safe until it is done: put a queue between.',
        nodes,
        0.5,
      )
}

function durableBeforeAnswer(reading: InterviewReading, request: string): NeedFound {
  const { waitedFor } = classOf(reading, request)
  const keepers = nodesOf(reading, waitedFor).filter(
    (node) => node.traits.stores || isWaitedLog(reading, node, request),
  )
  const safe = keepers.filter(keepsAcknowledgedWrites)
  if (safe.length > 0) return met('An acknowledged write stands on more than one machine.', safe)
  return keepers.length === 0
    ? open(`${requestName(reading, request)} is answered before anything has kept it.`)
    : open(
        `${keepers[0]!.name} answers before a second machine has the write: replicate synchronously or semi-synchronously.`,
        keepers,
      )
}

/** A buffer that the caller waits for until it has the message. */
function isWaitedLog(reading: InterviewReading, node: GraphNode, request: string): boolean {
  return node.traits.buffers === true && node.in.some((link) => carries(link, request) && !isAsync(reading.graph, link))
}

function shardedStore(reading: InterviewReading, need: Extract<Need, { type: 'sharded-store' }>): NeedFound {
  const stores = storesOf(reading, need.request)
  const split = stores.find((node) => storeSettingsOf(node).shards >= need.atLeast)
  if (split) return met(`${split.name} splits its keys over shards.`, [split])
  const routed = stores.filter((node) => node.in.some((link) => reading.graph.nodes.get(link.from)?.traits.routesByKey))
  return routed.length >= need.atLeast
    ? met('A router splits the keys over several stores.', routed)
    : open('One leader takes every write: split the keys over shards.', stores)
}

function fanOut(reading: InterviewReading, need: Extract<Need, { type: 'fan-out' }>): NeedFound {
  const largest = Math.max(
    ...need.requests.map((request) => (hasPath(reading, request) ? multiplied(reading, request) : 0)),
  )
  if (largest < need.atLeast) {
    const most = largest <= 1 ? 'stays one call all the way' : `becomes ${Math.round(largest)} calls at most`
    return open(`One request ${most}: set the calls of the link where work multiplies.`)
  }
  const several = reading.design.links.filter((link) => meanCalls(link) > 1)
  const links = several.map((link) => link.id)
  return { credit: 1, why: `One request becomes ${Math.round(largest)} calls, as it does in life.`, blocks: [], links }
}

/** The most calls that one request becomes along any way through the design. */
function multiplied(reading: InterviewReading, request: string): number {
  const start = classOf(reading, request).request?.from
  const most = new Map<string, number>()
  const visit = (id: string, entered: ReadonlySet<string>): number => {
    const known = most.get(id)
    if (known !== undefined) return known
    const inside = new Set(entered).add(id)
    let largest = 1
    for (const link of reading.graph.nodes.get(id)?.out ?? []) {
      if (!carries(link, request) || inside.has(link.to)) continue
      largest = Math.max(largest, meanCalls(link) * visit(link.to, inside))
    }
    most.set(id, largest)
    return largest
  }
  return start === undefined ? 0 : visit(start, new Set())
}
