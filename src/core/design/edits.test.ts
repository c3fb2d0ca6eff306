import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crowdedDesign, designEdit } from '../../../tests/arbitraries/design'
import { designEditSchema, type DesignEdit } from './edit-schema'
import { applyDesignEdit, together } from './edits'
import { findingsOf } from './findings'
import { invertDesignEdit } from './invert-edit'
import { type Design, emptyDesign } from './schema'
import { parseDesign } from './validate'

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

function applied(design: Design, ...edits: DesignEdit[]): Design {
  return edits.reduce((current, edit) => {
    const outcome = applyDesignEdit(current, designEditSchema.parse(edit))
    if (!outcome.ok) throw new Error(`${edit.type}: ${outcome.reason}`)
    return outcome.design
  }, design)
}

const small: Design = {
  ...emptyDesign('small'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'api', kind: 'service', name: 'API', config: { instances: 2 } },
    { id: 'db', kind: 'database' },
  ],
  links: [
    { id: 'in', from: 'users', to: 'api' },
    { id: 'reads', from: 'api', to: 'db', requests: ['read'] },
  ],
  requests: [
    { id: 'read', from: 'users', arrivals: { type: 'poisson', ratePerS: 10 } },
    { id: 'write', from: 'users', kind: 'write', arrivals: { type: 'poisson', ratePerS: 1 } },
  ],
  objectives: [{ id: 'fast', metric: 'latency', request: 'read', percentile: 99, atMost: 0.1 }],
  faults: [
    { id: 'boom', kind: 'crash', target: 'db', atS: 1, forS: 1 },
    { id: 'rush', kind: 'spike', request: 'read', factor: 5, atS: 1, forS: 1 },
    { id: 'cut', kind: 'partition', between: [['api', 'users'], ['db']], atS: 1, forS: 1 },
  ],
}

describe('edits, whatever their order', () => {
  const edits = fc.array(designEdit, { minLength: 1, maxLength: 30 })

  it('give a design that opens again, or a reason; nothing is ever mutated', () => {
    fc.assert(
      fc.property(edits, (list) => {
        let design = frozen(crowdedDesign)
        for (const edit of list) {
          expect(designEditSchema.safeParse(edit).success).toBe(true)
          const outcome = applyDesignEdit(design, frozen(edit))
          if (!outcome.ok) {
            expect(outcome.reason).toMatch(/[.:]/)
            continue
          }
          design = frozen(outcome.design)
          expect(parseDesign(JSON.parse(JSON.stringify(design)))).toMatchObject({ ok: true })
        }
        // findings are total
        expect(Array.isArray(findingsOf(design))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('are taken back exactly by their inverse, and brought again by the inverse of that', () => {
    fc.assert(
      fc.property(edits, (list) => {
        let design = crowdedDesign
        for (const edit of list) {
          const outcome = applyDesignEdit(design, edit)
          const inverse = invertDesignEdit(design, edit)
          if (!outcome.ok) {
            expect(inverse).toEqual([])
            continue
          }
          expect(applied(outcome.design, ...inverse)).toEqual(design)
          if (inverse.length > 0) {
            const redo = invertDesignEdit(outcome.design, together(inverse))
            expect(applied(design, ...redo)).toEqual(outcome.design)
          }
          design = outcome.design
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('removing', () => {
  it('a block takes along its links and what loses its footing, and undo brings all of it back', () => {
    const edit: DesignEdit = { type: 'blocks-removed', ids: ['users'] }
    const without = applied(small, edit)
    expect(without.blocks.map((block) => block.id)).toEqual(['api', 'db'])
    expect(without.requests).toEqual([])
    expect(without.objectives).toBeUndefined()
    expect(without.links).toEqual([{ id: 'reads', from: 'api', to: 'db', requests: [] }])
    expect(without.faults?.map((fault) => fault.id)).toEqual(['boom', 'cut'])
    expect(applied(without, ...invertDesignEdit(small, edit))).toEqual(small)
  })

  it('a request class takes it off the links that name it, without letting them carry everything', () => {
    const without = applied(small, { type: 'request-removed', id: 'read' })
    expect(without.links[1]).toEqual({ id: 'reads', from: 'api', to: 'db', requests: [] })
    expect(without.objectives).toBeUndefined()
  })

  it('what is gone already is refused, and what is still there of several goes', () => {
    expect(applyDesignEdit(small, { type: 'blocks-removed', ids: ['nobody'] })).toEqual({
      ok: false,
      reason: 'The block was already removed.',
    })
    expect(applied(small, { type: 'links-removed', ids: ['in', 'gone'] }).links).toHaveLength(1)
  })
})

describe('an edit that does not fit is refused with its reason', () => {
  it.each<[string, DesignEdit, string]>([
    ['a taken id', { type: 'block-added', block: { id: 'api', kind: 'cache' } }, 'already a block'],
    [
      'settings its kind refuses',
      { type: 'block-changed', id: 'api', patch: { config: { instances: 0 } } },
      'instances',
    ],
    ['a setting that is not there', { type: 'block-changed', id: 'api', patch: { config: { colour: 1 } } }, 'API'],
    ['a link to itself', { type: 'link-added', link: { id: 'x', from: 'api', to: 'api' } }, 'itself'],
    ['a link into nothing', { type: 'link-added', link: { id: 'x', from: 'api', to: 'gone' } }, 'both ends'],
    ['traffic from a service', { type: 'request-changed', id: 'read', patch: { from: 'api' } }, 'cannot start at API'],
    [
      'a fault of nothing',
      { type: 'fault-added', fault: { id: 'n', kind: 'crash', target: 'x', atS: 0, forS: 1 } },
      'x',
    ],
    ['an unknown region', { type: 'block-changed', id: 'api', patch: { region: 'mars' } }, 'mars'],
    [
      'a taken objective',
      { type: 'objective-added', objective: { id: 'fast', metric: 'cost', atMost: 1 } },
      'already an',
    ],
  ])('%s', (_what, edit, words) => {
    const outcome = applyDesignEdit(small, edit)
    expect(outcome).toMatchObject({ ok: false })
    expect(outcome.ok ? '' : outcome.reason).toContain(words)
  })

  it('an import with a link into nothing', () => {
    const design = { ...small, links: [{ id: 'l', from: 'api', to: 'gone' }] }
    const outcome = applyDesignEdit(small, { type: 'design-replaced', design })
    expect(outcome.ok ? '' : outcome.reason).toContain('$.links[0].to: there is no block “gone”')
  })

  it('all of a gesture or nothing of it', () => {
    const edit = together([
      { type: 'block-added', block: { id: 'cache', kind: 'cache' } },
      { type: 'link-added', link: { id: 'in', from: 'api', to: 'cache' } },
    ])
    expect(applyDesignEdit(small, edit)).toMatchObject({ ok: false })
    expect(small.blocks).toHaveLength(3)
  })
})

describe('settings', () => {
  it('are merged key by key; null is a value, and a reset brings the default back', () => {
    const changed = applied(small, { type: 'block-changed', id: 'api', patch: { config: { queueLimit: null } } })
    expect(changed.blocks[1]?.config).toEqual({ instances: 2, queueLimit: null })
    const reset = applied(changed, {
      type: 'block-changed',
      id: 'api',
      patch: { configReset: ['instances', 'queueLimit'] },
    })
    expect(reset.blocks[1]).toEqual({ id: 'api', kind: 'service', name: 'API' })
  })

  it('that reach for a prototype or nest without end never get in', () => {
    const evil = JSON.parse('{"type":"block-changed","id":"x","patch":{"config":{"a":{"__proto__":{"b":1}}}}}')
    expect(designEditSchema.safeParse(evil).success).toBe(false)
    const deep = Array.from({ length: 40 }).reduce<unknown>((inner) => ({ inner }), 1)
    const edit = { type: 'block-added', block: { id: 'x', kind: 'mystery', config: { deep } } }
    expect(designEditSchema.safeParse(edit).success).toBe(false)
  })
})
