import { createEviction, type EvictionPolicy } from '@/core/algorithms/eviction'
import { hash32 } from '@/core/algorithms/hash'
import { timeShape } from '@/core/random/moments'
import { nextUniform } from '@/core/random/streams'
import type { Clock } from '@/core/sim/clock'
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
    const keySpace = Math.max(1, ...sim.program.classes.map((spec) => spec.keys?.count ?? 0))
    const stream = sim.addStream(id, 'eviction')
    const random01 = () => nextUniform(sim.draws.words, stream)
    const nodes = Array.from({ length: instances }, (_, i) => {
      // what does not divide evenly goes to the first nodes
      const capacity = Math.floor(config.capacityItems / instances) + (i < config.capacityItems % instances ? 1 : 0)
      return new CacheNode(config, Math.max(1, capacity), keySpace, random01, instances)
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

/**
 * One node: the keys it holds, and since when. Like Redis it turns a time to live into a time of day, by its own clock, and
 * looks at that clock again later: when the clock is set forwards, keys expire early, and late when it is set back. Source:
 * the manual of Redis, EXPIRE, "Expires and persistence".
 */
class CacheNode {
  /** Its clock is ahead of the true time by so much. */
  clockOffsetS = 0
  private readonly keys: EvictionPolicy
  private readonly ttlS: number
  private putAt: Float64Array

  constructor(config: CacheConfig, capacity: number, keySpace: number, random01: () => number, siblings: number) {
    this.keys = createEviction(config.policy, capacity, keySpace, random01, siblings)
    this.ttlS = config.ttlS ?? Infinity
    this.putAt = new Float64Array(this.ttlS === Infinity ? 0 : 1024)
  }

  get(key: number, clock: Clock): boolean {
    if (!this.keys.get(key)) return false
    if (this.ttlS === Infinity || clock.nowS + this.clockOffsetS - this.putAt[this.keys.placeOf(key)]! < this.ttlS)
      return true
    this.keys.remove(key)
    return false
  }

  put(key: number, clock: Clock): void {
    if (key < 0) return
    this.keys.put(key)
    if (this.ttlS === Infinity) return
    const place = this.keys.placeOf(key)
    if (place >= this.putAt.length) {
      const longer = new Float64Array(Math.max(place + 1, this.putAt.length * 2))
      longer.set(this.putAt)
      this.putAt = longer
    }
    this.putAt[place] = clock.nowS + this.clockOffsetS
  }

  remove(key: number): void {
    if (key >= 0) this.keys.remove(key)
  }

  clear(): void {
    this.keys.clear()
  }
}
