import { z } from 'zod'

const id = z.string().min(1).max(64)

/** Limits on everything of notes that grows; `notes` is of one person on one interview. */
export const NOTE_LIMITS = { bodyChars: 4000, notes: 300 } as const

export const notesInput = z.strictObject({ interview: id })

export const keepInput = z.strictObject({
  interview: id,
  /** Absent: a new note. */
  id: id.optional(),
  seq: z.int().min(0).max(1e6).nullable(),
  body: z.string().trim().min(1).max(NOTE_LIMITS.bodyChars),
})
export type KeepInput = z.infer<typeof keepInput>

export const removeInput = z.strictObject({ interview: id, id })
export type RemoveInput = z.infer<typeof removeInput>
