import { describe, expect, it } from 'vitest'
import { mmc } from '@/core/queueing/erlang'
import { cheLru, zipfShares } from '@/core/queueing/hit-ratio'
import { type Preview, previewDesign } from './preview'
import { database, design, deviation, MEAN_S, poisson, service } from './preview-designs'
import type { TimeDistribution } from '@/core/random/distribution'
import type { RequestClass } from './schema'

const close = (actual: number | null | undefined, expected: number, relative = 1e-6) =>
  expect(deviation(actual, expected)).toBeLessThan(relative)

const balanced = (policy: string, ratePerS: number, instances: number): Preview =>
  previewDesign(
    design({
      blocks: [
        { id: 'lb', kind: 'load-balancer', config: { policy, overhead: 0 } },
        service('a', { instances: instances / 2 }),
        service('b', { instances: instances / 2 }),
      ],
      links: [
        { from: 'users', to: 'lb' },
        { from: 'lb', to: 'a' },
        { from: 'lb', to: 'b' },
      ],
      requests: [poisson(ratePerS)],
    }),
  )

describe('a load balancer', () => {
  it('at random makes M/M/1 of every instance', () => {
    const { requests, blocks } = balanced('random', 320, 4)
    close(blocks.a?.arrivalsPerS, 160)
    close(requests.r0?.meanS, mmc(80, 100).meanResponseS)
  })

  // the oracle vectors lb-rr-*, jsq-* and pod-2-0.8 (which is for very many servers), times in service times
  it.each([
    ['round-robin', 2, 3.84397976699],
    ['round-robin', 4, 3.26738361032],
    ['round-robin', 10, 2.9222691803],
    ['least-connections', 2, 2.95573661764],
    ['least-connections', 4, 1.95313091375],
    ['power-of-two', 200, 1.94736338595],
  ])('by %s over %i instances at a load of 0.8 takes %f service times', (policy, instances, expected) => {
    close(balanced(policy, instances * 80, instances).requests.r0?.meanS, expected * MEAN_S, 0.05)
  })

  it('with weights spreads by them', () => {
    const { blocks } = previewDesign(
      design({
        blocks: [
          { id: 'lb', kind: 'load-balancer', config: { policy: 'weighted-round-robin', weights: { a: 3 } } },
          service('a'),
          service('b'),
        ],
        links: [
          { from: 'users', to: 'lb' },
          { from: 'lb', to: 'a' },
          { from: 'lb', to: 'b' },
        ],
        requests: [poisson(80)],
      }),
    )
    close(blocks.a?.arrivalsPerS, 60)
    close(blocks.b?.arrivalsPerS, 20)
  })
})

const keys = { count: 10_000, zipf: 1 }

const aside = (
  config: Record<string, unknown>,
  requests: Partial<RequestClass>[] = [{ keys }],
  readTimeS: TimeDistribution = { type: 'exponential', meanS: 0.002 },
) =>
  previewDesign(
    design({
      blocks: [
        service('api', { concurrency: 1000 }),
        { id: 'cache', kind: 'cache', config },
        database('db', { concurrency: 1000, serviceTimes: { read: readTimeS } }),
      ],
      links: [
        { from: 'users', to: 'api' },
        { from: 'api', to: 'cache', step: 1 },
        { from: 'api', to: 'db', step: 2, when: 'miss' },
      ],
      requests,
    }),
  )

const hits = (policy: string) => aside({ capacityItems: 1000, policy }).blocks.cache!.hitRatio!

describe('a cache', () => {
  it('hits as Che says, and sends the rest to the store', () => {
    const { blocks } = aside({ capacityItems: 1000 })
    const { hitRatio } = cheLru(zipfShares(10_000, 1), 1000)
    expect(Math.abs(blocks.cache!.hitRatio! - hitRatio)).toBeLessThan(2e-4)
    close(blocks.db?.arrivalsPerS, 100 * (1 - hitRatio), 1e-3)
  })

  it('keeps more of what is popular by W-TinyLFU than by LRU, and less by FIFO', () => {
    expect(hits('fifo')).toBeLessThan(hits('lru'))
    expect(hits('w-tinylfu')).toBeGreaterThan(hits('lfu'))
    expect(Math.abs(hits('w-tinylfu') - 0.7502)).toBeLessThan(0.01)
  })

  it('that holds everything hits all but what writes have removed', () => {
    const { blocks } = aside({ capacityItems: 100_000 }, [
      { keys: { count: 100 }, ...poisson(90) },
      { keys: { count: 100 }, kind: 'write', ...poisson(10) },
    ])
    close(blocks.cache?.hitRatio, 0.9)
    close(blocks.db?.arrivalsPerS, 90 * 0.1 + 10)
  })

  it('forgets what is older than its time to live', () => {
    // one key, 100 reads a second, 0.09 s: nine hits after every miss
    const { blocks } = aside({ capacityItems: 100, ttlS: 0.09 }, [{ keys: { count: 1 } }], 0)
    close(blocks.cache?.hitRatio, 0.9)
  })

  it('misses again while what it missed is fetched', () => {
    const oneKey = { keys: { count: 1 }, ...poisson(1000) }
    // ninety hits after each fetch of 10 ms, in which ten more reads come
    const steady = aside({ capacityItems: 100, ttlS: 0.09 }, [oneKey], 0.01)
    close(steady.blocks.cache?.hitRatio, 90 / (90 + 1 + 10))
    // of many exponential fetches the first counts, after the mean of e^-(t + rt^2 / 2) / m: 3.1325 ms
    const varied = aside({ capacityItems: 100, ttlS: 0.09 }, [oneKey], { type: 'exponential', meanS: 0.01 })
    close(varied.blocks.cache?.hitRatio, 90 / (90 + 1 + 3.1325), 2e-3)
  })

  it('that holds everything sends on nothing, and not less than that', () => {
    const { links } = previewDesign(
      design({
        blocks: [{ id: 'cache', kind: 'cache', config: { capacityItems: 1e6, concurrency: 10_000 } }, database('db')],
        links: [
          { from: 'users', to: 'cache' },
          { from: 'cache', to: 'db' },
        ],
        requests: [{ keys: { count: 1e6, zipf: 0.9 }, ...poisson(1e6) }],
      }),
    )
    expect(links.l1!.callsPerS!).toBeGreaterThanOrEqual(0)
    expect(links.l1!.callsPerS!).toBeLessThan(1e-6)
  })

  it('of one item in a row with nothing to find hits nothing', () => {
    expect(aside({ capacityItems: 10 }, [{}]).blocks.cache?.hitRatio).toBe(0)
  })

  it('with a store behind it answers for the store', () => {
    const { blocks, requests } = previewDesign(
      design({
        blocks: [
          service('api', { concurrency: 1000, serviceTime: 0 }),
          { id: 'cache', kind: 'cache', config: { capacityItems: 1000, serviceTime: 0 } },
          database('db', { concurrency: 1000 }),
        ],
        links: [
          { from: 'users', to: 'api' },
          { from: 'api', to: 'cache' },
          { from: 'cache', to: 'db' },
        ],
        requests: [{ keys }],
      }),
    )
    const misses = 1 - blocks.cache!.hitRatio!
    close(blocks.db?.arrivalsPerS, 100 * misses)
    close(requests.r0?.meanS, misses * 0.002)
  })
})

const stored = (config: Record<string, unknown>, requests: Partial<RequestClass>[]) =>
  previewDesign(design({ blocks: [database('db', config)], links: [{ from: 'users', to: 'db' }], requests }))

const writeMean = (replication: string) =>
  stored({ replicas: 3, replication, concurrency: 1000 }, [{ kind: 'write', ...poisson(10) }]).requests.r0!.meanS!

describe('a database', () => {
  it('splits its keys over its shards', () => {
    const { blocks } = stored({ shards: 4, concurrency: 1 }, [{ keys: { count: 1e9 }, ...poisson(1000) }])
    close(blocks.db?.utilisation, 0.5)
    close(blocks.db?.peakUtilisation, 0.5, 0.02)
  })

  it('has a hot shard when a key is hot', () => {
    const { blocks, requests } = stored({ shards: 10, concurrency: 1 }, [
      { keys: { count: 10_000, zipf: 1.2 }, ...poisson(2000) },
    ])
    close(blocks.db?.utilisation, 0.4)
    // the hottest of 10 000 keys gets a fifth of the traffic, and its shard a tenth of the rest
    expect(blocks.db!.peakUtilisation!).toBeGreaterThan(2 * blocks.db!.utilisation!)
    expect(requests.r0?.meanS === null).toBe(blocks.db!.peakUtilisation! >= 1)
  })

  it('does every write on every replica, and reads on one', () => {
    const requests = [poisson(300), { kind: 'write' as const, ...poisson(60) }]
    const { blocks } = stored({ replicas: 3, readFrom: 'any', concurrency: 1 }, requests)
    close(blocks.db?.utilisation, 100 * 0.002 + 60 * 0.005)
    const leaderOnly = stored({ replicas: 3, readFrom: 'leader', concurrency: 1 }, requests)
    close(leaderOnly.blocks.db?.peakUtilisation, 300 * 0.002 + 60 * 0.005)
  })

  it('waits for followers as its replication says', () => {
    close(writeMean('async'), 0.005, 1e-3)
    close(writeMean('semi-sync'), 0.005 + 0.05 / 2, 0.01)
    close(writeMean('sync'), 0.005 + 0.05 * 1.5, 0.01)
  })
})

describe('a shard router', () => {
  it('sends each key to its shard', () => {
    const { blocks } = previewDesign(
      design({
        blocks: [
          { id: 'router', kind: 'shard-router', config: { policy: 'key-range' } },
          database('low'),
          database('high'),
        ],
        links: [
          { from: 'users', to: 'router' },
          { from: 'router', to: 'low' },
          { from: 'router', to: 'high' },
        ],
        requests: [{ keys: { count: 4, zipf: 1 } }],
      }),
    )
    // 1 + 1/2 of 1 + 1/2 + 1/3 + 1/4
    close(blocks.low?.arrivalsPerS, (100 * 1.5) / (25 / 12))
    close(blocks.high?.arrivalsPerS, (100 * (7 / 12)) / (25 / 12))
  })
})

const queued = (ratePerS: number, config: Record<string, unknown> = {}) =>
  previewDesign(
    design({
      blocks: [
        { id: 'queue', kind: 'queue', config },
        { id: 'worker', kind: 'worker', config: { instances: 2, concurrency: 2 } },
      ],
      links: [
        { from: 'users', to: 'queue' },
        { from: 'queue', to: 'worker' },
      ],
      requests: [poisson(ratePerS)],
    }),
  )

describe('a queue', () => {
  it('holds what all its workers together have not got to', () => {
    const { blocks, requests } = queued(64)
    close(blocks.worker?.utilisation, 0.8)
    close(blocks.queue?.queueLength, mmc(64, 20, 4).meanQueue)
    expect(blocks.worker?.queueLength).toBe(0)
    // the sender does not wait
    expect(requests.r0?.meanS).toBe(0)
  })

  it('is one queue for all blocks that take from it', () => {
    const worker = { kind: 'worker', config: { instances: 1, concurrency: 2 } }
    const { blocks } = previewDesign(
      design({
        blocks: [
          { id: 'queue', kind: 'queue' },
          { id: 'a', ...worker },
          { id: 'b', ...worker },
        ],
        links: [
          { from: 'users', to: 'queue' },
          { from: 'queue', to: 'a' },
          { from: 'queue', to: 'b' },
        ],
        requests: [poisson(64)],
      }),
    )
    close(blocks.a?.utilisation, 0.8)
    close(blocks.queue?.queueLength, mmc(64, 20, 4).meanQueue)
  })

  it('fills when its workers fall behind', () => {
    const { blocks, requests } = queued(160, { limit: 500 })
    close(blocks.worker?.utilisation, 2)
    expect(blocks.queue?.queueLength).toBe(500)
    close(requests.r0?.failRatio, 0.5)
    expect(queued(160, { limit: null }).blocks.queue?.queueLength).toBeNull()
  })
})
