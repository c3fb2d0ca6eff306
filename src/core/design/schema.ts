import { z } from 'zod'
import { countDistributionSchema, timeDistributionSchema } from '@/core/random/distribution'
import { FORBIDDEN_KEYS } from './safe-json'

/**
 * The design file, version 1: blocks, links, traffic, objectives and faults in one JSON document. All numbers are SI
 * (seconds, bytes, per second, ratios 0..1) and the unit ends the name. Unknown keys are errors that name their path.
 * What a block's `config` may hold is the matter of its kind (`core/blocks`); `validate.ts` joins the two.
 */
export const DESIGN_LIMITS = { blocks: 5000, links: 20_000, requests: 200, objectives: 200, faults: 200 } as const

export const idSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_.-]+$/, 'an id is made of letters, digits, "_", "-" and "."')
  .refine((id) => !FORBIDDEN_KEYS.has(id), 'this is not allowed as an id')
const nameSchema = z.string().max(200)
const coordinate = z.number().min(-1e6).max(1e6)
const rate = z.number().nonnegative().max(1e9)
const timeOnAxisS = z.number().nonnegative().max(1e6)
const ratio = z.number().min(0).max(1)

export const blockSchema = z.strictObject({
  id: idSchema,
  kind: z.string().min(1).max(64),
  name: nameSchema.optional(),
  x: coordinate.optional(),
  y: coordinate.optional(),
  region: idSchema.optional(),
  zone: idSchema.optional(),
  config: z.record(z.string(), z.unknown()).optional(),
})

/** What a design file leaves out of a backoff. */
export const DEFAULT_BACKOFF = { baseS: 0.05, factor: 2, maxS: 1, jitter: 'full' } as const

export const retriesSchema = z.strictObject({
  max: z.int().min(0).max(100),
  backoff: z
    .strictObject({
      baseS: z.number().nonnegative().max(3600).optional(),
      factor: z.number().min(1).max(100).optional(),
      jitter: z.enum(['none', 'full', 'equal']).optional(),
      maxS: z.number().nonnegative().max(86_400).optional(),
    })
    .optional(),
  /** Retries allowed as a share of first calls; absent means no budget. */
  budgetRatio: z.number().min(0).max(10).optional(),
})

export const breakerSchema = z.strictObject({
  failureRatio: ratio,
  window: z.int().min(1).max(100_000),
  openS: z.number().positive().max(86_400),
})

export const linkSchema = z.strictObject({
  id: idSchema,
  from: idSchema,
  to: idSchema,
  requests: z.array(idSchema).max(200).optional(),
  step: z.int().min(1).max(1000).optional(),
  when: z.enum(['always', 'miss', 'hit', 'error']).optional(),
  calls: countDistributionSchema.optional(),
  await: z.union([z.literal('all'), z.strictObject({ first: z.int().min(1).max(1_000_000) })]).optional(),
  mode: z.enum(['sync', 'async']).optional(),
  latency: timeDistributionSchema.optional(),
  timeoutS: z.number().positive().max(86_400).optional(),
  retries: retriesSchema.optional(),
  breaker: breakerSchema.optional(),
  lossRatio: ratio.optional(),
})

/** One way within a zone, seconds: about half the 0.5 ms round trip that the source notes give for one data centre. */
export const DEFAULT_LINK_LATENCY_S = 0.00025

export const arrivalsSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('poisson'), ratePerS: rate }),
  z.strictObject({ type: z.literal('constant'), ratePerS: rate }),
  z.strictObject({
    type: z.literal('closed'),
    users: z.int().min(1).max(10_000_000),
    thinkTime: timeDistributionSchema,
  }),
  z.strictObject({
    type: z.literal('trace'),
    points: z
      .array(z.tuple([timeOnAxisS, rate]))
      .min(1)
      .max(10_000)
      .refine((points) => points.every((p, i) => i === 0 || p[0] > points[i - 1]![0]), {
        message: 'times must ascend',
      }),
  }),
  z.strictObject({ type: z.literal('bursty'), ratePerS: rate, burst: z.int().min(1).max(1_000_000) }),
])

export const requestClassSchema = z.strictObject({
  id: idSchema,
  name: nameSchema.optional(),
  kind: z.enum(['read', 'write']).optional(),
  from: idSchema,
  arrivals: arrivalsSchema,
  keys: z.strictObject({ count: z.int().min(1).max(1e9), zipf: z.number().min(0).max(5).optional() }).optional(),
  requestBytes: z.number().nonnegative().max(1e12).optional(),
  responseBytes: z.number().nonnegative().max(1e12).optional(),
  /** Higher goes first where a discipline looks at it. */
  priority: z.int().min(0).max(100).optional(),
})

export const objectiveSchema = z.discriminatedUnion('metric', [
  z.strictObject({
    id: idSchema,
    metric: z.literal('latency'),
    request: idSchema,
    percentile: z.number().gt(0).lt(100),
    /** seconds */
    atMost: z.number().positive(),
  }),
  z.strictObject({ id: idSchema, metric: z.literal('availability'), request: idSchema, atLeast: ratio }),
  z.strictObject({
    id: idSchema,
    metric: z.literal('throughput'),
    request: idSchema,
    atLeast: z.number().nonnegative(),
  }),
  /** USD a month */
  z.strictObject({ id: idSchema, metric: z.literal('cost'), atMost: z.number().nonnegative() }),
])

const during = { id: idSchema, atS: timeOnAxisS, forS: z.number().positive().max(1e6) }
const instances = z.int().min(1).max(1_000_000)
const factor = z.number().positive().max(10_000)

/** `spike` and `hot-key` act on a request class, named by `request` (or by `target`, as other faults name a block). */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...during, kind: z.literal('crash'), target: idSchema, instances: instances.optional() }),
  z.strictObject({ ...during, kind: z.literal('zone-outage'), zone: idSchema }),
  z.strictObject({ ...during, kind: z.literal('region-outage'), region: idSchema }),
  z.strictObject({ ...during, kind: z.literal('slow'), target: idSchema, factor, instances: instances.optional() }),
  z.strictObject({
    ...during,
    kind: z.literal('partition'),
    between: z.tuple([z.array(idSchema).min(1).max(1000), z.array(idSchema).min(1).max(1000)]),
  }),
  z.strictObject({ ...during, kind: z.literal('packet-loss'), target: idSchema, ratio }),
  z.strictObject({ ...during, forS: during.forS.optional(), kind: z.literal('cache-flush'), target: idSchema }),
  z.strictObject({
    ...during,
    kind: z.literal('hot-key'),
    request: idSchema.optional(),
    target: idSchema.optional(),
    share: ratio,
  }),
  z.strictObject({
    ...during,
    kind: z.literal('spike'),
    request: idSchema.optional(),
    target: idSchema.optional(),
    factor,
  }),
  z.strictObject({ ...during, kind: z.literal('dependency-error'), target: idSchema, ratio }),
  z.strictObject({ ...during, kind: z.literal('consumer-stop'), target: idSchema }),
  z.strictObject({
    ...during,
    kind: z.literal('clock-skew'),
    target: idSchema,
    offsetS: z.number().min(-86_400).max(86_400),
  }),
  z.strictObject({ ...during, kind: z.literal('pause'), target: idSchema, instances: instances.optional() }),
  /** `atATime` is 1 where absent. `drain: false` stops instances in the middle of their work; otherwise they may finish it. */
  z.strictObject({
    ...during,
    kind: z.literal('deploy'),
    target: idSchema,
    atATime: instances.optional(),
    drain: z.boolean().optional(),
  }),
])

export const designSchema = z.strictObject({
  format: z.literal('dryrun-design'),
  version: z.literal(1, { error: 'only version 1 opens here' }),
  title: nameSchema,
  regions: z
    .array(z.strictObject({ id: idSchema, name: nameSchema }))
    .max(100)
    .optional(),
  latencies: z
    .array(z.strictObject({ between: z.tuple([idSchema, idSchema]), oneWayS: z.number().nonnegative().max(60) }))
    .max(5000)
    .optional(),
  blocks: z.array(blockSchema).max(DESIGN_LIMITS.blocks),
  links: z.array(linkSchema).max(DESIGN_LIMITS.links),
  requests: z.array(requestClassSchema).max(DESIGN_LIMITS.requests),
  objectives: z.array(objectiveSchema).max(DESIGN_LIMITS.objectives).optional(),
  faults: z.array(faultSchema).max(DESIGN_LIMITS.faults).optional(),
})

export type Design = z.infer<typeof designSchema>
export type Block = z.infer<typeof blockSchema>
export type Link = z.infer<typeof linkSchema>
export type RequestClass = z.infer<typeof requestClassSchema>
export type Arrivals = z.infer<typeof arrivalsSchema>
export type Objective = z.infer<typeof objectiveSchema>
export type Fault = z.infer<typeof faultSchema>
export type Retries = z.infer<typeof retriesSchema>
export type Breaker = z.infer<typeof breakerSchema>

export const emptyDesign = (title: string): Design => ({
  format: 'dryrun-design',
  version: 1,
  title,
  blocks: [],
  links: [],
  requests: [],
})
