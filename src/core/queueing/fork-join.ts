import { harmonic } from './special-functions'

/**
 * Mean time of a job that forks into n tasks, one for each of n M/M/1 queues, and is done when all are, seconds.
 * Exact for n <= 2 (Flatto and Hahn 1984); above, the approximation of Nelson and Tantawi (1988), whose error was
 * measured as -1.3 % .. -3.1 % for n = 4 .. 16.
 */
export function forkJoinResponseS(tasks: number, arrivalRatePerS: number, serviceRatePerS: number): number {
  const spareRatePerS = serviceRatePerS - arrivalRatePerS
  if (spareRatePerS <= 0) return Infinity
  if (tasks === 1) return 1 / spareRatePerS
  const rho = arrivalRatePerS / serviceRatePerS
  const two = (12 - rho) / 8 / spareRatePerS
  const growth = harmonic(tasks) / harmonic(2)
  return (growth + (4 / 11) * (1 - growth) * rho) * two
}
