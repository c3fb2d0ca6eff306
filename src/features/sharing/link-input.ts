import { z } from 'zod'
import { parseDesign } from '@/core/design/validate'
import { storable } from '@/core/interview/storable'
import { type Expiry, EXPIRY_DAYS, LINK_LIMITS } from './link-limits'

/** Things wrong with a design that an answer names. */
const MOST_ISSUES = 5

/** Inputs of the procedures about links. */
const id = z.string().min(1).max(64)

export const subjectInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('interview'), id }),
  z.strictObject({ kind: z.literal('design'), id }),
  z.strictObject({ kind: z.literal('sheet'), id }),
])
/** What a link opens. */
export type Subject = z.infer<typeof subjectInput>

export const linkIdInput = z.strictObject({ id })

export const newLinkInput = z
  .strictObject({
    subject: subjectInput,
    role: z.enum(['viewer', 'reviewer', 'interviewer']),
    label: z.string().trim().max(LINK_LIMITS.labelChars, `Use at most ${LINK_LIMITS.labelChars} characters`),
    expiry: z.enum(Object.keys(EXPIRY_DAYS) as [Expiry, ...Expiry[]]),
  })
  .refine(({ subject, role }) => subject.kind === 'interview' || role === 'viewer', {
    message: 'A link to a design or a sheet lets people view it and nothing more',
    path: ['role'],
  })
export type NewLink = z.infer<typeof newLinkInput>

/** Longer than any token, so that a mistyped one is "no such link" and not a wrong form. */
export const tokenInput = z.strictObject({ token: z.string().min(1).max(128) })

const design = z.unknown().transform((value, context) => {
  const parsed = parseDesign(storable(value))
  if (parsed.ok) return parsed.design
  for (const { path, message } of parsed.problems.slice(0, MOST_ISSUES))
    context.addIssue({ code: 'custom', message: `${path} ${message}` })
  return z.NEVER
})
export const shareDesignInput = z.strictObject({ design })
export const updateDesignInput = z.strictObject({ id, design })
