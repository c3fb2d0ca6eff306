import { carries, type DesignGraph, type GraphNode, isAsync, meanCalls } from '@/core/design/graph'
import { formatRatio } from '@/core/units/format'
import type { Link, RequestClass } from '@/core/design/schema'

/** Below this, a way leaves out so much of its work that its figures say little. */
export const MOST_STORED = 0.9

export const MAKE_ALL_CALLS =
  'Let every request make its calls: what is answered without the store is for a cache to find out.'

/** That few requests of a class come to a store, as the beginning of a sentence. */
export const thinWay = (name: string, share: number): string =>
  `${name} comes to a store in ${formatRatio(share)} of the cases where it has to, as links on its way make less than one call or lead elsewhere`

export const picksOne = ({ traits }: GraphNode): boolean =>
  traits.balances === true || traits.routesByKey === true || traits.resolves === true

/**
 * 0..1, how many of the requests that nothing answers before come to a store: a link of 0.001 calls is taken by one in a
 * thousand, and the others get no answer that is known to be right. A read has to wait for it; a write may come there behind
 * its answer, and there many may travel together.
 */
export function storeShareOf(graph: DesignGraph, request: RequestClass, kind: 'read' | 'write'): number {
  const known = new Map<string, number>()
  const follows = (link: Link) => carries(link, request.id) && link.when !== 'error' && link.when !== 'hit'
  const shareFrom = (id: string, entered: ReadonlySet<string>, isBehind: boolean): number => {
    const node = graph.nodes.get(id)
    if (!node) return 0
    if (node.traits.stores) return 1
    const key = `${id} ${isBehind}`
    const found = known.get(key)
    if (found !== undefined) return found
    const inside = new Set(entered).add(id)
    let share = 0
    const ways = node.out.filter((link) => !inside.has(link.to) && follows(link))
    // of several ways each request takes one
    const taken = picksOne(node) ? 1 / ways.length : 1
    for (const link of ways) {
      const isLater = isBehind || isAsync(graph, link)
      if (isLater && kind === 'read') continue
      share += taken * (isLater ? Number(meanCalls(link) > 0) : meanCalls(link)) * shareFrom(link.to, inside, isLater)
    }
    known.set(key, Math.min(1, share))
    return Math.min(1, share)
  }
  return shareFrom(request.from, new Set(), false)
}
