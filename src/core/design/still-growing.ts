import { graphOf, isAsync, reachOf } from './graph'
import type { Report } from './report'
import type { Design, RequestClass } from './schema'

/** What is left of a difference of two sums that are the same. */
const ROUNDING = 1e-9

/** Blocks that had a longer queue at the end of a run than in its middle, by more than chance: their ids. */
export function stillGrowing({ blocks, simulatedS, replications }: Report): string[] {
  return Object.entries(blocks).flatMap(([id, { overloadPerS, rejected }]) => {
    if (overloadPerS === null) return []
    // an overload is what is turned away and what piles up
    const growthPerS = overloadPerS - rejected / (simulatedS * replications)
    return growthPerS > ROUNDING * overloadPerS ? [id] : []
  })
}

/** Those of the blocks that the answers of a request class wait for, or that take its messages in. */
export function onItsWay(design: Design, request: RequestClass, blocks: readonly string[]): string[] {
  const graph = graphOf(design)
  const reached = reachOf(graph, request, (link) => !isAsync(graph, link))
  return blocks.filter((id) => reached.has(id))
}
