import { describe, expect, it } from 'vitest'
import { estimateTemplates } from '@/core/estimate/templates'
import { rankTemplate } from './rank-template'

const found = (search: string): string[] =>
  estimateTemplates
    .map((template) => ({ id: template.id, rank: rankTemplate(template, search) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ id }) => id)

describe('a search for a template', () => {
  it('finds each by its title first', () => {
    for (const { id, title } of estimateTemplates) expect(found(title)[0]).toBe(id)
  })

  it.each([
    ['stor', 'storage'],
    ['bloom', 'bloom-filter'],
    ['birthday', 'key-collisions'],
    ['p99', 'latency-budget'],
    ['down month', 'availability'],
    ['consumer groups', 'log-retention'],
    ['heartbeats', 'connections'],
    ['zipf', 'hit-ratio'],
    ['bound memory', 'servers-memory'],
  ])('%s finds %s first', (search, id) => expect(found(search)[0]).toBe(id))

  it('finds nothing for what stands nowhere', () => expect(found('storage of zeppelins')).toEqual([]))
})
