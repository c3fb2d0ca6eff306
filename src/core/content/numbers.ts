import { z } from 'zod'
import { evaluateText } from '@/core/estimate/evaluate-text'
import { numberColumns } from './number-columns'

const slugSchema = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'an id is lower-case letters, digits and "-"')
const line = z.string().min(1).max(120)
const sentence = z.string().min(1).max(400)
/** A quantity as a formula of the estimate sheet has it, so that it can be put into one. */
const quantitySchema = z
  .string()
  .min(1)
  .max(200)
  .superRefine((src, context) => {
    const value = evaluateText(src)
    if (!value.ok) context.addIssue({ code: 'custom', message: `“${src}”: ${value.message}` })
  })
/** The year that a figure is of; null where its source gives none, or where it is worked out and never ages. */
const yearSchema = z.int().min(1970).max(2100).nullable()
/** Whose figure it is, by its public name. */
const sourceSchema = z.string().min(1).max(200)
const columnSchema = z.enum(numberColumns)

const numberSchema = z.strictObject({
  /** Of its own among the numbers of all tables. */
  id: slugSchema,
  name: line,
  value: quantitySchema,
  /** What people put for it when they work by hand. */
  handy: quantitySchema.optional(),
  /** The name of a cell that takes it; its id unless told. */
  cell: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,59}$/)
    .optional(),
  group: line.optional(),
  /** Numbers that say the same stand beside each other, each with its year and source. */
  same: slugSchema.optional(),
  /** Both unless told as in the table. */
  year: yearSchema.optional(),
  source: sourceSchema.optional(),
  note: sentence.optional(),
})
export type NumberEntry = z.infer<typeof numberSchema>

/** The form of a file of content/numbers: one table of reference numbers. */
export const numberFileSchema = z.strictObject({
  title: line,
  /** A few words, for the tab. */
  tab: z.string().min(1).max(20),
  /** Tables stand in the order of these. */
  order: z.int(),
  about: sentence,
  year: yearSchema,
  source: sourceSchema,
  /** What is worked out of each value. */
  columns: z.array(columnSchema).max(3).optional(),
  /** What the bars show, on a logarithmic scale. */
  bars: z.union([z.literal('value'), columnSchema]).optional(),
  /** Which time is also told as if a nanosecond were a second. */
  humanTime: z.union([z.literal('value'), columnSchema]).optional(),
  rows: z.array(numberSchema).min(1).max(60),
})
export type NumberFile = z.infer<typeof numberFileSchema>
