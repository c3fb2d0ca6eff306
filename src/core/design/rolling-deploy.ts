import type { Sim } from '@/core/sim/sim'
import type { Fault } from './schema'

type Deploy = Extract<Fault, { kind: 'deploy' }>

/** Of the time that a group of instances has, this part is for finishing what they have; the rest is for starting anew. */
const DRAINING = 0.5

/**
 * Replaces the instances of a block, `atATime` (1 where absent) after `atATime`, in equal parts of `forS`. Each group is taken
 * out of service (balancers know of it beforehand), has half of its time to finish what it has, is then stopped with whatever
 * it has not finished, and is back, empty, when its time is over; then comes the next group. With `drain: false` a group is stopped at once.
 *
 * Calls that nobody steers away from an instance that is being replaced are refused there.
 */
export function rollingDeploy(
  sim: Sim,
  instances: readonly number[],
  { atATime = 1, forS, drain = true }: Deploy,
): void {
  const rounds = Math.ceil(instances.length / atATime)
  const roundS = forS / rounds
  const startS = sim.nowS
  const begin = (round: number) => {
    // far apart, so that several shards lose one replica each rather than one shard all of them
    const group: number[] = []
    for (let i = round; i < instances.length; i += rounds) group.push(instances[i]!)
    for (const station of group) {
      sim.drain(station)
      if (!drain) sim.stop(station)
    }
    if (drain) sim.later(DRAINING * roundS, () => group.forEach((station) => sim.stop(station)))
    // reckoned from the start, so that the last one ends with the fault
    sim.later(startS + (round + 1) * roundS - sim.nowS, () => {
      for (const station of group) sim.recover(station)
      if (round + 1 < rounds) begin(round + 1)
    })
  }
  begin(0)
}
