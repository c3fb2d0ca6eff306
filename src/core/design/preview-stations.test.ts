import { describe, expect, it } from 'vitest'
import { erlangB, mmc, mmcResponseQuantileS } from '@/core/queueing/erlang'
import { erlangA, mmck } from '@/core/queueing/finite-queues'
import { tandemQuantileS } from '@/core/queueing/jackson'
import { lognormalMoments, mg1 } from '@/core/queueing/mg1'
import { mm1WithDeadline } from '@/core/queueing/mm1'
import { exponentialKthMeanS } from '@/core/queueing/order-statistics'
import { previewDesign } from './preview'
import { database, design, deviation, MEAN_S, type Parts, poisson, service } from './preview-designs'
import type { RequestClass } from './schema'

const close = (actual: number | null | undefined, expected: number, relative = 1e-6) =>
  expect(deviation(actual, expected)).toBeLessThan(relative)

const oneService = (ratePerS: number, config?: Record<string, unknown>) =>
  previewDesign(
    design({ blocks: [service('api', config)], links: [{ from: 'users', to: 'api' }], requests: [poisson(ratePerS)] }),
  )

const meanOf = (arrivals: RequestClass['arrivals']) =>
  previewDesign(design({ blocks: [service('api')], links: [{ from: 'users', to: 'api' }], requests: [{ arrivals }] }))
    .requests.r0!.meanS!

describe('one station', () => {
  it.each([0.1, 0.5, 0.8, 0.95])('is M/M/1 at a load of %f', (load) => {
    const preview = oneService(100 * load)
    const expected = mmc(100 * load, 100)
    close(preview.blocks.api?.utilisation, load)
    close(preview.blocks.api?.queueLength, expected.meanQueue)
    close(preview.requests.r0?.meanS, expected.meanResponseS)
    close(preview.requests.r0?.p99S, mmcResponseQuantileS(0.99, 100 * load, 100), 1e-3)
  })

  it('is M/M/8 with eight workers, at the quantiles too', () => {
    const preview = oneService(640, { concurrency: 8 })
    close(preview.requests.r0?.meanS, mmc(640, 100, 8).meanResponseS)
    close(preview.requests.r0?.p99S, mmcResponseQuantileS(0.99, 640, 100, 8), 0.02)
  })

  it('is M/G/1 for other service times', () => {
    const serviceTime = { type: 'lognormal', meanS: MEAN_S, cv: 2 }
    close(oneService(80, { serviceTime }).requests.r0?.meanS, mg1(80, lognormalMoments(MEAN_S, 4)).meanResponseS)
  })

  it('is M/M/c/K with a limited queue', () => {
    const preview = oneService(360, { concurrency: 4, queueLimit: 6 })
    const expected = mmck(360, 100, 4, 10)
    close(preview.blocks.api?.rejectRatio, expected.pBlock)
    close(preview.blocks.api?.queueLength, expected.meanQueue)
    close(preview.requests.r0?.meanS, expected.meanResponseS)
    close(preview.requests.r0?.failRatio, expected.pBlock)
  })

  it('loses by Erlang B without a queue, whatever the service time', () => {
    const serviceTime = { type: 'constant', valueS: MEAN_S }
    close(oneService(800, { concurrency: 8, queueLimit: 0 }).blocks.api?.rejectRatio, erlangB(8, 8))
    close(oneService(700, { concurrency: 8, queueLimit: 0, serviceTime }).blocks.api?.rejectRatio, erlangB(8, 7))
  })

  it('is M/M/1+D and Erlang A where jobs leave the queue, overloaded or not', () => {
    for (const rate of [50, 80, 150]) {
      const limited = oneService(rate, { waitLimit: 3 * MEAN_S })
      const expected = mm1WithDeadline(rate, 100, 3 * MEAN_S)
      close(limited.blocks.api?.rejectRatio, expected.pAbandon)
      close(limited.requests.r0?.failRatio, expected.pAbandon)
    }
    const patience = { type: 'exponential', meanS: 0.02 }
    for (const rate of [300, 1000]) {
      const patient = oneService(rate, { concurrency: 8, waitLimit: patience })
      const expected = erlangA(rate, 100, 8, 50)
      close(patient.blocks.api?.rejectRatio, expected.pAbandon, 0.01)
      close(patient.blocks.api?.queueLength, expected.meanQueue, 0.01)
    }
  })

  it('is as without a wait limit where nobody waits so long, or nobody waits for a worker', () => {
    expect(oneService(80, { waitLimit: 10 })).toEqual(oneService(80))
    const shared = { discipline: 'processor-sharing' }
    expect(oneService(80, { ...shared, waitLimit: 0.001 })).toEqual(oneService(80, shared))
  })

  it('says that it does not know what it does not: who leaves when the last come first, or a queue is full as well', () => {
    const unknown = [
      { waitLimit: 0.03, discipline: 'lifo' },
      { waitLimit: 0.03, discipline: 'priority' },
      { waitLimit: 0.03, queueLimit: 4 },
      { waitLimit: 0.03, serviceTime: { type: 'lognormal', meanS: MEAN_S, cv: 3 } },
    ]
    for (const config of unknown) {
      const { blocks, requests } = oneService(110, config)
      close(blocks.api?.utilisation, 1.1)
      expect(blocks.api).toMatchObject({ rejectRatio: null, queueLength: null, meanResponseS: null })
      expect(requests.r0).toMatchObject({ meanS: null, p99S: null, failRatio: null })
    }
  })

  it('shares a processor insensitively', () => {
    const serviceTime = { type: 'lognormal', meanS: MEAN_S, cv: 3 }
    const preview = oneService(80, { serviceTime, discipline: 'processor-sharing' })
    close(preview.requests.r0?.meanS, MEAN_S / (1 - 0.8))
  })

  it('spreads the tail, but not the mean, when the last come first', () => {
    const [first, last] = [oneService(80), oneService(80, { discipline: 'lifo' })]
    close(last.requests.r0?.meanS, first.requests.r0!.meanS!)
    expect(last.requests.r0!.p99S!).toBeGreaterThan(1.2 * first.requests.r0!.p99S!)
    // whoever waits or not, the work itself takes its time
    expect(last.requests.r0!.p50S!).toBeGreaterThan(MEAN_S * Math.LN2)
  })

  it('waits less for constant arrivals and more for bursts', () => {
    // D/M/1 at a load of 0.8: 2.69273 service times
    close(meanOf({ type: 'constant', ratePerS: 80 }), 2.69273083992 * MEAN_S, 0.01)
    expect(meanOf({ type: 'bursty', ratePerS: 80, burst: 10 })).toBeGreaterThan(
      4 * meanOf({ type: 'poisson', ratePerS: 80 }),
    )
  })
})

describe('overload', () => {
  it('shows as a utilisation above 1 and no response time', () => {
    const { blocks, requests, bottleneck } = oneService(150)
    close(blocks.api?.utilisation, 1.5)
    expect(blocks.api).toMatchObject({ queueLength: null, meanResponseS: null })
    expect(requests.r0).toMatchObject({ offeredPerS: 150, meanS: null, p50S: null, p99S: null, failRatio: null })
    expect(bottleneck).toBe('api')
  })

  it('fills a limited queue and turns the rest away', () => {
    const { blocks, requests } = oneService(150, { queueLimit: 1000 })
    close(blocks.api?.rejectRatio, 1 / 3)
    close(blocks.api?.queueLength, 998, 1e-3)
    expect(requests.r0?.meanS).toBeNull()
    close(requests.r0?.failRatio, 1 / 3)
  })

  it('passes on no more than is done', () => {
    const { blocks } = previewDesign(
      design({
        blocks: [service('api', { holdsWorker: false }), database('db')],
        links: [
          { from: 'users', to: 'api' },
          { from: 'api', to: 'db' },
        ],
        requests: [poisson(400)],
      }),
    )
    close(blocks.api?.utilisation, 4)
    close(blocks.db?.arrivalsPerS, 100)
  })

  it('of a database fills the pool that waits for it', () => {
    const { blocks, requests } = previewDesign(
      design({
        blocks: [service('api', { concurrency: 64 }), database('db', { concurrency: 1 })],
        links: [
          { from: 'users', to: 'api' },
          { from: 'api', to: 'db' },
        ],
        requests: [poisson(600)],
      }),
    )
    expect(blocks.db!.utilisation!).toBeGreaterThan(1)
    expect(blocks.api!.utilisation!).toBeGreaterThanOrEqual(1)
    expect(requests.r0?.meanS).toBeNull()
  })
})

describe('the bottleneck', () => {
  it('is the block that the others wait for, though a pool before it is fuller', () => {
    const { blocks, bottleneck } = previewDesign(
      design({
        blocks: [service('api', { concurrency: 64 }), database('db', { concurrency: 1 })],
        links: [
          { from: 'users', to: 'api' },
          { from: 'api', to: 'db', timeoutS: 1 },
        ],
        requests: [poisson(600)],
      }),
    )
    expect(blocks.api!.utilisation!).toBeGreaterThan(blocks.db!.utilisation!)
    expect(bottleneck).toBe('db')
  })
})

describe('several stations', () => {
  const row: Parts = {
    blocks: ['a', 'b', 'c', 'd', 'e'].map((id) => service(id, { holdsWorker: false })),
    links: [
      { from: 'users', to: 'a' },
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'd' },
      { from: 'd', to: 'e' },
    ],
    requests: [poisson(80)],
  }

  it('in a row add up, and their percentiles are those of a gamma distribution', () => {
    const { requests } = previewDesign(design(row))
    close(requests.r0?.meanS, 5 * mmc(80, 100).meanResponseS)
    close(requests.r0?.p50S, tandemQuantileS(0.5, 5, 80, 100), 1e-3)
    close(requests.r0?.p99S, tandemQuantileS(0.99, 5, 80, 100), 1e-3)
  })

  it('take the latency of a link twice', () => {
    const links = [{ from: 'users', to: 'api', latency: 0.02 }]
    const { requests } = previewDesign(design({ blocks: [service('api')], links, requests: [poisson(50)] }))
    close(requests.r0?.meanS, 0.04 + mmc(50, 100).meanResponseS)
  })

  it('take the latency between regions from the design', () => {
    const parts = design({ blocks: [{ ...service('api'), region: 'eu' }], links: [], requests: [poisson(50)] })
    const { requests } = previewDesign({
      ...parts,
      blocks: parts.blocks.map((block) => (block.id === 'users' ? { ...block, region: 'us' } : block)),
      links: [{ id: 'l', from: 'users', to: 'api' }],
      latencies: [{ between: ['eu', 'us'], oneWayS: 0.04 }],
    })
    close(requests.r0?.meanS, 0.08 + mmc(50, 100).meanResponseS)
  })

  it('hold the worker that waits for them', () => {
    const blocks = [service('api', { concurrency: 4 }), database('db', { concurrency: 100 })]
    const links = [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'db' },
    ]
    const { blocks: figures } = previewDesign(design({ blocks, links, requests: [poisson(200)] }))
    // 10 ms of its own and 2 ms of the database
    close(figures.api?.utilisation, (200 * 0.012) / 4)
  })

  it('called in parallel answer with the slowest of them', () => {
    const blocks = [service('api', { serviceTime: 0, concurrency: 1000 }), database('db', { concurrency: 1000 })]
    const links = [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'db', calls: 8 },
    ]
    const { requests, blocks: figures } = previewDesign(design({ blocks, links }))
    close(figures.db?.arrivalsPerS, 800)
    close(requests.r0?.meanS, exponentialKthMeanS(8, 8, 0.002), 0.01)
  })

  it('of which the first two of three count answer with the second', () => {
    const blocks = [service('api', { serviceTime: 0, concurrency: 1000 }), database('db', { concurrency: 1000 })]
    const links = [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'db', calls: 3, await: { first: 2 } },
    ]
    const { requests } = previewDesign(design({ blocks, links }))
    close(requests.r0?.meanS, exponentialKthMeanS(2, 3, 0.002), 0.01)
  })

  it('that nobody waits for cost load but no time', () => {
    const blocks = [service('api'), service('mailer')]
    const links: Parts['links'] = [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'mailer', mode: 'async' },
    ]
    const { requests, blocks: figures } = previewDesign(design({ blocks, links, requests: [poisson(50)] }))
    close(figures.mailer?.arrivalsPerS, 50)
    close(requests.r0?.meanS, mmc(50, 100).meanResponseS)
  })
})
