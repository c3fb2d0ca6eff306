import { describe, expect, it } from 'vitest'
import type { Level, ReviewCriterionId } from '@/core/content/rubric'
import { type CalibrationPair, calibrationOf, dueAnchors } from './calibration'
import type { GivenLevel } from './review'

const pair = (anchor: string, given: GivenLevel, gold: Level | null, criterion: ReviewCriterionId = 'R') =>
  ({ anchor, criterion, given, gold }) satisfies CalibrationPair

describe('calibration against gold levels', () => {
  it('finds none off where all are the same', () => {
    const pairs = ['a', 'b', 'c', 'd', 'e', 'f'].map((anchor, i) =>
      pair(anchor, ((i % 4) + 1) as Level, ((i % 4) + 1) as Level),
    )
    const { bias, figures, criteria, anchors } = calibrationOf(pairs, 'test')
    expect(bias).toBe(0)
    expect(anchors).toBe(6)
    expect(figures.find(({ id }) => id === 'kappa-quadratic')?.value).toBe(1)
    expect(criteria).toEqual([{ criterion: 'R', both: 6, exact: 6, farOff: 0, bias: 0, observedApart: 0 }])
  })

  it('tells leniency by its sign, and counts what is far off by criterion', () => {
    const pairs = [pair('a', 4, 2), pair('b', 3, 2), pair('a', 1, 2, 'E'), pair('b', 2, 2, 'E')]
    const { bias, criteria } = calibrationOf(pairs, 'test')
    expect(bias).toBe(0.5)
    expect(criteria.find(({ criterion }) => criterion === 'R')).toMatchObject({ exact: 0, farOff: 1, bias: 1.5 })
    expect(criteria.find(({ criterion }) => criterion === 'E')).toMatchObject({ exact: 1, farOff: 0, bias: -0.5 })
  })

  it('counts what only one of the two saw, and makes no number of it', () => {
    const { bias, criteria, figures } = calibrationOf(
      [pair('a', 'not-observed', 2), pair('b', 3, null), pair('c', 'not-observed', null)],
      'test',
    )
    expect(bias).toBeNull()
    expect(criteria[0]).toMatchObject({ both: 0, bias: null, observedApart: 2 })
    expect(figures).toEqual([])
  })
})

describe('anchors to be rated', () => {
  const all = ['a', 'b', 'c', 'd']
  const day = 24 * 3600 * 1000

  it('are those never rated, as long as there are any', () => {
    expect(dueAnchors(all, new Map(), 0)).toEqual(all)
    expect(dueAnchors(all, new Map([['b', 5]]), 1000 * day)).toEqual(['a', 'c', 'd'])
  })

  it('are none right after all were rated, and the two oldest a quarter later', () => {
    const rated = new Map([
      ['a', 3 * day],
      ['b', 1 * day],
      ['c', 2 * day],
      ['d', 4 * day],
    ])
    expect(dueAnchors(all, rated, 80 * day)).toEqual([])
    expect(dueAnchors(all, rated, 100 * day)).toEqual(['b', 'c'])
    const oneAgain = new Map([...rated, ['b', 100 * day]])
    expect(dueAnchors(all, oneAgain, 101 * day)).toEqual(['c'])
  })
})
