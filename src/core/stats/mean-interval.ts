import { student975 } from './batch-means'

/**
 * The mean of independent values, such as one a replication, and its 95 % interval by Student's t. Values that are
 * differences of pairs give the paired interval.
 * Source: Law, "Simulation Modeling and Analysis", comparing two systems by the paired-t interval.
 * @returns interval null for fewer than two values
 */
export function meanInterval(values: readonly number[]): { mean: number; interval: [number, number] | null } {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  if (count < 2) return { mean, interval: null }
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const half = student975(count - 1) * Math.sqrt(squares / (count - 1) / count)
  return { mean, interval: [mean - half, mean + half] }
}
