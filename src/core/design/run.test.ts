import { describe, expect, test } from 'vitest'
import { simulate, createRun } from './run'
import { type Design, emptyDesign } from './schema'

const options = { durationS: 20, warmupS: 5, seed: 3, replications: 1 }

/** Something of everything: balancer, services, cache, shards and replicas, queue and workers, retries, faults. */
const crowded: Design = {
  ...emptyDesign('crowded'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'lb', kind: 'load-balancer', config: { policy: 'least-connections' } },
    { id: 'api', kind: 'service', config: { instances: 3, serviceTime: { type: 'lognormal', meanS: 0.005, cv: 1.5 } } },
    { id: 'cache', kind: 'cache', config: { instances: 2, capacityItems: 500, policy: 'w-tinylfu', ttlS: 5 } },
    { id: 'router', kind: 'shard-router' },
    { id: 'left', kind: 'database', config: { replicas: 3, readFrom: 'any' } },
    { id: 'right', kind: 'database', config: { shards: 2, replicas: 2, replication: 'semi-sync' } },
    { id: 'queue', kind: 'queue', config: { ackTimeoutS: 2, maxDeliveries: 2 } },
    { id: 'work', kind: 'worker', config: { discipline: 'processor-sharing' } },
  ],
  links: [
    { id: 'l1', from: 'users', to: 'lb', timeoutS: 0.5, retries: { max: 2, budgetRatio: 0.2 } },
    { id: 'l2', from: 'lb', to: 'api', breaker: { failureRatio: 0.5, window: 50, openS: 1 } },
    { id: 'l3', from: 'api', to: 'cache' },
    { id: 'l4', from: 'api', to: 'router', step: 2, when: 'miss', latency: { type: 'exponential', meanS: 0.001 } },
    { id: 'l5', from: 'router', to: 'left' },
    { id: 'l6', from: 'router', to: 'right', lossRatio: 0.001 },
    { id: 'l7', from: 'api', to: 'queue', step: 3, requests: ['write'], mode: 'async', calls: 1.5 },
    { id: 'l8', from: 'queue', to: 'work' },
  ],
  requests: [
    {
      id: 'read',
      kind: 'read',
      from: 'users',
      arrivals: { type: 'poisson', ratePerS: 200 },
      keys: { count: 5000, zipf: 1 },
    },
    {
      id: 'write',
      kind: 'write',
      from: 'users',
      arrivals: { type: 'bursty', ratePerS: 40, burst: 4 },
      keys: { count: 5000, zipf: 1 },
    },
    {
      id: 'loop',
      from: 'users',
      arrivals: { type: 'closed', users: 5, thinkTime: { type: 'exponential', meanS: 0.5 } },
    },
  ],
  objectives: [{ id: 'o', metric: 'latency', request: 'read', percentile: 99, atMost: 0.2 }],
  faults: [
    { id: 'f1', kind: 'crash', target: 'left', instances: 1, atS: 4, forS: 4 },
    { id: 'f2', kind: 'slow', target: 'api', factor: 3, instances: 1, atS: 6, forS: 3 },
    { id: 'f3', kind: 'spike', request: 'read', factor: 2, atS: 8, forS: 2 },
    { id: 'f4', kind: 'cache-flush', target: 'cache', atS: 12 },
    { id: 'f5', kind: 'hot-key', request: 'read', share: 0.5, atS: 13, forS: 2 },
    { id: 'f6', kind: 'consumer-stop', target: 'work', atS: 10, forS: 3 },
    { id: 'f7', kind: 'crash', target: 'work', instances: 1, atS: 5, forS: 2 },
  ],
}

const expectNothingRun = (design: Design) => {
  const report = simulate(design, options)
  expect(report.events).toBe(0)
  expect(report.truncated).not.toBeNull()
  expect(report.findings.some(({ severity }) => severity === 'error')).toBe(true)
  return report
}

const hurtful = (ratePerS: number, config = {}): Design => ({
  ...emptyDesign('hurtful'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'api', kind: 'service', config: { queueLimit: null, ...config } },
  ],
  links: [{ id: 'l', from: 'users', to: 'api' }],
  requests: [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS } }],
})

/** Services side by side behind a balancer, so many blocks in all. */
const wide = (blocks: number): Design => {
  const ids = Array.from({ length: blocks - 2 }, (_, i) => `s${i}`)
  return {
    ...emptyDesign('wide'),
    blocks: [
      { id: 'users', kind: 'client' },
      { id: 'lb', kind: 'load-balancer' },
      ...ids.map((id) => ({ id, kind: 'service' })),
    ],
    links: [{ id: 'in', from: 'users', to: 'lb' }, ...ids.map((id, i) => ({ id: `l${i}`, from: 'lb', to: id }))],
    requests: [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS: 500 } }],
  }
}

describe('a run', () => {
  test('does the same things in the same order on every machine', () => {
    const run = createRun(crowded, options, { hashEvents: true })
    while (!run.step({ maxEvents: 1_000_000 }));
    // it changes with the order of events, which changes the engine's version, and with how a run numbers its jobs, which does not
    expect(run.eventHash()).toMatchInlineSnapshot(`"f70824c31e803a50"`)
    expect(run.finish().checks.map(({ passed }) => passed)).toEqual([true, true, true])
  })

  test('gives the same report when others take turns with it, half done or done', () => {
    const seeds = [1, 2, 3]
    const short = { ...options, durationS: 3, warmupS: 1 }
    const alone = seeds.map((seed) => simulate(crowded, { ...short, seed }))
    const runs = seeds.map((seed) => createRun(crowded, { ...short, seed }))
    for (let left = runs.length; left > 0; ) {
      left = 0
      // the first goes in the smallest steps, so that the others are done long before
      for (const [i, run] of runs.entries()) {
        if (!run.step({ maxEvents: 61 * (i + 1) })) left++
      }
    }
    expect(runs.map((run) => run.finish())).toEqual(alone)
  })

  test('gives the same report whether or not anybody looks at it meanwhile', () => {
    const short = { ...options, durationS: 3, warmupS: 1 }
    const unseen = simulate(crowded, short)
    const run = createRun(crowded, short)
    while (!run.step({ maxEvents: 997 })) run.progress()
    expect(run.finish()).toEqual(unseen)
  })

  test('gives the same report however it is sliced', () => {
    const whole = JSON.stringify(simulate(crowded, options))
    for (const maxEvents of [1, 997]) {
      const run = createRun(crowded, { ...options, durationS: 3 })
      while (!run.step({ maxEvents }));
      expect(JSON.stringify(run.finish())).toBe(JSON.stringify(simulate(crowded, { ...options, durationS: 3 })))
    }
    let clock = 0
    const run = createRun(crowded, options)
    while (!run.step({ maxMs: 5, now: () => clock++ })) run.progress()
    expect(JSON.stringify(run.finish())).toBe(whole)
  })

  test('tells how far it is, and what it knows so far', () => {
    const run = createRun(crowded, { ...options, replications: 2 })
    const ratios: number[] = []
    let partials = 0
    while (!run.step({ maxEvents: 2000 })) {
      const { ratio, partial } = run.progress()
      ratios.push(ratio)
      if (partial !== null) {
        partials++
        expect(partial.checks.every(({ passed }) => passed)).toBe(true)
      }
    }
    expect(ratios.every((ratio, i) => ratio >= 0 && ratio <= 1 && (i === 0 || ratio >= ratios[i - 1]!))).toBe(true)
    expect(partials).toBeGreaterThan(5)
    expect(run.progress().ratio).toBe(1)
  })

  test('can be stopped, and says that it was', () => {
    let slices = 0
    const report = simulate(crowded, { ...options, durationS: 1000 }, { shouldStop: () => ++slices > 3 })
    expect(report.truncated).toBe('stopped by the caller')
    expect(report.simulatedS).toBeLessThan(1000)
    expect(report.checks.every(({ passed }) => passed)).toBe(true)
  })

  test('puts replications together: more of them, narrower intervals', () => {
    const width = (replications: number) => {
      const [low, high] = simulate({ ...crowded, faults: [] }, { ...options, replications }).requests.read!.latencyS
        .meanCi95!
      return high - low
    }
    expect(width(6)).toBeLessThan(width(1))
    const two = simulate(crowded, { ...options, replications: 2 })
    expect(two.requests.read!.offered).toBeGreaterThan(7000)
    expect(two.simulatedS).toBe(20)
  })

  test('leaves the draws of other blocks alone when one is added', () => {
    const alone = simulate(crowded, { ...options, durationS: 5 })
    const more = simulate(
      { ...crowded, blocks: [{ id: 'new', kind: 'service' }, ...crowded.blocks] },
      { ...options, durationS: 5 },
    )
    expect(more.requests).toEqual(alone.requests)
  })

  test('writes down whole requests, slow ones and failures among them', () => {
    const { traces, requests } = simulate(crowded, options)
    expect(traces.length).toBeGreaterThan(5)
    expect(traces.length).toBeLessThanOrEqual(40)
    const slow = traces.filter(({ request, outcome }) => request === 'read' && outcome === 'completed')
    expect(Math.max(...slow.map(({ latencyS }) => latencyS))).toBeGreaterThan(requests.read!.latencyS.p99!)
    for (const trace of traces) {
      expect(trace.spans[0]).toMatchObject({ parent: -1, block: 'users', link: null, startS: trace.startS })
      trace.spans.forEach((span, i) => {
        expect(span.parent).toBeLessThan(i)
        if (span.endS !== null) expect(span.endS).toBeGreaterThanOrEqual(span.startS)
        if (span.parent >= 0) expect(span.startS).toBeGreaterThanOrEqual(trace.spans[span.parent]!.startS)
      })
    }
  })

  test('keeps counts that add up over the steps of the series', () => {
    const { series, requests } = simulate({ ...crowded, faults: [] }, options)
    const sum = (column: number[]) => Math.round(column.reduce((total, rate) => total + rate * series.stepS, 0))
    expect(series.requests.read!.offeredPerS).toHaveLength(Math.round(20 / series.stepS))
    expect(sum(series.requests.read!.offeredPerS)).toBe(requests.read!.offered)
    expect(sum(series.requests.read!.completedPerS)).toBe(requests.read!.completed)
  })
})

describe('a run that cannot be', () => {
  test('no client, no traffic', () => {
    expectNothingRun(emptyDesign('empty'))
    const report = simulate(
      {
        ...crowded,
        requests: [{ id: 'r', from: 'api', arrivals: { type: 'poisson', ratePerS: 1 } }],
        objectives: [],
        links: [],
        faults: [],
      },
      options,
    )
    expect(report.truncated).not.toBeNull()
  })

  test('a ring of calls that wait for each other', () => {
    const ring = { ...crowded, links: [...crowded.links, { id: 'back', from: 'left', to: 'api' }] }
    expect(expectNothingRun(ring).truncated).toMatch(/^cycle/)
  })

  test('a ring through a queue runs', () => {
    const ring = { ...crowded, links: [...crowded.links, { id: 'back', from: 'work', to: 'queue', calls: 0.5 }] }
    expect(simulate(ring, { ...options, durationS: 3 }).checks.every(({ passed }) => passed)).toBe(true)
  })

  test('what is no design at all', () => {
    const odd = {
      ...crowded,
      blocks: [
        { id: 'users', kind: 'client' },
        { id: 'api', kind: 'service', config: { instances: NaN } },
      ],
    }
    expectNothingRun(odd)
    expectNothingRun({} as Design)
    expectNothingRun({ blocks: 7, requests: [null] } as unknown as Design)
  })

  test('options out of range are a mistake of the program', () => {
    for (const wrong of [{ durationS: 0 }, { durationS: NaN }, { seed: 1.5 }, { replications: 0 }, { warmupS: -1 }]) {
      expect(() => simulate(crowded, { ...options, ...wrong })).toThrow(RangeError)
    }
  })
})

describe('a run that would not end', () => {
  test('stops at its cap on events', () => {
    const report = simulate(hurtful(1e9), options, { caps: { events: 50_000 } })
    expect(report.truncated).toBe('events')
    expect(report.findings.some(({ id }) => id === 'run-stopped')).toBe(true)
    // it did not get beyond its warm-up: nothing is known, and nothing is not a throughput of 0
    expect(report).toMatchObject({ simulatedS: 0, requests: { r: { throughputPerS: null, availability: null } } })
  })

  test('stops at its cap on jobs', () => {
    expect(simulate(hurtful(1e6), { ...options, warmupS: 0 }, { caps: { jobs: 20_000 } }).truncated).toBe('jobs')
  })

  test('stops at its cap on wall time', () => {
    let clock = 0
    const report = simulate(hurtful(1e6), options, { caps: { wallMs: 50 }, now: () => clock++ })
    expect(report.truncated).toBe('wall time')
  })

  test('stops where nothing takes time, after the same events however it is sliced', () => {
    const still = hurtful(1, { serviceTime: 0 })
    still.links[0] = { ...still.links[0]!, latency: 0 }
    still.requests[0]!.arrivals = { type: 'closed', users: 5, thinkTime: 0 }
    const report = simulate(still, options, { caps: { eventsOfAMoment: 10_000 } })
    expect(report.truncated).toBe('no time passes')
    expect(report.events).toBe(20_000)
    const run = createRun(still, options, { caps: { eventsOfAMoment: 10_000 } })
    while (!run.step({ maxEvents: 777 })) expect(run.ratio()).toBeLessThan(1)
    expect(run.finish()).toMatchObject({ truncated: 'no time passes', events: 20_000 })
    const [finding] = report.findings.filter(({ id }) => id === 'run-stopped')
    expect(finding!.fix).toContain('take time')
    // as many at one moment are fine when the clock goes on
    const crowd = hurtful(1, { queueLimit: 0 })
    crowd.requests[0]!.arrivals = { type: 'bursty', ratePerS: 5000, burst: 8000 }
    expect(simulate(crowd, options, { caps: { eventsOfAMoment: 10_000 } }).truncated).toBeNull()
  })

  test('counts pending events too', () => {
    const closed = hurtful(1)
    closed.requests[0]!.arrivals = { type: 'closed', users: 1_000_000, thinkTime: 100 }
    expect(simulate(closed, options, { caps: { jobs: 10_000 } }).truncated).toBe('events pending')
    // work that was broken off is over, but what would have ended it is still in the list
    const fragile = hurtful(2000, { instances: 1, concurrency: 100_000, serviceTime: 1000 })
    const crash = { kind: 'crash', target: fragile.blocks[1]!.id, forS: 0.1 } as const
    fragile.faults = Array.from({ length: 4 }, (_, i) => ({ ...crash, id: `crash${i}`, atS: 2 * (i + 1) }))
    const report = simulate(fragile, { ...options, warmupS: 0, durationS: 9 }, { caps: { jobs: 10_000 } })
    expect(report.truncated).toBe('events pending')
  })

  test('a retry storm without end stops at a cap, and is counted to the last request', () => {
    const storm = hurtful(1000, { instances: 1, concurrency: 1, serviceTime: 1 })
    storm.links[0] = {
      ...storm.links[0]!,
      timeoutS: 0.01,
      retries: { max: 100, backoff: { baseS: 0, jitter: 'none' } },
    }
    const report = simulate(storm, { ...options, warmupS: 0 }, { caps: { events: 500_000, jobs: 100_000 } })
    expect(['events', 'jobs']).toContain(report.truncated)
    expect(report.checks.every(({ passed }) => passed)).toBe(true)
    const { offered, completed, failed, inFlight } = report.requests.r!
    expect(offered).toBe(completed + failed.timeout + failed.rejected + failed.unavailable + failed.lost + inFlight)
  })

  test('work that takes no time at a high rate ends at the cap on events, or at its end', () => {
    const report = simulate(hurtful(1e7, { serviceTime: 0 }), { ...options, warmupS: 0 }, { caps: { events: 200_000 } })
    expect(report.truncated).toBe('events')
    expect(report.simulatedS).toBeGreaterThan(0)
    expect(report.checks.every(({ passed }) => passed)).toBe(true)
  })

  test('as many blocks as a design may have run, and more are refused', () => {
    const report = simulate(wide(5000), { ...options, durationS: 2, warmupS: 0 })
    expect(report.truncated).toBeNull()
    expect(report.requests.r!.completed).toBeGreaterThan(800)
    expectNothingRun(wide(5001))
  }, 60_000)

  test('a chain of thousands of blocks that take no time needs no stack', () => {
    const ids = Array.from({ length: 3000 }, (_, i) => `s${i}`)
    const chain: Design = {
      ...emptyDesign('chain'),
      blocks: [
        { id: 'users', kind: 'client' },
        ...ids.map((id) => ({ id, kind: 'service', config: { serviceTime: 0 } })),
      ],
      links: ids.map((id, i) => ({ id: `l${i}`, from: i === 0 ? 'users' : ids[i - 1]!, to: id, latency: 0 })),
      requests: [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS: 5 } }],
    }
    const report = simulate(chain, { ...options, durationS: 2, warmupS: 0 })
    expect(report.truncated).toBeNull()
    expect(report.requests.r!.completed).toBeGreaterThan(0)
  })
})
