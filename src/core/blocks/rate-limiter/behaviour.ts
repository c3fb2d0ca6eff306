import { RateLimiter } from '@/core/algorithms/rate-limiter'
import { keySpaceOf } from '@/core/blocks/cache-node'
import { nextLiveInstance } from '@/core/blocks/next-live-instance'
import { timeShape } from '@/core/random/moments'
import { nextBelow } from '@/core/random/streams'
import { END_STEP } from '@/core/sim/program'
import { BLOCK_REAL, FLAG, JOB, JOB_REAL, OUTCOME, REAL_BITS, ROW_BITS } from '@/core/sim/rows'
import type { Behaviour, Sim } from '@/core/sim/sim'
import { type RateLimiterConfig, shareOfLimit } from './config'

const { OK } = OUTCOME
/** Here: the job has been let through and waits for its turn. */
const WAITS = FLAG.SECOND_PART

interface RateLimiterState {
  config: RateLimiterConfig
  /** One for each instance, or a single one that all share. */
  limiters: RateLimiter[]
  pick: number
  /** Draw of the round trip to the shared count; -1 where there is none. */
  countDraw: number
}

/** Turns away what is beyond a limit, and passes the rest on; a leaky bucket keeps it until its turn has come. */
export const rateLimiterBehaviour: Behaviour<RateLimiterConfig> = {
  setup(sim, block, config): RateLimiterState {
    const { id, instances } = sim.program.blocks[block]!
    sim.setWork(block, () => config.overhead)
    const isShared = config.counts === 'shared'
    const siblings = isShared ? 1 : instances
    const keys =
      config.countBy === 'key' ? { keySpace: keySpaceOf(sim), atMost: config.keysRemembered, siblings } : null
    const limiters = Array.from({ length: siblings }, (_, i) => {
      return new RateLimiter({ limiting: config.algorithm, windowS: config.windowS, ...shareOfLimit(config, i) }, keys)
    })
    const countDraw = isShared ? sim.addDraw(id, 'count', timeShape(config.countTime)) : -1
    return { config, limiters, pick: sim.addStream(id, 'instance'), countDraw }
  },

  arrive(sim, job) {
    const block = sim.blockOf(job)
    const { pick, countDraw } = sim.states[block] as RateLimiterState
    const instances = sim.instancesOf(block)
    const first = instances === 1 ? 0 : nextBelow(sim.draws.words, pick, instances)
    const station = nextLiveInstance(sim, block, first)
    if (station < 0) {
      sim.cannotServe(job)
      return
    }
    sim.assign(job, station)
    sim.drawWork(job, station)
    if (countDraw >= 0) sim.workS[0]! += sim.draws.values[sim.draws.take(countDraw)]!
    sim.scheduleWork(job)
  },

  served(sim, job) {
    const block = sim.blockOf(job)
    if (sim.hasFlag(job, WAITS)) {
      leaveBucket(sim, job, block)
      sim.recordWait(job, block, 0)
      goOn(sim, job)
      return
    }
    const { config, limiters } = sim.states[block] as RateLimiterState
    const limiter = limiters.length === 1 ? limiters[0]! : limiters[sim.stationOf(job) - sim.firstStationOf(block)]!
    if (!limiter.allow(sim.keyOf(job), sim)) {
      sim.turnAway(job)
    } else if (config.algorithm === 'leaky-bucket') {
      enterBucket(sim, job, block, limiter)
    } else {
      goOn(sim, job)
    }
  },

  resumed: (sim, job) => sim.finish(job, sim.outcomeOfCalls(job)),

  dropped(sim, job) {
    if (!sim.hasFlag(job, WAITS)) return
    const block = sim.blockOf(job)
    leaveBucket(sim, job, block)
    const waited = sim.nowS - JOB_REAL.ENTERED[job << REAL_BITS]!
    BLOCK_REAL.WAIT_BROKEN[block << REAL_BITS]! += waited
  },

  /** An instance takes its own count with it; a shared one is kept elsewhere. */
  lost(sim, block, station) {
    const { config, limiters } = sim.states[block] as RateLimiterState
    if (config.counts !== 'shared') limiters[station - sim.firstStationOf(block)]!.clear()
  },

  forEachWaiting(sim, block, visit) {
    if ((sim.states[block] as RateLimiterState).config.algorithm !== 'leaky-bucket') return
    sim.forEachJob((job) => {
      if (sim.blockOf(job) === block && sim.hasFlag(job, WAITS)) visit(job)
    })
  },
}

/** Waits for its turn, which the bucket has given it. */
function enterBucket(sim: Sim, job: number, block: number, limiter: RateLimiter): void {
  JOB_REAL.ENTERED[job << REAL_BITS] = sim.nowS
  sim.joinQueue(block)
  sim.setFlag(job, WAITS)
  sim.workS[0] = limiter.waitS[0]!
  sim.scheduleWork(job)
}

function leaveBucket(sim: Sim, job: number, block: number): void {
  sim.leaveQueue(block)
  JOB.FLAGS[job << ROW_BITS]! &= ~WAITS
}

function goOn(sim: Sim, job: number): void {
  const plan = sim.planFor(job)
  if (plan === END_STEP) sim.finish(job, OK)
  else sim.startPlan(job, plan)
}
