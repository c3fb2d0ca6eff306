import { describe, expect, test } from 'vitest'
import { meanInterval } from '@/core/stats/mean-interval'
import { type ComparisonResult, createComparison } from './compare'
import { type ComparedMetric, metricKey } from './compared-metric'
import { differenceText, verdictOf } from './compare-words'
import { designDifferences } from './design-differences'
import { simulate } from './run'
import { type Design, emptyDesign } from './schema'

const OPTIONS = { durationS: 20, warmupS: 5, seed: 7, replications: 10 }

function compare(before: Design, after: Design, options = OPTIONS): ComparisonResult {
  const going = createComparison(before, after, options)
  while (!going.step({ maxEvents: 50_000 }));
  return going.result()
}

const metric = (result: ComparisonResult, key: string): ComparedMetric =>
  result.metrics.find((each) => metricKey(each) === key)!

interface Settings {
  instances?: number
  meanS?: number
  ratePerS?: number
  queueLimit?: number | null
}

const design = ({ instances = 2, meanS = 0.01, ratePerS = 100, queueLimit = null }: Settings = {}): Design => ({
  ...emptyDesign('service'),
  blocks: [
    { id: 'users', kind: 'client', x: 0 },
    {
      id: 'api',
      kind: 'service',
      name: 'API',
      config: { instances, concurrency: 1, serviceTime: { type: 'exponential', meanS }, queueLimit },
    },
    { id: 'store', kind: 'database', name: 'Store' },
  ],
  links: [
    { id: 'l', from: 'users', to: 'api' },
    { id: 'm', from: 'api', to: 'store' },
  ],
  requests: [{ id: 'r', name: 'Read', from: 'users', arrivals: { type: 'poisson', ratePerS } }],
})

/** M/M/1 at 50 requests a second, and nothing else. */
function alone(meanS: number): Design {
  const made = design({ instances: 1, meanS, ratePerS: 50 })
  return { ...made, blocks: made.blocks.slice(0, 2), links: [{ ...made.links[0]!, latency: 0 }] }
}

const meanLatencyS = (which: Design, seed: number) =>
  simulate(which, { ...OPTIONS, seed, replications: 1 }).requests.r!.latencyS.mean!

const words = (result: ComparisonResult, key: string) => verdictOf(metric(result, key)).text
const plain = (text: string) => text.replaceAll('\u202f', ' ')

describe('a comparison', () => {
  test('of a design with itself finds no difference, anywhere, to the last bit', () => {
    const { metrics, replicationsDone, problem } = compare(design(), structuredClone(design()))
    expect({ replicationsDone, problem }).toEqual({ replicationsDone: 10, problem: null })
    expect(metrics.length).toBeGreaterThanOrEqual(8)
    for (const { difference, interval, verdict } of metrics) {
      expect({ difference, interval, verdict }).toEqual({ difference: 0, interval: [0, 0], verdict: 'none' })
    }
  })

  test('of more instances finds a lower p99, with an interval that leaves 0 out', () => {
    const p99 = metric(compare(design({ instances: 2 }), design({ instances: 4 })), 'p99 request r')
    expect(p99.verdict).toBe('lower')
    expect(p99.interval![1]).toBeLessThan(0)
    expect(p99.difference).toBeCloseTo(p99.after! - p99.before!, 12)
  })

  test('finds the difference that theory gives', () => {
    // 1 / (mu - lambda): 20 ms and 10 ms
    const mean = metric(compare(alone(0.01), alone(1 / 150), { ...OPTIONS, durationS: 100 }), 'mean request r')
    expect(mean.interval![0]).toBeLessThan(-0.01)
    expect(mean.interval![1]).toBeGreaterThan(-0.01)
    expect(mean.interval![1] - mean.interval![0]).toBeLessThan(0.002)
  })

  test('under the same streams has an interval for which others would take twice the runs', () => {
    const [before, after] = [design({ meanS: 0.01 }), design({ meanS: 0.0095 })]
    const replications = 40
    const paired = metric(compare(before, after, { ...OPTIONS, replications }), 'mean request r').interval!
    const differences = Array.from(
      { length: replications },
      (_, i) => meanLatencyS(after, 1000 + i) - meanLatencyS(before, 2000 + i),
    )
    const unpaired = meanInterval(differences).interval!
    expect(paired[1] - paired[0]).toBeLessThan(Math.SQRT1_2 * (unpaired[1] - unpaired[0]))
  })

  test('says that no difference was found, and how large one could be, where there is none to be found', () => {
    // another seed of the same thing: a block whose id, and so whose streams, are others
    const other: Design = JSON.parse(JSON.stringify(design()).replaceAll('"api"', '"service"')) as Design
    const mean = metric(compare(design(), other), 'mean request r')
    expect(mean.verdict).toBe('none')
    expect(mean.interval![0]).toBeLessThan(0)
    expect(mean.interval![1]).toBeGreaterThan(0)
  })

  test('knows nothing of a latency that grows for ever, rather than something wrong', () => {
    const result = compare(design(), design({ instances: 1 }))
    const p99 = metric(result, 'p99 request r')
    expect(p99).toMatchObject({ after: null, difference: null, interval: null, verdict: 'unknown' })
    expect(p99.before).not.toBeNull()
    expect(metric(result, 'utilisation block api').verdict).toBe('higher')
  })

  test('pairs replication by replication with the runs of that number', () => {
    const result = compare(design(), design(), { ...OPTIONS, replications: 2 })
    const { utilisation } = simulate(design(), { ...OPTIONS, replications: 2 }).blocks.api!
    expect(metric(result, 'utilisation block api').before).toBeCloseTo(utilisation!, 12)
  })

  test('finds no difference of throughput between a fast and a slow design that answer everything', () => {
    const throughput = metric(compare(design({ instances: 2 }), design({ instances: 8 })), 'throughput request r')
    expect(throughput.verdict).toBe('none')
    expect(throughput.before).toBeGreaterThan(95)
  })

  test('gives the same however it is sliced, and figures of whole pairs on the way', () => {
    const going = createComparison(design(), design({ instances: 3 }), OPTIONS)
    while (going.result().replicationsDone < 2) going.step({ maxEvents: 1000 })
    expect(going.ratio()).toBeLessThan(0.5)
    expect(metric(going.result(), 'mean request r').interval).not.toBeNull()
    while (!going.step({ maxEvents: 1000 }));
    expect(going.result()).toEqual(compare(design(), design({ instances: 3 })))
    expect(going.ratio()).toBe(1)
  })

  test('compares what both have', () => {
    const less = { ...design(), blocks: design().blocks.slice(0, 2), links: design().links.slice(0, 1) }
    expect(compare(design(), less).metrics.map(metricKey)).not.toContain('utilisation block store')
  })

  test('with a design that cannot run says which', () => {
    const broken = { ...design(), links: [{ id: 'l', from: 'users', to: 'nobody' }] }
    expect(compare(design(), broken)).toMatchObject({ metrics: [], problem: 'after: the design is not valid' })
  })

  test.each([0, 1, 1.5, NaN])('refuses %d replications', (replications) => {
    expect(() => compare(design(), design(), { ...OPTIONS, replications })).toThrow(RangeError)
  })
})

describe('differences of designs', () => {
  test('none, where only places, titles and written-out defaults differ', () => {
    const after = structuredClone(design())
    after.title = 'moved'
    after.blocks[0]!.x = 400
    after.blocks[2]!.config = { replicas: 1, shards: 1 }
    const before = structuredClone(design())
    before.blocks[2]!.config = { shards: 1, replicas: 1 }
    expect(designDifferences(before, after)).toEqual([])
  })

  test('a line each, with the words of the screens', () => {
    const after = design({ instances: 4, ratePerS: 200, meanS: 0.02 })
    after.blocks[2] = { id: 'cache', kind: 'cache', name: 'Cache' }
    after.links[0]!.timeoutS = 0.5
    after.links[0]!.retries = { max: 2 }
    after.links[1] = { id: 'n', from: 'api', to: 'cache' }
    after.objectives = [{ id: 'o', metric: 'latency', request: 'r', percentile: 99, atMost: 0.2 }]
    after.faults = [{ id: 'f', kind: 'crash', target: 'api', atS: 1, forS: 2 }]
    expect(designDifferences(design(), after).map(plain)).toEqual([
      'Removed Store',
      'API: instances 2 → 4',
      'API: service time mean 10 ms → 20 ms',
      'Added Cache',
      'Removed link API → Store',
      'link Client → API: timeout not set → 500 ms',
      'link Client → API: retries not set → max 2',
      'Added link API → Cache',
      'Read: arrivals rate 100/s → 200/s',
      'Added objective p99 of Read',
      'Added fault crash',
    ])
  })

  test('another type of distribution is told whole', () => {
    const after = design()
    after.blocks[1]!.config = { ...after.blocks[1]!.config, serviceTime: 0.02, queueLimit: 10 }
    expect(designDifferences(design(), after).map(plain)).toEqual([
      'API: service time exponential, mean 10 ms → 20 ms',
      'API: queue limit none → 10',
    ])
  })
})

describe('words of a comparison', () => {
  test('say which way and whether that is better, or that there is no difference', () => {
    const more = compare(design({ instances: 2 }), design({ instances: 4 }))
    expect(words(more, 'p99 request r')).toBe('Lower, better')
    expect(words(more, 'utilisation block api')).toBe('Lower')
    expect(words(compare(design(), design()), 'p99 request r')).toBe('No difference: the same in every run')
    const busier = compare(design(), design({ instances: 1 }))
    expect(words(busier, 'p99 request r')).toMatch(/^Not comparable: after some run has no such figure/)
    expect(words(busier, 'throughput request r')).toBe('Lower, worse')
  })

  test('give differences a sign and a unit, of ratios points', () => {
    expect(plain(differenceText('p99', -0.0123))).toBe('−12.3 ms')
    expect(plain(differenceText('availability', 0.0005))).toBe('+0.05 points')
    expect(plain(differenceText('cost', 120))).toBe('+$120 / month')
    expect(differenceText('throughput', 0)).toBe('0/s')
    expect(differenceText('mean', null)).toBe('—')
  })
})
