import { z } from 'zod'
import { findUnsafeJson } from './safe-json'
import {
  blockSchema,
  DESIGN_LIMITS,
  type Design,
  designSchema,
  faultSchema,
  idSchema,
  linkSchema,
  objectiveSchema,
  requestClassSchema,
} from './schema'

const block = blockSchema.shape
const link = linkSchema.shape
const request = requestClassSchema.shape

/** Free-form settings: no deeper and no larger than a block needs, and no key that could reach a prototype. */
const configSchema = z.record(z.string().max(64), z.unknown()).superRefine((config, context) => {
  const problem = findUnsafeJson(config)
  if (problem) context.addIssue({ code: 'custom', path: problem.path, message: problem.message })
})
const safeBlockSchema = blockSchema.extend({ config: configSchema.optional() })

/** Null takes an optional field away, so that its default holds again. */
const blockPatchSchema = z.strictObject({
  name: block.name.nullable(),
  region: block.region.nullable(),
  zone: block.zone.nullable(),
  /** Merged key by key into the settings; null is a value here (an unbounded queue), not a removal. */
  config: configSchema.optional(),
  /** Settings that go back to their default. */
  configReset: z.array(z.string().max(64)).max(100).optional(),
})

const linkPatchSchema = z.strictObject({
  from: link.from.optional(),
  to: link.to.optional(),
  requests: link.requests.nullable(),
  step: link.step.nullable(),
  when: link.when.nullable(),
  calls: link.calls.nullable(),
  await: link.await.nullable(),
  mode: link.mode.nullable(),
  latency: link.latency.nullable(),
  timeoutS: link.timeoutS.nullable(),
  retries: link.retries.nullable(),
  breaker: link.breaker.nullable(),
  lossRatio: link.lossRatio.nullable(),
})

const requestPatchSchema = z.strictObject({
  name: request.name.nullable(),
  kind: request.kind.nullable(),
  from: request.from.optional(),
  arrivals: request.arrivals.optional(),
  keys: request.keys.nullable(),
  requestBytes: request.requestBytes.nullable(),
  responseBytes: request.responseBytes.nullable(),
  priority: request.priority.nullable(),
})

const blockIds = z.array(idSchema).min(1).max(DESIGN_LIMITS.blocks)
const linkIds = z.array(idSchema).min(1).max(DESIGN_LIMITS.links)
const place = block.x.unwrap().nullable()
const at = z.int().min(0)

/** One change of a design, except several at once. */
const singleEditSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('block-added'), block: safeBlockSchema }),
  z.strictObject({ type: z.literal('block-changed'), id: idSchema, patch: blockPatchSchema }),
  z.strictObject({
    type: z.literal('blocks-moved'),
    /** Null: no place of its own, so that the layout finds one. */
    moves: z
      .array(z.strictObject({ id: idSchema, x: place, y: place }))
      .min(1)
      .max(DESIGN_LIMITS.blocks),
  }),
  z.strictObject({ type: z.literal('blocks-removed'), ids: blockIds }),
  z.strictObject({ type: z.literal('link-added'), link: linkSchema }),
  z.strictObject({ type: z.literal('link-changed'), id: idSchema, patch: linkPatchSchema }),
  z.strictObject({ type: z.literal('links-removed'), ids: linkIds }),
  z.strictObject({
    type: z.literal('pasted'),
    blocks: z.array(safeBlockSchema).min(1).max(DESIGN_LIMITS.blocks),
    links: z.array(linkSchema).max(DESIGN_LIMITS.links),
  }),
  z.strictObject({ type: z.literal('request-added'), request: requestClassSchema }),
  z.strictObject({ type: z.literal('request-changed'), id: idSchema, patch: requestPatchSchema }),
  z.strictObject({ type: z.literal('request-removed'), id: idSchema }),
  z.strictObject({ type: z.literal('objective-added'), objective: objectiveSchema }),
  /** The objective with this id becomes this one. */
  z.strictObject({ type: z.literal('objective-changed'), objective: objectiveSchema }),
  z.strictObject({ type: z.literal('objective-removed'), id: idSchema }),
  z.strictObject({ type: z.literal('fault-added'), fault: faultSchema }),
  /** The fault with this id becomes this one. */
  z.strictObject({ type: z.literal('fault-changed'), fault: faultSchema }),
  z.strictObject({ type: z.literal('fault-removed'), id: idSchema }),
  z.strictObject({ type: z.literal('title-changed'), title: designSchema.shape.title }),
  z.strictObject({
    type: z.literal('regions-changed'),
    regions: designSchema.shape.regions.nullable(),
    latencies: designSchema.shape.latencies.nullable(),
  }),
  /** An import: the whole design gives way to another one. */
  z.strictObject({
    type: z.literal('design-replaced'),
    design: designSchema.extend({ blocks: z.array(safeBlockSchema).max(DESIGN_LIMITS.blocks) }),
  }),
  /** Undoing a removal: everything that went comes back, at the place in its list where it stood. */
  z.strictObject({
    type: z.literal('put-back'),
    blocks: z.array(z.strictObject({ at, value: safeBlockSchema })).max(DESIGN_LIMITS.blocks),
    links: z.array(z.strictObject({ at, value: linkSchema })).max(DESIGN_LIMITS.links),
    requests: z.array(z.strictObject({ at, value: requestClassSchema })).max(DESIGN_LIMITS.requests),
    objectives: z.array(z.strictObject({ at, value: objectiveSchema })).max(DESIGN_LIMITS.objectives),
    faults: z.array(z.strictObject({ at, value: faultSchema })).max(DESIGN_LIMITS.faults),
  }),
])
export type SingleDesignEdit = z.infer<typeof singleEditSchema>

/** Most edits that one `together` may hold. */
const TOGETHER_LIMIT = 5000

/**
 * One change of a design, as the canvas, the inspector, the list view and an import make it. `together` is one gesture of
 * several changes (add a block and connect it): all of them happen or none, and one undo takes them back.
 */
export const designEditSchema = z.discriminatedUnion('type', [
  ...singleEditSchema.options,
  z.strictObject({ type: z.literal('together'), edits: z.array(singleEditSchema).min(1).max(TOGETHER_LIMIT) }),
])
export type DesignEdit = z.infer<typeof designEditSchema>

type PatchOf<T extends SingleDesignEdit['type']> = Extract<SingleDesignEdit, { type: T; patch: unknown }>['patch']
export type BlockPatch = PatchOf<'block-changed'>
export type LinkPatch = PatchOf<'link-changed'>
export type RequestPatch = PatchOf<'request-changed'>

/** `reason` is a sentence for the person whose edit did not fit. */
export type DesignEditOutcome = { ok: true; design: Design } | { ok: false; reason: string }
