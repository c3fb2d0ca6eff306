import { type BlockKind, partOf } from '@/core/blocks/block-kind'
import { HOURS_A_MONTH } from '@/core/blocks/cost'
import { optionLabel } from '@/core/blocks/option-label'
import { formatNumber } from '@/core/units/format'
import { type CacheConfig, cacheConfig } from './config'
import { cachePreview } from './preview'

export const cache: BlockKind<CacheConfig> = {
  kind: 'cache',
  name: 'Cache',
  family: 'caching',
  icon: 'zap',
  alsoCalled: [
    'cache',
    'caching',
    'redis',
    'memcached',
    'memcache',
    'elasticache',
    'varnish',
    'hazelcast',
    'valkey',
    'dax',
  ],
  purpose: 'Keeps the items asked for most in memory. Its hit ratio comes out of the run; nobody types it in.',
  traits: { caches: true },
  config: cacheConfig,
  cost: (config, usage) => {
    // a quarter on top for keys and bookkeeping; nobody rents out less than a GiB and a half
    const gib = Math.max(1.5 * config.instances, (1.25 * config.capacityItems * usage.itemBytes) / 2 ** 30)
    return [{ price: 'cache-gib-hour', quantity: gib * HOURS_A_MONTH }]
  },
  summary: (config) => `${optionLabel(config.policy)}, ${formatNumber(config.capacityItems)} items`,
  instances: (config) => config.instances,
  holds: (config) => ({ items: config.capacityItems }),
  survivesOneLoss: (config) => config.instances > 1,
  readsTimeOfDay: (config) => config.ttlS !== null,
  division: {
    servers: ({ instances, concurrency }) => instances * concurrency,
    // what it holds does not depend on how fast it is asked
    divide: (config, factor) => ({ ...config, instances: partOf(config.instances, factor) }),
  },
  preview: cachePreview,
}
