/**
 * P(a read of an asynchronous follower misses a write that was made `ageS` seconds before), the lag being exponential:
 * e^{-t/m}. Source: Bailis et al., "Probabilistically Bounded Staleness" (2012), for the model.
 */
export function staleRead(ageS: number, meanLagS: number): number {
  return Math.exp(-ageS / meanLagS)
}
