import { type BlockKind, partOf } from '@/core/blocks/block-kind'
import { serverHours } from '@/core/blocks/cost'
import { meanWaitLimitS, type ServiceConfig, serviceConfig } from './config'
import { servicePreview } from './preview'
import { queueWarnings } from './queue-warnings'

export const service: BlockKind<ServiceConfig> = {
  kind: 'service',
  name: 'Service',
  family: 'compute',
  icon: 'server',
  alsoCalled: [
    'service',
    'api',
    'backend',
    'app',
    'application',
    'microservice',
    'lambda',
    'web server',
    'app server',
    'function',
    'handler',
    'ec2',
    'controller',
  ],
  purpose: 'Runs your code: serves requests with a pool of workers and calls other blocks in steps.',
  traits: { computes: true },
  config: serviceConfig,
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
  preview: servicePreview,
}
