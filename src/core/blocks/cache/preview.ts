import { type BlockPreview, type Flow, type FlowRouting, PASSES_ON } from '@/core/blocks/block-preview'
import { type HitShares, hitShares, waitForOthers } from '@/core/blocks/hit-preview'
import { shardRates } from '@/core/blocks/key-shares'
import { mixedMoments, type Pool, responseIn, unevenPool } from '@/core/blocks/pool-preview'
import { timeOfDistribution } from '@/core/blocks/time-of'
import { sumOf } from '@/core/queueing/time-mix'
import type { CacheConfig } from './config'

/** Nodes that split the keys; hit ratios follow from the keys asked for. */
export const cachePreview: BlockPreview<CacheConfig> = {
  routing: (config, load) => {
    const shares = sharesOf(config, load.flows)
    return load.flows.map((flow, i) => {
      const hasStore = load.links.some((link) => link.requests?.includes(flow.request) !== false)
      return routingOf(config, flow, shares[i] ?? null, hasStore)
    })
  },
  load: (config, load) => {
    const work = timeOfDistribution(config.serviceTime)
    const pool: Pool = {
      instances: config.instances,
      serversEach: config.concurrency,
      queueLimitEach: null,
      patience: null,
      arrivalScv: 1,
      ...mixedMoments([{ ratePerS: 1, time: work }]),
    }
    // the key picks the node
    const nodes = shardRates({ sharding: 'hash-mod', shards: config.instances, vnodes: 1 }, load.flows)
    const figures = unevenPool(pool, nodes)
    const shares = config.coalesces ? sharesOf(config, load.flows) : null
    const time = figures.wait === null ? null : responseIn(figures, figures.wait, work)
    return {
      utilisation: figures.utilisation,
      peakUtilisation: figures.peakUtilisation,
      queueLength: figures.queueLength,
      backlog: 0,
      carried: figures.carried,
      flows: load.flows.map(({ fill }, i) => ({
        time: time && shares ? sumOf(time, waitForOthers(shares[i]!, fill)) : time,
        pReject: figures.pReject,
      })),
    }
  },
  // a lost node takes its share of the keys with it
  availability: (_, __, instanceUp) => instanceUp,
}

/** With a store behind it, the cache answers whatever it is asked; without, its caller asks the store. */
function routingOf(config: CacheConfig, flow: Flow, shares: HitShares | null, hasStore: boolean): FlowRouting {
  if (flow.isWrite) return { ...PASSES_ON, answersHit: hasStore ? 1 : 0, waits: config.writes !== 'behind' }
  const hitRatio = shares?.hit ?? null
  const fetches = shares?.fetch ?? 1
  return { ...PASSES_ON, hitRatio, answersHit: hasStore ? 1 : 1 - fetches, goesOn: fetches }
}

function sharesOf(config: CacheConfig, flows: readonly Flow[]): (HitShares | null)[] {
  const { policy, capacityItems, ttlS, writes, coalesces } = config
  return hitShares(config, 0, { policy, capacityItems, ttlS, writesRemove: writes === 'invalidate', coalesces }, flows)
}
