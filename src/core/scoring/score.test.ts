import { describe, expect, test } from 'vitest'
import type { Rubric } from '@/core/content/rubric'
import { type EvidenceItem, evidenceItem, type Found } from './evidence'
import { scoreOf } from './score'

const weights = { must: 3, should: 2, bonus: 1 }
const rubric: Rubric = {
  version: 'test',
  criteria: (['R', 'E', 'H', 'D', 'S', 'T'] as const).map((id, i) => ({
    id,
    name: id,
    step: 'requirements',
    weight: [15, 15, 20, 15, 20, 15][i]!,
    autoCeiling: 1,
    notAssessed: 'nothing',
    anchors: ['', '', '', ''],
  })),
  beside: [],
  targets: [],
  tierWeights: weights,
  levelsFrom: [40, 60, 80],
  integrityCap: 40,
  timeShare: 0.05,
}
const item = (part: Partial<Found>): EvidenceItem =>
  evidenceItem(
    { id: 'x', criterion: 'R', tier: 'must', text: 'x', credit: 1, why: 'because', counterfactual: 'more', ...part },
    weights,
  )
const servedOf = (share: number) => ({ share, why: 'because', counterfactual: 'more', pointers: [] })
const facts = { evidenceVersion: '1', integrityViolations: [], served: servedOf(1), time: null }
const criterion = (items: EvidenceItem[], id = 'R') =>
  scoreOf(items, rubric, facts).criteria.find((each) => each.id === id)!

describe('a criterion', () => {
  test('weighs must 3, should 2', () => {
    expect(criterion([item({ credit: 1 }), item({ tier: 'should', credit: 0 })]).percent).toBe(60)
  })

  test('takes a bonus as filling for what is left open, never as more than all', () => {
    const open = criterion([item({ credit: 0.5 })]).percent
    const filled = criterion([item({ credit: 0.5 }), item({ tier: 'bonus', credit: 1 })]).percent
    expect(filled).toBeGreaterThan(open!)
    expect(criterion([item({}), item({ tier: 'bonus' })]).percent).toBe(100)
    expect(criterion([item({ tier: 'bonus' })]).percent).toBe(0)
  })

  test('is level 2 at most while something that must be there is missing', () => {
    const items = [item({ credit: 0 }), ...Array.from({ length: 9 }, () => item({}))]
    expect(criterion(items)).toMatchObject({ percent: 90, level: 2 })
    expect(criterion(items).gates).toHaveLength(1)
    expect(criterion(items.slice(1)).level).toBe(4)
  })

  test('leaves out what does not apply', () => {
    expect(criterion([item({}), item({ credit: 0, status: 'not-applicable' })]).percent).toBe(100)
  })

  test('counts what is unknown neither way, and shows as a range what it could come to', () => {
    const unknown = item({ credit: 0, status: 'unknown' })
    const half = { percent: 100, level: 4, range: [2, 4], assessed: 0.5, gates: [] }
    expect(criterion([item({}), unknown])).toMatchObject(half)
    expect(criterion([unknown])).toMatchObject({ percent: null, level: null, range: [1, 4], assessed: 0, gates: [] })
    // what is certain of an unknown item counts in full
    const partly = item({ credit: 0.4, status: 'unknown' })
    expect(criterion([item({ credit: 0 }), partly]).percent).toBeCloseTo((100 * 0.4) / 1.4, 2)
  })

  test.each([
    [0, 1],
    [0.39, 1],
    [0.4, 2],
    [0.6, 3],
    [0.8, 4],
  ])('at %d of its points is at level %d', (credit, level) => {
    expect(criterion([item({ credit, tier: 'should' })]).level).toBe(level)
  })
})

describe('the total', () => {
  const all = rubric.criteria.map(({ id }) => item({ criterion: id }))

  test('is 100 when everything is there', () => {
    expect(scoreOf(all, rubric, facts).total).toBe(100)
  })

  test('is of what could be assessed, with the range of what could not', () => {
    const unknown = all.map((each) =>
      each.criterion === 'S' ? item({ criterion: 'S', credit: 0, status: 'unknown' }) : each,
    )
    expect(scoreOf(all, rubric, facts)).toMatchObject({ range: [100, 100], assessed: 1 })
    expect(scoreOf(unknown, rubric, facts)).toMatchObject({ total: 100, range: [80, 100], assessed: 0.8 })
  })

  test('holds criterion S at its cap when data was lost', () => {
    const { criteria, total } = scoreOf(all, rubric, { ...facts, integrityViolations: ['S.peak'] })
    expect(criteria.find((each) => each.id === 'S')).toMatchObject({ percent: 40, level: 2 })
    expect(total).toBe(100 - 20 * 0.6)
  })

  test('is no more of 100 than what is answered under the average load, nor less than what the lowest level ends at', () => {
    const totals = [1, 0.995, 0.5, 0.4, 0.1, 0].map((share) => {
      const { total, loadCap } = scoreOf(all, rubric, { ...facts, served: servedOf(share) })
      expect(loadCap).toEqual(share === 1 ? null : expect.objectContaining({ atMost: total, without: 100 }))
      return total
    })
    expect(totals).toEqual([100, 99.5, 50, 40, 40, 40])
  })

  test('is not held down where it comes to less by itself, nor by what is unknown, which may hold it down yet', () => {
    const half = all.map((each) => item({ criterion: each.criterion, credit: 0.3 }))
    expect(scoreOf(half, rubric, { ...facts, served: servedOf(0) })).toMatchObject({ total: 30, loadCap: null })
    const unknown = scoreOf(all, rubric, { ...facts, served: null })
    expect(unknown).toMatchObject({ total: 100, range: [40, 100], loadCap: null })
  })

  test('counts time for a twentieth, and only where there was a clock', () => {
    expect(scoreOf(all, rubric, { ...facts, time: { credit: 0, steps: [] } }).total).toBe(95)
  })
})
