import type { TimeDistribution } from '@/core/random/distribution'
import { type Block, DEFAULT_LINK_LATENCY_S, type Design, type Link } from './schema'

/**
 * One-way latency of the links of a design: what the link says; else what the design says of the regions of its ends;
 * else that of one zone.
 */
export function linkLatencies(design: Design): (link: Link, from: Block, to: Block) => TimeDistribution {
  const between = new Map(
    (design.latencies ?? []).flatMap(({ between: [a, b], oneWayS }) => [
      [`${a} ${b}`, oneWayS] as const,
      [`${b} ${a}`, oneWayS] as const,
    ]),
  )
  return (link, from, to) => {
    if (link.latency !== undefined) return link.latency
    return between.get(`${from.region ?? ''} ${to.region ?? ''}`) ?? DEFAULT_LINK_LATENCY_S
  }
}
