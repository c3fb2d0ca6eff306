import { z } from 'zod'
import { pointedAtSchema } from '@/core/interview/interjections'
import { INTERVIEW_LIMITS as LIMITS } from '@/core/interview/limits'
import { stepIdSchema } from '@/core/interview/outline'
import { interviewIdInput } from '../interview-input'

/** A page that is open somewhere, under an id of its own. */
const page = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/)

export const followInput = interviewIdInput.extend({
  /** The newest event that the page has. */
  seq: z
    .int()
    .min(0)
    .max(LIMITS.events * 2),
  page,
  /** The newest event that came over a stream that was cut; a browser sends it when it comes back. */
  lastEventId: z
    .string()
    .regex(/^\d{1,9}$/)
    .nullish(),
})

/** Where somebody is just now. Never kept. */
export const placeSchema = z.strictObject({
  step: stepIdSchema,
  /** What they have chosen or write in; null: nothing. */
  at: pointedAtSchema.nullable(),
  isTyping: z.boolean(),
})
export type Place = z.infer<typeof placeSchema>

export const presenceInput = interviewIdInput.extend({ page, place: placeSchema })
