import { describe, expect, it } from 'vitest'
import { connectBlocks } from './connect'
import { applyDesignEdit } from './edits'
import { findingsOf } from './findings'
import { type Block, type Design, emptyDesign, type Link } from './schema'

const kinds: Record<string, string> = {
  users: 'client',
  lb: 'load-balancer',
  api: 'service',
  other: 'service',
  cache: 'cache',
  db: 'database',
  router: 'shard-router',
  queue: 'queue',
  worker: 'worker',
  odd: 'from-tomorrow',
}
const blocks: Block[] = Object.entries(kinds).map(([id, kind]) => ({ id, kind }))
const bare: Design = { ...emptyDesign('all kinds'), blocks }

function connected(...pairs: [string, string][]): Design {
  return pairs.reduce((design, [from, to]) => {
    const connection = connectBlocks(design, from, to)
    if (!connection.ok) throw new Error(connection.reason)
    const outcome = applyDesignEdit(design, connection.edit)
    if (!outcome.ok) throw new Error(outcome.reason)
    return outcome.design
  }, bare)
}

const linkOf = (design: Design, from: string, to: string): Link | undefined =>
  design.links.find((link) => link.from === from && link.to === to)

describe('connecting', () => {
  it('a service to a cache and then a store makes cache-aside', () => {
    const design = connected(['api', 'cache'], ['api', 'db'])
    expect(linkOf(design, 'api', 'cache')).toMatchObject({ step: 1 })
    expect(linkOf(design, 'api', 'db')).toMatchObject({ step: 2, when: 'miss' })
  })

  it('makes the same cache-aside when the store was there first', () => {
    const design = connected(['api', 'db'], ['api', 'cache'])
    expect(linkOf(design, 'api', 'cache')).toMatchObject({ step: 1 })
    expect(linkOf(design, 'api', 'db')).toMatchObject({ step: 2, when: 'miss' })
  })

  it('reads through the cache before a sharded store too', () => {
    const design = connected(['router', 'db'], ['api', 'cache'], ['api', 'router'])
    expect(linkOf(design, 'api', 'router')).toMatchObject({ step: 2, when: 'miss' })
  })

  it('to a queue does not wait for the answer, and comes after what must have happened', () => {
    const design = connected(['api', 'cache'], ['api', 'db'], ['api', 'queue'])
    expect(linkOf(design, 'api', 'queue')).toMatchObject({ mode: 'async', step: 3 })
  })

  it('sets a time-out on calls inside the design and none on what people send', () => {
    const design = connected(['users', 'lb'], ['lb', 'api'], ['api', 'other'])
    expect(linkOf(design, 'users', 'lb')).toEqual({ id: 'users-lb', from: 'users', to: 'lb' })
    expect(linkOf(design, 'lb', 'api')).toEqual({ id: 'lb-api', from: 'lb', to: 'api' })
    expect(linkOf(design, 'api', 'other')?.timeoutS).toBe(1)
  })

  it('gives a way that has no error among its findings', () => {
    const drawn = connected(
      ['users', 'lb'],
      ['lb', 'api'],
      ['api', 'cache'],
      ['api', 'db'],
      ['api', 'queue'],
      ['queue', 'worker'],
    )
    const used = new Set(drawn.links.flatMap((link) => [link.from, link.to]))
    const design: Design = {
      ...drawn,
      blocks: drawn.blocks
        .filter((block) => used.has(block.id))
        .map((block) => (block.id === 'db' ? { ...block, config: { replicas: 2 } } : block)),
      requests: [{ id: 'r', from: 'users', kind: 'read', arrivals: { type: 'poisson', ratePerS: 1 } }],
    }
    expect(findingsOf(design).filter((finding) => finding.severity === 'error')).toEqual([])
  })

  it.each([
    ['lb', 'users', 'Requests start at Client'],
    ['db', 'api', 'answers and calls nobody'],
    ['api', 'worker', 'takes its work from a queue'],
    ['queue', 'api', 'hands its messages to workers'],
    ['api', 'api', 'itself'],
    ['api', 'gone', 'removed'],
  ])('%s to %s is refused', (from, to, words) => {
    const connection = connectBlocks(bare, from, to)
    expect(connection).toMatchObject({ ok: false })
    expect(connection.ok ? '' : connection.reason).toContain(words)
  })

  it('what is connected already is refused', () => {
    expect(connectBlocks(connected(['lb', 'api']), 'lb', 'api')).toMatchObject({ ok: false })
  })

  it('blocks of an unknown kind may go anywhere', () => {
    expect(connectBlocks(bare, 'odd', 'worker').ok).toBe(true)
    expect(connectBlocks(bare, 'queue', 'odd').ok).toBe(true)
  })

  it('never takes an id that a link has', () => {
    const design = applyDesignEdit(bare, { type: 'link-added', link: { id: 'lb-api', from: 'users', to: 'lb' } })
    if (!design.ok) throw new Error(design.reason)
    expect(connectBlocks(design.design, 'lb', 'api')).toMatchObject({ ok: true, link: 'lb-api-2' })
  })
})
