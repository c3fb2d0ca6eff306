import { balancedStation, type Spread } from '@/core/queueing/balanced-station'
import { type StationFigures, station } from '@/core/queueing/station'
import { coarse, oneOf, sumByTail, sumOf, thirdMomentS3, type TimeMix } from '@/core/queueing/time-mix'

/** Instances alike, each with its own servers and queue. */
export interface Pool {
  instances: number
  serversEach: number
  queueLimitEach: number | null
  /** how long a job waits before it leaves; null is for ever */
  patience: TimeMix | null
  arrivalScv: number
  meanServiceS: number
  serviceScv: number
  serviceThird: number
}

export interface PoolFigures {
  utilisation: number
  peakUtilisation: number
  queueLength: number | null
  wait: TimeMix | null
  /** One server an instance, whose queue nobody leaves: waiting and exponential work together are exponential. */
  isSingle: boolean
  /** Whether jobs leave the queue before they are served. */
  isLeft: boolean
  pReject: number
  /** done over offered */
  carried: number
}

/** Instances looked at one by one, the busiest first; the others are so many of their mean. */
const LOOKED_AT = 8
const GROUPS = 8

/** A pool whose instances a balancer, or chance, picks. */
export function balancedPool(pool: Pool, ratePerS: number, spread: Spread, spreadOver: number): PoolFigures {
  const figures = balancedStation({
    arrivalRatePerS: ratePerS,
    arrivalScv: pool.arrivalScv,
    meanServiceS: pool.meanServiceS,
    serviceScv: pool.serviceScv,
    serviceThird: pool.serviceThird,
    servers: pool.serversEach,
    queueLimit: pool.queueLimitEach,
    patience: pool.patience,
    instances: pool.instances,
    spread,
    spreadOver: Math.max(spreadOver, pool.instances),
  })
  return {
    utilisation: figures.utilisation,
    peakUtilisation: figures.utilisation,
    queueLength: figures.meanQueue,
    wait: figures.waitS,
    isSingle: pool.serversEach === 1 && !figures.isLeft,
    isLeft: figures.isLeft,
    pReject: figures.pReject,
    carried: carriedOf(figures),
  }
}

/** A pool whose instances get different rates, per second, because a key picks them. */
export function unevenPool(pool: Pool, ratesPerS: Float64Array): PoolFigures {
  const total = ratesPerS.reduce((sum, rate) => sum + rate, 0)
  const groups = alike(ratesPerS)
  const figures = groups.map(({ ratePerS }) =>
    station({
      arrivalRatePerS: ratePerS,
      arrivalScv: total === 0 ? 1 : 1 + ((pool.arrivalScv - 1) * ratePerS) / total,
      meanServiceS: pool.meanServiceS,
      serviceScv: pool.serviceScv,
      serviceThird: pool.serviceThird,
      servers: pool.serversEach,
      queueLimit: pool.queueLimitEach,
      patience: pool.patience,
    }),
  )
  const shareOf = (group: number) => (total === 0 ? 0 : (groups[group]!.ratePerS * groups[group]!.instances) / total)
  const isLeft = figures.some((each) => each.isLeft)
  const inMean = (value: (figures: StationFigures) => number) =>
    figures.reduce((sum, each, group) => sum + shareOf(group) * value(each), 0)
  return {
    utilisation: figures.reduce((sum, each, g) => sum + each.utilisation * groups[g]!.instances, 0) / ratesPerS.length,
    peakUtilisation: Math.max(...figures.map((each) => each.utilisation)),
    queueLength: figures.reduce<number | null>(
      (sum, each, g) => (sum === null || each.meanQueue === null ? null : sum + each.meanQueue * groups[g]!.instances),
      0,
    ),
    wait: waitOfAll(figures, shareOf),
    isSingle: pool.serversEach === 1 && !isLeft,
    isLeft,
    pReject: inMean((each) => each.pReject),
    carried: total === 0 ? 1 : inMean(carriedOf),
  }
}

/** null when any of those that get something never gets done with it. */
function waitOfAll(figures: readonly StationFigures[], shareOf: (group: number) => number): TimeMix | null {
  const options: { chance: number; time: TimeMix }[] = []
  for (const [group, { waitS }] of figures.entries()) {
    const chance = shareOf(group)
    if (chance === 0) continue
    if (waitS === null) return null
    options.push({ chance, time: waitS })
  }
  return oneOf(options)
}

function carriedOf({ utilisation, pReject }: StationFigures): number {
  return Math.min(1 - pReject, utilisation > 1 ? 1 / utilisation : 1)
}

/** The busiest on their own, the rest in groups of neighbours at their mean. */
function alike(rates: Float64Array): { ratePerS: number; instances: number }[] {
  const most = Math.max(...rates)
  if (most - Math.min(...rates) <= 0.01 * most) {
    return [{ ratePerS: rates.reduce((sum, rate) => sum + rate, 0) / rates.length, instances: rates.length }]
  }
  const sorted = rates.toSorted((a, b) => b - a)
  const groups = [...sorted.subarray(0, LOOKED_AT)].map((ratePerS) => ({ ratePerS, instances: 1 }))
  const rest = sorted.subarray(LOOKED_AT)
  const size = Math.ceil(rest.length / GROUPS)
  for (let from = 0; from < rest.length; from += size) {
    const group = rest.subarray(from, from + size)
    groups.push({ ratePerS: group.reduce((sum, rate) => sum + rate, 0) / group.length, instances: group.length })
  }
  return groups
}

/** Waiting and then work, for a job of the pool. */
export function responseIn({ isSingle, isLeft }: PoolFigures, wait: TimeMix, work: TimeMix): TimeMix {
  // the wait ends where patience does: with work after it, that is no gamma variable by far
  if (isLeft && isExponential(work)) return sumByTail(wait, work)
  const response = sumOf(wait, work)
  if (!isSingle || !isExponential(work)) return response
  const asOne = coarse(response, 1)
  // not so where a limit or a balancer keeps waits short
  return isExponential(asOne, 0.25) ? asOne : response
}

const isExponential = (time: TimeMix, within = 1e-6) =>
  time.length === 1 && Math.abs(time[0]!.varianceS2 / time[0]!.meanS ** 2 - 1) < within

/** Moments of durations that come with different rates, those above the first in units of the mean. */
export interface MixedMoments {
  meanServiceS: number
  serviceScv: number
  serviceThird: number
}

export function mixedMoments(parts: readonly { ratePerS: number; time: TimeMix }[]): MixedMoments {
  const total = parts.reduce((sum, part) => sum + part.ratePerS, 0)
  let mean = 0
  let second = 0
  let third = 0
  for (const { ratePerS, time } of parts) {
    for (const part of time) {
      const { weight, meanS, varianceS2 } = part
      const share = total === 0 ? 0 : (weight * ratePerS) / total
      mean += share * meanS
      second += share * (varianceS2 + meanS ** 2)
      third += share * thirdMomentS3(part)
    }
  }
  if (mean === 0) return { meanServiceS: 0, serviceScv: 0, serviceThird: 1 }
  return { meanServiceS: mean, serviceScv: Math.max(0, second / mean ** 2 - 1), serviceThird: third / mean ** 3 }
}
