import { CacheNode, keySpaceOf } from '@/core/blocks/cache-node'
import { nextLiveInstance } from '@/core/blocks/next-live-instance'
import { nextBelow, nextUniform } from '@/core/random/streams'
import { END_STEP } from '@/core/sim/program'
import { FIRST_FAILURE, JOB, OUTCOME, ROW_BITS } from '@/core/sim/rows'
import type { Behaviour, Sim } from '@/core/sim/sim'
import type { CdnConfig } from './config'
import { edgesOf } from './edges'

const { HIT, UNAVAILABLE } = OUTCOME
const { NEXT } = JOB
const NOBODY = -1

interface Edge {
  node: CacheNode
  /** What is being fetched, where misses are coalesced: the last job that waits for the key, linked by NEXT, or NOBODY. */
  fetches: Map<number, number>
}

interface CdnState {
  config: CdnConfig
  edges: Edge[]
  /** The edges that serve each class. */
  served: readonly number[][]
  pick: number
}

/** Edges that answer what they have, and ask the origin behind them for the rest. */
export const cdnBehaviour: Behaviour<CdnConfig> = {
  setup(sim, block, config): CdnState {
    const { id, instances } = sim.program.blocks[block]!
    sim.setWork(block, () => config.overhead)
    const stream = sim.addStream(id, 'eviction')
    const random01 = () => nextUniform(sim.draws.words, stream)
    const { policy, capacityItems: capacity, ttlS, staleIfErrorS } = config
    const spec = { policy, capacity, ttlS, graceS: staleIfErrorS ?? 0, keySpace: keySpaceOf(sim), random01 }
    const edges = Array.from({ length: instances }, () => {
      return { node: new CacheNode({ ...spec, siblings: instances }), fetches: new Map<number, number>() }
    })
    return { config, edges, served: servedBy(sim, block, instances), pick: sim.addStream(id, 'edge') }
  },

  arrive(sim, job) {
    const station = edgeFor(sim, job)
    if (station < 0) {
      if (!sim.isWrite(job)) sim.countLookUp(sim.blockOf(job), false)
      sim.cannotServe(job)
      return
    }
    sim.assign(job, station)
    sim.drawWork(job, station)
    sim.scheduleWork(job)
  },

  served(sim, job) {
    if (sim.isWrite(job)) {
      askOrigin(sim, job)
      return
    }
    const block = sim.blockOf(job)
    const { config, edges } = sim.states[block] as CdnState
    const { node, fetches } = edges[sim.stationOf(job) - sim.firstStationOf(block)]!
    const key = sim.keyOf(job)
    const isHit = key >= 0 && node.get(key, sim)
    sim.countLookUp(block, isHit)
    if (isHit) {
      sim.finish(job, HIT)
      return
    }
    if (config.coalesces && key >= 0) {
      const last = fetches.get(key)
      if (last !== undefined) {
        NEXT[job << ROW_BITS] = last
        fetches.set(key, job)
        return
      }
      fetches.set(key, NOBODY)
    }
    askOrigin(sim, job)
  },

  /** The origin has answered. */
  resumed(sim, job) {
    const block = sim.blockOf(job)
    const { config, edges } = sim.states[block] as CdnState
    const outcome = sim.outcomeOfCalls(job)
    const key = sim.keyOf(job)
    if (sim.isWrite(job)) {
      if (outcome < FIRST_FAILURE && config.purgesOnWrite) for (const { node } of edges) node.remove(key)
      sim.finish(job, outcome)
      return
    }
    endFetch(sim, job, edges[sim.stationOf(job) - sim.firstStationOf(block)]!, config, outcome)
  },

  /** An edge that is lost takes what it held with it. */
  lost(sim, block, station) {
    const { node, fetches } = (sim.states[block] as CdnState).edges[station - sim.firstStationOf(block)]!
    node.clear()
    // who waited for a fetch was lost with it
    fetches.clear()
  },

  setClock(sim, block, offsetS) {
    for (const { node } of (sim.states[block] as CdnState).edges) node.clockOffsetS = offsetS
  },

  /** A purge of everything. What is on its way from the origin is put in all the same. */
  flush(sim, block) {
    for (const { node } of (sim.states[block] as CdnState).edges) node.clear()
  },
}

/** Only classes that come here count for how edges are dealt to regions. */
function servedBy(sim: Sim, block: number, edges: number): readonly number[][] {
  const { classes, blocks } = sim.program
  const here = classes.map((_, c) => sim.planOf(block, c) !== END_STEP)
  return edgesOf(
    edges,
    classes.map((spec, c) => (here[c] === true ? (blocks[spec.block]?.region ?? null) : null)),
  )
}

/** A random live edge of those that serve the class; any other when they are all down. @returns the station, or -1 */
function edgeFor(sim: Sim, job: number): number {
  const block = sim.blockOf(job)
  const { served, pick } = sim.states[block] as CdnState
  const own = served[sim.classOf(job)]!
  const first = sim.firstStationOf(block)
  const start = own.length === 1 ? 0 : nextBelow(sim.draws.words, pick, own.length)
  for (let i = 0; i < own.length; i++) {
    const station = first + own[(start + i) % own.length]!
    if (!sim.isDown(station) && !sim.pauses.isPaused(station)) return station
  }
  return nextLiveInstance(sim, block, 0)
}

function askOrigin(sim: Sim, job: number): void {
  const plan = sim.planFor(job)
  if (plan !== END_STEP) {
    sim.startPlan(job, plan)
    return
  }
  // nobody behind it: whoever waits is told at once
  const block = sim.blockOf(job)
  const { config, edges } = sim.states[block] as CdnState
  if (sim.isWrite(job)) sim.cannotServe(job)
  else endFetch(sim, job, edges[sim.stationOf(job) - sim.firstStationOf(block)]!, config, UNAVAILABLE)
}

/** What the origin said goes into the edge, and to all who wait for it; when it failed, what is stale may do. */
function endFetch(sim: Sim, job: number, { node, fetches }: Edge, config: CdnConfig, said: number): void {
  const key = sim.keyOf(job)
  let outcome = said
  if (said < FIRST_FAILURE) {
    node.put(key, sim)
    outcome = HIT
  } else if (config.staleIfErrorS !== null && key >= 0 && node.holdsStale(key, sim)) {
    outcome = HIT
  }
  let waiting = NOBODY
  if (config.coalesces && key >= 0) {
    waiting = fetches.get(key) ?? NOBODY
    fetches.delete(key)
  }
  sim.finish(job, outcome)
  while (waiting >= 0) {
    const next = NEXT[waiting << ROW_BITS]!
    NEXT[waiting << ROW_BITS] = NOBODY
    sim.finish(waiting, outcome)
    waiting = next
  }
}
