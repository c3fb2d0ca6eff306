import { describe, expect, it } from 'vitest'
import type { CriterionId, Rubric } from '@/core/content/rubric'
import type { EvidenceItem } from './evidence'
import { scoreOf } from './score'
import { itemPoints } from './item-points'

const facts = { evidenceVersion: '1', integrityViolations: [], served: null, time: null }
const rubricOf = (id: CriterionId, weight: number): Rubric => ({
  version: 'test',
  criteria: [
    { id, name: id, step: 'requirements', weight, autoCeiling: 1, notAssessed: 'nothing', anchors: ['', '', '', ''] },
  ],
  beside: [],
  targets: [],
  tierWeights: { must: 3, should: 2, bonus: 1 },
  levelsFrom: [40, 60, 80],
  integrityCap: 40,
  timeShare: 0.05,
})

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
    const points = itemPoints(items, { id: 'R', weight: 15 }, { counted: 100, timeShare: 0.05 })
    const possible = [...points.values()].reduce((sum, each) => sum + each.possible, 0)
    expect(possible).toBeCloseTo(15 * 0.95)
    expect(points.get('b')).toEqual({ earned: expect.closeTo(2.85), possible: expect.closeTo(5.7) })
    expect(points.has('x')).toBe(false)
  })

  it('leave out what is not asked of this interview and what is unknown', () => {
    const items = [
      item('a', {}),
      item('n', { status: 'not-applicable', credit: 0 }),
      item('u', { status: 'unknown', credit: 0 }),
    ]
    const points = itemPoints(items, { id: 'R', weight: 15 }, { counted: 100, timeShare: 0 })
    expect([...points]).toEqual([['a', { earned: expect.closeTo(15), possible: expect.closeTo(15) }]])
  })

  it('share out the weight of criteria that could not be assessed among the others', () => {
    const points = itemPoints([item('a', {})], { id: 'R', weight: 15 }, { counted: 80, timeShare: 0 })
    expect(points.get('a')?.possible).toBeCloseTo(18.75)
  })

  it('come to the percentage of the criterion, with what a bonus fills up of what was left open', () => {
    const items = [
      item('a', { credit: 0.6, status: 'partial' }),
      item('b', { tier: 'bonus', weight: 1, credit: 1 }),
      item('c', { tier: 'bonus', weight: 1, credit: 0.5, status: 'partial' }),
    ]
    const points = itemPoints(items, { id: 'R', weight: 15 }, { counted: 100, timeShare: 0 })
    const earned = [...points.values()].reduce((sum, each) => sum + each.earned, 0)
    const { percent } = scoreOf(items, rubricOf('R', 15), facts).criteria[0]!
    expect(earned).toBeCloseTo((15 * percent!) / 100, 3)
    expect(points.get('b')!.possible).toBeCloseTo(points.get('b')!.earned)
    expect(points.get('c')!.possible).toBeGreaterThan(points.get('c')!.earned)
  })

  it('are nothing where nothing is asked', () => {
    expect([
      ...itemPoints([item('c', { tier: 'bonus' })], { id: 'R', weight: 15 }, { counted: 100, timeShare: 0 }).values(),
    ]).toEqual([{ earned: 0, possible: 0 }])
  })
})
