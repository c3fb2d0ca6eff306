import { describe, expect, it } from 'vitest'
import { fixedWindowAccepted, fixedWindowLoss } from './limiters'

/** E[min(N, limit)] of a Poisson variable, term by term. */
function acceptedOneByOne(mean: number, limit: number): number {
  let logP = -mean
  let accepted = 0
  let below = 0
  for (let n = 0; n < limit; n++) {
    accepted += n * Math.exp(logP)
    below += Math.exp(logP)
    logP += Math.log(mean / (n + 1))
  }
  return accepted + limit * (1 - below)
}

describe('a fixed window', () => {
  it.each([1, 2, 10, 2000, 50_000, 1_000_001])(
    'that lets %i through loses what the sum over all counts says',
    (limit) => {
      for (const load of [0.5, 0.99, 1, 1.01, 3]) {
        const mean = load * limit
        // above a million as a normal variable, whose error falls with the limit
        expect(fixedWindowAccepted(mean, 1, limit) / mean).toBeCloseTo(acceptedOneByOne(mean, limit) / mean, 6)
      }
    },
  )

  // counted one by one these would take minutes: the preview asks for one for every key of every round
  it('of any size is worked out at once', () => {
    for (let load = 0.1; load < 2; load += 0.1) {
      const loss = fixedWindowLoss(load * 1e8, 1, 1e8)
      expect(loss).toBeCloseTo(Math.max(0, 1 - 1 / load), 4)
    }
  })
})
