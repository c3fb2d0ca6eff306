import { birthDeath, meanOver } from './birth-death'
import { binomialTail } from './special-functions'

const MINUTES_A_YEAR = 365 * 24 * 60

/** Share of time up of one part: MTTF / (MTTF + MTTR), both in the same unit. Source: Barlow and Proschan (1965). */
export function availabilityOf(timeToFailure: number, timeToRepair: number): number {
  return timeToFailure / (timeToFailure + timeToRepair)
}

/** Minutes down in a year of 365 days. */
export function downtimeMinutesAYear(availability: number): number {
  return (1 - availability) * MINUTES_A_YEAR
}

/** All parts are needed, and fail independently. */
export function inSeries(parts: readonly number[]): number {
  return parts.reduce((product, part) => product * part, 1)
}

/** Any one part is enough, and they fail independently. */
export function inParallel(parts: readonly number[]): number {
  return 1 - parts.reduce((product, part) => product * (1 - part), 1)
}

/** At least k of n alike, independent parts are up: what a quorum needs. Source: Barlow and Proschan (1965). */
export function kOfN(k: number, n: number, availability: number): number {
  return 1 - binomialTail(n - k + 1, n, 1 - availability)
}

/** 0.999 is three nines. */
export function nines(availability: number): number {
  return -Math.log10(1 - availability)
}

/**
 * At least k of n parts up when one crew repairs one part at a time: repairs queue, so that it is less than `kOfN` says.
 * Source: birth-death equations; Trivedi, Probability and Statistics with Reliability (2001), 8.4.
 */
export function kOfNOneCrew(k: number, n: number, timeToFailure: number, timeToRepair: number): number {
  const down = birthDeath(
    n,
    (failed) => (n - failed) / timeToFailure,
    () => 1 / timeToRepair,
  )
  return meanOver(down, (failed) => (n - failed >= k ? 1 : 0))
}
