import { z } from 'zod'
import { phrasesSchema } from '@/core/content/phrase'
import { designEditSchema } from '@/core/design/edit-schema'
import { designSchema, idSchema as designIdSchema } from '@/core/design/schema'
import { sheetEditSchema } from '@/core/estimate/edits'
import {
  apiPatchSchema,
  apiSchema,
  decisionPatchSchema,
  decisionSchema,
  entityPatchSchema,
  entitySchema,
  itemIdSchema,
  requirementPatchSchema,
  requirementSchema,
  runOptionsSchema,
  type RunSummary,
  runSummarySchema,
} from './items'
import { curveballSchema, pointedAtSchema } from './interjections'
import { INTERVIEW_LIMITS as LIMITS } from './limits'
import { plannedMinutesSchema, stepIdSchema } from './outline'

/**
 * Everything that can happen in an interview. A shipped type is never changed: a changed shape is a new type. Ids of new
 * things are made by the browser, so that it need not wait for the server.
 */
const line = z.string().max(LIMITS.lineChars)
const text = z.string().max(LIMITS.textChars)
/** Put after the item with this id; null is the top of the list. Where that item is gone, the end. */
const after = itemIdSchema.nullable()

export const INTERVIEW_MODES = ['practice', 'timed'] as const
export type InterviewMode = (typeof INTERVIEW_MODES)[number]

/** Made by the server alone: a browser that sends one of these is refused. */
const serverPayloads = [
  z.strictObject({
    type: z.literal('interview-started'),
    /** Slug. */
    problem: z.string().min(1).max(64),
    title: z.string().max(LIMITS.titleChars),
    mode: z.enum(INTERVIEW_MODES),
    /** Null: untimed, in practice only. */
    minutes: plannedMinutesSchema.nullable(),
    /** What stands on the canvas at the start. */
    design: designSchema,
    /** What people call each request class of the problem, so that "p99 of reads" finds its class. */
    words: z.record(designIdSchema, phrasesSchema),
  }),
  /** A fact that the problem kept back, given because this question asked for it. */
  z.strictObject({
    type: z.literal('fact-received'),
    question: itemIdSchema,
    fact: z.string().min(1).max(64),
    text,
  }),
  /** The question asks for nothing that the problem keeps back. */
  z.strictObject({ type: z.literal('question-unanswered'), question: itemIdSchema }),
] as const

/** How the interview goes on: never undone. */
const coursePayloads = [
  z.strictObject({ type: z.literal('step-entered'), step: stepIdSchema }),
  z.strictObject({ type: z.literal('paused') }),
  z.strictObject({ type: z.literal('resumed') }),
  z.strictObject({ type: z.literal('finished') }),
  z.strictObject({ type: z.literal('question-asked'), id: itemIdSchema, text: line.min(1) }),
  /** As the first versions recorded a run: without its options. */
  z.strictObject({ type: z.literal('run-recorded'), run: runSummarySchema }),
  z.strictObject({ type: z.literal('run-made'), run: runSummarySchema, options: runOptionsSchema }),
  /** The person has taken notice of what the interviewer interjected; answering is noticing too. */
  z.strictObject({ type: z.literal('interjection-seen'), id: itemIdSchema }),
  z.strictObject({ type: z.literal('interjection-answered'), id: itemIdSchema, text: text.min(1) }),
] as const

/** What a live interviewer interjects: never undone, and never made by the person who is interviewed. */
const interviewerPayloads = [
  z.strictObject({ type: z.literal('interviewer-asked'), id: itemIdSchema, text: text.min(1) }),
  z.strictObject({ type: z.literal('attention-drawn'), id: itemIdSchema, target: pointedAtSchema }),
  z.strictObject({ type: z.literal('time-given'), id: itemIdSchema, minutes: z.int().min(1).max(60) }),
  /** `text` is what the interviewer says about it; a changed requirement is nothing but its text. */
  z.strictObject({
    type: z.literal('curveball-thrown'),
    id: itemIdSchema,
    text: text.min(1),
    curveball: curveballSchema,
  }),
] as const

/** What the person makes: each can be undone. */
const contentPayloads = [
  z.strictObject({ type: z.literal('requirement-added'), requirement: requirementSchema, after }),
  z.strictObject({ type: z.literal('requirement-changed'), id: itemIdSchema, patch: requirementPatchSchema }),
  z.strictObject({ type: z.literal('requirement-removed'), id: itemIdSchema }),
  z.strictObject({ type: z.literal('requirement-moved'), id: itemIdSchema, after }),
  /** The line with this id becomes this one, perhaps in another list (a use case turns out to be functional). */
  z.strictObject({ type: z.literal('requirement-replaced'), requirement: requirementSchema, after }),
  /** Several edits of the sheet in one go: all happen or none. Nearly always one. */
  z.strictObject({ type: z.literal('sheet-edited'), edits: z.array(sheetEditSchema).min(1).max(200) }),
  /** `sheetEdits` go with it where it changes by hand what a cell feeds: they say of the link that it is not followed. */
  z.strictObject({
    type: z.literal('design-edited'),
    edit: designEditSchema,
    sheetEdits: z.array(sheetEditSchema).min(1).max(200).optional(),
  }),
  z.strictObject({ type: z.literal('entity-added'), entity: entitySchema, after }),
  z.strictObject({ type: z.literal('entity-changed'), id: itemIdSchema, patch: entityPatchSchema }),
  z.strictObject({ type: z.literal('entity-moved'), id: itemIdSchema, after }),
  z.strictObject({ type: z.literal('entity-removed'), id: itemIdSchema }),
  z.strictObject({ type: z.literal('api-added'), api: apiSchema, after }),
  z.strictObject({ type: z.literal('api-changed'), id: itemIdSchema, patch: apiPatchSchema }),
  z.strictObject({ type: z.literal('api-moved'), id: itemIdSchema, after }),
  z.strictObject({ type: z.literal('api-removed'), id: itemIdSchema }),
  z.strictObject({ type: z.literal('decision-added'), decision: decisionSchema, after }),
  z.strictObject({ type: z.literal('decision-changed'), id: itemIdSchema, patch: decisionPatchSchema }),
  z.strictObject({ type: z.literal('decision-moved'), id: itemIdSchema, after }),
  z.strictObject({ type: z.literal('decision-removed'), id: itemIdSchema }),
] as const

export const serverPayloadSchema = z.discriminatedUnion('type', serverPayloads)
const contentPayloadSchema = z.discriminatedUnion('type', contentPayloads)
/** What the browser of the person who is interviewed may send. */
export const clientPayloadSchema = z.discriminatedUnion('type', [...coursePayloads, ...contentPayloads])
/** What the browser of a live interviewer may send. */
export const interviewerPayloadSchema = z.discriminatedUnion('type', interviewerPayloads)
export const payloadSchema = z.discriminatedUnion('type', [
  ...serverPayloads,
  ...coursePayloads,
  ...interviewerPayloads,
  ...contentPayloads,
])

export type ServerPayload = z.infer<typeof serverPayloadSchema>
export type ContentPayload = z.infer<typeof contentPayloadSchema>
export type ClientPayload = z.infer<typeof clientPayloadSchema>
export type InterviewerPayload = z.infer<typeof interviewerPayloadSchema>
/** What some browser may send: who may send what is checked where it arrives. */
export type SentPayload = ClientPayload | InterviewerPayload
export type InterviewPayload = z.infer<typeof payloadSchema>
export type InterviewEventType = InterviewPayload['type']

export const EVENT_TYPES: readonly InterviewEventType[] = payloadSchema.options.map((option) => option.shape.type.value)
const contentTypes: ReadonlySet<string> = new Set(contentPayloadSchema.options.map((option) => option.shape.type.value))

/** Whether an event of this type changes what the person made: such events can be undone. */
export function isContent(payload: InterviewPayload): payload is ContentPayload {
  return contentTypes.has(payload.type)
}

/** The run that an event records; null for every other event. */
export function runIn(payload: InterviewPayload): RunSummary | null {
  return payload.type === 'run-made' || payload.type === 'run-recorded' ? payload.run : null
}

export const eventIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, 'an event id is 8 to 64 letters, digits, "_" or "-"')

/** One recorded change. */
export interface InterviewEvent {
  /** Made by whoever makes the event: sent twice, it still counts once. */
  id: string
  /** Place in the log, from 1; absent while only this browser knows the event. */
  seq?: number
  /** Server's clock, ms since 1970; as long as `seq` is absent, this browser's guess of it. */
  at: number
  payload: InterviewPayload
  /** Id of the event that this one takes back (see `undo.ts`). */
  undoes?: string
  /** User who made it; absent: the owner of the interview. */
  actorId?: string
}

const sentEvent = {
  id: eventIdSchema,
  /** How long ago it was made, ms by a clock that never jumps: the server subtracts it from its own time. */
  ageMs: z.number().nonnegative().max(1e10),
}
/** An event as the browser of the person who is interviewed sends it. */
export const clientEventSchema = z.strictObject({
  ...sentEvent,
  payload: clientPayloadSchema,
  undoes: eventIdSchema.optional(),
})
/** An event as the browser of a live interviewer sends it. */
export const interviewerEventSchema = z.strictObject({ ...sentEvent, payload: interviewerPayloadSchema })
export type SentEvent = z.infer<typeof clientEventSchema> | z.infer<typeof interviewerEventSchema>
