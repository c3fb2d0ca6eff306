import type { BlockLoad, BlockPreview, FlowFigures, LoadFigures } from '@/core/blocks/block-preview'
import {
  balancedPool,
  mixedMoments,
  type Pool,
  type PoolFigures,
  responseIn,
  unevenPool,
} from '@/core/blocks/pool-preview'
import { patienceOf, timeOfDistribution } from '@/core/blocks/time-of'
import { kOfN } from '@/core/queueing/availability'
import { asExponentials } from '@/core/queueing/heavy-times'
import { meanS, scaled, sumOf, tailOf, type TimeMix } from '@/core/queueing/time-mix'
import type { ServiceConfig } from './config'
import { rankedQueue, rankedTimes } from './priority-preview'

/** Instances with workers and queues; a worker may be held while the blocks behind answer. */
export const servicePreview: BlockPreview<ServiceConfig> = {
  addressable: true,
  load: (config, load, held) => {
    const own = load.flows.map((flow) => workOf(config, flow.request))
    const { pool, occupied, isStuck } = poolOf(config, load, own, held)
    const figures = poolLoad(byCallers(pool, load), own, config, isStuck)
    return config.discipline.startsWith('priority') && !isStuck && figures.isUnknown !== true
      ? byPriority(figures, { config, load, own, occupied, held })
      : figures
  },
  availability: (config, figures, instanceUp) => workersAvailable(config.instances, figures, instanceUp),
}

/** Time that a worker is busy with a job of a class by itself. */
export function workOf(config: Pick<ServiceConfig, 'serviceTime' | 'serviceTimes'>, request: string): TimeMix {
  return timeOfDistribution(config.serviceTimes?.[request] ?? config.serviceTime)
}

/** As many instances up as the load needs. */
export function workersAvailable(instances: number, figures: LoadFigures, instanceUp: number): number {
  const needed = Math.ceil((figures.utilisation ?? 0) * instances - 1e-9)
  return kOfN(Math.min(instances, Math.max(1, needed)), instances, instanceUp)
}

/**
 * What holds a worker: its work, and with `holdsWorker` the answers it waits for. `isStuck`: some of those never come, so
 * that sooner or later every worker waits for one.
 */
export function poolOf(
  config: ServiceConfig,
  load: BlockLoad,
  own: readonly TimeMix[],
  held: readonly (TimeMix | null)[],
): { pool: Pool; occupied: TimeMix[]; isStuck: boolean } {
  const isShared = config.discipline === 'processor-sharing'
  // who shares a processor holds none of it while waiting
  const holds = config.holdsWorker && !isShared
  const isStuck = holds && load.flows.some((flow, i) => flow.ratePerS > 0 && held[i] === null)
  const occupied = load.flows.map((flow, i) => {
    const waited = holds ? held[i] : undefined
    return waited ? sumOf(own[i]!, waited) : own[i]!
  })
  const moments = mixedMoments(load.flows.map(({ ratePerS }, i) => ({ ratePerS, time: occupied[i]! })))
  return {
    isStuck,
    occupied,
    pool: {
      instances: config.instances,
      serversEach: config.concurrency,
      queueLimitEach: config.queueLimit,
      patience: config.waitLimit === null || isShared ? null : patienceOf(config.waitLimit),
      arrivalScv: meanScv(load),
      meanServiceS: moments.meanServiceS,
      // shared servers are insensitive: as if the work were exponential
      serviceScv: isShared ? 1 : moments.serviceScv,
      serviceThird: isShared ? 6 : moments.serviceThird,
    },
  }
}

/** Arrivals of several flows together are about as bursty as they are in the mean. */
function meanScv(load: BlockLoad): number {
  const total = load.flows.reduce((sum, flow) => sum + flow.ratePerS, 0)
  return total === 0 ? 1 : load.flows.reduce((sum, flow) => sum + flow.ratePerS * flow.arrivalScv, 0) / total
}

function byCallers(pool: Pool, load: BlockLoad): PoolFigures {
  const total = load.flows.reduce((sum, flow) => sum + flow.ratePerS, 0)
  const shares = load.spread.shares?.[load.place]
  if (shares === undefined || shares.length !== pool.instances) {
    return balancedPool(pool, total, load.spread.how, load.spread.over)
  }
  const sum = shares.reduce((a, b) => a + b, 0)
  return unevenPool(
    pool,
    shares.map((share) => (sum === 0 ? 0 : (total * share) / sum)),
  )
}

function poolLoad(figures: PoolFigures, own: readonly TimeMix[], config: ServiceConfig, isStuck: boolean): LoadFigures {
  const atLeast = isStuck ? 1 : 0
  // who leaves, and how long the others wait, depends on the order in which they would be served
  const isUnknown = figures.isLeft && (figures.wait === null || config.discipline !== 'fifo')
  if (isUnknown) {
    const { utilisation, peakUtilisation, carried } = figures
    const flows = own.map(() => ({ time: null, pReject: 0 }))
    return { utilisation, peakUtilisation, queueLength: null, backlog: 0, carried, isUnknown, flows }
  }
  return {
    utilisation: Math.max(atLeast, figures.utilisation),
    peakUtilisation: Math.max(atLeast, figures.peakUtilisation),
    queueLength: isStuck ? config.queueLimit && config.queueLimit * config.instances : figures.queueLength,
    backlog: 0,
    carried: figures.carried,
    flows: own.map((work) => flowFigures(figures, work, config, isStuck)),
  }
}

interface PriorityInput {
  config: ServiceConfig
  load: BlockLoad
  own: readonly TimeMix[]
  occupied: readonly TimeMix[]
  held: readonly (TimeMix | null)[]
}

/** Priorities change who waits, and with that how many do; what is turned away and how busy the workers are stays the same. */
function byPriority(figures: LoadFigures, { config, load, own, occupied, held }: PriorityInput): LoadFigures {
  const figuresFrom = (priority: number) => {
    const kept = [...load.flows.keys()].filter((i) => load.flows[i]!.priority >= priority)
    const part = { ...load, flows: kept.map((i) => load.flows[i]!) }
    const { pool } = poolOf(
      config,
      part,
      kept.map((i) => own[i]!),
      kept.map((i) => held[i]!),
    )
    return byCallers(pool, part)
  }
  const isPreemptive = config.discipline === 'priority-preemptive'
  const ranked = { load, own, occupied, figuresFrom, isPreemptive, servers: config.concurrency }
  const times = rankedTimes(ranked)
  if (times.includes(null)) return figures
  const pReject = figures.flows[0]?.pReject ?? 0
  return {
    ...figures,
    queueLength: rankedQueue(ranked, times, pReject),
    flows: times.map((time) => ({ time, pReject })),
  }
}

function flowFigures(figures: PoolFigures, work: TimeMix, config: ServiceConfig, isStuck: boolean): FlowFigures {
  const { wait, pReject } = figures
  if (wait === null || isStuck) return { time: null, pReject }
  if (config.discipline === 'processor-sharing') {
    return { time: shared(wait, work, figures.utilisation), pReject }
  }
  if (config.discipline === 'lifo') return { time: sumOf(lastFirst(wait, figures.utilisation), work), pReject }
  return { time: responseIn(figures, wait, work), pReject }
}

/** Last in first out keeps the mean wait; its second moment grows by 1 / (1 - utilisation). Source: Takacs (1963). */
function lastFirst(wait: TimeMix, utilisation: number): TimeMix {
  const spread = wait.map((part) => {
    const second = (part.varianceS2 + part.meanS ** 2) / (1 - utilisation)
    return { ...part, varianceS2: second - part.meanS ** 2 }
  })
  return asExponentials(spread)
}

/**
 * Work stretched by those who share the servers. What varies is not the work alone: the second moment is that of M/M/1-PS,
 * with the load of those that find somebody to share with. Source: Coffman, Muntz, Trotter (1970).
 */
function shared(wait: TimeMix, work: TimeMix, utilisation: number): TimeMix {
  const workS = meanS(work)
  if (workS === 0) return work
  const longer = 2 / (2 - Math.min(1, utilisation) * tailOf(wait, 0))
  const stretched = scaled(work, 1 + meanS(wait) / workS).map((part) => {
    const second = (part.varianceS2 + part.meanS ** 2) * longer
    return { ...part, varianceS2: second - part.meanS ** 2 }
  })
  return asExponentials(stretched)
}
