import type { BlockKind } from '@/core/blocks/block-kind'
import { formatNumber } from '@/core/units/format'
import { cacheBehaviour } from './behaviour'
import { type CacheConfig, cacheConfig } from './config'
import { cachePreview } from './preview'

export const cache: BlockKind<CacheConfig> = {
  kind: 'cache',
  name: 'Cache',
  family: 'caching',
  icon: 'zap',
  purpose: 'Keeps the items asked for most in memory. Its hit ratio comes out of the run; nobody types it in.',
  traits: { caches: true },
  config: cacheConfig,
  behaviour: cacheBehaviour,
  summary: (config) => `${formatNumber(config.capacityItems)} items, ${config.policy}`,
  instances: (config) => config.instances,
  survivesOneLoss: (config) => config.instances > 1,
  preview: cachePreview,
}
