import { describe, expect, it } from 'vitest'
import { kOfN } from '@/core/queueing/availability'
import { closedLoop } from '@/core/queueing/closed-loops'
import { previewDesign } from './preview'
import { database, design, deviation, type Parts, poisson, service } from './preview-designs'
import type { Block, Link } from './schema'

const close = (actual: number | null | undefined, expected: number, relative = 1e-6) =>
  expect(deviation(actual, expected)).toBeLessThan(relative)

const calling = (link: Partial<Link>, ratePerS = 50) =>
  previewDesign(
    design({
      blocks: [service('api', { concurrency: 1000, serviceTime: 0 }), service('slow')],
      links: [
        { from: 'users', to: 'api' },
        { from: 'api', to: 'slow', ...link },
      ],
      requests: [poisson(ratePerS)],
    }),
  )

describe('what fails', () => {
  it('is given up after the time-out, though the work is done all the same', () => {
    const { requests, blocks } = calling({ timeoutS: 0.05 })
    // response is exponential with 20 ms
    close(requests.r0?.failRatio, Math.exp(-2.5), 1e-3)
    close(blocks.slow?.utilisation, 0.5)
  })

  it('comes again with retries, and loads the callee more', () => {
    const { links, requests, blocks } = calling({ timeoutS: 0.05, retries: { max: 2 } })
    const attempts = links.l1!.attempts!
    expect(attempts).toBeGreaterThan(1.08)
    close(blocks.slow?.arrivalsPerS, 50 * attempts, 1e-3)
    // each attempt fails with the same chance, that of the higher load
    const pFail = Math.exp(-(100 - 50 * attempts) * 0.05)
    close(attempts, 1 + pFail + pFail ** 2, 1e-3)
    close(requests.r0?.failRatio, pFail ** 3, 0.01)
  })

  it('amplifies an overload as far as the retries go, and no further than their budget', () => {
    close(calling({ timeoutS: 0.05, retries: { max: 3 } }, 120).links.l1?.attempts, 4, 1e-3)
    close(calling({ timeoutS: 0.05, retries: { max: 3, budgetRatio: 0.1 } }, 120).links.l1?.attempts, 1.1, 1e-3)
  })

  it('is lost on its way there or back, and tried again', () => {
    const { links, requests, blocks } = calling({ lossRatio: 0.1, timeoutS: 10, retries: { max: 1 } })
    const pLost = 1 - 0.9 ** 2
    close(links.l1?.attempts, 1 + pLost, 1e-3)
    close(requests.r0?.failRatio, pLost ** 2, 1e-3)
    // what was lost on its way there is no work
    close(blocks.slow?.arrivalsPerS, 50 * (1 + pLost) * 0.9, 1e-3)
  })
})

describe('what is tried again', () => {
  it('comes as late as its failed attempts and pauses make it', () => {
    const retries = { max: 2, backoff: { baseS: 0.05, factor: 2, jitter: 'none' as const } }
    const link = { lossRatio: 0.1, timeoutS: 0.1, retries }
    const instant = { blocks: [service('api', { serviceTime: 0.001, concurrency: 1000 })], requests: [poisson(10)] }
    const { requests } = previewDesign(design({ ...instant, links: [{ from: 'users', to: 'api', ...link }] }))
    // an attempt is answered with a chance of 0.81: at once, after 0.15 s or after 0.35 s
    close(requests.r0?.p50S, 0.001, 1e-3)
    close(requests.r0?.p99S, 0.35 + 0.001, 1e-2)
  })
})

const users = (count: number) =>
  previewDesign(
    design({
      blocks: [service('api', { serviceTime: { type: 'exponential', meanS: 1 }, concurrency: 4 })],
      links: [{ from: 'users', to: 'api' }],
      requests: [{ arrivals: { type: 'closed', users: count, thinkTime: { type: 'exponential', meanS: 10 } } }],
    }),
  ).requests.r0!

describe('a closed loop', () => {
  it('stays within what its users can ask for and its servers can do', () => {
    // an open model of a closed loop is exact where nobody waits, and some per cent too low near saturation
    close(users(10).offeredPerS, closedLoop(10, 10, 1, 4).throughputPerS, 0.01)
    close(users(50).offeredPerS, closedLoop(50, 10, 1, 4).throughputPerS, 0.08)
    const many = users(500)
    expect(many.offeredPerS!).toBeLessThan(4)
    expect(many.offeredPerS!).toBeGreaterThan(3.8)
    // N = X (Z + R)
    close(many.offeredPerS! * (10 + many.meanS!), 500, 0.01)
  })
})

const up = 0.99

const availability = (parts: Parts) => previewDesign(design(parts), { instanceUp: up }).requests.r0!.availability!

const parts = (ratePerS: number): Parts => ({
  blocks: [service('api', { instances: 3 })],
  links: [{ from: 'users', to: 'api' }],
  requests: [poisson(ratePerS)],
})

describe('availability', () => {
  it('needs as many instances as the load does', () => {
    close(availability(parts(50)), kOfN(1, 3, up))
    close(availability(parts(150)), kOfN(2, 3, up))
  })

  it('is a product in a row, where a part that is needed twice counts once', () => {
    const blocks = [service('api'), service('other'), database('db')]
    const links = [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'other', step: 1 },
      { from: 'api', to: 'db', step: 2 },
      { from: 'other', to: 'db' },
    ]
    close(availability({ blocks, links, requests: [poisson(1)] }), up ** 3)
  })

  it('does not need a cache that is asked before the store, nor what is not waited for', () => {
    const blocks = [service('api'), { id: 'cache', kind: 'cache' }, database('db'), service('mailer')]
    const links: Parts['links'] = [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'cache', step: 1 },
      { from: 'api', to: 'db', step: 2, when: 'miss' },
      { from: 'api', to: 'mailer', mode: 'async' },
    ]
    close(availability({ blocks, links, requests: [poisson(1)] }), up * up)
  })

  it('of a block with a fallback is that of either, but for what both need', () => {
    const blocks = [service('api'), service('other'), service('spare'), database('db')]
    const links: Parts['links'] = [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'other', step: 1 },
      { from: 'other', to: 'db' },
      { from: 'api', to: 'spare', step: 2, when: 'error' },
      { from: 'spare', to: 'db' },
    ]
    close(availability({ blocks, links, requests: [poisson(1)] }), up * up * kOfN(1, 2, up))
  })

  it('names the block that takes the most from it', () => {
    const blocks = [service('api', { instances: 3 }), database('db')]
    const links = [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'db' },
    ]
    const preview = previewDesign(design({ blocks, links, requests: [poisson(1)] }))
    expect(preview.requests.r0!.weakest).toBe('db')
  })

  it('of two blocks behind a balancer is that of either', () => {
    const blocks = [{ id: 'lb', kind: 'load-balancer', config: { instances: 1 } }, service('a'), service('b')]
    const links = [
      { from: 'users', to: 'lb' },
      { from: 'lb', to: 'a' },
      { from: 'lb', to: 'b' },
    ]
    close(availability({ blocks, links, requests: [poisson(1)] }), up * (1 - (1 - up) ** 2))
  })
})

/** Every message makes so many new ones. */
const looped = (calls: number, worker: Partial<Block> = { kind: 'worker', config: { instances: 100 } }) =>
  previewDesign(
    design({
      blocks: [
        { id: 'queue', kind: 'queue' },
        { id: 'worker', kind: 'worker', ...worker },
      ],
      links: [
        { from: 'users', to: 'queue' },
        { from: 'queue', to: 'worker' },
        { from: 'worker', to: 'queue', mode: 'async', calls },
      ],
      requests: [poisson(10)],
    }),
  )

describe('a design that makes no sense', () => {
  it('has null for what waits for itself, and for nothing else', () => {
    const { blocks, requests } = previewDesign(
      design({
        blocks: [service('api'), service('a'), service('b'), service('far'), service('apart')],
        links: [
          { from: 'users', to: 'api' },
          { from: 'api', to: 'a' },
          { from: 'a', to: 'b' },
          { from: 'b', to: 'a' },
          { from: 'b', to: 'far' },
          { from: 'users', to: 'apart', step: 2 },
        ],
        requests: [poisson(10)],
      }),
    )
    for (const id of ['a', 'b', 'far']) {
      expect(blocks[id]).toMatchObject({ arrivalsPerS: null, utilisation: null, meanResponseS: null })
    }
    expect(blocks.api?.arrivalsPerS).toBe(10)
    expect(requests.r0).toMatchObject({ meanS: null, p99S: null })
  })

  it('settles where messages come back now and then, and gives up where they never end', () => {
    close(looped(0.5).blocks.worker?.arrivalsPerS, 20, 1e-3)
    close(looped(0.99).blocks.worker?.arrivalsPerS, 1000, 1e-2)
    // 800 workers of 50 ms do 16 000 a second, and no more, however many come
    close(looped(1.5).blocks.worker?.arrivalsPerS, 10 + 1.5 * 16_000, 1e-2)
    expect(looped(1.5).blocks.worker?.utilisation).toBeGreaterThan(1)
    expect(looped(1.5, { kind: 'without-limits', config: {} }).blocks.worker?.arrivalsPerS).toBeNull()
  })

  it('is previewed all the same: nothing wired, nobody there, an unknown kind', () => {
    expect(previewDesign(design({ blocks: [], links: [], requests: [] }))).toMatchObject({ bottleneck: null })
    const { requests, blocks } = previewDesign(
      design({
        blocks: [{ id: 'x', kind: 'quantum-store', config: { qubits: 3 } }, service('idle')],
        links: [
          { from: 'users', to: 'x' },
          { from: 'gone', to: 'x' },
        ],
        requests: [{}, { from: 'nobody' }, poisson(0)],
      }),
    )
    expect(requests.r0?.meanS).toBe(0)
    expect(requests.r1).toMatchObject({ offeredPerS: null, meanS: null })
    expect(requests.r2).toMatchObject({ offeredPerS: 0, meanS: null, p99S: null })
    expect(blocks.x?.arrivalsPerS).toBe(100)
    expect(blocks.idle).toMatchObject({ arrivalsPerS: 0, utilisation: 0, hitRatio: null, rejectRatio: null })
  })

  it('may be as long a chain as a design can be', () => {
    const blocks = Array.from({ length: 2000 }, (_, i) => service(`s${i}`, { holdsWorker: false }))
    const links = blocks.map(({ id }, i) => ({ from: i === 0 ? 'users' : `s${i - 1}`, to: id }))
    close(previewDesign(design({ blocks, links, requests: [poisson(50)] })).requests.r0?.meanS, 2000 * 0.02, 1e-3)
  })
})
