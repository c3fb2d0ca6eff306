import { describe, expect, it } from 'vitest'
import { blockKinds } from '@/core/blocks/registry'
import { applyDesignEdit, type DesignEdit, designEditSchema } from '@/core/design/edits'
import {
  type Arrivals,
  arrivalsSchema,
  type Design,
  emptyDesign,
  faultSchema,
  objectiveSchema,
} from '@/core/design/schema'
import { countDistributionSchema, timeDistributionSchema } from '@/core/random/distribution'
import { meanCount, meanTimeS } from '@/core/random/moments'
import { ARRIVALS, withArrivalsType } from './arrivals-text'
import { placesOf } from '@/core/design/drawing/auto-layout'
import { addBlock, connect, linkRefusal, removal } from './canvas-edits'
import { fileNameOf } from '@/ui/files'
import { DISTRIBUTION_NAMES, type DistributionType, withType } from './distribution-shapes'
import { exampleDesign } from './example-design'
import { ADDABLE, FAULTS, firstFault } from './fault-kinds'
import { firstObjective, METRICS, withMetric } from './objective-kinds'
import { rankMatches } from './rank-matches'
import { nothingSelected, stillThere, withChanges } from './selection'

function applied(design: Design, edit: DesignEdit): Design {
  expect(designEditSchema.safeParse(edit).error).toBeUndefined()
  const outcome = applyDesignEdit(design, edit)
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.design
}
function done(outcome: ReturnType<typeof addBlock>) {
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome
}

describe('adding a block', () => {
  it.each(blockKinds.map((kind) => [kind.kind]))(
    '%s: can be added to an empty canvas, and its twin beside it',
    (kind) => {
      const first = done(addBlock(emptyDesign(''), new Map(), kind, { x: 0, y: 0 }))
      const design = applied(emptyDesign(''), first.edit)
      const second = applied(design, done(addBlock(design, placesOf(design), kind, { x: 0, y: 0 })).edit)
      expect(new Set(second.blocks.map((block) => block.name)).size).toBe(2)
      expect(new Set(second.blocks.map((block) => `${block.x},${block.y}`)).size).toBe(2)
    },
  )

  it('gives the first source of requests something to send, and later ones nothing', () => {
    const one = applied(emptyDesign(''), done(addBlock(emptyDesign(''), new Map(), 'client', { x: 0, y: 0 })).edit)
    expect(one.requests).toHaveLength(1)
    const two = applied(one, done(addBlock(one, placesOf(one), 'client', { x: 0, y: 0 })).edit)
    expect(two.requests).toHaveLength(1)
  })

  it('links it in the same gesture, with what such a link means', () => {
    const { edit, id, said } = done(
      addBlock(exampleDesign, placesOf(exampleDesign), 'queue', { x: 0, y: 0 }, { from: 'api' }),
    )
    const design = applied(exampleDesign, edit)
    expect(design.links.at(-1)).toMatchObject({ from: 'api', to: id, mode: 'async' })
    expect(said).toBe('Added Queue, connected API to Queue')
  })

  it('refuses a link that makes no sense, and then adds nothing', () => {
    expect(
      addBlock(exampleDesign, placesOf(exampleDesign), 'service', { x: 0, y: 0 }, { from: 'store' }),
    ).toMatchObject({ ok: false })
  })
})

describe('connecting and removing', () => {
  it('refuses what the cheap question refuses, with the same reason', () => {
    for (const from of exampleDesign.blocks)
      for (const to of exampleDesign.blocks) {
        const outcome = connect(exampleDesign, from.id, to.id)
        expect(outcome.ok ? null : outcome.reason).toBe(linkRefusal(exampleDesign, from.id, to.id))
      }
  })

  it('removes blocks with their links, and links of other blocks, as one edit', () => {
    const removed = removal(exampleDesign, { blocks: ['cache'], links: ['users-balancer', 'api-cache'] })!
    expect(applied(exampleDesign, removed.edit)).toMatchObject({ blocks: { length: 4 }, links: { length: 2 } })
    expect(removed.said).toBe('Removed Cache')
    expect(removal(exampleDesign, nothingSelected)).toBeNull()
  })
})

describe('the selection', () => {
  it('follows React Flow’s changes', () => {
    expect(
      withChanges(
        ['a', 'b'],
        [
          { id: 'a', selected: false },
          { id: 'c', selected: true },
        ],
      ),
    ).toEqual(['b', 'c'])
  })

  it('forgets what is gone, and stays the same object while nothing is', () => {
    const all = { blocks: ['api'], links: ['api-store'] }
    expect(stillThere(all, exampleDesign)).toBe(all)
    expect(stillThere({ blocks: ['api', 'gone'], links: ['gone'] }, exampleDesign)).toEqual({
      blocks: ['api'],
      links: [],
    })
  })
})

describe('changing a type keeps the load', () => {
  const types = Object.keys(DISTRIBUTION_NAMES) as DistributionType[]
  it.each(types)('distribution %s', (type) => {
    const time = withType({ type: 'exponential', meanS: 0.02 }, type, 'time')
    expect(timeDistributionSchema.safeParse(time).error).toBeUndefined()
    expect(meanTimeS(timeDistributionSchema.parse(time))).toBeCloseTo(0.02, type === 'empirical' ? 2 : 6)
    const count = withType(40, type, 'count')
    expect(meanCount(countDistributionSchema.parse(count)) / 40).toBeCloseTo(1, type === 'empirical' ? 0 : 4)
  })

  it.each(ARRIVALS.map(({ value }) => value))('arrivals %s', (type) => {
    for (const from of ARRIVALS.map(({ value }) => value)) {
      const before: Arrivals = withArrivalsType({ type: 'poisson', ratePerS: 500 }, from)
      expect(arrivalsSchema.safeParse(withArrivalsType(before, type)).error).toBeUndefined()
    }
    expect(withArrivalsType({ type: 'constant', ratePerS: 500 }, 'poisson')).toEqual({ type: 'poisson', ratePerS: 500 })
  })
})

describe('faults and objectives to begin with', () => {
  it('fit the design they are added to', () => {
    const everything: Design = {
      ...exampleDesign,
      blocks: [
        ...exampleDesign.blocks,
        { id: 'work', kind: 'worker', zone: 'a', region: 'eu' },
        { id: 'memory', kind: 'cache', config: { ttlS: 60 } },
      ],
    }
    for (const kind of ADDABLE)
      expect(faultSchema.safeParse(firstFault(everything, kind, 'f')).error, kind).toBeUndefined()
    expect(firstFault(emptyDesign(''), 'crash', 'f')).toBeNull()
    expect(new Set(FAULTS.map(({ kind }) => kind)).size).toBe(faultSchema.options.length)
  })

  it('measure something there is', () => {
    for (const { value } of METRICS)
      expect(
        objectiveSchema.safeParse(withMetric(exampleDesign, firstObjective(exampleDesign, 'o'), value)).error,
        value,
      ).toBeUndefined()
    expect(firstObjective(emptyDesign(''), 'o').metric).toBe('cost')
  })
})

describe('searching', () => {
  const names = ['Load balancer', 'Service', 'Database', 'Shard router']
  it('puts the best fit first', () => {
    expect(rankMatches(names, 'ba', (name) => name)).toEqual(['Load balancer', 'Database'])
    expect(rankMatches(names, 'ldb', (name) => name)).toEqual(['Load balancer'])
    expect(rankMatches(names, 'router', (name) => name)).toEqual(['Shard router'])
    expect(rankMatches(names, 'xyz', (name) => name)).toEqual([])
    expect(rankMatches(names, '', (name) => name, 2)).toEqual(['Load balancer', 'Service'])
  })
})

describe('the name of an exported file', () => {
  it.each([
    ['URL shortener', 'url-shortener.json'],
    ['  Größe: 5/7 ', 'gro-e-5-7.json'],
    ['设计', 'design.json'],
    ['../../etc', 'etc.json'],
  ])('of "%s" is %s', (title, name) => {
    expect(fileNameOf(title, 'json', 'design')).toBe(name)
  })
})
