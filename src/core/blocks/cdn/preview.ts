import { type BlockPreview, delayOnly, type Flow, type FlowRouting, PASSES_ON } from '@/core/blocks/block-preview'
import { type HitShares, hitShares, type PreviewedCache, waitForOthers } from '@/core/blocks/hit-preview'
import { timeOfDistribution } from '@/core/blocks/time-of'
import { kOfN } from '@/core/queueing/availability'
import { sumOf } from '@/core/queueing/time-mix'
import type { CdnConfig } from './config'
import { edgesOf } from './edges'

/** Edges that each see their part of the traffic, at random; what they hit follows from that. */
export const cdnPreview: BlockPreview<CdnConfig> = {
  routing: (config, load) => {
    const shares = sharesOf(config, load.flows)
    return load.flows.map((flow, i) => routingOf(flow, shares[i]!))
  },
  load: (config, load) => {
    const own = timeOfDistribution(config.overhead)
    const shares = sharesOf(config, load.flows)
    const figures = delayOnly(load, own)
    return {
      ...figures,
      flows: load.flows.map(({ fill }, i) => ({ time: sumOf(own, waitForOthers(shares[i]!, fill)), pReject: 0 })),
    }
  },
  availability: (config, _, instanceUp) => kOfN(1, config.edges, instanceUp),
}

function routingOf({ isWrite }: Flow, shares: HitShares | null): FlowRouting {
  if (isWrite || shares === null) return PASSES_ON
  return { ...PASSES_ON, hitRatio: shares.hit, answersHit: 1, goesOn: shares.fetch }
}

/** Flows of the same edges share them; each edge gets its part. */
function sharesOf(config: CdnConfig, flows: readonly Flow[]): (HitShares | null)[] {
  const cache: PreviewedCache = {
    policy: config.policy,
    capacityItems: config.capacityItems,
    ttlS: config.ttlS,
    writesRemove: config.purgesOnWrite,
    coalesces: config.coalesces,
  }
  const served = edgesOf(
    config.edges,
    flows.map(({ region }) => region),
  )
  const shares: (HitShares | null)[] = flows.map(() => null)
  for (const [part, edges] of [...new Set(served)].entries()) {
    const atEdge = (flow: Flow, i: number) => ({ flow, i, isHere: served[i] === edges })
    // a purge comes from wherever it was written, and reaches every edge
    const here = flows.map(atEdge).filter(({ isHere, flow }) => isHere || (flow.isWrite && config.purgesOnWrite))
    const split = here.map(({ flow }) => ({
      ...flow,
      ratePerS: flow.isWrite ? flow.ratePerS : flow.ratePerS / edges.length,
    }))
    const kept = split.filter((flow) => !flow.isWrite || config.purgesOnWrite)
    const known = hitShares(config, part, cache, kept)
    for (const [k, flow] of kept.entries()) {
      const { i } = here[split.indexOf(flow)]!
      if (served[i] === edges) shares[i] = known[k]!
    }
  }
  return shares
}
