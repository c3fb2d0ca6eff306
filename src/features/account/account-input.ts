import { z } from 'zod'

/** Rules that the form and the server share. */
export const emailInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(320)
  .pipe(z.email('This does not look like an email address'))
export const newPasswordInput = z.string().min(10, 'Use at least 10 characters').max(200, 'Use at most 200 characters')
export const nameInput = z
  .string()
  .trim()
  .max(80, 'Use at most 80 characters')
  .transform((name) => name || null)
