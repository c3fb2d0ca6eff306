import { z } from 'zod'
import { field } from '@/core/blocks/field'
import { timeDistributionSchema } from '@/core/random/distribution'

export const SHARDING_POLICIES = ['hash-mod', 'hash-ring', 'jump-hash', 'key-range'] as const

/** Shared with the database, which shards by the same four policies. */
export const vnodesField = field(z.int().min(1).max(10_000).default(100), {
  label: 'Virtual nodes',
  help: 'Points each shard has on the ring; more points spread keys more evenly.',
  source: 'estimate: 100 points leave about 10 % imbalance on ten shards',
  advanced: true,
})

export const shardRouterConfig = z.strictObject({
  policy: field(z.enum(SHARDING_POLICIES).default('hash-ring'), {
    label: 'Policy',
    help: 'Which shard a key belongs to. The links, in order, are the shards.',
    source: 'estimate: a ring moves few keys when a shard is added',
  }),
  vnodes: vnodesField,
  overhead: field(timeDistributionSchema.default({ type: 'exponential', meanS: 0.0002 }), {
    label: 'Overhead',
    help: 'Time a request spends in the router, without queueing.',
    unit: 's',
    source: 'estimate: as a layer 7 proxy',
    advanced: true,
  }),
  instances: field(z.int().min(1).max(10_000).default(2), {
    label: 'Instances',
    help: 'Routers side by side; any of them can route any key. One alone is a single point of failure.',
    source: 'estimate: an active pair',
    advanced: true,
  }),
})
export type ShardRouterConfig = z.infer<typeof shardRouterConfig>
