import { describe, expect, it } from 'vitest'
import { type Level, REVIEW_CRITERIA, type ReviewCriterionId } from '@/core/content/rubric'
import { type EvidenceItem, evidenceItem } from './evidence'
import { type GivenLevel, type Rating, ratingSchema, reviewProblems } from './review'
import { drivingItems, type PersonLevels, reviewMatrix } from './review-matrix'

const pin = { seq: 3, target: { kind: 'moment' } } as const
const rating = (criterion: ReviewCriterionId, level: GivenLevel | null, pins: Rating['pins'] = []): Rating => ({
  criterion,
  level,
  note: '',
  pins,
})
const all = (level: GivenLevel) => REVIEW_CRITERIA.map((criterion) => rating(criterion, level))

describe('a review', () => {
  it('can be submitted once every criterion is decided, be it as not observed', () => {
    expect(reviewProblems(all(3))).toEqual([])
    expect(reviewProblems(all('not-observed'))).toEqual([])
    expect(reviewProblems([]).map(({ problem }) => problem)).toEqual(REVIEW_CRITERIA.map(() => 'undecided'))
    expect(reviewProblems([...all(2).slice(1), rating('R', null)])).toEqual([{ criterion: 'R', problem: 'undecided' }])
  })

  it.each([1, 4] as const)('needs a pin for level %d, and takes one for any', (level) => {
    const others = all(2).slice(1)
    expect(reviewProblems([rating('R', level), ...others])).toEqual([{ criterion: 'R', problem: 'needs-pin' }])
    expect(reviewProblems([rating('R', level, [pin]), ...others])).toEqual([])
    expect(reviewProblems([rating('R', 2, [pin]), ...others])).toEqual([])
  })

  it.each([0, 2.5, 5, '3', 'unknown'])('knows no level %j', (level) => {
    expect(ratingSchema.safeParse({ criterion: 'R', level, note: '', pins: [] }).success).toBe(false)
  })
})

const person = (
  initial: Partial<Record<ReviewCriterionId, GivenLevel>>,
  adjusted: typeof initial = {},
): PersonLevels => ({
  initial: new Map(Object.entries(initial) as [ReviewCriterionId, GivenLevel][]),
  adjusted: new Map(Object.entries(adjusted) as [ReviewCriterionId, GivenLevel][]),
})
const rowOf = (people: PersonLevels[], automatic: Partial<Record<ReviewCriterionId, Level>>, id: ReviewCriterionId) =>
  reviewMatrix(people, new Map(Object.entries(automatic) as [ReviewCriterionId, Level][])).find(
    ({ criterion }) => criterion === id,
  )

describe('the matrix of people and automatic', () => {
  it('has the median and the spread of people alone, whatever the evidence suggests', () => {
    const people = [person({ R: 2 }), person({ R: 3 }), person({ R: 3 })]
    for (const automatic of [1, 2, 3, 4] as const)
      expect(rowOf(people, { R: automatic }, 'R')).toMatchObject({ median: 3, spread: [2, 3], automatic })
    expect(rowOf(people.slice(0, 2), {}, 'R')).toMatchObject({ median: 2.5, automatic: null })
  })

  it('marks what people have to discuss, and what they have to check', () => {
    expect(rowOf([person({ E: 1 }), person({ E: 3 })], { E: 2 }, 'E')!.marks).toEqual(['discuss'])
    expect(rowOf([person({ E: 2 }), person({ E: 2 })], { E: 4 }, 'E')!.marks).toEqual(['check-evidence'])
    expect(rowOf([person({ E: 1 }), person({ E: 3 })], { E: 4 }, 'E')!.marks).toEqual(['discuss', 'check-evidence'])
    expect(rowOf([person({ E: 2 }), person({ E: 3 })], { E: 3 }, 'E')!.marks).toEqual([])
  })

  it('takes a level as it was adjusted, so that what was discussed is settled', () => {
    const row = rowOf([person({ E: 1 }, { E: 2 }), person({ E: 3 })], { E: 3 }, 'E')
    expect(row).toMatchObject({ median: 2.5, spread: [2, 3], marks: [] })
  })

  it('leaves out who observed nothing, and is unknown where nobody did', () => {
    expect(rowOf([person({ C: 'not-observed' }), person({ C: 3 })], {}, 'C')).toMatchObject({
      median: 3,
      spread: [3, 3],
    })
    expect(rowOf([person({ C: 'not-observed' })], {}, 'C')).toMatchObject({ median: null, spread: null, marks: [] })
  })
})

const item = (id: string, credit: number, tier: 'must' | 'bonus' = 'must'): EvidenceItem =>
  evidenceItem(
    { id, criterion: 'R', tier, text: id, credit, why: '', counterfactual: 'more' },
    { must: 3, should: 2, bonus: 1 },
  )

describe('the items that drive a gap', () => {
  const items = [item('met', 1), item('half', 0.5), item('missing', 0), item('met bonus', 1, 'bonus')]

  it('are what earned the credit where people gave less', () => {
    expect(drivingItems(items, 'R', 'people-lower').map(({ id }) => id)).toEqual(['met', 'half', 'met bonus'])
  })

  it('are what is missing where people gave more', () => {
    expect(drivingItems(items, 'R', 'people-higher').map(({ id }) => id)).toEqual(['missing', 'half'])
    expect(drivingItems(items, 'E', 'people-higher')).toEqual([])
  })
})
