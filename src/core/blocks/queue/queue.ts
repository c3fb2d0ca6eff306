import { type BlockKind, partOf, type SettingWarning } from '@/core/blocks/block-kind'
import { SECONDS_A_MONTH } from '@/core/blocks/cost'
import { unboundedQueue } from '@/core/blocks/unbounded-queue'
import { formatNumber } from '@/core/units/format'
import { type QueueConfig, queueConfig } from './config'
import { queuePreview } from './preview'

export const queue: BlockKind<QueueConfig> = {
  kind: 'queue',
  name: 'Queue',
  family: 'messaging',
  icon: 'list-end',
  alsoCalled: [
    'queue',
    'kafka',
    'sqs',
    'rabbitmq',
    'activemq',
    'topic',
    'broker',
    'stream',
    'kinesis',
    'pub sub',
    'pubsub',
    'message bus',
    'event bus',
    'sns',
    'nats',
    'pulsar',
    'log',
  ],
  purpose: 'Keeps messages until a worker has acknowledged them, so that the sender need not wait.',
  traits: { buffers: true },
  config: queueConfig,
  cost: (_, usage) => [{ price: 'queue-million-requests', quantity: (3 * usage.arrivalsPerS * SECONDS_A_MONTH) / 1e6 }],
  summary: (config) => (config.limit === null ? 'unbounded' : `up to ${formatNumber(config.limit)}`),
  instances: (config) => config.replicas,
  // it answers while more than half of its brokers are up
  survivesOneLoss: (config) => config.replicas > 2,
  warnings: (config, name) => [
    ...(config.limit === null ? [unboundedQueue(name, 'Limit')] : []),
    ...(config.deadLetter ? [] : [lostMessages(name)]),
  ],
  division: {
    servers: () => Infinity,
    divide: (config, factor) => ({ ...config, limit: config.limit === null ? null : partOf(config.limit, factor) }),
  },
  preview: queuePreview,
}

function lostMessages(name: string): SettingWarning {
  return {
    id: 'dead-letters-off',
    severity: 'warning',
    text: `Messages that ${name} cannot deliver are thrown away.`,
    fix: 'Turn dead letters on, so that a person can look at what failed.',
  }
}
