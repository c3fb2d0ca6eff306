import { z } from 'zod'
import type { LoggedEvent } from '@/core/interview/event-log'
import { stepIdSchema } from '@/core/interview/outline'
import { problemSlugSchema } from './problem'
import { levelSchema, reviewCriterionIdSchema } from './rubric'

const goldLevelSchema = z.strictObject({
  /** Null: this interview shows nothing of it. */
  level: levelSchema.nullable(),
  /** What in the interview the level stands on. */
  reason: z.string().min(20).max(500),
})
export type GoldLevel = z.infer<typeof goldLevelSchema>

export const ANCHOR_QUALITIES = ['poor', 'medium', 'strong'] as const

/** Whose opinion gold levels are. To be shown wherever they are, in these words. */
export const GOLD_SOURCES = {
  authors:
    'These levels are the opinion of the authors of Dryrun, who also wrote the problems, these interviews and the automatic score. They stay an opinion until interviewers from outside have rated the interviews.',
} as const

/**
 * What stands beside an anchor interview: the level of each criterion, for people to calibrate on. None of it may be shown to
 * anybody who has yet to rate it.
 */
export const anchorHeadSchema = z.strictObject({
  problem: problemSlugSchema,
  quality: z.enum(ANCHOR_QUALITIES),
  /** What this one shows. */
  about: z.string().min(1).max(500),
  gold: z.strictObject({
    by: z.enum(Object.keys(GOLD_SOURCES) as (keyof typeof GOLD_SOURCES)[]),
    levels: z.record(reviewCriterionIdSchema, goldLevelSchema),
  }),
  /** How its log was made: nobody took it live. */
  log: z.strictObject({
    /** Worked interview of the problem that it ends as. */
    reference: z.string().regex(/^[a-z][a-z0-9-]*$/),
    /** Draws the times between events. */
    seed: z.int().min(1),
    /** Minutes away from it, in the middle of a step. */
    pauses: z.array(z.strictObject({ step: stepIdSchema, minutes: z.number().positive().max(60) })),
    /** Blocks by id that are first drawn with other settings, and put right once a run under load, or one with a crash, has shown why. */
    firstTries: z.record(
      z.string(),
      z.strictObject({ config: z.record(z.string(), z.json()), shownBy: z.enum(['load', 'crash']) }),
    ),
  }),
})
export type AnchorHead = z.infer<typeof anchorHeadSchema>

/** A whole finished interview to calibrate on, event by event. The slug tells nothing about its quality. */
export interface Anchor extends AnchorHead {
  slug: string
  events: LoggedEvent[]
}
