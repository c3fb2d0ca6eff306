import type { BlockPreview, Flow, FlowFigures } from '@/core/blocks/block-preview'
import { timeOfDistribution } from '@/core/blocks/time-of'
import { kOfN } from '@/core/queueing/availability'
import { fixedWindowLoss, slidingCounterLoss, slidingLogLoss, tokenBucketLoss } from '@/core/queueing/limiters'
import { md1k } from '@/core/queueing/md1'
import { popularityOf } from '@/core/queueing/popularity'
import { NO_TIME, oneOf, sumOf, type TimeMix } from '@/core/queueing/time-mix'
import { type RateLimiterConfig, shareOfLimit } from './config'

/**
 * What a limiter refuses of Poisson traffic, exact but for the sliding window counter. Bursts are not seen, nor that a limiter
 * forgets keys.
 */
export const rateLimiterPreview: BlockPreview<RateLimiterConfig> = {
  load: (config, load) => {
    const own = timeOfDistribution(config.overhead)
    const asking = config.counts === 'shared' ? sumOf(own, timeOfDistribution(config.countTime)) : own
    const verdicts = verdictsOn(config, load.flows)
    const offered = load.flows.reduce((sum, { ratePerS }) => sum + ratePerS, 0)
    const passed = load.flows.reduce((sum, { ratePerS }, i) => sum + ratePerS * (1 - verdicts[i]!.pReject), 0)
    const isQueue = config.algorithm === 'leaky-bucket'
    const queue = load.flows.reduce((sum, { ratePerS }, i) => {
      const { pReject, wait } = verdicts[i]!
      return sum + ratePerS * (1 - pReject) * wait.reduce((mean, part) => mean + part.weight * part.meanS, 0)
    }, 0)
    return {
      utilisation: null,
      peakUtilisation: null,
      queueLength: isQueue ? queue : null,
      backlog: 0,
      carried: offered === 0 ? 1 : passed / offered,
      flows: verdicts.map(({ pReject, wait }): FlowFigures => ({ pReject, time: sumOf(asking, wait) })),
    }
  },
  availability: (config, _, instanceUp) => kOfN(1, config.instances, instanceUp),
}

interface Verdict {
  pReject: number
  /** Of those let through. */
  wait: TimeMix
}

/** What each flow meets: a flow without keys counts with all others that have none. */
function verdictsOn(config: RateLimiterConfig, flows: readonly Flow[]): Verdict[] {
  const keyed = config.countBy === 'all' ? [] : flows.filter(({ keys }) => keys !== null)
  const together = flows.reduce((sum, flow) => sum + (keyed.includes(flow) ? 0 : flow.ratePerS), 0)
  const ofOthers = verdictAt(config, together)
  if (keyed.length === 0) return flows.map(() => ofOthers)
  const { items, shares } = popularityOf(keyed.map(({ keys }) => keys!))
  const ofGroups = Array.from(items, (count, g) => {
    return verdictAt(config, keyed.reduce((sum, { ratePerS }, k) => sum + ratePerS * shares[k]![g]!, 0) / count)
  })
  return flows.map((flow) => {
    const own = shares[keyed.indexOf(flow)]
    return own === undefined ? ofOthers : mixed([...own].map((share, g) => ({ share, verdict: ofGroups[g]! })))
  })
}

function mixed(parts: readonly { share: number; verdict: Verdict }[]): Verdict {
  const pReject = parts.reduce((sum, { share, verdict }) => sum + share * verdict.pReject, 0)
  const wait = oneOf(parts.map(({ share, verdict }) => ({ chance: share * (1 - verdict.pReject), time: verdict.wait })))
  return { pReject: Math.min(1, pReject), wait }
}

/** One count, or those of all instances, each of which gets its part of the traffic at random. */
function verdictAt(config: RateLimiterConfig, ratePerS: number): Verdict {
  if (config.counts === 'shared') return verdictOf(config, ratePerS, 0)
  const each = ratePerS / config.instances
  const first = verdictOf(config, each, 0)
  if (config.counts === 'local') return first
  // the first instances may have one request more than the last ones
  const last = verdictOf(config, each, config.instances - 1)
  const larger = (config.limit % config.instances) / config.instances
  return mixed([
    { share: larger, verdict: first },
    { share: 1 - larger, verdict: last },
  ])
}

function verdictOf(config: RateLimiterConfig, ratePerS: number, instance: number): Verdict {
  const { limit, burst } = shareOfLimit(config, instance)
  const { windowS, algorithm } = config
  if (ratePerS === 0) return { pReject: 0, wait: NO_TIME }
  if (limit === 0) return { pReject: 1, wait: NO_TIME }
  switch (algorithm) {
    case 'token-bucket':
      return { pReject: positive(tokenBucketLoss(ratePerS, limit / windowS, burst)), wait: NO_TIME }
    case 'leaky-bucket': {
      const { pLoss, pWait, meanWaitS, waitVarianceS2 } = md1k(ratePerS, windowS / limit, burst)
      const waiting = [{ weight: 1, meanS: meanWaitS, varianceS2: waitVarianceS2 }]
      const wait = oneOf([
        { chance: 1 - pWait, time: NO_TIME },
        { chance: pWait, time: waiting },
      ])
      return { pReject: positive(pLoss), wait }
    }
    case 'fixed-window':
      return { pReject: positive(fixedWindowLoss(ratePerS, windowS, limit)), wait: NO_TIME }
    case 'sliding-window-log':
      return { pReject: positive(slidingLogLoss(ratePerS, windowS, limit)), wait: NO_TIME }
    case 'sliding-window-counter':
      return { pReject: positive(slidingCounterLoss(ratePerS, windowS, limit)), wait: NO_TIME }
  }
}

/** What is 0 may come out a rounding below it. */
const positive = (loss: number) => Math.max(0, loss)
