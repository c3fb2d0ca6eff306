import { nextBelow } from '@/core/random/streams'
import type { Sim } from '@/core/sim/sim'

/**
 * The instance that a call has come to: the one that its caller picked, or else a random one, as when a name resolves
 * to several addresses and nobody checks whether they answer.
 * @param stream for the pick
 */
export function pickInstance(sim: Sim, job: number, block: number, stream: number): number {
  let station = sim.stationOf(job)
  if (station < 0) {
    const instances = sim.instancesOf(block)
    station = sim.firstStationOf(block)
    if (instances > 1) station += nextBelow(sim.draws.words, stream, instances)
  }
  sim.assign(job, station)
  return station
}

/**
 * The next live instance in turn, for kinds whose instances share one address that moves to a live one at once.
 * @param turn where to begin
 * @returns the station, or -1 when all are down
 */
export function nextLiveInstance(sim: Sim, block: number, turn: number): number {
  const first = sim.firstStationOf(block)
  const instances = sim.instancesOf(block)
  for (let i = 0; i < instances; i++) {
    const station = first + ((turn + i) % instances)
    if (!sim.isDown(station)) return station
  }
  return -1
}
