import type { DesignGraph } from './graph'

/** How close a block is to what it can do. */
export interface BlockStrain {
  /** Utilisation of its busiest instance, and more when it is overloaded. */
  load: number
  isOverloaded: boolean
}

/** Where a block counts as saturated, and from where on the busiest block is worth naming. */
const SATURATED = 0.9
const WORTH_NAMING = 0.5

/**
 * The block that limits the design: of those that are saturated, one behind which nothing else is, because a full block fills
 * everything before it; otherwise the busiest, if it is busy at all.
 */
export function bottleneckOf(graph: DesignGraph, strains: ReadonlyMap<string, BlockStrain>): string | null {
  const saturated = new Set([...strains].flatMap(([id, strain]) => (isSaturated(strain) ? [id] : [])))
  const candidates = [...saturated].filter((id) => !leadsTo(graph, id, saturated))
  const busiest = (ids: Iterable<string>) =>
    [...ids].reduce<string | null>(
      (best, id) => (best === null || strains.get(id)!.load > strains.get(best)!.load ? id : best),
      null,
    )
  const block = busiest(candidates) ?? busiest(saturated) ?? busiest(strains.keys())
  if (block === null) return null
  return saturated.has(block) || strains.get(block)!.load >= WORTH_NAMING ? block : null
}

const isSaturated = ({ load, isOverloaded }: BlockStrain) => isOverloaded || load >= SATURATED

function leadsTo(graph: DesignGraph, from: string, targets: ReadonlySet<string>): boolean {
  const seen = new Set([from])
  for (const id of seen) {
    for (const link of graph.nodes.get(id)?.out ?? []) {
      if (targets.has(link.to) && link.to !== from) return true
      seen.add(link.to)
    }
  }
  return false
}
