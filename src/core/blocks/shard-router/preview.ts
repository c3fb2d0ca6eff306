import { type BlockPreview, delayOnly, PASSES_ON } from '@/core/blocks/block-preview'
import { keyShares } from '@/core/blocks/key-shares'
import { timeOfDistribution } from '@/core/blocks/time-of'
import { kOfN } from '@/core/queueing/availability'
import type { ShardRouterConfig } from './config'

/** The key picks one of its links, which in their order are the shards. */
export const shardRouterPreview: BlockPreview<ShardRouterConfig> = {
  routing: (config, load) =>
    load.flows.map(({ request, keys }) => {
      const open = load.links.map(({ requests }) => requests === null || requests.includes(request))
      const shards = open.filter(Boolean).length
      if (shards === 0) return { ...PASSES_ON, shares: load.links.map(() => 0) }
      const each = keyShares({ sharding: config.policy, shards, vnodes: config.vnodes }, keys)
      let shard = 0
      return { ...PASSES_ON, shares: open.map((isOpen) => (isOpen ? each[shard++]! : 0)) }
    }),
  load: (config, load) => delayOnly(load, timeOfDistribution(config.overhead)),
  availability: (config, _, instanceUp) => kOfN(1, config.instances, instanceUp),
}
