import { hash32 } from '@/core/algorithms/hash'
import { CacheNode, keySpaceOf } from '@/core/blocks/cache-node'
import { nextUniform } from '@/core/random/streams'
import { END_STEP } from '@/core/sim/program'
import { DISCIPLINE, FIRST_FAILURE, FLAG, JOB, OUTCOME, ROW_BITS } from '@/core/sim/rows'
import type { Behaviour, Sim } from '@/core/sim/sim'
import type { CacheConfig } from './config'
import { Leases } from './leases'

const { HIT, MISS } = OUTCOME
/** Here: the job has been looked up before, and has waited for another's fetch. */
const { SECOND_PART } = FLAG

interface CacheState {
  config: CacheConfig
  nodes: CacheNode[]
  /** One for each node, where misses are coalesced; none otherwise. */
  leases: Leases[]
  /** Writes acknowledged at once, of which the store behind never said that it has them. */
  lostWrites: number
}

/** Nodes that hold real keys; what hits and what misses follows from what is asked. */
export const cacheBehaviour: Behaviour<CacheConfig> = {
  setup(sim, block, config): CacheState {
    const { id, instances } = sim.program.blocks[block]!
    sim.configureStations(block, { servers: config.concurrency, queueLimit: null, discipline: DISCIPLINE.FIFO })
    sim.setWork(block, () => config.serviceTime)
    const keySpace = keySpaceOf(sim)
    const stream = sim.addStream(id, 'eviction')
    const random01 = () => nextUniform(sim.draws.words, stream)
    const nodes = Array.from({ length: instances }, (_, i) => {
      // what does not divide evenly goes to the first nodes
      const capacity = Math.floor(config.capacityItems / instances) + (i < config.capacityItems % instances ? 1 : 0)
      const { policy, ttlS } = config
      return new CacheNode({ policy, capacity: Math.max(1, capacity), ttlS, keySpace, random01, siblings: instances })
    })
    return { config, nodes, leases: config.coalesces ? nodes.map(() => new Leases()) : [], lostWrites: 0 }
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
    const { config, nodes, leases } = sim.states[block] as CacheState
    const key = sim.keyOf(job)
    const place = sim.stationOf(job) - sim.firstStationOf(block)
    const node = nodes[place]!
    if (sim.isWrite(job)) {
      write(sim, job, node, config)
      return
    }
    const isHit = key >= 0 && node.get(key, sim)
    // whoever waited for another's fetch has missed, whatever it finds now
    if (!config.coalesces || !sim.hasFlag(job, SECOND_PART)) sim.countLookUp(block, isHit)
    if (isHit) {
      sim.finish(job, HIT)
      return
    }
    if (config.coalesces && key >= 0 && !leases[place]!.take(sim, job, key)) return
    const plan = sim.planFor(job)
    if (plan !== END_STEP) {
      sim.startPlan(job, plan)
      return
    }
    // the caller reads it elsewhere and fills the cache with it
    if (key >= 0) {
      JOB.MISSED[job << ROW_BITS] = block
      sim.setFlag(job, FLAG.REST)
    }
    sim.finish(job, MISS)
  },

  /** The store behind the cache has answered. */
  resumed(sim, job) {
    if (sim.isOwn(job)) {
      // a write that was left for later
      if (sim.outcomeOfCalls(job) >= FIRST_FAILURE) (sim.states[sim.blockOf(job)] as CacheState).lostWrites++
      sim.freeJobRow(job)
      return
    }
    const outcome = sim.outcomeOfCalls(job)
    const block = sim.blockOf(job)
    const { config, nodes, leases } = sim.states[block] as CacheState
    const place = sim.stationOf(job) - sim.firstStationOf(block)
    const key = sim.keyOf(job)
    if (outcome >= FIRST_FAILURE) {
      sim.finish(job, outcome)
      // a fetch that failed has failed for all who waited for it
      const waited = config.coalesces && !sim.isWrite(job) ? leases[place]!.fail(sim, key) : []
      for (const other of waited) sim.finish(other, outcome)
      return
    }
    if (!sim.isWrite(job) || config.writes !== 'invalidate') nodes[place]!.put(key, sim)
    if (config.coalesces && !sim.isWrite(job)) leases[place]!.end(sim, key)
    // the caller has its answer and need not ask anybody else
    sim.finish(job, HIT)
  },

  filled(sim, block, key) {
    const { config, nodes, leases } = sim.states[block] as CacheState
    const place = nodeOf(key, nodes.length)
    const station = sim.firstStationOf(block) + place
    if (sim.isDown(station)) return
    nodes[place]!.put(key, sim)
    if (config.coalesces && !sim.pauses.isPaused(station)) leases[place]!.end(sim, key)
  },

  /** A node that is lost takes its share of the keys with it. */
  lost(sim, block, station) {
    const { nodes, leases } = sim.states[block] as CacheState
    nodes[station - sim.firstStationOf(block)]!.clear()
    leases[station - sim.firstStationOf(block)]?.clear()
  },

  /** Values may have come while it was paused. */
  awake(sim, block, station) {
    const { leases } = sim.states[block] as CacheState
    leases[station - sim.firstStationOf(block)]?.endAll(sim)
  },

  flush(sim, block) {
    for (const node of (sim.states[block] as CacheState).nodes) node.clear()
  },

  setClock(sim, block, offsetS) {
    for (const node of (sim.states[block] as CacheState).nodes) node.clockOffsetS = offsetS
  },

  measured(sim, block) {
    ;(sim.states[block] as CacheState).lostWrites = 0
  },

  figures(sim, block) {
    const { config, lostWrites } = sim.states[block] as CacheState
    return config.writes === 'behind' ? { lostWrites } : {}
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
