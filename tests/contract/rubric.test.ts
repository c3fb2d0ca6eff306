import { describe, expect, it } from 'vitest'
import { LEVELS, REVIEW_CRITERIA, reviewCriteria } from '@/core/content/rubric'
import { content } from '@/server/content'

const rubric = await content.rubric()
const criteria = reviewCriteria(rubric)

describe('the rubric', () => {
  it('has eight criteria, of which six make up the 100', () => {
    expect(criteria.map(({ id }) => id)).toEqual([...REVIEW_CRITERIA])
    expect(criteria.reduce((sum, { weight }) => sum + (weight ?? 0), 0)).toBe(100)
    expect(criteria.filter(({ weight }) => weight === null).map(({ id }) => id)).toEqual(['C', 'X'])
  })

  it('tells every level of every criterion by words of its own', () => {
    const anchors = criteria.flatMap((criterion) => criterion.anchors)
    expect(anchors).toHaveLength(REVIEW_CRITERIA.length * LEVELS.length)
    expect(new Set(anchors).size).toBe(anchors.length)
  })

  it('expects of a higher position nothing less', () => {
    for (const { id } of criteria) {
      const expected = rubric.targets.map((target) => target.expects[id])
      expect(expected).toEqual([...expected].sort((a, b) => a - b))
    }
  })
})
