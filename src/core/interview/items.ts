import { z } from 'zod'
import { FORBIDDEN_KEYS } from '@/core/design/safe-json'
import { idSchema as designIdSchema } from '@/core/design/schema'
import { INTERVIEW_LIMITS as LIMITS } from './limits'

/** What a person writes down in an interview besides the design and the sheet. Ids are made by the browser. */
export const itemIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id is 1 to 64 letters, digits, "_" or "-"')
  .refine((id) => !FORBIDDEN_KEYS.has(id), 'this is not allowed as an id')
const line = z.string().max(LIMITS.lineChars)
const text = z.string().max(LIMITS.textChars)

export const PRIORITIES = ['P0', 'P1', 'P2'] as const
export const SCOPES = ['in', 'out'] as const

const shared = { id: itemIdSchema, text: line }

/**
 * One line of the requirements. `list` is what kind of line it is:
 * - `questions`: written down to be asked; `question-asked` asks it;
 * - `use-cases`, `extended`: plain lines;
 * - `functional`: with its priority, whether it is in scope, and the request classes of the design that serve it;
 * - `non-functional`: read as an objective where it is a number (`readNonFunctional`).
 */
export const requirementSchema = z.discriminatedUnion('list', [
  z.strictObject({ ...shared, list: z.literal('questions') }),
  z.strictObject({ ...shared, list: z.literal('use-cases') }),
  z.strictObject({
    ...shared,
    list: z.literal('functional'),
    priority: z.enum(PRIORITIES),
    scope: z.enum(SCOPES),
    requests: z.array(designIdSchema).max(50),
  }),
  z.strictObject({ ...shared, list: z.literal('non-functional') }),
  z.strictObject({ ...shared, list: z.literal('extended') }),
])
export type Requirement = z.infer<typeof requirementSchema>
export type RequirementList = Requirement['list']
export const REQUIREMENT_LISTS = ['questions', 'use-cases', 'functional', 'non-functional', 'extended'] as const

/** Undefined leaves a field alone. `priority`, `scope` and `requests` fit functional lines only. */
export const requirementPatchSchema = z.strictObject({
  text: line.optional(),
  priority: z.enum(PRIORITIES).optional(),
  scope: z.enum(SCOPES).optional(),
  requests: z.array(designIdSchema).max(50).optional(),
})
export type RequirementPatch = z.infer<typeof requirementPatchSchema>

export const entityFieldSchema = z.strictObject({
  name: z.string().max(100),
  /** As written: "text", "bigint", "timestamp" ... */
  type: z.string().max(100),
  /** Mean size of one value, bytes; null when not said. */
  sizeBytes: z.number().nonnegative().max(1e12).nullable(),
})
export type EntityField = z.infer<typeof entityFieldSchema>

const fieldNames = z.array(z.string().max(100)).max(20)

export const entitySchema = z.strictObject({
  id: itemIdSchema,
  name: z.string().max(100),
  fields: z.array(entityFieldSchema).max(LIMITS.fieldsOfEntity),
  /** Names of the fields that make a row unique, in order. */
  primaryKey: fieldNames,
  /** Name of the field whose value says where a row lives; null when the entity is not partitioned. */
  partitionKey: z.string().max(100).nullable(),
  /** Order of the rows within a partition. */
  sortKey: fieldNames,
  indexes: z.array(z.strictObject({ fields: fieldNames, unique: z.boolean() })).max(20),
  /** Rows expected in all; null when not said. */
  rows: z.number().nonnegative().max(1e18).nullable(),
  /** Block of the design that keeps it; null when not said. */
  store: designIdSchema.nullable(),
  /** False: a copy derived from somewhere else (a cache, an index, a timeline). */
  systemOfRecord: z.boolean(),
  note: text,
})
export type Entity = z.infer<typeof entitySchema>
export const entityPatchSchema = entitySchema.omit({ id: true }).partial()
export type EntityPatch = z.infer<typeof entityPatchSchema>

export const API_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'RPC', 'STREAM'] as const

export const apiSchema = z.strictObject({
  id: itemIdSchema,
  method: z.enum(API_METHODS),
  path: line,
  request: text,
  response: text,
  /** How a repeated call is kept from happening twice; empty when not said. */
  idempotency: line,
  pagination: line,
  auth: line,
  errors: line,
  /** Request class of the design that this call is; null when not said. */
  requestClass: designIdSchema.nullable(),
})
export type Api = z.infer<typeof apiSchema>
export const apiPatchSchema = apiSchema.omit({ id: true }).partial()
export type ApiPatch = z.infer<typeof apiPatchSchema>

export const decisionSchema = z.strictObject({
  id: itemIdSchema,
  decision: line,
  alternatives: z.array(line).max(LIMITS.alternatives),
  /** What decided it. */
  criterion: text,
  /** What is given up for it. */
  costAccepted: text,
  /** When to think about it again. */
  revisit: text,
  /** What it is about: blocks of the design, cells of the sheet, runs. */
  blocks: z.array(designIdSchema).max(50),
  cells: z.array(itemIdSchema).max(50),
  runs: z.array(z.string().max(64)).max(50),
})
export type Decision = z.infer<typeof decisionSchema>
export const decisionPatchSchema = decisionSchema.omit({ id: true }).partial()
export type DecisionPatch = z.infer<typeof decisionPatchSchema>

const figure = z.number().nullable()
const keyedByRequest = <T extends z.ZodType>(value: T) =>
  z.record(designIdSchema, value).refine((record) => Object.keys(record).length <= 200, 'too many request classes')

/** With what a run was made; the engine checks the limits once more (`checkedOptions`). */
export const runOptionsSchema = z.strictObject({
  durationS: z.number().positive().max(1e6),
  warmupS: z.number().nonnegative().max(1e6).optional(),
  seed: z.int(),
  replications: z.int().min(1).max(1000),
  halfWidth: z.number().positive().lt(1).optional(),
  maxRequests: z.number().min(1).max(1e12).optional(),
})

/** What an interview remembers of a run that the person made; the whole report is kept elsewhere or made again from these. */
export const runSummarySchema = z.strictObject({
  /** Id of the run: unique in the interview, and of the stored run where the server made it. */
  run: z.string().min(1).max(64),
  designHash: z.string().max(128),
  seed: z.number().int(),
  engineVersion: z.string().max(64),
  durationS: z.number().nonnegative(),
  figures: z.strictObject({
    requests: keyedByRequest(
      z.strictObject({ throughputPerS: figure, availability: figure, p50S: figure, p99S: figure }),
    ),
    costPerMonthUsd: figure,
    bottleneck: z.strictObject({ block: designIdSchema, why: line }).nullable(),
    findings: z.number().int().min(0),
  }),
  objectives: z
    .array(z.strictObject({ id: z.string().max(200), measured: figure, met: z.boolean().nullable() }))
    .max(200),
  /** Ids of the faults that were on. */
  faults: z.array(designIdSchema).max(200),
})
export type RunSummary = z.infer<typeof runSummarySchema>
