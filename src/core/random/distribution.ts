import { z } from 'zod'

/**
 * Distributions as the design file writes them. Times carry `S` (seconds) in their parameter names; counts (fan-out)
 * use the same shapes without it. A bare number is a constant.
 */
export const MOST_SECONDS = 1e7
export const MOST_COUNT = 1e6

const seconds = z.number().nonnegative().max(MOST_SECONDS)
const positiveSeconds = z.number().positive().max(MOST_SECONDS)
const ratio = z.number().min(0).max(1)

/** Pairs of (cumulative probability, value), both ascending, the last probability 1. */
const quantiles = (value: z.ZodNumber) =>
  z
    .array(z.tuple([ratio, value]))
    .min(1)
    .max(100)
    .refine((points) => points.every((p, i) => i === 0 || (p[0] > points[i - 1]![0] && p[1] >= points[i - 1]![1])), {
      message: 'probabilities and values must ascend',
    })
    .refine((points) => points.at(-1)![0] === 1, { message: 'the last probability must be 1' })

const timeShapes = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('constant'), valueS: seconds }),
  z.strictObject({ type: z.literal('exponential'), meanS: positiveSeconds }),
  z.strictObject({ type: z.literal('lognormal'), meanS: positiveSeconds, cv: z.number().positive().max(100) }),
  z
    .strictObject({ type: z.literal('uniform'), minS: seconds, maxS: seconds })
    .refine((d) => d.maxS >= d.minS, { message: 'maxS must not be below minS', path: ['maxS'] }),
  z.strictObject({ type: z.literal('hyperexponential'), p: ratio, mean1S: positiveSeconds, mean2S: positiveSeconds }),
  z.strictObject({ type: z.literal('pareto'), minS: positiveSeconds, alpha: z.number().gt(1).max(100) }),
  z.strictObject({ type: z.literal('empirical'), quantiles: quantiles(seconds) }),
])

const count = z.number().nonnegative().max(MOST_COUNT)
const positiveCount = z.number().positive().max(MOST_COUNT)

const countShapes = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('constant'), value: count }),
  z.strictObject({ type: z.literal('exponential'), mean: positiveCount }),
  z.strictObject({ type: z.literal('lognormal'), mean: positiveCount, cv: z.number().positive().max(100) }),
  z
    .strictObject({ type: z.literal('uniform'), min: count, max: count })
    .refine((d) => d.max >= d.min, { message: 'max must not be below min', path: ['max'] }),
  z.strictObject({ type: z.literal('hyperexponential'), p: ratio, mean1: positiveCount, mean2: positiveCount }),
  z.strictObject({ type: z.literal('pareto'), min: positiveCount, alpha: z.number().gt(1).max(100) }),
  z.strictObject({ type: z.literal('empirical'), quantiles: quantiles(count) }),
])

/** A duration in seconds: a bare number is constant. */
export const timeDistributionSchema = z.union([seconds, timeShapes])
/** A count per request (fan-out): a bare number is constant. */
export const countDistributionSchema = z.union([count, countShapes])

export type TimeDistribution = z.infer<typeof timeDistributionSchema>
export type CountDistribution = z.infer<typeof countDistributionSchema>
