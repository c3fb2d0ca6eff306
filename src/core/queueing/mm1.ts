/**
 * What is particular to one server: variances, the number in the system, time-outs and deadlines. Means and quantiles
 * of M/M/1 are those of M/M/c with one server.
 */

/** Variance of the response time of M/M/1, seconds squared: it is exponential with rate mu - lambda. */
export function mm1ResponseVarianceS2(arrivalRatePerS: number, serviceRatePerS: number): number {
  return (serviceRatePerS - arrivalRatePerS) ** -2
}

/** Variance of the number of jobs in M/M/1: rho / (1 - rho)^2. */
export function mm1NumberVariance(arrivalRatePerS: number, serviceRatePerS: number): number {
  const rho = arrivalRatePerS / serviceRatePerS
  return rho / (1 - rho) ** 2
}

/** P(at least n jobs in M/M/1) = rho^n. */
export function mm1NumberTail(n: number, arrivalRatePerS: number, serviceRatePerS: number): number {
  return (arrivalRatePerS / serviceRatePerS) ** n
}

/**
 * The standard error of the mean response time over n consecutive jobs of M/M/1 in its long run, seconds: how well a
 * simulation of n jobs can know it. Source: Daley (1968); Whitt, Management Science 35 (1989).
 */
export function mm1MeanStandardErrorS(jobs: number, arrivalRatePerS: number, serviceRatePerS: number): number {
  const rho = arrivalRatePerS / serviceRatePerS
  const asymptoticVariance = (rho * (2 + 5 * rho - 4 * rho ** 2 + rho ** 3)) / ((1 - rho) ** 4 * serviceRatePerS ** 2)
  return Math.sqrt(asymptoticVariance / jobs)
}

/** Variance of the waiting time of M/M/1 served last in first out, seconds squared. Source: Vaulot (1954); Takacs (1963). */
export function mm1LifoWaitVarianceS2(arrivalRatePerS: number, serviceRatePerS: number): number {
  const rho = arrivalRatePerS / serviceRatePerS
  const meanWait = rho / (1 - rho)
  return ((2 * rho) / (1 - rho) ** 3 - meanWait ** 2) / serviceRatePerS ** 2
}

export interface DeadlineFigures {
  /** share of jobs that leave the queue unserved */
  pAbandon: number
  utilisation: number
  /** jobs served, per second */
  throughputPerS: number
}

/**
 * M/M/1 whose jobs leave the queue when their service has not begun within a deadline; stable at any load.
 * Source: Barrer (1957); the stationary workload of Boots and Tijms (1999).
 */
export function mm1WithDeadline(arrivalRatePerS: number, serviceRatePerS: number, deadlineS: number): DeadlineFigures {
  const lambda = arrivalRatePerS
  const mu = serviceRatePerS
  const below = mu === lambda ? lambda * deadlineS : (lambda * -Math.expm1(-(mu - lambda) * deadlineS)) / (mu - lambda)
  const above = (lambda * Math.exp((lambda - mu) * deadlineS)) / mu
  const idle = 1 / (1 + below + above)
  const pAbandon = above * idle
  return { pAbandon, utilisation: 1 - idle, throughputPerS: lambda * (1 - pAbandon) }
}

export interface TimeoutFigures {
  pTimeout: number
  /** answers that the caller still waits for, per second */
  goodputPerS: number
  /** unchanged: the server does not know that the caller has gone */
  utilisation: number
}

/** M/M/1 whose callers give up after a time-out while the server does the work all the same. */
export function mm1WithTimeout(arrivalRatePerS: number, serviceRatePerS: number, timeoutS: number): TimeoutFigures {
  const spareRatePerS = serviceRatePerS - arrivalRatePerS
  const pTimeout = spareRatePerS <= 0 ? 1 : Math.exp(-spareRatePerS * timeoutS)
  return {
    pTimeout,
    goodputPerS: arrivalRatePerS * (1 - pTimeout),
    utilisation: arrivalRatePerS / serviceRatePerS,
  }
}

/**
 * Mean number of jobs in M/M/1 whose server breaks down (exponential times up and down, work resumed, queue kept).
 * Source: White and Christie (1958).
 * @param failureRatePerS 1 / mean time up
 * @param repairRatePerS 1 / mean time down
 */
export function mm1WithBreakdownsInSystem(
  arrivalRatePerS: number,
  serviceRatePerS: number,
  failureRatePerS: number,
  repairRatePerS: number,
): number {
  const cycle = failureRatePerS + repairRatePerS
  const effectiveRatePerS = (serviceRatePerS * repairRatePerS) / cycle
  if (effectiveRatePerS <= arrivalRatePerS) return Infinity
  return (
    (arrivalRatePerS * (1 + (serviceRatePerS * failureRatePerS) / cycle ** 2)) / (effectiveRatePerS - arrivalRatePerS)
  )
}
