import { describe, expect, test } from 'vitest'
import { simulate } from './run'
import { type Design, emptyDesign, type Fault, type Link } from './schema'

/** Clients ask a server that works a tenth of a second on a request, and turns away whoever comes meanwhile. */
const askedOver = (link: Partial<Link>, faults: Fault[] = []): Design => ({
  ...emptyDesign('links'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'api', kind: 'service', config: { instances: 1, concurrency: 1, queueLimit: 0, serviceTime: 0.1 } },
  ],
  links: [{ id: 'ask', from: 'users', to: 'api', ...link }],
  requests: [{ id: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS: 30 } }],
  faults,
})

const run = (design: Design, warmupS = 1) => simulate(design, { durationS: 20, warmupS, seed: 3, replications: 1 })

describe('the mean time of a link', () => {
  test.each([
    ['at once', { latency: 0 }, 0.1],
    ['after a while', { latency: 0.01 }, 0.12],
    ['after a while, with a time-out that none needs', { latency: 0.01, timeoutS: 1 }, 0.12],
  ] as const)('is that of the calls that were answered, not of those turned away: %s', (_, link, meanS) => {
    const { links, requests } = run(askedOver(link))
    expect(requests.read!.failed.rejected).toBeGreaterThan(200)
    expect(links.ask!.meanS).toBeCloseTo(meanS, 9)
    expect(links.ask!.meanS).toBeCloseTo(requests.read!.latencyS.mean!, 9)
  })

  test('is unknown where every call fails', () => {
    const down: Fault = { id: 'down', kind: 'dependency-error', target: 'api', ratio: 1, atS: 0, forS: 20 }
    const breaker = { failureRatio: 0.5, window: 20, openS: 5 }
    for (const link of [{ latency: 0 }, { latency: 0.01 }, { latency: 0.01, breaker }]) {
      const { links, requests } = run(askedOver(link, [down]), 0)
      expect(requests.read!.completed).toBe(0)
      expect(links.ask!.meanS).toBeNull()
      expect(links.ask!.calls).toBeGreaterThan(500)
    }
  })
})
