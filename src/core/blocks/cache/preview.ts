import { type BlockPreview, type Flow, type FlowRouting, PASSES_ON } from '@/core/blocks/block-preview'
import { hitShares } from '@/core/blocks/hit-preview'
import { shardRates } from '@/core/blocks/key-shares'
import { mixedMoments, type Pool, responseIn, unevenPool } from '@/core/blocks/pool-preview'
import { timeOfDistribution } from '@/core/blocks/time-of'
import type { CacheConfig } from './config'

/** Nodes that split the keys; hit ratios follow from the keys asked for. */
export const cachePreview: BlockPreview<CacheConfig> = {
  routing: (config, load) => {
    const { policy, capacityItems, ttlS, writes } = config
    const cache = { policy, capacityItems, ttlS, writesRemove: writes === 'invalidate', coalesces: false }
    const shares = hitShares(config, 0, cache, load.flows)
    return load.flows.map((flow, i) => {
      const hasStore = load.links.some((link) => link.requests?.includes(flow.request) !== false)
      return routingOf(config, flow, shares[i]?.hit ?? null, hasStore)
    })
  },
  load: (config, load) => {
    const work = timeOfDistribution(config.serviceTime)
    const pool: Pool = {
      instances: config.instances,
      serversEach: config.concurrency,
      queueLimitEach: null,
      arrivalScv: 1,
      ...mixedMoments([{ ratePerS: 1, time: work }]),
    }
    // the key picks the node
    const nodes = shardRates({ sharding: 'hash-mod', shards: config.instances, vnodes: 1 }, load.flows)
    const figures = unevenPool(pool, nodes)
    const time = figures.wait === null ? null : responseIn(figures, figures.wait, work)
    return {
      utilisation: figures.utilisation,
      peakUtilisation: figures.peakUtilisation,
      queueLength: figures.queueLength,
      backlog: 0,
      carried: figures.carried,
      flows: load.flows.map(() => ({ time, pReject: figures.pReject })),
    }
  },
  // a lost node takes its share of the keys with it
  availability: (_, __, instanceUp) => instanceUp,
}

/** With a store behind it, the cache answers whatever it is asked; without, its caller asks the store. */
function routingOf(config: CacheConfig, flow: Flow, hitRatio: number | null, hasStore: boolean): FlowRouting {
  if (flow.isWrite) return { ...PASSES_ON, answersHit: hasStore ? 1 : 0, waits: config.writes !== 'behind' }
  return { ...PASSES_ON, hitRatio, answersHit: hasStore ? 1 : (hitRatio ?? 0), goesOn: 1 - (hitRatio ?? 0) }
}
