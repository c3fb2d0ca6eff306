import { erlangC, figures, type QueueFigures } from './erlang'

/**
 * G/G/c by the Allen-Cunneen approximation: the wait of M/M/c times the mean of the squared coefficients of variation of
 * the times between arrivals and of the service times. Exact for M/M/c and M/G/1, else within about 10 %.
 * Source: Allen, Probability, Statistics, and Queueing Theory (1990), after Kingman (1961).
 */
export function allenCunneen(
  arrivalRatePerS: number,
  meanServiceS: number,
  servers: number,
  arrivalScv: number,
  serviceScv: number,
): QueueFigures {
  const load = arrivalRatePerS * meanServiceS
  const pWait = erlangC(servers, load)
  const spareRatePerS = servers / meanServiceS - arrivalRatePerS
  const meanWaitS = spareRatePerS > 0 ? ((pWait / spareRatePerS) * (arrivalScv + serviceScv)) / 2 : Infinity
  return figures(load / servers, pWait, meanServiceS === 0 ? 0 : meanWaitS, arrivalRatePerS, meanServiceS)
}

/**
 * Kingman's bound on the mean wait of G/G/1 in heavy traffic, seconds: rho / (1 - rho) (ca^2 + cs^2) / 2 E[S].
 * Source: Kingman (1961); it is exact for M/G/1.
 */
export function kingmanWaitS(
  arrivalRatePerS: number,
  meanServiceS: number,
  arrivalScv: number,
  serviceScv: number,
): number {
  const rho = arrivalRatePerS * meanServiceS
  return rho < 1 ? ((rho / (1 - rho)) * (arrivalScv + serviceScv) * meanServiceS) / 2 : Infinity
}
