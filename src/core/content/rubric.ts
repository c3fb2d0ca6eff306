import { z } from 'zod'
import { stepIdSchema } from '@/core/interview/outline'

export const CRITERIA = ['R', 'E', 'H', 'D', 'S', 'T'] as const
export const criterionIdSchema = z.enum(CRITERIA)
export type CriterionId = z.infer<typeof criterionIdSchema>

/** What people give levels for: the criteria of the evidence, and two that only a person can judge. */
export const REVIEW_CRITERIA = [...CRITERIA, 'C', 'X'] as const
export const reviewCriterionIdSchema = z.enum(REVIEW_CRITERIA)
export type ReviewCriterionId = z.infer<typeof reviewCriterionIdSchema>

export const LEVELS = [1, 2, 3, 4] as const
export const levelSchema = z.literal(LEVELS)
export type Level = z.infer<typeof levelSchema>

/** What somebody does who is at level 1, 2, 3, 4. */
const anchor = z.string().min(20).max(400)
const anchorsSchema = z.tuple([anchor, anchor, anchor, anchor])
export type Anchors = z.infer<typeof anchorsSchema>

export const criterionSchema = z.strictObject({
  id: criterionIdSchema,
  name: z.string().min(1).max(80),
  /** Step of the outline it goes with. */
  step: stepIdSchema,
  /** Out of the 100 of all criteria. */
  weight: z.number().positive().max(100),
  /** Share of the criterion that automatic evidence may speak about; the rest is "not assessed". */
  autoCeiling: z.number().min(0).max(1),
  /** What a person would look for in the part that is not assessed. */
  notAssessed: z.string().min(1).max(300),
  anchors: anchorsSchema,
})
export type RubricCriterion = z.infer<typeof criterionSchema>

const besideSchema = z.strictObject({
  id: z.enum(['C', 'X']),
  name: z.string().min(1).max(80),
  anchors: anchorsSchema,
})

export const targetIdSchema = z.string().regex(/^[a-z-]{1,20}$/)

/** A position somebody aims at, with the level that is expected there. It changes no scale. */
const targetSchema = z.strictObject({
  id: targetIdSchema,
  name: z.string().min(1).max(40),
  expects: z.record(reviewCriterionIdSchema, levelSchema),
})

export const rubricSchema = z.strictObject({
  version: z.string().min(1).max(40),
  criteria: z
    .array(criterionSchema)
    .length(CRITERIA.length)
    .refine((criteria) => criteria.every((criterion, i) => criterion.id === CRITERIA[i]), 'one each of R E H D S T')
    .refine((criteria) => criteria.reduce((sum, criterion) => sum + criterion.weight, 0) === 100, 'weights sum to 100'),
  /** Given by people alone, no part of the 100. */
  beside: z.array(besideSchema).refine((all) => all.map(({ id }) => id).join('') === 'CX', 'C, then X'),
  targets: z.array(targetSchema).min(1).max(8),
  tierWeights: z.strictObject({
    must: z.number().positive(),
    should: z.number().positive(),
    bonus: z.number().positive(),
  }),
  /** A criterion is at level 2, 3, 4 from these percentages on. */
  levelsFrom: z.tuple([z.number(), z.number(), z.number()]),
  /** Most that criterion S can reach, percent, when a run lost or doubled data. */
  integrityCap: z.number().min(0).max(100),
  /** Share of the total that keeping time may make up in a timed interview. */
  timeShare: z.number().min(0).max(0.05),
})
export type Rubric = z.infer<typeof rubricSchema>
export type ReviewTarget = Rubric['targets'][number]

/** A criterion as people judge it. */
export interface ReviewCriterion {
  id: ReviewCriterionId
  name: string
  anchors: Anchors
  /** Out of the 100; null where it stands beside. */
  weight: number | null
}

/** The eight criteria that people give levels for, in the order of the rubric. */
export const reviewCriteria = ({ criteria, beside }: Rubric): ReviewCriterion[] => [
  ...criteria.map(({ id, name, anchors, weight }) => ({ id, name, anchors, weight })),
  ...beside.map(({ id, name, anchors }) => ({ id, name, anchors, weight: null })),
]

/** Names of everything that people give levels for, by id. */
export const criterionNames = ({ criteria, beside }: Rubric): Record<string, string> =>
  Object.fromEntries([...criteria, ...beside].map(({ id, name }) => [id, name]))
