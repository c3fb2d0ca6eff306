import type { Prices, Usage } from '@/core/blocks/cost'
import { graphOf } from './graph'
import type { MergedResult } from './merge-results'
import type { Design } from './schema'

/** Size of an item or an answer that nobody has stated. */
const DEFAULT_ITEM_BYTES = 1024

/** USD a month of running the design under the load of the run; null without prices, or without anything measured. */
export function costPerMonthUsd(design: Design, merged: MergedResult, prices: Prices | undefined): number | null {
  const { measuredS } = merged
  if (prices === undefined || measuredS <= 0) return null
  const graph = graphOf(design)
  const itemBytes = meanItemBytes(design)
  let usd = 0
  design.blocks.forEach((block, b) => {
    const usage: Usage = {
      arrivalsPerS: merged.blocks[b]!.arrivals / measuredS,
      responseBytesPerS: responseBytesPerS(design, merged, block.id),
      itemBytes,
    }
    for (const { price, quantity } of graph.nodes.get(block.id)!.kind.cost(block.config, usage)) {
      usd += prices.prices[price].usd * quantity
    }
  })
  return usd
}

function meanItemBytes(design: Design): number {
  const stated = design.requests.flatMap((request) => (request.responseBytes ? [request.responseBytes] : []))
  return stated.length === 0 ? DEFAULT_ITEM_BYTES : stated.reduce((sum, bytes) => sum + bytes, 0) / stated.length
}

function responseBytesPerS(design: Design, merged: MergedResult, from: string): number {
  return design.requests.reduce((sum, request, c) => {
    if (request.from !== from) return sum
    return sum + (merged.classes[c]!.completed / merged.measuredS) * (request.responseBytes ?? 0)
  }, 0)
}
