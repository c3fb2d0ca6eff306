import { describe, expect, it } from 'vitest'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { itemPoints } from './item-points'

const item = (id: string, part: Partial<EvidenceItem>): EvidenceItem => ({
  id,
  criterion: 'R',
  tier: 'must',
  text: id,
  credit: 1,
  weight: 3,
  status: 'met',
  why: '',
  pointers: [],
  counterfactual: null,
  ...part,
})

describe('points of evidence items', () => {
  it('share out the weight of the criterion, without what time makes up', () => {
    const items = [item('a', {}), item('b', { tier: 'should', weight: 2, credit: 0.5 }), item('x', { criterion: 'E' })]
    const points = itemPoints(items, { id: 'R', weight: 15 }, 0.05)
    const possible = [...points.values()].reduce((sum, each) => sum + each.possible, 0)
    expect(possible).toBeCloseTo(15 * 0.95)
    expect(points.get('b')).toEqual({ earned: expect.closeTo(2.85), possible: expect.closeTo(5.7) })
    expect(points.has('x')).toBe(false)
  })

  it('leave what is not asked of this interview out, and count a bonus on top', () => {
    const items = [
      item('a', {}),
      item('n', { status: 'not-applicable', credit: 0 }),
      item('c', { tier: 'bonus', weight: 1, credit: 1 }),
    ]
    const points = itemPoints(items, { id: 'R', weight: 15 }, 0)
    expect(points.get('a')?.possible).toBeCloseTo(15)
    expect(points.get('c')?.earned).toBeCloseTo(5)
    expect(points.has('n')).toBe(false)
  })

  it('are nothing where nothing is asked', () => {
    expect([...itemPoints([item('c', { tier: 'bonus' })], { id: 'R', weight: 15 }, 0).values()]).toEqual([
      { earned: 0, possible: 0 },
    ])
  })
})
