import { ShardMap } from '@/core/algorithms/shard-map'
import { nextLiveInstance } from '@/core/blocks/next-live-instance'
import { shardKey, shardKeySpace } from '@/core/blocks/shard-key'
import type { Behaviour } from '@/core/sim/sim'
import type { ShardRouterConfig } from './config'

interface ShardRouterState {
  /** By class: which of its links a key takes. */
  maps: (ShardMap | null)[]
  links: number[][]
  turn: number
}

/** Delays a call a little and hands it to the shard that its key belongs to. It has no queue of its own. */
export const shardRouterBehaviour: Behaviour<ShardRouterConfig> = {
  routes: true,

  setup(sim, block, config): ShardRouterState {
    sim.setWork(block, () => config.overhead)
    const { classes, links } = sim.program
    const own = classes.map((_, c) => sim.program.blocks[block]!.links.filter((link) => links[link]!.carries[c] === 1))
    const maps = classes.map((spec, c) => {
      const shards = own[c]!.length
      if (shards === 0) return null
      return new ShardMap({ sharding: config.policy, shards, keySpace: shardKeySpace(spec), vnodes: config.vnodes })
    })
    return { maps, links: own, turn: 0 }
  },

  arrive(sim, job) {
    const block = sim.blockOf(job)
    const state = sim.states[block] as ShardRouterState
    const station = nextLiveInstance(sim, block, state.turn++)
    if (station < 0) {
      sim.cannotServe(job)
      return
    }
    if (state.turn >= sim.instancesOf(block)) state.turn = 0
    sim.assign(job, station)
    sim.drawWork(job, station)
    sim.scheduleWork(job)
  },

  served(sim, job) {
    const state = sim.stateOf(job) as ShardRouterState
    const classIndex = sim.classOf(job)
    const map = state.maps[classIndex]!
    if (map === null) sim.cannotServe(job)
    else sim.forward(job, state.links[classIndex]![map.shardOf(shardKey(sim.keyOf(job)))]!, -1)
  },

  resumed: (sim, job) => sim.finish(job, sim.outcomeOfForward(job)),
}
