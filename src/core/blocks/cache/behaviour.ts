import { hash32 } from '@/core/algorithms/hash'
import { CacheNode, keySpaceOf } from '@/core/blocks/cache-node'
import { timeShape } from '@/core/random/moments'
import { nextUniform } from '@/core/random/streams'
import { END_STEP } from '@/core/sim/program'
import { DISCIPLINE, FIRST_FAILURE, JOB, OUTCOME, ROW_BITS } from '@/core/sim/rows'
import type { Behaviour, Sim } from '@/core/sim/sim'
import type { CacheConfig } from './config'

const { HIT, MISS } = OUTCOME

interface CacheState {
  config: CacheConfig
  nodes: CacheNode[]
}

/** Nodes that hold real keys; what hits and what misses follows from what is asked. */
export const cacheBehaviour: Behaviour<CacheConfig> = {
  setup(sim, block, config): CacheState {
    const { id, instances } = sim.program.blocks[block]!
    sim.configureStations(block, { servers: config.concurrency, queueLimit: null, discipline: DISCIPLINE.FIFO })
    sim.setWork(block, () => timeShape(config.serviceTime))
    const keySpace = keySpaceOf(sim)
    const stream = sim.addStream(id, 'eviction')
    const random01 = () => nextUniform(sim.draws.words, stream)
    const nodes = Array.from({ length: instances }, (_, i) => {
      // what does not divide evenly goes to the first nodes
      const capacity = Math.floor(config.capacityItems / instances) + (i < config.capacityItems % instances ? 1 : 0)
      const { policy, ttlS } = config
      return new CacheNode({ policy, capacity: Math.max(1, capacity), ttlS, keySpace, random01, siblings: instances })
    })
    return { config, nodes }
  },

  arrive(sim, job) {
    const block = sim.blockOf(job)
    const { nodes } = sim.states[block] as CacheState
    const station = sim.firstStationOf(block) + nodeOf(sim.keyOf(job), nodes.length)
    sim.assign(job, station)
    if (sim.isDown(station)) {
      // a look-up that nobody could answer is a miss: the hit ratio is of all that was asked
      if (!sim.isWrite(job)) sim.countLookUp(block, false)
      sim.cannotServe(job)
    } else {
      sim.enterStation(job, station)
    }
  },

  served(sim, job) {
    sim.releaseServer(job)
    const block = sim.blockOf(job)
    const { config, nodes } = sim.states[block] as CacheState
    const key = sim.keyOf(job)
    const node = nodes[sim.stationOf(job) - sim.firstStationOf(block)]!
    if (sim.isWrite(job)) {
      write(sim, job, node, config)
      return
    }
    if (key >= 0 && node.get(key, sim)) {
      sim.countLookUp(block, true)
      sim.finish(job, HIT)
      return
    }
    sim.countLookUp(block, false)
    const plan = sim.planFor(job)
    if (plan !== END_STEP) {
      sim.startPlan(job, plan)
      return
    }
    // the caller reads it elsewhere and fills the cache with it
    if (key >= 0) sim.ints[(job << ROW_BITS) | JOB.MISSED] = block
    sim.finish(job, MISS)
  },

  /** The store behind the cache has answered. */
  resumed(sim, job) {
    if (sim.isOwn(job)) {
      // a write that was left for later
      sim.freeJobRow(job)
      return
    }
    const outcome = sim.outcomeOfCalls(job)
    if (outcome >= FIRST_FAILURE) {
      sim.finish(job, outcome)
      return
    }
    const block = sim.blockOf(job)
    const { config, nodes } = sim.states[block] as CacheState
    if (!sim.isWrite(job) || config.writes !== 'invalidate') {
      nodes[sim.stationOf(job) - sim.firstStationOf(block)]!.put(sim.keyOf(job), sim)
    }
    // the caller has its answer and need not ask anybody else
    sim.finish(job, HIT)
  },

  filled(sim, block, key) {
    const { nodes } = sim.states[block] as CacheState
    const place = nodeOf(key, nodes.length)
    if (!sim.isDown(sim.firstStationOf(block) + place)) nodes[place]!.put(key, sim)
  },

  /** A node that is lost takes its share of the keys with it. */
  lost(sim, block, station) {
    const { nodes } = sim.states[block] as CacheState
    nodes[station - sim.firstStationOf(block)]!.clear()
  },

  flush(sim, block) {
    for (const node of (sim.states[block] as CacheState).nodes) node.clear()
  },

  setClock(sim, block, offsetS) {
    for (const node of (sim.states[block] as CacheState).nodes) node.clockOffsetS = offsetS
  },
}

const nodeOf = (key: number, nodes: number): number => (nodes === 1 ? 0 : hash32(key) % nodes)

function write(sim: Sim, job: number, node: CacheNode, config: CacheConfig): void {
  const key = sim.keyOf(job)
  const plan = sim.planFor(job)
  const hasStore = plan !== END_STEP
  if (config.writes === 'invalidate') node.remove(key)
  // what the store behind has not taken must not be read here
  else if (!hasStore || config.writes === 'behind') node.put(key, sim)
  if (!hasStore) {
    // on to the caller's next step, which writes it to the store
    sim.finish(job, MISS)
    return
  }
  if (config.writes !== 'behind') {
    sim.startPlan(job, plan)
    return
  }
  const later = sim.takeOwnJob(sim.blockOf(job), sim.classOf(job), key, plan)
  sim.finish(job, HIT)
  sim.startPlan(later, plan)
}
