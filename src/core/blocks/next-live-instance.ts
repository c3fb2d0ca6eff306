import type { Sim } from '@/core/sim/sim'

/**
 * The next live instance in turn, for kinds whose instances share one address that moves to a live one at once. What would
 * have come to one that is paused waits at the door (sim/pauses.ts).
 * @param turn where to begin
 * @returns the station, or -1 when all are down
 */
export function nextLiveInstance(sim: Sim, block: number, turn: number): number {
  const first = sim.firstStationOf(block)
  const instances = sim.instancesOf(block)
  for (let i = 0; i < instances; i++) {
    const station = first + ((turn + i) % instances)
    if (!sim.isDown(station) && !sim.pauses.isPaused(station)) return station
  }
  return -1
}
