import type { BlockLoad } from '@/core/blocks/block-preview'
import type { PoolFigures } from '@/core/blocks/pool-preview'
import { asExponentials } from '@/core/queueing/heavy-times'
import { nonPreemptiveFactor, type Rank, rankedWaitScv } from '@/core/queueing/priorities'
import { meanS, scaled, sumOf, tailOf, type TimeMix } from '@/core/queueing/time-mix'

/** What the flows of a pool with priorities are like, each index one flow. */
export interface RankedFlows {
  load: BlockLoad
  /** Time that a job is at work at all, and that it occupies a worker. */
  own: readonly TimeMix[]
  occupied: readonly TimeMix[]
  /** The pool first in, first out, under the flows of a priority and above alone. */
  figuresFrom: (priority: number) => PoolFigures
  isPreemptive: boolean
  /** Workers of one instance. */
  servers: number
}

/** How long each flow is in the block, by its priority; null where the pool has no long run. */
export function rankedTimes(ranked: RankedFlows): (TimeMix | null)[] {
  const { load, own, isPreemptive, figuresFrom } = ranked
  const all = figuresFrom(-Infinity)
  if (all.wait === null) return own.map(() => null)
  return load.flows.map((flow, i) => {
    const rank = rankOf(ranked, all.utilisation, flow.priority)
    if (isPreemptive) return interruptedTime(figuresFrom(flow.priority), rank, own[i]!, ranked.servers)
    return sumOf(varied(scaled(all.wait!, nonPreemptiveFactor(rank)), rank), own[i]!)
  })
}

/** Jobs that wait, interrupted ones among them, by Little's law. */
export function rankedQueue({ load, own }: RankedFlows, times: readonly (TimeMix | null)[], pReject: number) {
  return load.flows.reduce<number | null>((sum, { ratePerS }, i) => {
    const time = times[i]
    if (sum === null || !time) return null
    return sum + ratePerS * (1 - pReject) * Math.max(0, meanS(time) - meanS(own[i]!))
  }, 0)
}

function rankOf({ load, occupied }: RankedFlows, total: number, priority: number): Rank {
  const work = load.flows.map((flow, i) => flow.ratePerS * meanS(occupied[i]!))
  const sum = work.reduce((a, b) => a + b, 0)
  const share = (counts: (other: number) => boolean) =>
    sum === 0 ? 0 : work.reduce((part, each, i) => part + (counts(load.flows[i]!.priority) ? each : 0), 0) / sum
  return {
    above: total * share((other) => other > priority),
    upTo: total * share((other) => other >= priority),
    total,
  }
}

/**
 * Waiting for a worker as if nobody below were there, and then work that is interrupted by those above: exact in the mean for one
 * worker and exponential work. With more workers an interruption has to find all of them busy (after Bondi and Buzen, 1984).
 */
function interruptedTime(figures: PoolFigures, rank: Rank, own: TimeMix, servers: number): TimeMix | null {
  if (figures.wait === null) return null
  const { above, upTo } = rank
  const allBusy = upTo === 0 ? 0 : Math.min(1, tailOf(figures.wait, 0) / upTo)
  const stretch = 1 + (above / (1 - above) / servers) * allBusy
  return sumOf(varied(scaled(figures.wait, 1 / (1 - above)), rank), stretchedWork(own, stretch))
}

/** Interruptions come by chance and last for busy periods, which vary as much as the work they stretch. */
function stretchedWork(own: TimeMix, stretch: number): TimeMix {
  const workS = meanS(own)
  if (stretch === 1 || workS === 0) return own
  const addedS = workS * (stretch - 1)
  return scaled(own, stretch).map((part) => ({
    ...part,
    varianceS2: part.varianceS2 + 2 * addedS * workS * stretch ** 2,
  }))
}

function varied(wait: TimeMix, rank: Rank): TimeMix {
  const scv = rankedWaitScv(rank)
  return asExponentials(wait.map((part) => ({ ...part, varianceS2: part.varianceS2 * scv })))
}
