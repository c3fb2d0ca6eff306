import { z } from 'zod'
import { field } from '@/core/blocks/field'
import { timeDistributionSchema } from '@/core/random/distribution'

export const EVICTION_POLICIES = ['lru', 'fifo', 'random', 'lfu', 'w-tinylfu'] as const
export const CACHE_WRITES = ['invalidate', 'through', 'behind'] as const

export const cacheConfig = z.strictObject({
  instances: field(z.int().min(1).max(10_000).default(1), {
    label: 'Instances',
    help: 'Cache nodes; the key picks the node. A node that is lost takes its share of the keys with it.',
    source: 'estimate: one node',
  }),
  capacityItems: field(z.int().min(1).max(100_000_000).default(100_000), {
    label: 'Capacity',
    help: 'Items that all nodes together hold. The hit ratio follows from this, the keys asked for and the eviction policy.',
    unit: 'items',
    source: 'estimate: a tenth of a million keys',
  }),
  policy: field(z.enum(EVICTION_POLICIES).default('lru'), {
    label: 'Eviction',
    help: 'Which item makes room for a new one.',
    source: 'LRU is what Redis (allkeys-lru) and Memcached approximate',
  }),
  ttlS: field(z.number().positive().max(1e9).nullable().default(null), {
    label: 'Time to live',
    help: 'An item is stale this long after it was put in. Empty means it stays until it is evicted.',
    unit: 's',
    source: 'estimate: none',
  }),
  writes: field(z.enum(CACHE_WRITES).default('invalidate'), {
    label: 'Writes',
    help: 'What a write does here: remove the key, write it through to the store, or answer at once and write behind.',
    source: 'cache-aside invalidates (Nishtala et al. 2013)',
  }),
  coalesces: field(z.boolean().default(false), {
    label: 'Coalesce misses',
    help: 'While one fetches a key that was missed, others who ask for it wait for that, for ten seconds at most, and do not go to the store too.',
    source: 'leases (Nishtala et al. 2013); neither Redis nor Memcached does it unasked',
  }),
  serviceTime: field(timeDistributionSchema.default({ type: 'exponential', meanS: 0.0002 }), {
    label: 'Service time',
    help: 'Time one worker needs for one look-up.',
    unit: 's',
    source: 'estimate: an in-memory look-up and its protocol, 0.2 ms',
    advanced: true,
  }),
  concurrency: field(z.int().min(1).max(10_000).default(8), {
    label: 'Workers a node',
    help: 'Look-ups one node serves at the same time.',
    source: 'estimate: eight I/O threads',
    advanced: true,
  }),
})
export type CacheConfig = z.infer<typeof cacheConfig>
