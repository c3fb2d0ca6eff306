import { z } from 'zod'
import { problemSlugSchema } from '@/core/content/problem'
import { sheetInput } from './saved-sheet-input'

/** `problem` is a slug. Apart from the inputs of saved sheets, which pages load too: they need nothing of problems. */
export const checkSheetInput = z.strictObject({ problem: problemSlugSchema, sheet: sheetInput })
