import { z } from 'zod'
import { field } from '@/core/blocks/field'
import { SHARDING_POLICIES, vnodesField } from '@/core/blocks/shard-router/config'
import { timeDistributionSchema } from '@/core/random/distribution'

export const REPLICATION_MODES = ['async', 'sync', 'semi-sync'] as const
export const READ_TARGETS = ['leader', 'any', 'replicas'] as const

export const databaseConfig = z.strictObject({
  serviceTimes: field(
    z
      .strictObject({
        read: timeDistributionSchema.default({ type: 'exponential', meanS: 0.002 }),
        write: timeDistributionSchema.default({ type: 'exponential', meanS: 0.005 }),
      })
      .prefault({}),
    {
      label: 'Service times',
      help: 'Time one connection is busy with one read and with one write.',
      unit: 's',
      source: 'estimate: an indexed read 2 ms, a write with its flush 5 ms',
    },
  ),
  concurrency: field(z.int().min(1).max(100_000).default(16), {
    label: 'Workers an instance',
    help: 'Queries one instance runs at the same time (cores and disks, not connections).',
    source: 'estimate: sixteen cores',
  }),
  replicas: field(z.int().min(1).max(100).default(1), {
    label: 'Replicas a shard',
    help: 'Copies of each shard, the leader among them. One means that its loss is an outage.',
    source: 'estimate: one, until you decide otherwise',
  }),
  replication: field(z.enum(REPLICATION_MODES).default('async'), {
    label: 'Replication',
    help: 'When a write is acknowledged: by the leader alone, by all replicas, or by the leader and one follower.',
    source: 'asynchronous is the default of PostgreSQL and MySQL',
  }),
  replicationLag: field(timeDistributionSchema.default({ type: 'exponential', meanS: 0.05 }), {
    label: 'Replication lag',
    help: 'How long a write takes to reach a follower.',
    unit: 's',
    source: 'estimate: 50 ms within a region',
    advanced: true,
  }),
  readFrom: field(z.enum(READ_TARGETS).default('leader'), {
    label: 'Reads go to',
    help: 'The leader (never stale), any replica, or followers only.',
    source: 'estimate: the leader, which needs no thought about staleness',
  }),
  shards: field(z.int().min(1).max(10_000).default(1), {
    label: 'Shards',
    help: 'Parts the keys are split into, each with its own replicas.',
    source: 'estimate: one, until it does not fit',
  }),
  shardBy: field(z.enum(SHARDING_POLICIES).default('hash-mod'), {
    label: 'Shard by',
    help: 'Which shard a key belongs to.',
    source: 'estimate: hash of the key, modulo the shards',
    advanced: true,
  }),
  vnodes: vnodesField,
  connectionLimit: field(z.int().min(1).max(10_000_000).nullable().default(500), {
    label: 'Connection limit',
    help: 'Queries that may be open at one instance, running or waiting; more are rejected. Empty means unbounded.',
    unit: 'connections',
    source: 'estimate: a few hundred connections a server, as PostgreSQL is run behind a pool',
  }),
  failover: field(
    z
      .strictObject({
        detectS: z.number().nonnegative().max(3600).default(5),
        promoteS: z.number().nonnegative().max(3600).default(5),
      })
      .prefault({}),
    {
      label: 'Failover',
      help: 'After a leader is lost: time to notice, then time to promote a follower. Writes fail meanwhile.',
      unit: 's',
      source: 'estimate: five seconds each',
      advanced: true,
    },
  ),
})
export type DatabaseConfig = z.infer<typeof databaseConfig>
