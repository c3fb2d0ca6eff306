import { figures, type QueueFigures } from './erlang'

/** The first three moments of a service time, in seconds, seconds squared and seconds cubed. */
export interface ServiceMoments {
  meanS: number
  secondS2: number
  /** infinite for the heaviest tails; only the variance of the wait needs it */
  thirdS3: number
}

export const constantMoments = (valueS: number): ServiceMoments => ({
  meanS: valueS,
  secondS2: valueS ** 2,
  thirdS3: valueS ** 3,
})

/** @param scv squared coefficient of variation */
export function lognormalMoments(meanS: number, scv: number): ServiceMoments {
  const spread = 1 + scv
  return { meanS, secondS2: meanS ** 2 * spread, thirdS3: meanS ** 3 * spread ** 3 }
}

/** With probability p[i] exponential with rate rates[i]. */
export function hyperexponentialMoments(p: readonly number[], ratesPerS: readonly number[]): ServiceMoments {
  const moment = (k: number, factorial: number) =>
    p.reduce((sum, share, i) => sum + (factorial * share) / ratesPerS[i]! ** k, 0)
  return { meanS: moment(1, 1), secondS2: moment(2, 2), thirdS3: moment(3, 6) }
}

/** The sum of k exponential stages. */
export function erlangMoments(stages: number, meanS: number): ServiceMoments {
  const stageS = meanS / stages
  return {
    meanS,
    secondS2: stageS ** 2 * stages * (stages + 1),
    thirdS3: stageS ** 3 * stages * (stages + 1) * (stages + 2),
  }
}

export function uniformMoments(minS: number, maxS: number): ServiceMoments {
  return {
    meanS: (minS + maxS) / 2,
    secondS2: (minS ** 2 + minS * maxS + maxS ** 2) / 3,
    thirdS3: ((minS + maxS) * (minS ** 2 + maxS ** 2)) / 4,
  }
}

/** Pareto of type I. Moments that the tail does not have are infinite. */
export function paretoMoments(minS: number, alpha: number): ServiceMoments {
  const moment = (k: number) => (alpha > k ? (alpha * minS ** k) / (alpha - k) : Infinity)
  return { meanS: moment(1), secondS2: moment(2), thirdS3: moment(3) }
}

/** Values with their probabilities: a hit or a miss. */
export function discreteMoments(p: readonly number[], valuesS: readonly number[]): ServiceMoments {
  const moment = (k: number) => p.reduce((sum, share, i) => sum + share * valuesS[i]! ** k, 0)
  return { meanS: moment(1), secondS2: moment(2), thirdS3: moment(3) }
}

export interface Mg1Figures extends QueueFigures {
  /** second moment of the wait, seconds squared */
  waitSecondS2: number
  waitStandardDeviationS: number
}

/**
 * M/G/1, first in first out: mean wait by Pollaczek-Khinchine, its second moment by Takacs.
 * Sources: Pollaczek (1930), Khinchine (1932): E[W] = lambda E[S^2] / (2 (1 - rho)); Takacs (1962):
 * E[W^2] = 2 E[W]^2 + lambda E[S^3] / (3 (1 - rho)).
 */
export function mg1(arrivalRatePerS: number, service: ServiceMoments): Mg1Figures {
  const rho = arrivalRatePerS * service.meanS
  const stable = rho < 1
  const meanWaitS = stable ? (arrivalRatePerS * service.secondS2) / (2 * (1 - rho)) : Infinity
  const waitSecondS2 = stable ? 2 * meanWaitS ** 2 + (arrivalRatePerS * service.thirdS3) / (3 * (1 - rho)) : Infinity
  return {
    ...figures(rho, Math.min(1, rho), meanWaitS, arrivalRatePerS, service.meanS),
    waitSecondS2,
    waitStandardDeviationS: stable ? Math.sqrt(waitSecondS2 - meanWaitS ** 2) : Infinity,
  }
}

/**
 * M/G/1 with processor sharing: the mean depends on the service time through its mean alone.
 * Source: Kleinrock (1967); Sakata, Noguchi, Oizumi (1971).
 * @returns seconds that a job of the given size stays, in the mean over what it meets
 */
export function processorSharingResponseS(jobSizeS: number, arrivalRatePerS: number, meanServiceS: number): number {
  const rho = arrivalRatePerS * meanServiceS
  return rho < 1 ? jobSizeS / (1 - rho) : Infinity
}
