import { describe, expect, it } from 'vitest'
import type { Design } from '@/core/design/schema'
import { alignBlocks, distributeBlocks } from './align-blocks'
import { placesOf, tidyPlaces } from '@/core/design/drawing/auto-layout'
import { exampleDesign } from './example-design'
import { BLOCK_HEIGHT, BLOCK_WIDTH, boundsOf, freePlace, GRID, type Places } from '@/core/design/drawing/geometry'

const overlaps = (places: Places): string[] => {
  const all = [...places]
  return all.flatMap(([a, p], i) =>
    all
      .slice(i + 1)
      .filter(([, q]) => Math.abs(p.x - q.x) < BLOCK_WIDTH && Math.abs(p.y - q.y) < BLOCK_HEIGHT)
      .map(([b]) => `${a} on ${b}`),
  )
}
const homeless = ({ blocks, links }: Pick<Design, 'blocks' | 'links'>) => ({
  blocks: blocks.map((block) => ({ ...block, x: undefined, y: undefined })),
  links,
})
const chain = (n: number) => ({
  blocks: Array.from({ length: n }, (_, i) => ({ id: `b${i}`, kind: 'service' })),
  links: Array.from({ length: n - 1 }, (_, i) => ({ id: `l${i}`, from: `b${i}`, to: `b${Math.floor(i / 2) + 1}` })),
})

describe('the layout', () => {
  it('leaves blocks where people put them', () => {
    const places = placesOf(exampleDesign)
    for (const { id, x, y } of exampleDesign.blocks) expect(places.get(id)).toEqual({ x, y })
  })

  it('gives blocks without a place one, from left to right along the links, on the grid, none on another', () => {
    const places = placesOf(homeless(exampleDesign))
    expect(places.size).toBe(5)
    expect(overlaps(places)).toEqual([])
    for (const { from, to } of exampleDesign.links) expect(places.get(from)!.x).toBeLessThan(places.get(to)!.x)
    for (const { x, y } of places.values()) expect([x % GRID, y % GRID].map(Math.abs)).toEqual([0, 0])
  })

  it('puts blocks without a place clear of those that have one', () => {
    const mixed = {
      ...exampleDesign,
      blocks: exampleDesign.blocks.map((block, i) =>
        i < 2 ? block : homeless({ blocks: [block], links: [] }).blocks[0]!,
      ),
    }
    expect(overlaps(placesOf(mixed))).toEqual([])
  })

  it('copes with circles, links to nowhere and links to oneself', () => {
    const blocks = [
      { id: 'a', kind: 'service' },
      { id: 'b', kind: 'service' },
    ]
    const links = [
      { id: '1', from: 'a', to: 'b' },
      { id: '2', from: 'b', to: 'a' },
      { id: '3', from: 'a', to: 'a' },
      { id: '4', from: 'a', to: 'gone' },
    ]
    expect(overlaps(placesOf({ blocks, links }))).toEqual([])
  })

  it('lays out a large design', () => {
    const places = placesOf(chain(300))
    expect(places.size).toBe(300)
    expect(overlaps(places)).toEqual([])
  })

  it('tidies what is chosen where it stood, or everything when little is chosen', () => {
    const places = placesOf(exampleDesign)
    const some = tidyPlaces(exampleDesign, new Set(['cache', 'store', 'api']), places)
    expect([...some.keys()].sort()).toEqual(['api', 'cache', 'store'])
    expect(boundsOf(some.values())).toMatchObject({ x: 512, y: 40 })
    expect(tidyPlaces(exampleDesign, new Set(['cache']), places).size).toBe(5)
  })
})

describe('a free place', () => {
  it('is the wanted one when nothing stands there, on the grid', () => {
    expect(freePlace([], { x: 13, y: -3 })).toEqual({ x: 16, y: -0 })
  })

  it('is never on another block, however often the same place is wanted', () => {
    const taken = new Map<string, { x: number; y: number }>()
    for (let i = 0; i < 60; i += 1) taken.set(`b${i}`, freePlace(taken.values(), { x: 0, y: 0 }))
    expect(overlaps(taken)).toEqual([])
  })
})

describe('arranging', () => {
  const places: Places = new Map([
    ['a', { x: 0, y: 0 }],
    ['b', { x: 100, y: 300 }],
    ['c', { x: 400, y: 40 }],
  ])
  it('aligns on the side of the outermost block, and moves only what has to', () => {
    expect(alignBlocks(['a', 'b', 'c'], places, 'left')).toEqual([
      { id: 'b', x: 0, y: 300 },
      { id: 'c', x: 0, y: 40 },
    ])
    expect(alignBlocks(['a', 'b', 'c'], places, 'bottom').map((move) => move.y)).toEqual([300, 300])
    expect(alignBlocks(['a', 'gone'], places, 'left')).toEqual([])
  })

  it('spreads evenly between the outermost two', () => {
    expect(distributeBlocks(['a', 'b', 'c'], places, 'horizontal')).toEqual([{ id: 'b', x: 200, y: 300 }])
    expect(distributeBlocks(['a', 'b'], places, 'horizontal')).toEqual([])
  })
})
