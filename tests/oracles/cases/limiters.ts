import { slidingCounterLoss } from '@/core/queueing/limiters'
import { md1k } from '@/core/queueing/md1'
import {
  casesOf,
  designOf,
  figuresOf,
  meanS,
  type OracleCase,
  poisson,
  queueOf,
  rejectRatio,
  throughput,
  type Trials,
} from '../trials'
import { numberAt, oracle } from '../vectors'

/** A limiter that takes no time of its own, before nothing. */
const limited = (ratePerS: number, config: Record<string, unknown>) =>
  designOf({
    blocks: { limiter: ['rate-limiter', { overhead: 0, countTime: 0, ...config }] },
    links: [['users', 'limiter']],
    arrivals: poisson(ratePerS),
  })
const P_reject = rejectRatio('limiter')

const tokenBuckets = casesOf(/^tokenbucket-/, (params, expected) => {
  const [ratePerS, limit, burst] = [numberAt(params, 'lambda_'), numberAt(params, 'rate'), numberAt(params, 'burst')]
  return {
    design: limited(ratePerS, { algorithm: 'token-bucket', limit, burst }),
    // few are refused where the bucket is large, so that it takes many requests
    trials: { durationS: 360_000 / Math.max(18, ratePerS) },
    theory: figuresOf(expected, { P_reject, accepted: throughput }),
  }
})

const windows = casesOf(/^(slidinglog|fixedwindow)-/, (params, expected, id) => {
  const isFixed = id.startsWith('fixed')
  const windowS = numberAt(params, 'window')
  return {
    design: limited(numberAt(params, 'lambda_'), {
      algorithm: isFixed ? 'fixed-window' : 'sliding-window-log',
      limit: numberAt(params, 'limit'),
      windowS,
    }),
    trials: { durationS: 4000 },
    theory: figuresOf(expected, {
      P_reject,
      ...(isFixed && { accepted_per_window: (report) => throughput(report)! * windowS }),
    }),
  }
})

const own = (name: string, design: OracleCase['design'], trials: Trials, theory: OracleCase['theory']): OracleCase => ({
  name,
  vectors: [],
  design,
  trials,
  theory,
})

const leaky = md1k(90, 0.01, 5)
const leakyBucket = own(
  'a leaky bucket keeps those it lets through as M/D/1/K does',
  limited(90, { algorithm: 'leaky-bucket', limit: 100, burst: 5 }),
  { durationS: 500 },
  {
    P_reject: { expected: leaky.pLoss, measure: P_reject },
    W: { expected: leaky.pWait * leaky.meanWaitS, measure: meanS },
    Lq: { expected: 90 * (1 - leaky.pLoss) * leaky.pWait * leaky.meanWaitS, measure: queueOf('limiter') },
  },
)

const slidingCounter = own(
  'a sliding window counter refuses nearly what its estimate says',
  limited(100, { algorithm: 'sliding-window-counter', limit: 100 }),
  { durationS: 1000 },
  { P_reject: { expected: slidingCounterLoss(100, 1, 100), bias: 0.1, measure: P_reject } },
)

/** Each of several instances with counts of its own sees its part of the traffic. */
const apart = [
  { counts: 'local', limit: 10 },
  { counts: 'local-share', limit: 50 },
].map((config) =>
  own(
    `five instances with counts of their own (${config.counts})`,
    limited(40, { algorithm: 'fixed-window', instances: 5, ...config }),
    { durationS: 4000 },
    { P_reject: { expected: numberAt(oracle('fixedwindow-8-10').expect, 'P_reject'), measure: P_reject } },
  ),
)

export const limiterCases: readonly OracleCase[] = [...tokenBuckets, ...windows, leakyBucket, slidingCounter, ...apart]
