import { z } from 'zod'
import { idSchema } from '@/core/design/schema'
import { cellRoleSchema } from '@/core/estimate/sheet'
import { API_METHODS } from '@/core/interview/items'
import { stepIdSchema } from '@/core/interview/outline'
import { phrasesSchema } from './phrase'

/**
 * A problem is two documents. The brief is what a candidate may read at any time. The key is what the interviewer knows:
 * kept-back facts, concepts, floors, reference figures. It never leaves the server before the interview is finished, so
 * the two are separate types and `problemForCandidate` is the only way from one to the other.
 */
const sentence = z.string().min(1).max(600)
const label = z.string().min(1).max(120)
const slugSchema = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'a slug is lower-case letters, digits and "-"')
const tierSchema = z.enum(['must', 'should', 'bonus'])
export type Tier = z.infer<typeof tierSchema>

/** One kind of traffic, given by the problem: the design starts with it and the server's runs use exactly these figures. */
const workloadRequestSchema = z.strictObject({
  id: idSchema,
  name: label,
  kind: z.enum(['read', 'write']),
  /** What people call it, so that "p99 of reads" in a requirement finds its request class. */
  words: phrasesSchema,
  /** Mean arrivals in the part of the service that stands on the canvas. */
  ratePerS: z.number().positive().max(1e5),
  keys: z.strictObject({ count: z.int().min(1).max(1e9), zipf: z.number().min(0).max(5) }),
  /** Work of the services for one of these, seconds in all, as the statement says. */
  workS: z.number().positive().max(60),
  requestBytes: z.number().nonnegative().max(1e9),
  responseBytes: z.number().nonnegative().max(1e9),
})
export type WorkloadRequest = z.infer<typeof workloadRequestSchema>

/** From the easiest on. */
const DIFFICULTIES = ['introductory', 'intermediate', 'advanced'] as const

export const problemBriefSchema = z.strictObject({
  title: label,
  summary: sentence,
  difficulty: z.enum(DIFFICULTIES),
  minutes: z.union([z.literal(30), z.literal(45), z.literal(60)]),
  workload: z.strictObject({
    /** Which part of the whole service the canvas holds, in one sentence. */
    scope: sentence,
    /** That part as a share of the whole: 0.01 is one cell in a hundred. */
    shareOfService: z.number().positive().max(1),
    client: z.strictObject({ id: idSchema, name: label }),
    requests: z.array(workloadRequestSchema).min(1).max(8),
  }),
  /** Questions for each step, which make one think and give nothing away. */
  guide: z.record(stepIdSchema, z.array(sentence).min(1).max(5)),
  /** The estimates are made without the reference numbers. */
  closedBook: z.literal(true).optional(),
})
export type ProblemBrief = z.infer<typeof problemBriefSchema>

export const factSchema = z.strictObject({
  id: idSchema,
  /** Ways to ask for it; the contract test asks every one and expects this fact and no other. */
  examples: z.array(sentence).min(3).max(12),
  /** Asked when every group has one of its phrases in the question. */
  keywords: z.array(phrasesSchema).min(1).max(4),
  /** A question with one of these asks for something else. */
  unless: phrasesSchema.optional(),
  answer: sentence,
})
export type Fact = z.infer<typeof factSchema>

/** What must stand in the interview for a concept to count in full: something that runs or can be checked, not words. */
const proofSchema = z.discriminatedUnion('type', [
  /** Every request class named reaches a store along the links. */
  z.strictObject({ type: z.literal('path'), requests: z.array(idSchema).min(1) }),
  /** A request class also sets off work that its caller does not wait for, which ends in a store, a cache or a worker. */
  z.strictObject({ type: z.literal('async-path'), request: idSchema }),
  /** A field of an entity or of an API is named like this. */
  z.strictObject({ type: z.literal('field'), words: phrasesSchema }),
  /** An API has a path or a name like this. */
  z.strictObject({ type: z.literal('api'), words: phrasesSchema }),
  /** A decision about it names blocks that are wired into the design. */
  z.strictObject({ type: z.literal('decision'), words: phrasesSchema }),
  /** What one request class writes is what the other reads: both reach the same store. */
  z.strictObject({ type: z.literal('shared-store'), requests: z.tuple([idSchema, idSchema]) }),
  /** What the request class writes stands on more than one machine. */
  z.strictObject({ type: z.literal('replicated'), request: idSchema }),
  /** The estimate sheet has a value with one of these roles. */
  z.strictObject({ type: z.literal('estimate'), roles: z.array(cellRoleSchema).min(1) }),
])
export type Proof = z.infer<typeof proofSchema>

export const functionalConceptSchema = z.strictObject({
  id: idSchema,
  text: label,
  tier: tierSchema,
  /** Optional ones may be put out of scope, core ones may not. */
  scope: z.enum(['core', 'optional']),
  words: phrasesSchema,
  /** A line with one of these is about something else. */
  unless: phrasesSchema.optional(),
  proof: proofSchema,
  /** Lines that say it in other words; the contract test reads every one. */
  paraphrases: z.array(sentence).min(3).max(12),
})
export type FunctionalConcept = z.infer<typeof functionalConceptSchema>

export const NFR_KINDS = ['availability', 'latency', 'consistency', 'durability', 'scale'] as const

export const nonFunctionalConceptSchema = z.strictObject({
  id: idSchema,
  text: label,
  tier: tierSchema,
  kind: z.enum(NFR_KINDS),
  words: phrasesSchema,
  paraphrases: z.array(sentence).min(3).max(12),
  /** The request class it is about; absent when it is about all of them. */
  request: idSchema.optional(),
  /** What makes it more than words; latency and availability are proved by being measured. */
  proof: proofSchema.optional(),
})
export type NonFunctionalConcept = z.infer<typeof nonFunctionalConceptSchema>

/** What must hold at the least: an objective looser than its floor is measured as the floor and counts as named only. */
export const floorSchema = z.discriminatedUnion('metric', [
  z.strictObject({
    id: idSchema,
    metric: z.literal('latency'),
    request: idSchema,
    percentile: z.number().gt(0).lt(100),
    /** seconds */
    atMost: z.number().positive(),
  }),
  z.strictObject({
    id: idSchema,
    metric: z.literal('availability'),
    request: idSchema,
    atLeast: z.number().min(0).max(1),
  }),
])
export type Floor = z.infer<typeof floorSchema>

const cellNameSchema = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/)
/** An expression in the language of the estimate sheet. */
const expressionSchema = z.string().min(1).max(300)

export const assumptionSchema = z.strictObject({
  name: cellNameSchema,
  text: label,
  value: expressionSchema,
  /** Plausible from ... to ...; in the same language and dimension as the value. */
  low: expressionSchema,
  high: expressionSchema,
  source: sentence,
})
export type Assumption = z.infer<typeof assumptionSchema>

export const figureSchema = z.strictObject({
  name: cellNameSchema,
  text: label,
  formula: expressionSchema,
  /** What it comes to with the reference assumptions, as it is written in texts: "190 /s", "15 TB". Proved by a test. */
  expect: expressionSchema,
  /** Figures with a role are graded. */
  role: cellRoleSchema.optional(),
  tier: tierSchema.optional(),
  /** Other readings of the same role that are as good. */
  also: z.array(expressionSchema).max(5).optional(),
})
export type ReferenceFigure = z.infer<typeof figureSchema>

const patternFieldSchema = z.strictObject({ id: idSchema, words: phrasesSchema })

/** A read or write that a requirement brings about: which record, found by what, in which order. */
export const accessPatternSchema = z.strictObject({
  id: idSchema,
  text: label,
  tier: tierSchema,
  kind: z.enum(['read', 'write']),
  /** The functional concept it comes from. */
  concept: idSchema,
  /** The request class that carries it out. */
  request: idSchema,
  /** What the record may be called. */
  entity: phrasesSchema,
  /** Fields that are known when it runs. */
  by: z.array(patternFieldSchema).min(1).max(4),
  /** The field it is sorted by or takes a range of. */
  order: patternFieldSchema.optional(),
  note: sentence.optional(),
})
export type AccessPattern = z.infer<typeof accessPatternSchema>

export const expectedApiSchema = z.strictObject({
  id: idSchema,
  text: label,
  tier: tierSchema,
  concept: idSchema,
  methods: z.array(z.enum(API_METHODS)).min(1),
  /** Looked for in the method's path and name. */
  words: phrasesSchema,
  /** Each group is one thing that must be among the request's fields, the path's parameters included. */
  request: z.array(phrasesSchema).max(6),
  response: z.array(phrasesSchema).max(6),
  /** It returns a list that grows: it needs pages. */
  paged: z.boolean(),
  /** Doing it twice would be wrong: it needs an idempotency key. */
  idempotent: z.boolean(),
})
export type ExpectedApi = z.infer<typeof expectedApiSchema>

/** Structure that this problem's numbers ask for. What any sound design needs is checked without being listed here. */
export const needSchema = z.discriminatedUnion('type', [
  z.strictObject({
    id: idSchema,
    type: z.literal('cache-before-store'),
    text: label,
    tier: tierSchema,
    request: idSchema,
  }),
  z.strictObject({ id: idSchema, type: z.literal('async-work'), text: label, tier: tierSchema, request: idSchema }),
  z.strictObject({
    id: idSchema,
    type: z.literal('replicated-store'),
    text: label,
    tier: tierSchema,
    request: idSchema,
  }),
  /** An acknowledged write stands on more than one machine (a store that does not replicate asynchronously, or a log). */
  z.strictObject({
    id: idSchema,
    type: z.literal('durable-before-answer'),
    text: label,
    tier: tierSchema,
    request: idSchema,
  }),
  /** The work that one request multiplies into is drawn: on the way of one of these classes, calls multiply to at least this. */
  z.strictObject({
    id: idSchema,
    type: z.literal('fan-out'),
    text: label,
    tier: tierSchema,
    requests: z.array(idSchema).min(1),
    atLeast: z.number().min(2),
  }),
  /** The data of the class is split over at least this many shards. */
  z.strictObject({
    id: idSchema,
    type: z.literal('sharded-store'),
    text: label,
    tier: tierSchema,
    request: idSchema,
    atLeast: z.int().min(2),
  }),
])
export type Need = z.infer<typeof needSchema>

/** Which block of the candidate's design a fault hits: the busiest with this trait on the way of the request class. */
const targetSchema = z.strictObject({
  trait: z.enum(['balances', 'computes', 'caches', 'stores', 'buffers', 'consumes']),
  request: idSchema,
})

const faultBase = {
  id: idSchema,
  name: label,
  /** What a candidate may call this failure when naming it before it happens. */
  words: phrasesSchema,
  atS: z.number().nonnegative(),
  forS: z.number().positive(),
  /** How far below the floors a class may go over the whole run while this fault lasts: a month's budget is not spent evenly. */
  tolerates: z
    .array(
      z.strictObject({ request: idSchema, availability: z.number().min(0).max(1), latencyFactor: z.number().min(1) }),
    )
    .max(8),
}

export const problemFaultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...faultBase, kind: z.literal('crash'), target: targetSchema, instances: z.int().min(1) }),
  z.strictObject({ ...faultBase, kind: z.literal('slow'), target: targetSchema, slowdown: z.number().gt(1) }),
  z.strictObject({ ...faultBase, kind: z.literal('cache-flush'), target: targetSchema }),
  z.strictObject({ ...faultBase, kind: z.literal('hot-key'), request: idSchema, share: z.number().gt(0).max(1) }),
  z.strictObject({ ...faultBase, kind: z.literal('spike'), request: idSchema, times: z.number().gt(1) }),
])
export type ProblemFault = z.infer<typeof problemFaultSchema>

/** Measured simulated time and the warm-up before it; `factor` is the load as a multiple of the mean rates. */
const loadSchema = z.strictObject({
  factor: z.number().positive().max(100),
  durationS: z.number().positive().max(600),
  warmupS: z.number().nonnegative().max(300),
})

export const scenariosSchema = z.strictObject({
  normal: loadSchema,
  peak: loadSchema,
  /** Load under which every fault happens. */
  faulty: loadSchema,
  faults: z.array(problemFaultSchema).length(3),
  /** Work nobody waits for must be taken up within this time, at the 99th percentile. */
  backlog: z.array(z.strictObject({ request: idSchema, atMostS: z.number().positive() })).max(8),
  /** A month of a sound design of this size; above twice as much costs points. */
  costPerMonthUsd: z.number().positive(),
})
export type Scenarios = z.infer<typeof scenariosSchema>

export const tradeOffSchema = z.strictObject({
  id: idSchema,
  text: label,
  tier: tierSchema,
  words: phrasesSchema,
  paraphrases: z.array(sentence).min(3).max(12),
})
export type TradeOffTopic = z.infer<typeof tradeOffSchema>

export const problemKeySchema = z.strictObject({
  facts: z.array(factSchema).min(3).max(6),
  functional: z.array(functionalConceptSchema).min(10).max(20),
  nonFunctional: z.array(nonFunctionalConceptSchema).min(5).max(12),
  floors: z.array(floorSchema).min(2).max(12),
  estimates: z.strictObject({
    assumptions: z.array(assumptionSchema).min(3).max(20),
    figures: z.array(figureSchema).min(5).max(30),
  }),
  patterns: z.array(accessPatternSchema).min(1).max(12),
  apis: z.array(expectedApiSchema).min(1).max(12),
  needs: z.array(needSchema).min(1).max(12),
  scenarios: scenariosSchema,
  tradeOffs: z.array(tradeOffSchema).min(3).max(6),
})
export type ProblemKey = z.infer<typeof problemKeySchema>

/** What a candidate may see while the interview runs. `statementHtml` is sanitised. */
export interface CandidateProblem extends ProblemBrief {
  slug: string
  statementHtml: string
}

/** The whole problem: for the server, for tests, and for a report after the end. */
export interface Problem {
  slug: string
  brief: ProblemBrief
  statementHtml: string
  key: ProblemKey
}

export const problemSlugSchema = slugSchema

/** Copies the brief field by field, so that nothing of the key can ride along. */
export function problemForCandidate(problem: Problem): CandidateProblem {
  const { title, summary, difficulty, minutes, workload, guide, closedBook } = problem.brief
  return {
    slug: problem.slug,
    statementHtml: problem.statementHtml,
    title,
    summary,
    difficulty,
    minutes,
    workload,
    guide,
    ...(closedBook === undefined ? {} : { closedBook }),
  }
}

/** For people to choose from: the one to begin with comes first. */
export const easiestFirst = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => DIFFICULTIES.indexOf(a.brief.difficulty) - DIFFICULTIES.indexOf(b.brief.difficulty))
