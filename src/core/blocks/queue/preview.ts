import { AT_RANDOM, type BlockPreview, type LoadFigures, PASSES_ON } from '@/core/blocks/block-preview'
import { kOfN } from '@/core/queueing/availability'
import { NO_TIME } from '@/core/queueing/time-mix'
import type { QueueConfig } from './config'

/** Keeps what its consumers have not got to yet; senders are answered at once. */
export const queuePreview: BlockPreview<QueueConfig> = {
  routing: (config, load) => {
    return load.flows.map(({ request }) => {
      const open = load.links.map((link) => (link.requests?.includes(request) === false ? 0 : link.instances))
      const consumers = open.reduce((sum, instances) => sum + instances, 0)
      const shares = open.map((instances) => (consumers === 0 ? 0 : instances / consumers))
      const spread = { ...AT_RANDOM, over: consumers }
      return { ...PASSES_ON, waits: false, shares, spread, deliveries: config.maxDeliveries }
    })
  },
  load: (config, load, _, behind) => {
    const consumers = behind.filter((figures): figures is LoadFigures => figures !== null)
    const utilisation = consumers.reduce((most, { utilisation }) => Math.max(most, utilisation ?? 0), 0)
    const backlog = consumers.reduce<number | null>(
      (sum, figures) => (sum === null || figures.backlog === null ? null : sum + figures.backlog),
      0,
    )
    // more than the consumers can take piles up to the limit, and beyond it is turned away
    const pReject = utilisation > 1 && config.limit !== null ? 1 - 1 / utilisation : 0
    return {
      utilisation: null,
      peakUtilisation: null,
      queueLength: backlog === null ? config.limit : config.limit === null ? backlog : Math.min(config.limit, backlog),
      backlog: 0,
      carried: 1,
      flows: load.flows.map(() => ({ time: NO_TIME, pReject })),
    }
  },
  availability: (config, _, instanceUp) => kOfN(Math.floor(config.replicas / 2) + 1, config.replicas, instanceUp),
}
