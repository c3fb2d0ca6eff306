import { describe, expect, test } from 'vitest'
import { simulate } from './run'
import { type Design, emptyDesign, type Fault, type Link, type RequestClass } from './schema'

/** Failed requests as a sign of a fault, where requests fail now and then anyway. */

/** Runs in which a fault does nothing; a soak makes more of them. */
const SEEDS = Number(process.env.SOAK_SEEDS ?? 20)

interface Parts {
  faults: object[]
  /** Share of messages lost on the way to the service and back, whose callers give up after a tenth of a second. */
  lossRatio?: number
  requests?: RequestClass[]
  config?: object
  links?: Link[]
}

const read: RequestClass = { id: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS: 200 } }

const designOf = ({ faults, lossRatio = 0, requests = [read], config = {}, links = [] }: Parts): Design => ({
  ...emptyDesign('noticed'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'api', kind: 'service', config: { instances: 1, concurrency: 64, serviceTime: 0.01, ...config } },
    { id: 'other', kind: 'service', config: { instances: 1, concurrency: 64, serviceTime: 0.01 } },
  ],
  links: [{ id: 'ask', from: 'users', to: 'api', timeoutS: 0.1, lossRatio, requests: ['read'] }, ...links],
  requests,
  faults: faults.map((fault, i) => ({ id: `f${i}`, ...fault }) as Fault),
})

const noticed = (parts: Parts, seed = 1, durationS = 30) =>
  simulate(designOf(parts), { durationS, warmupS: 1, seed, replications: 1 }).faults

const seeds = Array.from({ length: SEEDS }, (_, i) => i + 1)
const errors = (ratio: number, target = 'api') => ({ kind: 'dependency-error', target, ratio, atS: 15, forS: 10 })
/** Too little to be seen. */
const harmless = { kind: 'slow', target: 'api', factor: 1.01, atS: 15, forS: 10 }

describe('failed requests', () => {
  test('where none failed before the first one is a sign', () => {
    const [fault] = noticed({ faults: [errors(0.5)] })
    expect(fault).toMatchObject({ detectedBy: 'failed-request' })
    // one of the first few of two hundred a second
    expect(fault!.detectedAfterS).toBeLessThan(0.05)
  })

  test('are a sign of a fault although some failed before, when there are more of them', () => {
    for (const lossRatio of [0.0005, 0.005, 0.05]) {
      const [fault] = noticed({ faults: [errors(0.5)], lossRatio })
      expect(fault).toMatchObject({ detectedBy: 'failed-request' })
      expect(fault!.detectedAfterS).toBeGreaterThan(0)
      // a hundred a second more
      expect(fault!.detectedAfterS).toBeLessThan(0.4)
    }
  })

  test('are no sign of a fault that changes nothing', () => {
    for (const lossRatio of [0.005, 0.1]) {
      const alarms = seeds.filter(
        (seed) => noticed({ faults: [harmless], lossRatio }, seed)[0]!.detectedAfterS !== null,
      )
      // one in a thousand may be, and never as many of so few
      expect(alarms.length).toBeLessThanOrEqual(1 + SEEDS / 200)
    }
  })

  test('that come in clusters are no sign of it either, unless there are more of them', () => {
    // one server that is busy nine tenths of the time and turns away whom it has no room for
    const config = { concurrency: 1, queueLimit: 10, serviceTime: { type: 'exponential', meanS: 0.0045 } }
    const alarms = seeds.filter((seed) => noticed({ faults: [harmless], config }, seed)[0]!.detectedAfterS !== null)
    expect(alarms.length).toBeLessThanOrEqual(1 + SEEDS / 50)
    for (const seed of seeds.slice(0, 5)) {
      const [fault] = noticed({ faults: [errors(0.5)], config }, seed)
      expect(fault).toMatchObject({ detectedBy: 'failed-request' })
      expect(fault!.detectedAfterS).toBeLessThan(3)
    }
  })

  test('of more traffic are no sign where the same share fails', () => {
    const spike = { kind: 'spike', request: 'read', factor: 4, atS: 15, forS: 10 }
    for (const seed of seeds.slice(0, 5))
      expect(noticed({ faults: [spike], lossRatio: 0.01 }, seed)[0]!.detectedAfterS).toBeNull()
  })

  test('of one class are seen although another fails all the time', () => {
    const rare: RequestClass = { ...read, id: 'rare', arrivals: { type: 'poisson', ratePerS: 2 } }
    const links = [{ id: 'seldom', from: 'users', to: 'other', requests: ['rare'] }]
    const [fault] = noticed({ faults: [errors(1, 'other')], lossRatio: 0.1, requests: [read, rare], links })
    expect(fault).toMatchObject({ detectedBy: 'failed-request' })
    expect(fault!.detectedAfterS).toBeLessThan(2)
  })

  test('tell of a second fault after a first one, and tell neither of the other', () => {
    const crash = { kind: 'crash', target: 'api', forS: 3 }
    const faults = [
      { ...crash, atS: 10 },
      { ...crash, atS: 20 },
    ]
    for (const fault of noticed({ faults, lossRatio: 0.01 })) {
      expect(fault.detectedBy).toBe('failed-request')
      expect(fault.detectedAfterS).toBeLessThan(0.3)
    }
    const during = noticed({ faults: [{ ...errors(0.5), atS: 5, forS: 25 }, harmless] })
    expect(during.map(({ detectedBy }) => detectedBy)).toEqual(['failed-request', null])
  })

  test('of a later fault are no sign of a cache that was flushed long before', () => {
    const { blocks, links, ...rest } = designOf({ faults: [] })
    const design: Design = {
      ...rest,
      blocks: [...blocks, { id: 'cache', kind: 'cache', config: {} }],
      links: [...links, { id: 'look', from: 'api', to: 'cache' }],
      requests: [{ ...read, keys: { count: 100, zipf: 0 } }],
      faults: [
        { id: 'flush', kind: 'cache-flush', target: 'cache', atS: 10 },
        { id: 'crash', kind: 'crash', target: 'api', atS: 20, forS: 5 },
      ],
    }
    const [flush, crash] = simulate(design, { durationS: 30, warmupS: 1, seed: 1, replications: 1 }).faults
    expect(flush).toMatchObject({ simulated: true, detectedAfterS: null })
    expect(crash).toMatchObject({ detectedBy: 'failed-request' })
  })
})
