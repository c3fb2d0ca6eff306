import { z } from 'zod'
import { REVIEW_CRITERIA, reviewCriterionIdSchema, targetIdSchema } from '@/core/content/rubric'
import { givenLevelSchema, ratingSchema, REVIEW_LIMITS as LIMITS } from '@/core/scoring/review'

/** Inputs of the procedures of a review. */
export const interviewInput = z.strictObject({ interview: z.string().min(1).max(64) })

export const startInput = interviewInput.extend({
  /** Not to be told whose interview it is before submitting. */
  hideName: z.boolean(),
})

export const saveInput = interviewInput.extend({
  /** Those that changed; the others stay as they are. */
  ratings: z.array(ratingSchema).max(REVIEW_CRITERIA.length),
  summary: z.string().max(LIMITS.summaryChars).optional(),
  /** Position that the candidate is interviewed for; null: none in particular. */
  target: targetIdSchema.nullable().optional(),
})
export type SaveInput = z.infer<typeof saveInput>

export const adjustInput = interviewInput.extend({
  criterion: reviewCriterionIdSchema,
  level: givenLevelSchema,
  reason: z.string().trim().min(1).max(LIMITS.reasonChars),
})
export type AdjustInput = z.infer<typeof adjustInput>
