import { type BlockKind, partOf } from '@/core/blocks/block-kind'
import { HOURS_A_MONTH } from '@/core/blocks/cost'
import { unboundedQueue } from '@/core/blocks/unbounded-queue'
import { type DatabaseConfig, databaseConfig } from './config'
import { databasePreview } from './preview'

export const database: BlockKind<DatabaseConfig> = {
  kind: 'database',
  name: 'Database',
  family: 'storage',
  icon: 'database',
  alsoCalled: [
    'database',
    'db',
    'store',
    'storage',
    'sql',
    'mysql',
    'postgres',
    'postgresql',
    'mongodb',
    'mongo',
    'cassandra',
    'dynamodb',
    'dynamo',
    'rds',
    'aurora',
    'spanner',
    'bigtable',
    'hbase',
    's3',
    'bucket',
    'blob',
    'object store',
    'elasticsearch',
    'opensearch',
    'search index',
    'index',
    'warehouse',
    'replica',
    'leader',
    'follower',
    'disk',
    'table',
  ],
  purpose: 'The system of record: shards of keys, each kept by a leader and its followers.',
  traits: { stores: true },
  config: databaseConfig,
  cost: (config) => {
    // a query that runs takes a processor; the largest server has 96
    const vcpu = Math.min(96, Math.max(2, config.concurrency))
    return [{ price: 'database-vcpu-hour', quantity: config.shards * config.replicas * vcpu * HOURS_A_MONTH }]
  },
  summary: (config) =>
    `${config.shards} ${config.shards === 1 ? 'shard' : 'shards'} × ${config.replicas} ${config.replicas === 1 ? 'copy' : 'copies'}`,
  holds: ({ replicas, shards, connectionLimit }) => ({
    copies: replicas,
    openAtOnce: connectionLimit === null ? null : connectionLimit * shards * replicas,
  }),
  instances: (config) => config.shards * config.replicas,
  survivesOneLoss: (config) => config.replicas > 1,
  warnings: (config, name) => (config.connectionLimit === null ? [unboundedQueue(name, 'Connection limit')] : []),
  division: {
    servers: ({ shards, replicas, concurrency }) => shards * replicas * concurrency,
    divide: (config, factor) => ({ ...config, shards: partOf(config.shards, factor) }),
  },
  preview: databasePreview,
}
