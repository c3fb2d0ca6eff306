import { ShardMap } from '@/core/algorithms/shard-map'
import { shardKey, shardKeySpace } from '@/core/blocks/shard-key'
import { timeShape } from '@/core/random/moments'
import { nextBelow } from '@/core/random/streams'
import { END_STEP } from '@/core/sim/program'
import { DISCIPLINE, FLAG, JOB_REAL, OUTCOME, REAL_BITS } from '@/core/sim/rows'
import type { Behaviour, Sim } from '@/core/sim/sim'
import type { DatabaseConfig } from './config'
import { Failover } from './failover'

const { OK } = OUTCOME
const { INSIDE, SECOND_PART } = FLAG

interface DatabaseState {
  config: DatabaseConfig
  /** By class: the shard of a key. */
  maps: ShardMap[]
  failover: Failover
  lag: number
  pick: number
}

/**
 * Shards of a leader and its followers. Reads and writes take a worker of one instance; a write is then sent to the
 * followers, which do its work over again when it has reached them.
 *
 * A write on its way to a follower is a job of the database's own at that follower: LINK_AT is below 0, and SECOND_PART is
 * set once it has arrived.
 */
export const databaseBehaviour: Behaviour<DatabaseConfig> = {
  setup(sim, block, config): DatabaseState {
    const { id } = sim.program.blocks[block]!
    const queueLimit = config.connectionLimit === null ? null : Math.max(0, config.connectionLimit - config.concurrency)
    // fewer connections than workers: not all workers can be busy
    const servers = Math.min(config.concurrency, config.connectionLimit ?? config.concurrency)
    sim.configureStations(block, { servers, queueLimit, discipline: DISCIPLINE.FIFO })
    const { classes } = sim.program
    sim.setWork(block, (c) => (classes[c]!.write ? config.serviceTimes.write : config.serviceTimes.read))
    const maps = classes.map(
      (spec) =>
        new ShardMap({
          sharding: config.shardBy,
          shards: config.shards,
          keySpace: shardKeySpace(spec),
          vnodes: config.vnodes,
        }),
    )
    return {
      config,
      maps,
      failover: new Failover(sim, block, config),
      lag: sim.addDraw(id, 'replication lag', timeShape(config.replicationLag)),
      pick: sim.addStream(id, 'replica'),
    }
  },

  arrive(sim, job) {
    const state = sim.stateOf(job) as DatabaseState
    const shard = state.maps[sim.classOf(job)]!.shardOf(shardKey(sim.keyOf(job)))
    const station = sim.isWrite(job) ? state.failover.leaderOf(shard) : readTarget(sim, state, shard)
    if (station < 0) {
      sim.cannotServe(job)
      return
    }
    sim.assign(job, station)
    sim.enterStation(job, station)
  },

  served(sim, job) {
    if (sim.isOwn(job)) {
      replicate(sim, job)
      return
    }
    const state = sim.stateOf(job) as DatabaseState
    if (state.failover.hasDeposed && sim.isWrite(job) && !state.failover.leads(sim.stationOf(job))) {
      // a leader that was paused goes on as if nothing had happened: its followers have another one, and refuse
      sim.releaseServer(job)
      sim.cannotServe(job)
      return
    }
    if (!sim.hasFlag(job, SECOND_PART)) {
      sim.releaseServer(job)
      if (state.config.replicas > 1 && sim.isWrite(job)) {
        const waitS = sendToFollowers(sim, job, state)
        if (waitS >= 0) {
          // a connection waits for followers, but no worker does
          sim.setFlag(job, SECOND_PART)
          sim.workS[0] = waitS
          sim.scheduleWork(job)
          return
        }
      }
    }
    const plan = sim.planFor(job)
    if (plan === END_STEP) sim.finish(job, OK)
    else sim.startPlan(job, plan)
  },

  resumed: (sim, job) => sim.finish(job, sim.outcomeOfCalls(job)),

  lost: (sim, block, station) => (sim.states[block] as DatabaseState).failover.lost(station),
  back: (sim, block, station) => (sim.states[block] as DatabaseState).failover.back(station),
  drained: (sim, block, station) => (sim.states[block] as DatabaseState).failover.drained(station),
  paused: (sim, block, station) => (sim.states[block] as DatabaseState).failover.paused(station),
  awake: (sim, block, station) => (sim.states[block] as DatabaseState).failover.back(station),
  measured: (sim, block) => (sim.states[block] as DatabaseState).failover.forgetLosses(),
  figures: (sim, block) => ({ lostWrites: (sim.states[block] as DatabaseState).failover.lostWrites }),
}

/** The instance that a read goes to, or -1 when none is there. Drivers go on to the next replica when one refuses. */
function readTarget(sim: Sim, state: DatabaseState, shard: number): number {
  const { readFrom, replicas } = state.config
  if (readFrom === 'leader' || replicas === 1) return state.failover.leaderOf(shard)
  const first = state.failover.firstOf(shard)
  const leader = state.failover.leaderOf(shard)
  let live = 0
  for (let i = 0; i < replicas; i++) if (isReadable(sim, first + i, leader, readFrom)) live++
  // followers only, and none is left: the leader is better than nothing
  if (live === 0) return leader
  let turn = nextBelow(sim.draws.words, state.pick, live)
  for (let i = 0; ; i++) {
    if (isReadable(sim, first + i, leader, readFrom) && turn-- === 0) return first + i
  }
}

function isReadable(sim: Sim, station: number, leader: number, readFrom: string): boolean {
  return !sim.isDown(station) && (readFrom === 'any' || station !== leader)
}

/**
 * Sends a write to every live follower of its shard.
 * @returns how long the client waits for them, or -1 when it does not wait
 */
function sendToFollowers(sim: Sim, job: number, state: DatabaseState): number {
  const { replicas, replication } = state.config
  const leader = sim.stationOf(job)
  const first = state.failover.firstOf(state.failover.shardOf(leader))
  let fastest = Infinity
  let slowest = -1
  for (let follower = first; follower < first + replicas; follower++) {
    if (follower === leader || sim.isDown(follower)) continue
    const copy = sim.takeOwnJob(sim.blockOf(job), sim.classOf(job), sim.keyOf(job), END_STEP)
    sim.setStation(copy, follower)
    sim.setFlag(copy, INSIDE)
    const lagS = sim.draws.values[sim.draws.take(state.lag)]!
    sim.workS[0] = lagS
    fastest = Math.min(fastest, lagS)
    slowest = Math.max(slowest, lagS)
    sim.scheduleWork(copy)
  }
  if (replication === 'async' || slowest < 0) return -1
  return replication === 'sync' ? slowest : fastest
}

/** A write has reached a follower, or has been done there. */
function replicate(sim: Sim, copy: number): void {
  if (sim.hasFlag(copy, SECOND_PART)) {
    sim.releaseServer(copy)
    sim.freeJobRow(copy)
    return
  }
  sim.setFlag(copy, SECOND_PART)
  JOB_REAL.ENTERED[copy << REAL_BITS] = sim.nowS
  sim.enterStation(copy, sim.stationOf(copy))
}
