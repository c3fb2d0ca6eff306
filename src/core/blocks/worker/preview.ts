import type { BlockPreview } from '@/core/blocks/block-preview'
import { balancedPool, responseIn } from '@/core/blocks/pool-preview'
import { poolOf, workersAvailable, workOf } from '@/core/blocks/service/preview'
import type { WorkerConfig } from './config'

/**
 * Workers that take their work when they are free: all instances, and those of other blocks that take from the same queue, are
 * one pool, and what waits for them waits elsewhere.
 */
export const workerPreview: BlockPreview<WorkerConfig> = {
  addressable: true,
  load: (config, load, held) => {
    const own = load.flows.map((flow) => workOf(config, flow.request))
    const { pool, isStuck } = poolOf(config, load, own, held)
    const total = load.flows.reduce((sum, flow) => sum + flow.ratePerS, 0)
    const over = Math.max(load.spread.over, pool.instances)
    const share = pool.instances / over
    // its own limits are for those who call it; messages wait in their queue
    const unlimited = { queueLimitEach: null, patience: null }
    const together = { ...pool, ...unlimited, instances: 1, serversEach: pool.serversEach * over }
    const figures = balancedPool(together, total / share, 'random', 1)
    const { utilisation, queueLength, wait, carried } = figures
    const busy = isStuck ? Math.max(1, utilisation) : utilisation
    return {
      utilisation: busy,
      peakUtilisation: busy,
      queueLength: 0,
      backlog: isStuck || queueLength === null ? null : queueLength * share,
      carried,
      flows: own.map((work) => ({
        time: wait === null || isStuck ? null : responseIn(figures, wait, work),
        pReject: 0,
      })),
    }
  },
  availability: (config, figures, instanceUp) => workersAvailable(config.instances, figures, instanceUp),
}
