import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type InstancesLoad, balancedStation } from './balanced-station'
import { erlangB, erlangC, mmc, mmcResponseQuantileS, mmcWaitQuantileS } from './erlang'
import { mmck } from './finite-queues'
import { allenCunneen } from './gg'
import { station } from './station'
import { meanS, tailOf } from './time-mix'

const exponential = { arrivalScv: 1, serviceScv: 1, meanServiceS: 1, queueLimit: null }
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

  it('is Allen-Cunneen for arrivals as bursty as Poisson, and more', () => {
    const load = { arrivalRatePerS: 6.4, servers: 8, meanServiceS: 1, queueLimit: null, arrivalScv: 3, serviceScv: 4 }
    close(meanS(station(load).waitS!), allenCunneen(6.4, 1, 8, 3, 4).meanWaitS, 1e-9)
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
    ['power-of-two', 4, 1, 0.8, 1.316],
    ['power-of-two', 20, 4, 0.9, 0.242],
    ['power-of-two', 8, 8, 0.95, 0.261],
  ] as const)('%s over %i instances of %i at a load of %f waits %f', (spread, instances, servers, rho, simulated) => {
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
          const [least, two, random] = (['least-connections', 'power-of-two', 'random'] as const).map((spread) =>
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
    for (const spread of ['random', 'round-robin', 'least-connections', 'power-of-two'] as const) {
      expect(balancedStation(load(spread, 4, 2, 1.3))).toMatchObject({ waitS: null, meanQueue: null })
    }
  })
})
