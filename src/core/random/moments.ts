import { log } from './elementary'
import type { CountDistribution, TimeDistribution } from './distribution'

/** A distribution of times or of counts, with the unit taken off its parameters' names. */
export type Shape =
  | { type: 'constant'; value: number }
  | { type: 'exponential'; mean: number }
  | { type: 'lognormal'; mean: number; cv: number }
  | { type: 'uniform'; min: number; max: number }
  | { type: 'hyperexponential'; p: number; mean1: number; mean2: number }
  | { type: 'pareto'; min: number; alpha: number }
  | { type: 'empirical'; quantiles: readonly (readonly [number, number])[] }

export function timeShape(distribution: TimeDistribution): Shape {
  if (typeof distribution === 'number') return { type: 'constant', value: distribution }
  switch (distribution.type) {
    case 'constant':
      return { type: 'constant', value: distribution.valueS }
    case 'exponential':
      return { type: 'exponential', mean: distribution.meanS }
    case 'lognormal':
      return { type: 'lognormal', mean: distribution.meanS, cv: distribution.cv }
    case 'uniform':
      return { type: 'uniform', min: distribution.minS, max: distribution.maxS }
    case 'hyperexponential':
      return { type: 'hyperexponential', p: distribution.p, mean1: distribution.mean1S, mean2: distribution.mean2S }
    case 'pareto':
      return { type: 'pareto', min: distribution.minS, alpha: distribution.alpha }
    case 'empirical':
      return distribution
  }
}

export function countShape(distribution: CountDistribution): Shape {
  return typeof distribution === 'number' ? { type: 'constant', value: distribution } : distribution
}

/** The mean, in the unit of the parameters. */
export function shapeMean(shape: Shape): number {
  switch (shape.type) {
    case 'constant':
      return shape.value
    case 'exponential':
    case 'lognormal':
      return shape.mean
    case 'uniform':
      return (shape.min + shape.max) / 2
    case 'hyperexponential':
      return shape.p * shape.mean1 + (1 - shape.p) * shape.mean2
    case 'pareto':
      return (shape.alpha * shape.min) / (shape.alpha - 1)
    case 'empirical':
      return segments(shape.quantiles).reduce((sum, [p, low, high]) => sum + (p * (low + high)) / 2, 0)
  }
}

/** The second moment about 0; Infinity where there is none (Pareto with alpha of 2 and below). */
export function shapeSecondMoment(shape: Shape): number {
  switch (shape.type) {
    case 'constant':
      return shape.value * shape.value
    case 'exponential':
      return 2 * shape.mean * shape.mean
    case 'lognormal':
      return shape.mean * shape.mean * (1 + shape.cv * shape.cv)
    case 'uniform':
      return (shape.min * shape.min + shape.min * shape.max + shape.max * shape.max) / 3
    case 'hyperexponential':
      return 2 * (shape.p * shape.mean1 * shape.mean1 + (1 - shape.p) * shape.mean2 * shape.mean2)
    case 'pareto':
      return shape.alpha > 2 ? (shape.alpha * shape.min * shape.min) / (shape.alpha - 2) : Infinity
    case 'empirical':
      return segments(shape.quantiles).reduce((sum, [p, a, b]) => sum + (p * (a * a + a * b + b * b)) / 3, 0)
  }
}

/** The squared coefficient of variation, variance / mean^2; 0 for a mean of 0. */
export function shapeScv(shape: Shape): number {
  const mean = shapeMean(shape)
  return mean === 0 ? 0 : Math.max(0, shapeSecondMoment(shape) / (mean * mean) - 1)
}

/** Mean of a duration of the design file, seconds. */
export const meanTimeS = (distribution: TimeDistribution): number => shapeMean(timeShape(distribution))
/** Mean of a count of the design file. */
export const meanCount = (distribution: CountDistribution): number => shapeMean(countShape(distribution))

/**
 * An empirical distribution as straight pieces (probability, from, to). Below its first quantile the values run up from 0,
 * unless that quantile has a probability of 0.
 */
export function segments(quantiles: readonly (readonly [number, number])[]): [number, number, number][] {
  const pieces: [number, number, number][] = []
  let probability = 0
  let value = 0
  for (const [p, v] of quantiles) {
    if (p > probability) pieces.push([p - probability, value, v])
    probability = p
    value = v
  }
  return pieces
}

/** Parameters (mu, sigma) of a lognormal distribution from its mean and coefficient of variation. */
export function lognormalParameters(mean: number, cv: number): { mu: number; sigma: number } {
  const variance = log(1 + cv * cv)
  return { mu: log(mean) - variance / 2, sigma: Math.sqrt(variance) }
}
