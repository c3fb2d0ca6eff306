import { describe, expect, it } from 'vitest'
import { blockLabel, canvasLabel, linkLabelSpoken, readingOrder } from './accessible-names'
import { placesOf } from '@/core/design/drawing/auto-layout'
import { exampleDesign } from './example-design'
import { linkLabel, linkWords } from '@/core/design/drawing/link-words'
import { cycle, stepFrom } from './walk'
import { wiringOf } from './wiring'

const wiring = wiringOf(exampleDesign)
const places = placesOf(exampleDesign)
const step = (from: string, direction: 'left' | 'right' | 'up' | 'down') => stepFrom(wiring, places, from, direction)

describe('walking with the keyboard', () => {
  it('goes along links to the right and back to the left', () => {
    expect(step('users', 'right')).toBe('balancer')
    expect(step('api', 'left')).toBe('balancer')
  })

  it('goes to the nearest block where no link leads that way', () => {
    expect(step('cache', 'down')).toBe('store')
    expect(step('store', 'up')).toBe('cache')
  })

  it('ends at the edge of the drawing', () => {
    expect(step('users', 'left')).toBeNull()
    expect(step('cache', 'right')).toBeNull()
  })

  it('reaches every block from every other in reading order', () => {
    expect(readingOrder(exampleDesign, places)).toEqual(['users', 'balancer', 'api', 'cache', 'store'])
  })

  it('goes round a list', () => {
    expect(cycle(['a', 'b'], null, 1)).toBe('a')
    expect(cycle(['a', 'b'], 'b', 1)).toBe('a')
    expect(cycle(['a', 'b'], 'a', -1)).toBe('b')
    expect(cycle([], null, 1)).toBeNull()
  })
})

describe('names for those who do not see the drawing', () => {
  it('say what a block is connected to', () => {
    expect(blockLabel(wiring, 'api')).toBe('API, service, 1 in: Load balancer; 2 out: Cache, Items')
    expect(blockLabel(wiring, 'users')).toBe('Users, client, 1 out: Load balancer')
    const alone = wiringOf({ blocks: [{ id: 'x', kind: 'cache' }], links: [] })
    expect(blockLabel(alone, 'x')).toBe('Cache, cache, not connected')
  })

  it('cut a long list of neighbours', () => {
    const blocks = [
      { id: 'hub', kind: 'service' },
      ...Array.from({ length: 9 }, (_, i) => ({ id: `s${i}`, kind: 'service', name: `S${i}` })),
    ]
    const links = blocks.slice(1).map(({ id }) => ({ id: `l-${id}`, from: 'hub', to: id }))
    expect(blockLabel(wiringOf({ blocks, links }), 'hub')).toBe(
      'Service, service, 9 out: S0, S1, S2, S3, S4, S5 and 3 more',
    )
  })

  it('say where a link leads and when', () => {
    const link = exampleDesign.links.find((candidate) => candidate.id === 'api-store')!
    expect(linkLabelSpoken(wiring, link, exampleDesign.requests)).toMatch(
      /^Link from API to Items, on miss, gives up after 1\ss$/u,
    )
  })

  it('count what the canvas holds', () => {
    expect(canvasLabel(exampleDesign)).toBe('Design canvas, 5 blocks, 4 links')
    expect(canvasLabel({ ...exampleDesign, blocks: exampleDesign.blocks.slice(0, 1), links: [] })).toBe(
      'Design canvas, 1 block, 0 links',
    )
  })
})

describe('the words of a link', () => {
  const requests = [
    { id: 'r', name: 'Read', kind: 'read' as const, from: 'u', arrivals: { type: 'poisson' as const, ratePerS: 1 } },
    { id: 'r2', name: 'List', kind: 'read' as const, from: 'u', arrivals: { type: 'poisson' as const, ratePerS: 1 } },
    { id: 'w', name: 'Write', kind: 'write' as const, from: 'u', arrivals: { type: 'poisson' as const, ratePerS: 1 } },
  ]
  const words = (part: object) =>
    linkWords({ id: 'l', from: 'a', to: 'b', ...part }, requests).map((word) => word.replaceAll('\u202f', ' '))

  it('are none for an untouched link, or one that spells out the defaults', () => {
    expect(words({})).toEqual([])
    expect(
      words({ step: 1, when: 'always', mode: 'sync', calls: 1, await: 'all', lossRatio: 0, retries: { max: 0 } }),
    ).toEqual([])
  })

  it.each([
    [{ when: 'miss' }, 'on miss'],
    [{ mode: 'async' }, 'async'],
    [{ calls: 200 }, '×200'],
    [{ calls: { type: 'exponential', mean: 40 } }, '≈ ×40'],
    [{ retries: { max: 2 } }, '2 retries'],
    [{ retries: { max: 1 } }, '1 retry'],
    [{ requests: ['r', 'r2'] }, 'reads'],
    [{ requests: ['w'] }, 'writes'],
    [{ requests: ['r'] }, 'Read'],
    [{ requests: ['r', 'w'] }, '2 classes'],
    [{ requests: [] }, 'no requests'],
    [{ await: { first: 2 } }, 'first 2'],
    [{ lossRatio: 0.01 }, '1 % lost'],
    [{ step: 3 }, 'step 3'],
  ])('%o say %s', (part, word) => {
    expect(words(part)).toEqual([word])
  })

  it('are cut on the drawing, where a time-out or a step alone is no news', () => {
    const label = (part: object) => linkLabel({ id: 'l', from: 'a', to: 'b', ...part }, requests)
    expect(label({ timeoutS: 1, step: 2 })).toBeUndefined()
    expect(
      label({ when: 'miss', mode: 'async', retries: { max: 2 }, breaker: { failureRatio: 0.5, window: 20, openS: 5 } }),
    ).toBe('on miss, async +2')
    expect(
      linkLabel({ id: 'l', from: 'a', to: 'b', requests: ['long'] }, [
        { ...requests[0]!, id: 'long', name: 'Read the timeline of somebody followed' },
      ]),
    ).toHaveLength(24)
  })
})
