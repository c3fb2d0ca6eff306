import { birthDeath, meanOver } from './birth-death'

export interface ClosedFigures {
  throughputPerS: number
  meanResponseS: number
  utilisation: number
}

/**
 * N users who think, ask and wait for the answer: M/M/c//N, the machine-repair model.
 * Source: Palm (1947); Gross and Harris, 2.7.
 * @param thinkTimeS mean of an exponential think time (in fact only its mean matters for the means, with one server
 *   shared or exponential service)
 */
export function closedLoop(users: number, thinkTimeS: number, serviceRatePerS: number, servers: number): ClosedFigures {
  const states = birthDeath(
    users,
    (i) => (users - i) / thinkTimeS,
    (i) => Math.min(i, servers) * serviceRatePerS,
  )
  const busy = meanOver(states, (i) => Math.min(i, servers))
  const throughputPerS = busy * serviceRatePerS
  return {
    throughputPerS,
    meanResponseS: users / throughputPerS - thinkTimeS,
    utilisation: busy / servers,
  }
}

export interface MvaFigures {
  throughputPerS: number
  meanResponseS: number
  /** mean number of jobs at each station */
  meanInSystem: number[]
}

/**
 * Exact mean value analysis of a closed network of single-server stations with exponential service, first in first out.
 * Source: Reiser and Lavenberg (1980).
 * @param demandsS seconds of service that one job needs at each station in all its visits
 */
export function meanValueAnalysis(demandsS: readonly number[], thinkTimeS: number, users: number): MvaFigures {
  let meanInSystem = demandsS.map(() => 0)
  let throughputPerS = 0
  let meanResponseS = demandsS.reduce((sum, demand) => sum + demand, 0)
  for (let n = 1; n <= users; n++) {
    const responses = demandsS.map((demand, i) => demand * (1 + meanInSystem[i]!))
    meanResponseS = responses.reduce((sum, response) => sum + response, 0)
    throughputPerS = n / (thinkTimeS + meanResponseS)
    const rate = throughputPerS
    meanInSystem = responses.map((response) => rate * response)
  }
  return { throughputPerS, meanResponseS, meanInSystem }
}
