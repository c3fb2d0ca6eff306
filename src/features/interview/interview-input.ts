import { z } from 'zod'
import { problemSlugSchema } from '@/core/content/problem'
import { eventIdSchema, INTERVIEW_MODES } from '@/core/interview/events'
import { INTERVIEW_LIMITS as LIMITS } from '@/core/interview/limits'
import { plannedMinutesSchema } from '@/core/interview/outline'

/** Inputs of the interview procedures. */
export const interviewIdInput = z.strictObject({ id: z.string().min(1).max(64) })

export const createInput = z
  .strictObject({
    problem: problemSlugSchema,
    mode: z.enum(INTERVIEW_MODES),
    /** Null: untimed practice. */
    minutes: plannedMinutesSchema.nullable(),
  })
  .refine((input) => input.mode === 'practice' || input.minutes !== null, {
    message: 'An interview against the clock needs a length',
    path: ['minutes'],
  })
export type CreateInput = z.infer<typeof createInput>

const seq = z
  .int()
  .min(0)
  .max(LIMITS.events * 2)

/**
 * Only the ids are checked here: an event that is wrong otherwise is refused by itself, with a reason, and does not take
 * the whole batch with it.
 */
export const appendInput = interviewIdInput.extend({
  events: z
    .array(z.looseObject({ id: eventIdSchema }))
    .min(1)
    .max(LIMITS.batchEvents),
  /** The newest event that the browser has: it is given everything after this one. */
  baseSeq: seq,
})
export type AppendInput = z.infer<typeof appendInput>

export const sinceInput = interviewIdInput.extend({ seq })
export const renameInput = interviewIdInput.extend({ title: z.string().trim().min(1).max(LIMITS.titleChars) })
