import { mmc } from './erlang'
import { quantileOfTail } from './root-finding'
import { gammaTail } from './special-functions'

export interface JacksonStation {
  serviceRatePerS: number
  servers: number
}

export interface JacksonFigures {
  /** arrivals at each station, per second */
  arrivalRatesPerS: number[]
  /** visits of one job to each station */
  visits: number[]
  responsesS: number[]
  meanInSystem: number
  /** from the entry of a job to its departure */
  meanResponseS: number
}

/**
 * An open network of M/M/c stations: arrivals from outside, and random routing by `routing[i][j]`, what is missing to 1
 * in a row leaving the network. Source: Jackson (1957, 1963): each station behaves as M/M/c of its own.
 */
export function jackson(
  externalRatesPerS: readonly number[],
  routing: readonly (readonly number[])[],
  stations: readonly JacksonStation[],
): JacksonFigures {
  const arrivalRatesPerS = trafficEquations(externalRatesPerS, routing)
  const entering = externalRatesPerS.reduce((sum, rate) => sum + rate, 0)
  const each = stations.map((station, i) => mmc(arrivalRatesPerS[i]!, station.serviceRatePerS, station.servers))
  const meanInSystem = each.reduce((sum, figures) => sum + figures.meanInSystem, 0)
  return {
    arrivalRatesPerS,
    visits: arrivalRatesPerS.map((rate) => rate / entering),
    responsesS: each.map((figures) => figures.meanResponseS),
    meanInSystem,
    meanResponseS: meanInSystem / entering,
  }
}

/**
 * Solves lambda = gamma + P^T lambda by Gaussian elimination with partial pivoting.
 * @throws RangeError when jobs can enter a part of the network that none leaves
 */
export function trafficEquations(external: readonly number[], routing: readonly (readonly number[])[]): number[] {
  const n = external.length
  const rows = external.map((rate, i) => [...external.map((_, j) => (i === j ? 1 : 0) - routing[j]![i]!), rate])
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    }
    const top = rows[pivot]!
    if (Math.abs(top[column]!) < 1e-12) throw new RangeError('Some jobs never leave the network')
    rows[pivot] = rows[column]!
    rows[column] = top
    for (let i = 0; i < n; i++) {
      const row = rows[i]!
      const factor = i === column ? 0 : row[column]! / top[column]!
      if (factor !== 0) for (let j = column; j <= n; j++) row[j] = row[j]! - factor * top[j]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}

/**
 * Quantile of the time through equal M/M/1 stations in a row, seconds. The stays are independent, so their sum is a
 * gamma variable. Source: Reich (1957); Burke (1956).
 */
export function tandemQuantileS(p: number, stations: number, arrivalRatePerS: number, serviceRatePerS: number): number {
  const spareRatePerS = serviceRatePerS - arrivalRatePerS
  if (spareRatePerS <= 0) return Infinity
  return quantileOfTail((t) => gammaTail(stations, spareRatePerS * t), p, stations / spareRatePerS)
}
