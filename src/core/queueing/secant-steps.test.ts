import { describe, expect, it } from 'vitest'
import { retryFixedPoint } from './retries'
import { mmck } from './finite-queues'
import { SecantSteps } from './secant-steps'

/** Where a number comes to rest, and after how many evaluations. */
function settle(g: (x: number) => number, from: number, most = 100): { x: number; evaluations: number } {
  const steps = new SecantSteps(1, 1e-9)
  steps.start(0, from)
  for (let evaluations = 1; evaluations <= most; evaluations++) {
    const x = steps.values[0]!
    const result = g(x)
    steps.step(0, result)
    if (Math.abs(result - x) <= 1e-9 * result) return { x: result, evaluations }
  }
  return { x: steps.values[0]!, evaluations: Infinity }
}

describe('steps along secants', () => {
  it.each([0.5, 0.95, -0.6, -3])('end a straight line of slope %f in four evaluations', (slope) => {
    const { x, evaluations } = settle((at) => Math.max(0, 10 + slope * (at - 10)), 9)
    expect(Math.abs(x - 10)).toBeLessThan(1e-7)
    expect(evaluations).toBeLessThanOrEqual(4)
  })

  it('go on plainly where nothing lies ahead', () => {
    expect(settle((x) => 1 + 1.5 * x, 0, 20).x).toBeGreaterThan(1.5 ** 19)
  })

  it('never lead below nothing', () => {
    const steps = new SecantSteps(1, 1e-9)
    steps.start(0, 1)
    for (const result of [5, 0.5, 3, 0, 0.1]) {
      steps.step(0, result)
      expect(steps.values[0]!).toBeGreaterThanOrEqual(0)
    }
  })

  it('find the lower of two loads that retries allow, as a system that starts idle does', () => {
    // ten servers whose rejected calls come again: quiet at first, and overloaded for good once they are so
    for (const arrivals of [6, 8, 9, 9.4]) {
      const healthy = retryFixedPoint(arrivals, 1, 10, 20, 3)
      const g = (offered: number) => {
        const p = mmck(offered, 1, 10, 20).pBlock
        return arrivals * (1 + p + p ** 2 + p ** 3)
      }
      expect(Math.abs(settle(g, arrivals).x / healthy.offeredPerS - 1)).toBeLessThan(1e-6)
    }
  })
})
