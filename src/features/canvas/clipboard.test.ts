import { describe, expect, it } from 'vitest'
import { applyDesignEdit } from '@/core/design/edits'
import type { Design } from '@/core/design/schema'
import { fragmentOf, fragmentText, pasteEdit, readFragment } from './clipboard'
import { placesOf } from '@/core/design/drawing/auto-layout'

const design: Design = {
  format: 'dryrun-design',
  version: 1,
  title: 'Shop',
  regions: [{ id: 'eu', name: 'Europe' }],
  blocks: [
    { id: 'users', kind: 'client', name: 'Users', x: 0, y: 0 },
    { id: 'lb', kind: 'load-balancer', x: 256, y: 0, region: 'eu', config: { weights: { api: 3, gone: 2 } } },
    { id: 'api', kind: 'service', name: 'API', x: 512, y: 0, config: { instances: 4 } },
    { id: 'db', kind: 'database', x: 768, y: 0 },
  ],
  links: [
    { id: 'l1', from: 'users', to: 'lb' },
    { id: 'l2', from: 'lb', to: 'api', requests: ['read'] },
    { id: 'l3', from: 'api', to: 'db', step: 2, when: 'miss' },
  ],
  requests: [{ id: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS: 10 } }],
}
const copyOf = (...ids: string[]) => fragmentOf(design, new Set(ids), placesOf(design))

describe('copying', () => {
  it('takes the links among the chosen blocks and no others', () => {
    expect(copyOf('lb', 'api').links.map((link) => link.id)).toEqual(['l2'])
  })

  it('survives the way through the clipboard as text', () => {
    const fragment = copyOf('lb', 'api')
    expect(readFragment(fragmentText(design, fragment))).toEqual(fragment)
  })

  it('reads a whole design file, and nothing else', () => {
    expect(readFragment(JSON.stringify(design))?.blocks).toHaveLength(4)
    for (const text of ['', 'hello', '{', '{}', '[1]', '{"format":"dryrun-design"}'])
      expect(readFragment(text), text).toBeNull()
    expect(readFragment(JSON.stringify({ ...design, blocks: [], links: [], requests: [] }))).toBeNull()
  })
})

describe('pasting', () => {
  it('makes new ids, keeps the wiring and the settings, and can be pasted again', () => {
    let current = design
    for (let round = 1; round <= 3; round += 1) {
      const outcome = applyDesignEdit(current, pasteEdit(current, copyOf('api', 'db'), null))
      if (!outcome.ok) throw new Error(outcome.reason)
      current = outcome.design
      expect(current.blocks).toHaveLength(4 + 2 * round)
      expect(new Set(current.blocks.map((block) => block.id)).size).toBe(current.blocks.length)
      const link = current.links.at(-1)!
      expect(link).toMatchObject({ step: 2, when: 'miss' })
      expect(current.blocks.find((block) => block.id === link.from)).toMatchObject({
        name: 'API',
        config: { instances: 4 },
      })
    }
  })

  it('puts the upper left of the copy where it is told, on the grid', () => {
    const { blocks } = pasteEdit(design, copyOf('api', 'db'), { x: 101, y: 203 })
    expect(blocks.map(({ x, y }) => [x, y])).toEqual([
      [104, 200],
      [360, 200],
    ])
  })

  it('renames the blocks that settings name', () => {
    const { blocks } = pasteEdit(design, copyOf('lb', 'api'), null)
    const [balancer, api] = blocks
    expect(balancer!.config).toEqual({ weights: { [api!.id]: 3, gone: 2 } })
  })

  it('leaves out regions and request classes that the other design does not have', () => {
    const other: Design = { ...design, regions: [], blocks: [], links: [], requests: [] }
    const edit = pasteEdit(other, copyOf('lb', 'api'), null)
    expect(edit.blocks[0]).not.toHaveProperty('region')
    expect(edit.links[0]).not.toHaveProperty('requests')
    expect(applyDesignEdit(other, edit).ok).toBe(true)
  })
})
