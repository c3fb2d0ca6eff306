import { z } from 'zod'
import { pinTargetSchema } from '@/core/interview/pins'

const id = z.string().min(1).max(64)

/** Limits on everything of comments that grows. */
export const COMMENT_LIMITS = { bodyChars: 4000, threads: 300, commentsOfThread: 100 } as const

export const threadsInput = z.strictObject({ interview: id })

const comment = {
  body: z.string().trim().min(1).max(COMMENT_LIMITS.bodyChars),
  /** An item of the automatic score that it speaks of. */
  evidenceItem: z.string().min(1).max(200).optional(),
}

export const beginInput = z.strictObject({
  interview: id,
  /** The moment: number of the newest event then. */
  seq: z.int().min(0).max(1e6),
  target: pinTargetSchema,
  ...comment,
})
export type BeginInput = z.infer<typeof beginInput>

export const answerInput = z.strictObject({ interview: id, thread: id, ...comment })
export type AnswerInput = z.infer<typeof answerInput>

export const resolveInput = z.strictObject({ interview: id, thread: id, isResolved: z.boolean() })
export type ResolveInput = z.infer<typeof resolveInput>
