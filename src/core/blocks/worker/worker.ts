import { type BlockKind, partOf } from '@/core/blocks/block-kind'
import { serverHours } from '@/core/blocks/cost'
import { meanWaitLimitS } from '@/core/blocks/service/config'
import { queueWarnings } from '@/core/blocks/service/queue-warnings'
import { type WorkerConfig, workerConfig } from './config'
import { workerPreview } from './preview'

export const worker: BlockKind<WorkerConfig> = {
  kind: 'worker',
  name: 'Worker',
  family: 'compute',
  icon: 'cog',
  alsoCalled: ['worker', 'consumer', 'processor', 'job', 'cron', 'batch', 'scheduler', 'subscriber'],
  purpose: 'Takes messages from a queue whenever it has a free worker, and does the work behind the scenes.',
  traits: { computes: true, consumes: true },
  config: workerConfig,
  cost: (config) => serverHours(config.instances, config.concurrency),
  summary: (config) => `${config.instances} × ${config.concurrency} workers`,
  instances: (config) => config.instances,
  survivesOneLoss: (config) => config.instances > 1,
  warnings: queueWarnings,
  waitLimitS: meanWaitLimitS,
  division: {
    servers: ({ instances, concurrency }) => instances * concurrency,
    divide: (config, factor) => ({ ...config, instances: partOf(config.instances, factor) }),
  },
  preview: workerPreview,
}
