import type { CountDistribution, TimeDistribution } from '@/core/random/distribution'
import { meanCount, meanTimeS } from '@/core/random/moments'
import { formatDuration, formatNumber } from '@/core/units/format'

/**
 * Distributions as the editor shows them. The two families differ only in the names of their parameters ("meanS" for
 * times, "mean" for counts), so the editor works on one neutral shape and writes the name that fits.
 */
export type DistributionOf = 'time' | 'count'
export type Distribution = TimeDistribution | CountDistribution
type Shape = Exclude<Distribution, number>
export type DistributionType = Shape['type']

export const DISTRIBUTION_NAMES: Record<DistributionType, string> = {
  constant: 'Constant',
  exponential: 'Exponential',
  lognormal: 'Lognormal',
  uniform: 'Uniform',
  hyperexponential: 'Hyperexponential',
  pareto: 'Pareto',
  empirical: 'Measured quantiles',
}

export const DISTRIBUTION_HELP: Record<DistributionType, string> = {
  constant: 'Always the same.',
  exponential: 'Mostly short, now and then long; spread equals the mean.',
  lognormal: 'A hump with a long tail; the spread is yours to set.',
  uniform: 'Anything between two bounds, equally likely.',
  hyperexponential: 'Two sorts of work: a share of slow ones among fast ones.',
  pareto: 'A heavy tail: rare ones are very large.',
  empirical: 'From measurements: a value for each share of cases.',
}

export interface Parameter {
  /** Key in the design file: "meanS" for times, "mean" for counts. */
  key: string
  label: string
  /** What the number is: a value of the distribution's own unit, a share 0..1, or a plain number. */
  measure: 'value' | 'ratio' | 'plain'
  /** Lower bound that the value itself must not touch. */
  above?: number
}

const parameterNames: Record<Exclude<DistributionType, 'empirical'>, readonly Omit<Parameter, 'key'>[]> = {
  constant: [{ label: 'Value', measure: 'value' }],
  exponential: [{ label: 'Mean', measure: 'value', above: 0 }],
  lognormal: [
    { label: 'Mean', measure: 'value', above: 0 },
    { label: 'Spread (cv)', measure: 'plain', above: 0 },
  ],
  uniform: [
    { label: 'From', measure: 'value' },
    { label: 'To', measure: 'value' },
  ],
  hyperexponential: [
    { label: 'Slow share', measure: 'ratio' },
    { label: 'Mean of slow', measure: 'value', above: 0 },
    { label: 'Mean of fast', measure: 'value', above: 0 },
  ],
  pareto: [
    { label: 'Smallest', measure: 'value', above: 0 },
    { label: 'Tail (alpha)', measure: 'plain', above: 1 },
  ],
}

const keys: Record<Exclude<DistributionType, 'empirical'>, readonly string[]> = {
  constant: ['value'],
  exponential: ['mean'],
  lognormal: ['mean', 'cv'],
  uniform: ['min', 'max'],
  hyperexponential: ['p', 'mean1', 'mean2'],
  pareto: ['min', 'alpha'],
}

/** The parameters of a type, in order; none for measured quantiles, which are a list of pairs. */
export function parametersOf(type: DistributionType, of: DistributionOf): Parameter[] {
  if (type === 'empirical') return []
  return parameterNames[type].map((parameter, i) => {
    const key = keys[type][i]!
    return { ...parameter, key: parameter.measure === 'value' && of === 'time' ? `${key}S` : key }
  })
}

/** The distribution as an object; a bare number is a constant. */
export function shapeOf(value: Distribution, of: DistributionOf): Shape {
  if (typeof value !== 'number') return value
  return of === 'time' ? { type: 'constant', valueS: value } : { type: 'constant', value }
}

/** A number of the shape, by its key; 0 where it has none. */
export function parameterOf(shape: Shape, key: string): number {
  const value: unknown = Object.entries(shape).find(([name]) => name === key)?.[1]
  return typeof value === 'number' ? value : 0
}

/** The mean: seconds, or a count. */
export const meanOf = (value: Distribution, of: DistributionOf): number =>
  of === 'time' ? meanTimeS(value as TimeDistribution) : meanCount(value as CountDistribution)

/** Another type with the same mean, so that a change of type does not silently change the load. */
export function withType(value: Distribution, type: DistributionType, of: DistributionOf): Distribution {
  const mean = meanOf(value, of) || (of === 'time' ? 0.01 : 1)
  const numbers: Record<Exclude<DistributionType, 'empirical'>, number[]> = {
    constant: [mean],
    exponential: [mean],
    lognormal: [mean, 1],
    uniform: [0, 2 * mean],
    // a tenth of the work is ten times as slow: 0.1 × 10 m + 0.9 × m = 1.9 m
    hyperexponential: [0.1, tidy((10 * mean) / 1.9), tidy(mean / 1.9)],
    pareto: [tidy((mean * 1.5) / 2.5), 2.5],
  }
  if (type === 'empirical') {
    return {
      type,
      quantiles: [
        [0.5, tidy(mean * 0.7)],
        [0.9, tidy(mean * 2)],
        [1, tidy(mean * 6)],
      ],
    }
  }
  const entries = parametersOf(type, of).map(({ key }, i) => [key, numbers[type][i]!])
  return { type, ...Object.fromEntries(entries) } as Distribution
}

/** Drops the digits that floating point invents. */
const tidy = (value: number): number => Number(value.toPrecision(6))

/** In a few words: "exponential, mean 10 ms". */
export function describeDistribution(value: Distribution, of: DistributionOf): string {
  const show = (number: number) => (of === 'time' ? formatDuration(number) : formatNumber(number))
  const shape = shapeOf(value, of)
  const mean = show(meanOf(value, of))
  return shape.type === 'constant' ? mean : `${DISTRIBUTION_NAMES[shape.type].toLowerCase()}, mean ${mean}`
}
