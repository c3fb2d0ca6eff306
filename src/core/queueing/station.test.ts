import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchArrivalsInSystem } from './batch-arrivals'
import { type InstancesLoad, balancedStation } from './balanced-station'
import { erlangB, erlangC, mmc, mmcResponseQuantileS, mmcWaitQuantileS } from './erlang'
import { mmck } from './finite-queues'
import { hyperexponentialMoments, mg1 } from './mg1'
import { station } from './station'
import { meanS, tailOf } from './time-mix'

const exponential = { arrivalScv: 1, serviceScv: 1, serviceThird: 6, meanServiceS: 1, queueLimit: null }
const close = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected) + 1e-12)

describe('station', () => {
  it('is M/M/c at any load below 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (servers, load) => {
          const figures = station({ ...exponential, arrivalRatePerS: load * servers, servers })
          const expected = mmc(load * servers, 1, servers)
          close(figures.utilisation, load, 1e-12)
          close(figures.meanQueue!, expected.meanQueue, 1e-9)
          close(meanS(figures.waitS!), expected.meanWaitS, 1e-9)
          close(tailOf(figures.waitS!, 0), expected.pWait, 1e-9)
        },
      ),
    )
  })

  it('is M/M/c/K with a limit, above and below full load', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        (servers, queueLimit, load) => {
          const figures = station({ ...exponential, arrivalRatePerS: load * servers, servers, queueLimit })
          const expected = mmck(load * servers, 1, servers, servers + queueLimit)
          close(figures.pReject, expected.pBlock, 1e-4)
          close(figures.meanQueue!, expected.meanQueue, 1e-4)
          if (load < 1) close(meanS(figures.waitS!), expected.meanWaitS, 1e-6)
          else expect(figures.waitS).toBeNull()
        },
      ),
    )
  })

  it('is M/G/1 and M^X/M/1 with one server', () => {
    const alone = { arrivalRatePerS: 0.8, servers: 1, meanServiceS: 1, queueLimit: null }
    const general = station({ ...alone, arrivalScv: 1, serviceScv: 4, serviceThird: 45 })
    close(meanS(general.waitS!), mg1(0.8, hyperexponentialMoments([0.5, 0.5], [1, 1])).meanWaitS * 2.5, 1e-9)
    const batches = station({ ...alone, arrivalScv: 10, serviceScv: 1, serviceThird: 6 })
    close(batches.meanQueue! + 0.8, batchArrivalsInSystem(0.08, 10, 100, 1), 1e-9)
  })

  // the vector dm1-0.8
  it('is nearly D/M/1 for constant arrivals', () => {
    const paced = { arrivalRatePerS: 0.8, servers: 1, meanServiceS: 1, queueLimit: null, arrivalScv: 0 }
    close(meanS(station({ ...paced, serviceScv: 1, serviceThird: 6 }).waitS!), 1.69273083992, 0.01)
  })

  // ratios to the wait of M/M/c, each from a simulation of 3.8 million jobs with lognormal service times
  it.each([
    [2, 4, 0.85, 2.35],
    [4, 0.25, 0.7, 0.651],
    [4, 9, 0.85, 4.325],
    [8, 0, 0.7, 0.554],
    [8, 4, 0.7, 1.733],
    [16, 4, 0.85, 1.838],
    [32, 9, 0.85, 2.883],
  ])('waits with %i servers and an scv of %f at a load of %f as simulated', (servers, serviceScv, load, ratio) => {
    const lognormal = { ...exponential, serviceScv, serviceThird: (1 + serviceScv) ** 3 }
    const { meanWaitS } = mmc(load * servers, 1, servers)
    const wait = meanS(station({ ...lognormal, arrivalRatePerS: load * servers, servers }).waitS!)
    expect(Math.abs(wait - ratio * meanWaitS) / (1 + ratio * meanWaitS)).toBeLessThan(0.05)
  })

  // waits in service times, from the exact chain
  it.each([
    [2, 4, 0.5, 1.6111],
    [8, 10, 0.75, 2.0192],
    [8, 100, 0.5, 11.6593],
    [16, 8, 0.9, 2.2848],
    [32, 20, 0.75, 0.7833],
  ])('waits with %i servers and batches of %i at a load of %f as in M^X/M/c', (servers, arrivalScv, load, expected) => {
    const wait = meanS(station({ ...exponential, arrivalScv, arrivalRatePerS: load * servers, servers }).waitS!)
    expect(Math.abs(wait - expected) / (1 + expected)).toBeLessThan(0.06)
  })

  it('never turns away more than comes, nor keeps more than fits', () => {
    const scv = fc.double({ min: 0, max: 20, noNaN: true })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.option(fc.integer({ min: 0, max: 100 })),
        fc.double({ min: 0, max: 5, noNaN: true }),
        scv,
        scv,
        (servers, queueLimit, load, arrivalScv, serviceScv) => {
          const figures = station({
            arrivalRatePerS: load * servers,
            arrivalScv,
            meanServiceS: 1,
            serviceScv,
            serviceThird: (1 + serviceScv) * (1 + 2 * serviceScv),
            servers,
            queueLimit,
          })
          expect(figures.pReject).toBeGreaterThanOrEqual(0)
          expect(figures.pReject).toBeLessThanOrEqual(1)
          if (queueLimit !== null) expect(figures.meanQueue!).toBeLessThanOrEqual(queueLimit + 1e-9)
          else expect(figures.meanQueue === null).toBe(load >= 1)
          // what cannot be served must be turned away
          if (queueLimit !== null && load > 1) expect(figures.pReject).toBeGreaterThanOrEqual(1 - 1 / load - 1e-9)
          if (figures.waitS !== null) expect(meanS(figures.waitS)).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })
})

describe('Erlang formulas', () => {
  it('stay exact for more servers than are counted one by one', () => {
    for (const servers of [2001, 5000, 20_000]) {
      for (const load of [0.9, 0.99, 1, 1.2]) {
        // the recursion itself
        let blocked = 1
        for (let c = 1; c <= servers; c++) blocked = (load * servers * blocked) / (c + load * servers * blocked)
        close(erlangB(servers, load * servers), blocked, 1e-6)
      }
    }
  })

  it('have no jump where the recursion ends, nor where the limit of very many servers begins', () => {
    close(erlangC(2001, 0.99 * 2001), erlangC(2000, 0.99 * 2000), 2e-3)
    close(erlangC(1_000_001, 0.999 * 1_000_001), erlangC(1_000_000, 0.999 * 1_000_000), 5e-3)
    expect(erlangC(1e10, 0.9e10)).toBeLessThan(1e-12)
  })

  it('have no long run at full load and above', () => {
    expect(mmc(8, 1, 8)).toMatchObject({ utilisation: 1, pWait: 1, meanWaitS: Infinity, meanQueue: Infinity })
    expect(mmcWaitQuantileS(0.5, 9, 1, 8)).toBe(Infinity)
    expect(mmcResponseQuantileS(0.5, 9, 1, 8)).toBe(Infinity)
  })
})

const load = (spread: InstancesLoad['spread'], instances: number, servers: number, rho: number): InstancesLoad => ({
  ...exponential,
  arrivalRatePerS: rho * instances * servers,
  servers,
  instances,
  spread,
  spreadOver: instances,
})
const waitOf = (spread: InstancesLoad['spread'], instances: number, servers: number, rho: number) =>
  meanS(balancedStation(load(spread, instances, servers, rho)).waitS!)

describe('balancedStation', () => {
  // mean waits in service times, each from a simulation of 1.2 million jobs
  it.each([
    ['round-robin', 4, 1, 0.8, 2.239],
    ['round-robin', 8, 8, 0.9, 0.421],
    ['round-robin', 20, 4, 0.8, 0.289],
    ['least-connections', 4, 4, 0.9, 0.382],
    ['least-connections', 8, 1, 0.8, 0.449],
    ['least-connections', 20, 8, 0.95, 0.059],
    [{ bestOf: 2 }, 4, 1, 0.8, 1.316],
    [{ bestOf: 2 }, 20, 4, 0.9, 0.242],
    [{ bestOf: 2 }, 8, 8, 0.95, 0.261],
    [{ bestOf: 3 }, 20, 1, 0.8, 0.653],
    [{ bestOf: 3 }, 20, 4, 0.93, 0.229],
    [{ bestOf: 5 }, 4, 1, 0.8, 0.965],
    [{ bestOf: 5 }, 50, 2, 0.93, 0.334],
  ] as const)('%j over %i instances of %i at a load of %f waits %f', (spread, instances, servers, rho, simulated) => {
    const wait = waitOf(spread, instances, servers, rho)
    expect(Math.abs(wait - simulated) / (1 + simulated)).toBeLessThan(0.05)
  })

  it('waits least in one queue for all and most where instances are picked blindly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 50 }),
        fc.integer({ min: 1, max: 32 }),
        fc.double({ min: 0.05, max: 0.98, noNaN: true }),
        (instances, servers, rho) => {
          const [least, two, random] = (['least-connections', { bestOf: 2 }, 'random'] as const).map((spread) =>
            waitOf(spread, instances, servers, rho),
          )
          const pooled = mmc(rho * instances * servers, 1, instances * servers).meanWaitS
          expect(least!).toBeGreaterThanOrEqual(pooled * (1 - 1e-9))
          expect(two!).toBeGreaterThanOrEqual(least! * (1 - 1e-9))
          expect(random!).toBeGreaterThanOrEqual(two! * (1 - 1e-9))
        },
      ),
    )
  })

  it('is overloaded when its instances are, however they are picked', () => {
    for (const spread of ['random', 'round-robin', 'least-connections', { bestOf: 2 }] as const) {
      expect(balancedStation(load(spread, 4, 2, 1.3))).toMatchObject({ waitS: null, meanQueue: null })
    }
  })
})
