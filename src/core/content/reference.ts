import { z } from 'zod'
import { blockSchema, faultSchema, linkSchema } from '@/core/design/schema'
import { cellSchema } from '@/core/estimate/sheet'
import { apiSchema, decisionSchema, entityFieldSchema, entitySchema, PRIORITIES, SCOPES } from '@/core/interview/items'
import { STEP_IDS } from '@/core/interview/outline'

/**
 * A worked interview as data: what one person wrote, drew and decided. It is kept short where the interview's own shape
 * repeats itself; `referenceToEvents` makes the log of it, so that it is folded and scored like any other interview.
 */
const line = z.string().min(1).max(500)
const minutes = z.number().min(0).max(60)

const requirementSchema = z.discriminatedUnion('list', [
  z.strictObject({ list: z.literal('use-cases'), text: line }),
  z.strictObject({
    list: z.literal('functional'),
    text: line,
    priority: z.enum(PRIORITIES).default('P0'),
    scope: z.enum(SCOPES).default('in'),
    requests: z.array(z.string()).default([]),
  }),
  z.strictObject({ list: z.literal('non-functional'), text: line }),
  z.strictObject({ list: z.literal('extended'), text: line }),
])

/** "name: type" or "name: type, 8 B" */
const shortField = z.string().regex(/^[A-Za-z0-9_]+: [A-Za-z0-9_ [\]()]+(, \d+ B)?$/)

const referenceEntitySchema = z.strictObject({
  ...entitySchema.shape,
  id: entitySchema.shape.id.optional(),
  fields: z.array(z.union([shortField, entityFieldSchema])),
  sortKey: entitySchema.shape.sortKey.default([]),
  indexes: entitySchema.shape.indexes.default([]),
  rows: entitySchema.shape.rows.default(null),
  store: entitySchema.shape.store.default(null),
  partitionKey: entitySchema.shape.partitionKey.default(null),
  systemOfRecord: entitySchema.shape.systemOfRecord.default(true),
  note: entitySchema.shape.note.default(''),
})

const referenceApiSchema = z.strictObject({
  ...apiSchema.shape,
  id: apiSchema.shape.id.optional(),
  idempotency: apiSchema.shape.idempotency.default(''),
  pagination: apiSchema.shape.pagination.default(''),
  auth: apiSchema.shape.auth.default(''),
  errors: apiSchema.shape.errors.default(''),
  requestClass: apiSchema.shape.requestClass.default(null),
})

const referenceDecisionSchema = z.strictObject({
  ...decisionSchema.shape,
  id: decisionSchema.shape.id.optional(),
  criterion: decisionSchema.shape.criterion.default(''),
  costAccepted: decisionSchema.shape.costAccepted.default(''),
  revisit: decisionSchema.shape.revisit.default(''),
  blocks: decisionSchema.shape.blocks.default([]),
  /** Names of cells. */
  cells: z.array(z.string()).default([]),
  /** "normal" or "peak": the run of that name below. */
  runs: z.array(z.string()).default([]),
})

export const referenceSchema = z.strictObject({
  quality: z.enum(['poor', 'medium', 'good']),
  /** What this one shows, for whoever maintains it. */
  about: line,
  /** Spent in each step; a step that is left out was never entered. */
  minutes: z.partialRecord(z.enum(STEP_IDS), minutes),
  questions: z.array(line).default([]),
  requirements: z.array(requirementSchema).default([]),
  /** Ids are the names. */
  cells: z.array(cellSchema.omit({ id: true })).default([]),
  /** Beside the client and its traffic, which the problem gives. */
  design: z.strictObject({
    blocks: z.array(blockSchema).default([]),
    links: z.array(linkSchema).default([]),
    faults: z.array(faultSchema).default([]),
  }),
  /** Runs that the person made with the finished design, by name. */
  runs: z.array(z.strictObject({ name: z.enum(['normal', 'peak']), factor: z.number().positive() })).default([]),
  entities: z.array(referenceEntitySchema).default([]),
  apis: z.array(referenceApiSchema).default([]),
  decisions: z.array(referenceDecisionSchema).default([]),
})
export type Reference = z.infer<typeof referenceSchema>
