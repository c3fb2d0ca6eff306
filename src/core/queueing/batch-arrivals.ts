/**
 * Mean number of jobs in M^X/M/1: batches arrive in a Poisson stream, jobs are served one by one.
 * Source: Gross and Harris, Fundamentals of Queueing Theory, 3.1: L = rho (E[X] + E[X^2]) / (2 E[X] (1 - rho)).
 * @param batchRatePerS batches per second
 * @param batchMean E[X]
 * @param batchSecond E[X^2]
 */
export function batchArrivalsInSystem(
  batchRatePerS: number,
  batchMean: number,
  batchSecond: number,
  serviceRatePerS: number,
): number {
  const rho = (batchRatePerS * batchMean) / serviceRatePerS
  return rho < 1 ? (rho * (batchMean + batchSecond)) / (2 * batchMean * (1 - rho)) : Infinity
}
