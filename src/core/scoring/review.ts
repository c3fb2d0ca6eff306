import { z } from 'zod'
import { levelSchema, REVIEW_CRITERIA, reviewCriterionIdSchema, type ReviewCriterionId } from '@/core/content/rubric'
import { pinSchema } from '@/core/interview/pins'

/** What a person says of one criterion: a level, or that the interview showed nothing of it. No half points. */
export const givenLevelSchema = z.union([levelSchema, z.literal('not-observed')])
export type GivenLevel = z.infer<typeof givenLevelSchema>

/** Limits on everything of a review that grows. */
export const REVIEW_LIMITS = { noteChars: 4000, summaryChars: 8000, pins: 20, reasonChars: 2000 } as const

export const ratingSchema = z.strictObject({
  criterion: reviewCriterionIdSchema,
  /** Null: not decided yet. */
  level: givenLevelSchema.nullable(),
  /** For the candidate: why. */
  note: z.string().max(REVIEW_LIMITS.noteChars),
  /** Moments and objects that the level stands on. */
  pins: z.array(pinSchema).max(REVIEW_LIMITS.pins),
})
export type Rating = z.infer<typeof ratingSchema>

/** What a level of an anchor interview is: as of any other, without words for a candidate. */
export const anchorLevelSchema = ratingSchema.pick({ pins: true }).extend({ level: givenLevelSchema })
export type AnchorLevel = z.infer<typeof anchorLevelSchema>

export type JudgedCriterion = Pick<Rating, 'criterion' | 'level' | 'pins'>

/** What keeps a review from being submitted. */
export interface ReviewProblem {
  criterion: ReviewCriterionId
  problem: 'undecided' | 'needs-pin'
}

/** The ends of the scale have to stand on something that others can look at. */
export const needsPin = (level: GivenLevel | null): boolean => level === 1 || level === 4

/** Every criterion decided, and the ends of the scale pinned: then there are none. */
export function reviewProblems(ratings: readonly JudgedCriterion[]): ReviewProblem[] {
  return REVIEW_CRITERIA.flatMap((criterion): ReviewProblem[] => {
    const rating = ratings.find((each) => each.criterion === criterion)
    if (!rating || rating.level === null) return [{ criterion, problem: 'undecided' }]
    return needsPin(rating.level) && rating.pins.length === 0 ? [{ criterion, problem: 'needs-pin' }] : []
  })
}
