import { describe, expect, test } from 'vitest'
import { erlangC } from '@/core/queueing/erlang'
import { scaleLoad } from './scale-load'
import { type Design, emptyDesign } from './schema'
import { createSweep, type SweepResult } from './sweep'
import { DEFAULT_SWEEP_OPTIONS, SWEEP_FACTORS, type SweepOptions } from './sweep-options'
import { keepsUp } from './sweep-marks'
import { failedText, sweepSentences } from './sweep-words'

function sweep(design: Design, options: Partial<SweepOptions> = {}): SweepResult {
  const going = createSweep(design, { ...DEFAULT_SWEEP_OPTIONS, ...options })
  while (!going.step({ maxEvents: 50_000 }));
  return going.result()
}

const SERVICE_S = 0.01

/** One station of `servers`, whose utilisation at its own load is a tenth, so that a load of 10 is all that it can do. */
const station = (servers: number, config: Record<string, unknown> = {}): Design => ({
  ...emptyDesign('station'),
  blocks: [
    { id: 'users', kind: 'client' },
    {
      id: 'api',
      kind: 'service',
      config: {
        instances: 1,
        concurrency: servers,
        serviceTime: { type: 'exponential', meanS: SERVICE_S },
        queueLimit: null,
        ...config,
      },
    },
  ],
  links: [{ id: 'l', from: 'users', to: 'api', latency: 0 }],
  requests: [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS: (0.1 * servers) / SERVICE_S } }],
  objectives: [{ id: 'fast', metric: 'latency', request: 'r', percentile: 99, atMost: 0.1 }],
})

/** Utilisation at which throughput over mean response time of M/M/c is the greatest, by trying them all. */
function kneeOfErlang(servers: number): number {
  let best = { rho: 0, power: 0 }
  for (let rho = 0.01; rho < 1; rho += 0.001) {
    const responseS = SERVICE_S * (1 + erlangC(servers, servers * rho) / (servers * (1 - rho)))
    if (rho / responseS > best.power) best = { rho, power: rho / responseS }
  }
  return best.rho
}

const UPWARDS = Array.from({ length: 13 }, (_, i) => i + 1)

describe('the knee', () => {
  test('as theory has it is at 1/2 for M/M/1, at the root of 1/3 for M/M/2, and further up for more servers', () => {
    expect(kneeOfErlang(1)).toBeCloseTo(1 / 2, 2)
    expect(kneeOfErlang(2)).toBeCloseTo(1 / Math.sqrt(3), 2)
    expect(kneeOfErlang(16)).toBeGreaterThan(kneeOfErlang(4))
  })

  test.each([1, 4, 16])('of M/M/%i is found, and where it saturates', (servers) => {
    const { marks } = sweep(station(servers), { factors: UPWARDS, requestsAPoint: 100_000 })
    const truth = 10 * kneeOfErlang(servers)
    expect(marks.knee!.between[0]).toBeLessThanOrEqual(truth)
    expect(marks.knee!.between[1]).toBeGreaterThanOrEqual(truth)
    expect(Math.abs(marks.knee!.factor / truth - 1)).toBeLessThan(0.15)
    expect(marks.capacity.upTo).toBeGreaterThan(9.4)
    expect(marks.capacity.notFrom).toBeLessThanOrEqual(10.5)
    expect(marks.capacity.block).toBe('api')
  })

  test('is not claimed where the load has not come to it', () => {
    const { marks } = sweep(station(1), { factors: [0.1, 0.5, 1, 2], requestsAPoint: 5000 })
    expect(marks).toMatchObject({ knee: null, capacity: { upTo: 2, notFrom: null, block: null } })
  })

  test('lies at the load that is served in full where nothing waits before', () => {
    const design = station(1, { serviceTime: SERVICE_S })
    design.requests[0]!.arrivals = { type: 'constant', ratePerS: 10 }
    const { marks } = sweep(design, { factors: [1, 4, 8, 9.9, 12, 16] })
    expect(marks.knee!.factor).toBeGreaterThan(9)
    expect(marks.knee!.factor).toBeLessThanOrEqual(marks.capacity.upTo!)
  })
})

describe('a sweep', () => {
  test('says up to where objectives hold, as closed forms have it', () => {
    // p99 of M/M/1 is ln 100 / (mu - lambda): 100 ms at a utilisation of 0.5395
    const { marks } = sweep(station(1), { requestsAPoint: 100_000, factors: UPWARDS })
    expect(marks.objectives).toMatchObject({ missed: ['fast'] })
    expect(marks.objectives!.upTo).toBeGreaterThan(4.9)
    expect(marks.objectives!.notFrom).toBeLessThan(5.9)
    expect(marks.objectives!.notFrom! / marks.objectives!.upTo!).toBeLessThan(1.06)
  })

  test('knows no latency beyond saturation, but the block and the errors', () => {
    const grows = sweep(station(1), { factors: [1, 20], requestsAPoint: 5000 }).points.at(-1)!
    expect(grows).toMatchObject({
      meanS: null,
      overloaded: ['api'],
      missed: ['fast'],
      bottleneck: { block: 'api' },
      busiest: { block: 'api' },
    })
    const turnsAway = sweep(station(1, { queueLimit: 10 }), { factors: [1, 20], requestsAPoint: 5000 }).points.at(-1)!
    expect(turnsAway.errorRatio).toBeGreaterThan(0.45)
    expect(turnsAway.errorRatio).toBeLessThan(0.55)
    expect(turnsAway.meanS).toBeGreaterThan(0.08)
  })

  test('waits through a queue that is longer than its points: what waits in it has not failed', () => {
    // 1000 that are served at 100 a second wait for 10 s, in which 2000 requests come
    const options = { factors: [1, 20], requestsAPoint: 2000 }
    const { points } = sweep(station(1, { queueLimit: 1000 }), options)
    expect(points.at(-1)!.errorRatio).toBeGreaterThan(0.45)
    expect(points.at(-1)!.errorRatio).toBeLessThan(0.55)
    expect(points.at(-1)!.throughputPerS! / 100).toBeCloseTo(1, 0)
  })

  test('says where a queue had not filled up: what waits in it fails later', () => {
    const design = station(1, { queueLimit: 30_000 })
    const said = (factors: number[]) =>
      sweepSentences(design, sweep(design, { factors, requestsAPoint: 20_000 })).join(' ')
    expect(said([1, 12])).toContain('Queues still grew at ×12')
    expect(said([1, 5])).not.toContain('still grew')
    const short = station(1, { queueLimit: 50 })
    const full = sweep(short, { factors: [1, 12], requestsAPoint: 20_000 })
    expect(sweepSentences(short, full).join(' ')).not.toContain('still grew')
  })

  test('counts as failed what has failed for sure where a queue still grew, and not what waits in it', () => {
    // nobody gets through the queue while it is measured; what is turned away before it fails at once
    const design = station(1, { queueLimit: null })
    design.blocks.push({ id: 'limit', kind: 'rate-limiter', config: { limit: 900, burst: 50 } })
    design.links = [
      { id: 'a', from: 'users', to: 'limit', latency: 0 },
      { id: 'b', from: 'limit', to: 'api', latency: 0 },
    ]
    const top = sweep(design, { factors: [1, 100], requestsAPoint: 10_000 }).points.at(-1)!
    expect(top.requests.r).toMatchObject({ growing: ['api'], throughputPerS: null })
    expect(top.requests.r!.errorRatio).toBeGreaterThan(0.05)
    expect(top.requests.r!.errorRatio).toBeLessThan(0.2)
    expect(failedText(top.requests.r!)).toMatch(/^≥ \d/)
  })

  test('has a growing queue in the way of those alone who come to it, be it only to leave a message', () => {
    const design = station(1, { queueLimit: null })
    design.blocks.push({ id: 'queue', kind: 'queue' }, { id: 'worker', kind: 'worker', config: { instances: 1 } })
    design.links = [
      { id: 'a', from: 'users', to: 'api', latency: 0, requests: ['r'] },
      { id: 'b', from: 'users', to: 'queue', latency: 0, requests: ['message'] },
      { id: 'c', from: 'queue', to: 'worker' },
    ]
    design.requests.push({ id: 'message', from: 'users', arrivals: { type: 'poisson', ratePerS: 500 } })
    const top = sweep(design, { factors: [1, 5], requestsAPoint: 5000 }).points.at(-1)!
    expect(top.growing).toContain('queue')
    expect(top.requests).toMatchObject({ r: { growing: [] }, message: { growing: ['queue'] } })
  })

  test('gives the same points however it is sliced, and the same again', () => {
    const design = station(4)
    const options = { ...DEFAULT_SWEEP_OPTIONS, requestsAPoint: 1000 }
    const coarse = createSweep(design, options)
    while (!coarse.step({ maxEvents: 1e6 }));
    const fine = createSweep(design, options)
    while (!fine.step({ maxEvents: 777 }));
    expect(fine.result()).toEqual(coarse.result())
    expect(fine.result().isWhole).toBe(true)
  })

  test('draws the same luck for every load: scaled time is all that differs', () => {
    const { points } = sweep(station(1), { factors: [1, 2], requestsAPoint: 5000 })
    expect(points[0]!.offeredPerS! * 2).toBeCloseTo(points[1]!.offeredPerS!, 9)
  })

  test('shows every load the same piece of a rate that changes over time', () => {
    const design = station(1)
    design.requests[0]!.arrivals = {
      type: 'trace',
      points: [
        [0, 0],
        [60, 20],
      ],
    } // prettier-ignore
    const { points } = sweep(design, { factors: [1, 4, 16, 64] })
    expect(points.map(({ simulatedS }) => simulatedS)).toEqual(points.map(() => 60))
    expect(points.at(-1)!.overloaded).toEqual(['api'])
    for (const { factor, offeredPerS } of points) expect(offeredPerS! / factor / 10).toBeCloseTo(1, 0)
  })

  test('is honest when it is stopped', () => {
    const going = createSweep(station(1), DEFAULT_SWEEP_OPTIONS)
    while (going.result().points.length < 3) going.step({ maxEvents: 10_000 })
    expect(going.result()).toMatchObject({ isWhole: false, problem: null })
    expect(going.ratio()).toBeLessThan(1)
  })

  test('leaves faults out, which happen at moments of a run', () => {
    const design = station(1)
    const faults: Design['faults'] = [{ id: 'f', kind: 'crash', target: 'api', atS: 0, forS: 1e5 }]
    const options = { factors: [1, 2], requestsAPoint: 1000 }
    expect(sweep({ ...design, faults }, options).points).toEqual(sweep(design, options).points)
  })

  test('lets the patience of callers run out, however short its points are', () => {
    const design = station(1)
    design.links[0]!.timeoutS = 1
    const top = sweep(design, { factors: [1, 100], requestsAPoint: 1000 }).points.at(-1)!
    expect(top.requests.r!.errorRatio).toBeGreaterThan(0.9)
  })

  test('lets a queue that jobs leave come to rest, also where the first to come are the last to leave', () => {
    const design = station(1, { discipline: 'lifo', waitLimit: { type: 'exponential', meanS: 1 } })
    const top = sweep(design, { factors: [1, 100], requestsAPoint: 1000 }).points.at(-1)!
    expect(top.growing).toEqual([])
    // nine of ten, and those that the end leaves waiting are not among them
    expect(top.requests.r!.errorRatio).toBeGreaterThan(0.8)
  })

  test('gives a design that makes many events of a request fewer requests', () => {
    const design = station(1, { concurrency: 100, serviceTime: 0.0001 })
    design.links[0]!.calls = 1000
    const { points, isWhole } = sweep(design, { factors: [1] })
    expect(isWhole).toBe(true)
    expect(points[0]!.truncated).toBeNull()
    expect(points[0]!.events).toBeLessThanOrEqual(2_000_000)
  })

  test('says of a cold cache that it was still filling', () => {
    const design = station(1)
    design.blocks.push({ id: 'cache', kind: 'cache', config: { capacityItems: 1_000_000 } })
    design.blocks.push({ id: 'store', kind: 'database' })
    design.links.push({ id: 'm', from: 'api', to: 'cache', step: 1 })
    design.links.push({ id: 'n', from: 'api', to: 'store', step: 2, when: 'miss' })
    design.requests[0]!.keys = { count: 100_000, zipf: 0.9 }
    expect(sweep(design, { factors: [1], requestsAPoint: 5000 }).points[0]!.filling).toEqual(['cache'])
  })

  test.each([
    ['no traffic', { ...station(1), requests: [] }],
    ['a design that is not valid', { ...station(1), links: [{ id: 'l', from: 'users', to: 'nobody' }] }],
  ])('of %s is over at once, and says why', (_, design) => {
    const result = sweep(design)
    expect(result.points).toEqual([])
    expect(result.problem).not.toBeNull()
    expect(result.isWhole).toBe(false)
  })

  test.each([[{ factors: [] }], [{ factors: [0] }], [{ requestsAPoint: 1 }], [{ requestsAPoint: NaN }]])(
    'refuses %j',
    (wrong) => {
      expect(() => sweep(station(1), wrong)).toThrow(RangeError)
    },
  )
})

test('loads run from a tenth to ten times, and one of them is the own', () => {
  expect([SWEEP_FACTORS[0], SWEEP_FACTORS[10], SWEEP_FACTORS.at(-1)]).toEqual([0.1, 1, 10])
})

test('a load is scaled in its rates and users, and in nothing else', () => {
  const design = station(1)
  const thinkTime = 1
  design.requests.push(
    { id: 'loop', from: 'users', arrivals: { type: 'closed', users: 5, thinkTime } },
    {
      id: 'day',
      from: 'users',
      arrivals: {
        type: 'trace',
        points: [
          [0, 1],
          [60, 2],
        ],
      },
    }, // prettier-ignore
  )
  const half = scaleLoad(design, 0.5)
  expect(half.requests.map(({ arrivals }) => arrivals)).toEqual([
    { type: 'poisson', ratePerS: 5 },
    { type: 'closed', users: 3, thinkTime },
    {
      type: 'trace',
      points: [
        [0, 0.5],
        [60, 1],
      ],
    }, // prettier-ignore
  ])
  expect({ ...half, requests: [] }).toEqual({ ...design, requests: [] })
})

test('failing more than at the lowest load is not keeping up', () => {
  const { points } = sweep(station(1), { factors: [1, 2], requestsAPoint: 1000 })
  expect(keepsUp({ ...points[1]!, errorRatio: 0.02 }, points[0]!)).toBe(false)
  expect(keepsUp({ ...points[1]!, errorRatio: 0.02 }, { ...points[0]!, errorRatio: 0.02 })).toBe(true)
})
