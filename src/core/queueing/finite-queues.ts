import { birthDeath, meanOver } from './birth-death'

export interface LossFigures {
  /** share of arrivals turned away */
  pBlock: number
  throughputPerS: number
  utilisation: number
  meanQueue: number
  meanInSystem: number
  /** means over the jobs that got in */
  meanWaitS: number
  meanResponseS: number
}

/**
 * M/M/c/K: K places in all, those in service included; arrivals that find none are turned away. Stable at any load.
 * Source: birth-death equations, e.g. Kleinrock, Queueing Systems I (1975), 3.6.
 */
export function mmck(arrivalRatePerS: number, serviceRatePerS: number, servers: number, places: number): LossFigures {
  const states = birthDeath(
    places,
    () => arrivalRatePerS,
    (i) => Math.min(i, servers) * serviceRatePerS,
  )
  const pBlock = states[places]!
  const throughputPerS = arrivalRatePerS * (1 - pBlock)
  const meanQueue = meanOver(states, (i) => Math.max(0, i - servers))
  const meanInSystem = meanOver(states, (i) => i)
  return {
    pBlock,
    throughputPerS,
    utilisation: throughputPerS / (servers * serviceRatePerS),
    meanQueue,
    meanInSystem,
    meanWaitS: meanQueue / throughputPerS,
    meanResponseS: meanInSystem / throughputPerS,
  }
}

export interface PatienceFigures {
  /** share of arrivals that leave the queue unserved */
  pAbandon: number
  /** share of arrivals that find all servers busy */
  pWait: number
  meanQueue: number
  throughputPerS: number
}

/**
 * Erlang A, M/M/c+M: jobs that wait leave after an exponential patience. Stable at any load.
 * Source: Palm (1957); Garnett, Mandelbaum, Reiman (2002).
 * @param abandonRatePerS 1 / mean patience
 */
export function erlangA(
  arrivalRatePerS: number,
  serviceRatePerS: number,
  servers: number,
  abandonRatePerS: number,
): PatienceFigures {
  // far enough beyond where arrivals and departures balance for the rest to be below rounding
  const balance = Math.max(0, (arrivalRatePerS - servers * serviceRatePerS) / abandonRatePerS)
  const spread = Math.sqrt(arrivalRatePerS / abandonRatePerS + servers)
  const states = birthDeath(
    Math.ceil(servers + balance + 40 * spread + 100),
    () => arrivalRatePerS,
    (i) => Math.min(i, servers) * serviceRatePerS + Math.max(0, i - servers) * abandonRatePerS,
  )
  const meanQueue = meanOver(states, (i) => Math.max(0, i - servers))
  const pAbandon = (abandonRatePerS * meanQueue) / arrivalRatePerS
  return {
    pAbandon,
    pWait: meanOver(states, (i) => (i >= servers ? 1 : 0)),
    meanQueue,
    throughputPerS: arrivalRatePerS * (1 - pAbandon),
  }
}
