import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RequestClass } from '@/core/design/schema'
import { objectiveSchema } from '@/core/design/schema'
import { itemIdSchema } from './items'
import { readNonFunctional } from './read-requirements'

const requests: RequestClass[] = [
  {
    id: 'redirect',
    name: 'Follow a short link',
    kind: 'read',
    from: 'u',
    arrivals: { type: 'poisson', ratePerS: 100 },
  },
  { id: 'create', name: 'Shorten a link', kind: 'write', from: 'u', arrivals: { type: 'poisson', ratePerS: 1 } },
]
const words = { redirect: ['redirect', 'follow', 'click*'], create: ['create', 'shorten'] }
const read = (text: string) => readNonFunctional({ id: 'n1', text }, requests, words)

describe('a non-functional line becomes objectives', () => {
  it.each([
    [
      'p99 of redirects < 50 ms',
      [{ id: 'from-n1-redirect', metric: 'latency', request: 'redirect', percentile: 99, atMost: 0.05 }],
    ],
    ['p95 of clicks under 1 s', [{ metric: 'latency', request: 'redirect', percentile: 95, atMost: 1 }]],
    ['p99 of reads < 200 ms', [{ request: 'redirect' }]],
    ['p99 of writes < 500 ms', [{ request: 'create' }]],
    ['99.9 %', [{ metric: 'availability', request: 'redirect', atLeast: 0.999 }, { request: 'create' }]],
    ['99.99% availability of the whole system', [{ request: 'redirect' }, { request: 'create' }]],
    ['1 000 writes/s', [{ metric: 'throughput', request: 'create', atLeast: 1000 }]],
    [
      'p99 < 100 ms, p50 < 20 ms for redirects',
      [
        { id: 'from-n1-redirect', metric: 'latency', request: 'redirect', percentile: 99, atMost: 0.1 },
        { id: 'from-n1-2-redirect', metric: 'latency', request: 'redirect', percentile: 50, atMost: 0.02 },
      ],
    ],
    [
      'redirects: 99.99 % available and p99 < 1,5 s; p99.9 < 1,800 ms',
      [
        { id: 'from-n1-redirect', metric: 'availability', atLeast: 0.9999 },
        { id: 'from-n1-2-redirect', metric: 'latency', percentile: 99, atMost: 1.5 },
        { id: 'from-n1-3-redirect', metric: 'latency', percentile: 99.9, atMost: 1.8 },
      ],
    ],
    [
      'p99 of redirects < 50 ms, p99 of creates < 0.5 s',
      [
        { id: 'from-n1-redirect', request: 'redirect', atMost: 0.05 },
        { id: 'from-n1-2-create', request: 'create', atMost: 0.5 },
      ],
    ],
    // a condition, and a share of two kinds of requests, are no targets of their own
    ['p99 of redirects < 50 ms, even at 40k redirects/s', [{ metric: 'latency', percentile: 99 }]],
    ['99.9 % of redirects and of creates within 50 ms', [{ percentile: 99.9 }, { percentile: 99.9 }]],
    ['under $5k a month', [{ id: 'from-n1', metric: 'cost', atMost: 5000 }]],
  ])('%s', (text, expected) => {
    const { objectives, note } = read(text)
    expect(objectives).toMatchObject(expected)
    expect(objectives).toHaveLength(expected.length)
    expect(note).toBeNull()
  })
})

describe('a line without an objective says why', () => {
  it.each([
    ['p99 of searches < 1 s', 'No request class is called “searches”'],
    ['at least 5k rps', 'Say which requests'],
    ['RPO 5 s', 'No run measures this'],
    ['100M users', 'No run measures this'],
  ])('%s', (text, note) => {
    expect(read(text).objectives).toEqual([])
    expect(read(text).note).toContain(note)
  })

  it('or stays a word', () => {
    expect(read('fast').reading).toMatchObject({ kind: 'word', reason: expect.stringContaining('fast') })
  })

  it('or there is no traffic yet', () => {
    expect(readNonFunctional({ id: 'n', text: '99.9 %' }, [], {}).note).toContain('no request class')
  })
})

it('any text and any ids give objectives that a design file takes', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/).filter((any) => itemIdSchema.safeParse(any).success)
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constant('p99 < 1 s, p50 < 20 ms, 99 % available, 4 9s uptime'),
    fc.constantFrom('p99 < 1 ms', '99 %', '$1', '0.0001 %', '5 req/s'),
  )
  fc.assert(
    fc.property(id, id, text, (line, request, words) => {
      const { objectives } = readNonFunctional({ id: line, text: words }, [{ ...requests[0]!, id: request }], {})
      for (const objective of objectives) expect(objectiveSchema.safeParse(objective).success).toBe(true)
    }),
    { numRuns: 500 },
  )
})
