import { z } from 'zod'
import { nounPattern } from '@/core/units/catalogue'

/** Most cells of one sheet, and the longest source, note and name of one cell, in characters. */
export const sheetLimits = {
  cells: 200,
  srcChars: 500,
  noteChars: 1000,
  nameChars: 60,
  unitChars: 60,
  nouns: 40,
} as const

/**
 * What a cell stands for when the sheet is scored against a problem's reference estimates.
 * At most one cell should carry each role; the evaluator warns about a second one.
 */
export const cellRoles = [
  'qps_avg',
  'qps_peak',
  'storage_day',
  'storage_total',
  'bw_in',
  'bw_out',
  'cache_mem',
  'servers',
  'connections',
  'cost_month',
] as const

export const cellRoleSchema = z.enum(cellRoles)
export type CellRole = z.infer<typeof cellRoleSchema>

const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id is 1 to 64 letters, digits, "_" or "-"')
const forbiddenKeys = new Set(['constructor', 'prototype', '__proto__'])
const configPathSchema = z
  .string()
  .max(120)
  .regex(/^[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)*$/, 'a path is keys joined by dots, like "failover.detectS"')
  .refine((path) => !path.split('.').some((key) => forbiddenKeys.has(key)), 'this path is not a setting')

export const linkedMetrics = ['latency', 'availability', 'throughput', 'cost'] as const
/** The design has been changed by hand since: its own value stands until somebody decides between the two. */
const byHand = z.literal(true).optional()

/**
 * Where the value of a cell goes in the design: the mean rate of a request class (per second), one setting of a block, or
 * the target of an objective, whose metric says what the cell must measure.
 */
export const cellLinkSchema = z.discriminatedUnion('target', [
  z.strictObject({ target: z.literal('request-rate'), request: idSchema, byHand }),
  z.strictObject({ target: z.literal('config'), block: idSchema, path: configPathSchema, byHand }),
  z.strictObject({ target: z.literal('objective'), objective: idSchema, metric: z.enum(linkedMetrics), byHand }),
])
export type CellLink = z.infer<typeof cellLinkSchema>

/**
 * One row of an estimate sheet, as the person typed it. Nothing computed is stored: values always come from `src`.
 * `name` and `src` may be anything a person can type, also wrong or unfinished: what is wrong with them is said by
 * the evaluator, so that nothing typed is ever lost.
 */
export const cellSchema = z.strictObject({
  id: idSchema,
  name: z.string().max(sheetLimits.nameChars),
  src: z.string().max(sheetLimits.srcChars),
  role: cellRoleSchema.optional(),
  note: z.string().max(sheetLimits.noteChars).optional(),
  displayUnit: z.string().max(sheetLimits.unitChars).optional(),
  link: cellLinkSchema.optional(),
})
export type Cell = z.infer<typeof cellSchema>

/** What this sheet counts beyond the nouns of the catalogue, in the singular: "rider". */
export const sheetNounSchema = z.string().regex(nounPattern, 'a noun is 2 to 30 letters')

/** The order of the cells is presentation only: evaluation follows the references. */
export const sheetSchema = z.strictObject({
  cells: z
    .array(cellSchema)
    .max(sheetLimits.cells)
    .refine((cells) => new Set(cells.map((cell) => cell.id)).size === cells.length, 'two cells have the same id'),
  nouns: z.array(sheetNounSchema).max(sheetLimits.nouns).optional(),
})
export type Sheet = z.infer<typeof sheetSchema>

export const emptySheet: Sheet = { cells: [] }
