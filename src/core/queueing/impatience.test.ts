import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangA } from './finite-queues'
import { impatientQueue } from './impatience'
import { mm1WithDeadline } from './mm1'
import { mmc } from './erlang'
import { constantTime, meanS, secondMomentS2, timeOf, type TimeMix } from './time-mix'

const exponentialWork = { variability: 1, oftener: 1 }
const queue = (arrivalRatePerS: number, servers: number, patience: TimeMix, meanServiceS = 1) =>
  impatientQueue({ arrivalRatePerS, meanServiceS, servers, patience, ...exponentialWork })

const close = (actual: number, expected: number, within: number) =>
  expect(Math.abs(actual - expected), `${actual} instead of ${expected}`).toBeLessThanOrEqual(
    within * Math.abs(expected) + 1e-9,
  )

const servers = fc.integer({ min: 1, max: 40 })
const load = fc.double({ min: 0.2, max: 3, noNaN: true })

describe('a queue that jobs leave', () => {
  it('is Erlang A where patience is exponential', () => {
    fc.assert(
      fc.property(servers, load, fc.double({ min: 0.05, max: 20, noNaN: true }), (c, rho, patienceS) => {
        const figures = queue(rho * c, c, timeOf(patienceS, 1))
        const expected = erlangA(rho * c, 1, c, 1 / patienceS)
        close(figures.pWait, expected.pWait, 0.005)
        close(figures.meanQueue, expected.meanQueue, 0.01)
        close(figures.pLeave, expected.pAbandon, 0.02)
      }),
      { numRuns: 60, seed: 1 },
    )
  })

  it('is M/M/1+D where all wait for the same time', () => {
    fc.assert(
      fc.property(load, fc.double({ min: 0.01, max: 20, noNaN: true }), (rho, deadlineS) => {
        const { pLeave, pWait } = queue(rho, 1, constantTime(deadlineS))
        const expected = mm1WithDeadline(rho, 1, deadlineS)
        close(pLeave, expected.pAbandon, 1e-6)
        close(pWait, expected.utilisation, 1e-6)
      }),
      { numRuns: 60, seed: 2 },
    )
  })

  it('is M/M/c where nobody leaves', () => {
    const { pLeave, pWait, meanQueue, waitS } = queue(6.4, 8, constantTime(1e6))
    const expected = mmc(6.4, 1, 8)
    expect(pLeave).toBeLessThan(1e-12)
    close(pWait, expected.pWait, 1e-6)
    close(meanQueue, expected.meanQueue, 0.001)
    close(meanS(waitS), expected.meanWaitS, 0.001)
  })

  it('keeps its own laws: what is served is what the servers do, and nobody served has waited for longer than the limit', () => {
    fc.assert(
      fc.property(servers, load, fc.double({ min: 0.05, max: 5, noNaN: true }), (c, rho, limitS) => {
        const { pLeave, pWait, meanQueue, waitS } = queue(rho * c, c, constantTime(limitS))
        expect(pLeave).toBeGreaterThanOrEqual(Math.max(0, 1 - 1 / rho) - 1e-9)
        expect(pLeave).toBeLessThanOrEqual(pWait + 1e-12)
        expect(meanS(waitS)).toBeLessThanOrEqual(limitS)
        expect(waitS.length).toBeLessThanOrEqual(6)
        close(
          waitS.reduce((sum, part) => sum + part.weight, 0),
          1,
          1e-9,
        )
        // Little: those who wait are those who will be served and those who will not
        close(meanQueue, rho * c * ((1 - pLeave) * meanS(waitS) + pLeave * limitS), 0.01)
        const varianceS2 = secondMomentS2(waitS) - meanS(waitS) ** 2
        expect(varianceS2).toBeLessThanOrEqual(limitS ** 2 / 4 + 1e-9)
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  it('says how often a queue is so long', () => {
    // Erlang A is a birth-death chain: an arrival finds ten waiting or more as often as they do
    const figures = queue(12, 8, timeOf(2, 1))
    expect(figures.pFinds(1)).toBeLessThan(figures.pWait)
    expect(figures.pFinds(10)).toBeGreaterThan(figures.pFinds(20))
    expect(figures.pFinds(60)).toBeLessThan(1e-6)
  })

  it('has an answer at every scale', () => {
    for (const [rate, c, meanServiceS] of [
      [1e6, 1e4, 0.01],
      [1e-3, 1, 1e-3],
      [1e9, 1, 1],
    ] as const) {
      const { pLeave, meanQueue, waitS } = queue(rate, c, constantTime(0.1), meanServiceS)
      for (const value of [pLeave, meanQueue, meanS(waitS)]) expect(Number.isFinite(value)).toBe(true)
    }
  })
})
