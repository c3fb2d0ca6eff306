import { describe, test } from 'vitest'
import { slidingCounterLoss } from '@/core/queueing/limiters'
import { md1k } from '@/core/queueing/md1'
import { designOf, expectTheory, meanS, poisson, rejectRatio, throughput } from './sim-trials'
import { numberAt, oracle, oracleVectors } from './vectors'

const idsOf = (pattern: RegExp) => oracleVectors.map(({ id }) => id).filter((id) => pattern.test(id))

/** A limiter that takes no time of its own, before nothing. */
const limited = (ratePerS: number, config: Record<string, unknown>) =>
  designOf({
    blocks: { limiter: ['rate-limiter', { overhead: 0, countTime: 0, ...config }] },
    links: [['users', 'limiter']],
    arrivals: poisson(ratePerS),
  })

const refusing = (expected: number, bias?: number) => ({
  P_reject: { expected, ...(bias && { bias }), measure: rejectRatio('limiter') },
})

describe('rate limiters hit theory', () => {
  test.each(idsOf(/^tokenbucket-/))('%s', (id) => {
    const { params, expect: expected } = oracle(id)
    const [ratePerS, limit, burst] = [numberAt(params, 'lambda_'), numberAt(params, 'rate'), numberAt(params, 'burst')]
    expectTheory(
      limited(ratePerS, { algorithm: 'token-bucket', limit, burst }),
      // few are refused where the bucket is large, so that it takes many requests
      { durationS: 360_000 / Math.max(18, ratePerS) },
      {
        ...refusing(numberAt(expected, 'P_reject')),
        accepted: { expected: numberAt(expected, 'accepted'), measure: throughput },
      },
    )
  })

  test.each(idsOf(/^(slidinglog|fixedwindow)-/))('%s', (id) => {
    const { params, expect: expected } = oracle(id)
    const algorithm = id.startsWith('fixed') ? 'fixed-window' : 'sliding-window-log'
    const windowS = numberAt(params, 'window')
    const limit = numberAt(params, 'limit')
    expectTheory(
      limited(numberAt(params, 'lambda_'), { algorithm, limit, windowS }),
      { durationS: 4000 },
      {
        ...refusing(numberAt(expected, 'P_reject')),
        ...('accepted_per_window' in expected && {
          accepted_per_window: {
            expected: numberAt(expected, 'accepted_per_window'),
            measure: (report) => throughput(report) * windowS,
          },
        }),
      },
    )
  })

  test('a leaky bucket keeps those it lets through as M/D/1/K does', () => {
    const { pLoss, pWait, meanWaitS } = md1k(90, 0.01, 5)
    expectTheory(
      limited(90, { algorithm: 'leaky-bucket', limit: 100, burst: 5 }),
      { durationS: 500 },
      {
        ...refusing(pLoss),
        W: { expected: pWait * meanWaitS, measure: meanS },
        Lq: {
          expected: 90 * (1 - pLoss) * pWait * meanWaitS,
          measure: (report) => report.blocks.limiter!.queueLength.mean,
        },
      },
    )
  })

  test('a sliding window counter refuses nearly what its estimate says', () => {
    expectTheory(
      limited(100, { algorithm: 'sliding-window-counter', limit: 100 }),
      { durationS: 1000 },
      refusing(slidingCounterLoss(100, 1, 100), 0.1),
    )
  })

  test('each of several instances with counts of its own sees its part of the traffic', () => {
    const { P_reject: expected } = oracle('fixedwindow-8-10').expect as { P_reject: number }
    expectTheory(
      limited(40, { algorithm: 'fixed-window', limit: 10, counts: 'local', instances: 5 }),
      { durationS: 4000 },
      refusing(expected),
    )
    expectTheory(
      limited(40, { algorithm: 'fixed-window', limit: 50, counts: 'local-share', instances: 5 }),
      { durationS: 4000 },
      refusing(expected),
    )
  })
})
