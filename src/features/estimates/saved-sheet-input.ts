import { z } from 'zod'
import { type Sheet, sheetSchema } from '@/core/estimate/sheet'
import { storable } from '@/core/interview/storable'

/** Published limits of saved sheets. */
export const SAVED_SHEET_LIMITS = {
  titleChars: 120,
  /** Sheets of one person. */
  ofOne: 200,
} as const

const MOST_ISSUES = 5

const id = z.string().min(1).max(64)
const title = z
  .string()
  .trim()
  .min(1, 'Give it a title')
  .max(SAVED_SHEET_LIMITS.titleChars, `Use at most ${SAVED_SHEET_LIMITS.titleChars} characters`)
  .transform((text) => storable(text))

export const sheetInput = z.unknown().transform((value, context): Sheet => {
  const parsed = sheetSchema.safeParse(storable(value))
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues.slice(0, MOST_ISSUES))
    context.addIssue({ code: 'custom', message: `${path.join('.')} ${message}` })
  return z.NEVER
})

export const savedSheetIdInput = z.strictObject({ id })
export const createSheetInput = z.strictObject({ title, sheet: sheetInput })
/** `rev` is that of the save it stands on. */
export const updateSheetInput = z.strictObject({ id, title, sheet: sheetInput, rev: z.int().min(0).max(1e9) })
