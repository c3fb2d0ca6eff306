import { z } from 'zod'
import { configOf } from '@/core/blocks/registry'
import type { GraphNode } from '@/core/design/graph'

/** Settings that say how safe data is, read by name from any block that has them, whatever its kind. */
const storeSettings = z.object({
  replicas: z.number().catch(1),
  replication: z.string().catch('async'),
  shards: z.number().catch(1),
})

export function storeSettingsOf(node: GraphNode): z.infer<typeof storeSettings> {
  return storeSettings.parse(configOf(node.block))
}

/** A write that was answered stands on a second machine already. */
export function keepsAcknowledgedWrites(node: GraphNode): boolean {
  if (node.traits.stores) {
    const { replicas, replication } = storeSettingsOf(node)
    return replicas > 1 && replication !== 'async'
  }
  return node.traits.buffers === true && node.kind.survivesOneLoss(node.block.config)
}

const cacheSettings = z.object({ ttlS: z.number().nullable().catch(null) })

/** How long a copy is believed, seconds; null where it is kept until it is thrown out. */
export const timeToLiveOf = (node: GraphNode): number | null => cacheSettings.parse(configOf(node.block)).ttlS
