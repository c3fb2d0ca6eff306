import type { BlockKind } from '@/core/blocks/block-kind'
import { optionLabel } from '@/core/blocks/option-label'
import { serverHours } from '@/core/blocks/cost'
import { type ShardRouterConfig, shardRouterConfig } from './config'
import { shardRouterPreview } from './preview'

export const shardRouter: BlockKind<ShardRouterConfig> = {
  kind: 'shard-router',
  name: 'Shard router',
  family: 'routing',
  icon: 'signpost',
  alsoCalled: ['shard router', 'mongos', 'vitess', 'shard proxy', 'partition router'],
  purpose: 'Sends each request to the shard that its key belongs to. Its links, in order, are the shards.',
  traits: { routesByKey: true },
  config: shardRouterConfig,
  cost: (config) => serverHours(config.instances, 1),
  summary: (config) => optionLabel(config.policy),
  instances: (config) => config.instances,
  survivesOneLoss: (config) => config.instances > 1,
  preview: shardRouterPreview,
}
