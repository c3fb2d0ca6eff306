import { z } from 'zod'
import { stepIdSchema } from '@/core/interview/outline'

export const CRITERIA = ['R', 'E', 'H', 'D', 'S', 'T'] as const
export const criterionIdSchema = z.enum(CRITERIA)
export type CriterionId = z.infer<typeof criterionIdSchema>

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
})
export type RubricCriterion = z.infer<typeof criterionSchema>

export const rubricSchema = z.strictObject({
  version: z.string().min(1).max(40),
  criteria: z
    .array(criterionSchema)
    .length(CRITERIA.length)
    .refine((criteria) => criteria.every((criterion, i) => criterion.id === CRITERIA[i]), 'one each of R E H D S T')
    .refine((criteria) => criteria.reduce((sum, criterion) => sum + criterion.weight, 0) === 100, 'weights sum to 100'),
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
