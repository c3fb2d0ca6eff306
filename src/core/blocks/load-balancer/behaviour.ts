import { HealthChecks } from '@/core/blocks/health-checks'
import { nextLiveInstance } from '@/core/blocks/next-live-instance'
import { JOB, JOB_REAL, REAL_BITS, ROW_BITS } from '@/core/sim/rows'
import type { Behaviour, Sim } from '@/core/sim/sim'
import type { LoadBalancerConfig } from './config'
import { type Target, TargetSet } from './target-set'

/** Here: the place of the job's target, or NO_TARGET. */
const { EXTRA } = JOB_REAL
const NO_TARGET = -1

interface LoadBalancerState {
  config: LoadBalancerConfig
  /** Every class has one; classes that may take the same links share it. */
  sets: TargetSet[]
  checks: HealthChecks | null
  turn: number
  pick: number
}

/** Delays a call a little and hands it to one of the instances behind it. It has no queue of its own. */
export const loadBalancerBehaviour: Behaviour<LoadBalancerConfig> = {
  routes: true,

  setup(sim, block, config): LoadBalancerState {
    sim.setWork(block, () => config.overhead)
    return { config, sets: [], checks: null, turn: 0, pick: sim.addStream(sim.program.blocks[block]!.id, 'pick') }
  },

  connect(sim, block) {
    const state = sim.states[block] as LoadBalancerState
    const known = new Map<string, TargetSet>()
    state.sets = sim.program.classes.map((_, c) => {
      const links = linksOf(sim, block, state.config, c)
      const name = links.join(' ')
      const set = known.get(name) ?? makeSet(sim, state, links)
      known.set(name, set)
      return set
    })
    const sets = [...known.values()]
    for (const set of sets) set.setPeers(sets)
    const checks = new HealthChecks(sim, state.config.healthCheck, (station, isLive) => {
      for (const set of sets) set.setLive(station, isLive)
    })
    state.checks = checks
    for (const neighbour of new Set(sim.program.blocks[block]!.links.map((link) => sim.program.links[link]!.to))) {
      sim.watch(neighbour, (station, change) => checks.changed(station, change, station))
    }
  },

  arrive(sim, job) {
    const block = sim.blockOf(job)
    const state = sim.states[block] as LoadBalancerState
    const station = nextLiveInstance(sim, block, state.turn++)
    if (station < 0) {
      sim.cannotServe(job)
      return
    }
    if (state.turn >= sim.instancesOf(block)) state.turn = 0
    sim.assign(job, station)
    EXTRA[job << REAL_BITS] = NO_TARGET
    sim.drawWork(job, station)
    sim.scheduleWork(job)
  },

  served(sim, job) {
    const { sets } = sim.stateOf(job) as LoadBalancerState
    const set = sets[sim.classOf(job)]!
    const place = set.pick(sim.keyOf(job))
    if (place < 0) {
      sim.cannotServe(job)
      return
    }
    EXTRA[job << REAL_BITS] = place
    set.change(place, 1)
    const target = set.targets[place]!
    sim.forward(job, target.link, target.station)
  },

  resumed(sim, job) {
    close(sim, job)
    sim.finish(job, sim.outcomeOfForward(job))
  },

  dropped: close,

  /** Probes take the same link. */
  cut(sim, block, link, isCut) {
    const { to } = sim.program.links[link]!
    const first = sim.firstStationOf(to)
    const { checks } = sim.states[block] as LoadBalancerState
    for (let station = first; station < first + sim.instancesOf(to); station++)
      checks!.changed(station, { isUp: !isCut }, station)
  },

  /** A balancer tries again elsewhere. */
  reroute(sim, call) {
    const at = call << ROW_BITS
    const job = JOB.PARENT[at]!
    const { sets } = sim.stateOf(job) as LoadBalancerState
    const set = sets[sim.classOf(job)]!
    close(sim, job)
    const place = set.pick(sim.keyOf(job))
    if (place < 0) return
    EXTRA[job << REAL_BITS] = place
    set.change(place, 1)
    const target = set.targets[place]!
    JOB.LINK_AT[at] = sim.linkAt(target.link)
    JOB.BLOCK[at] = sim.program.links[target.link]!.to
    JOB.STATION[at] = target.station
  },
}

/** The call that a job had open is over. */
function close(sim: Sim, job: number): void {
  const place = EXTRA[job << REAL_BITS]!
  if (place < 0) return
  const { sets } = sim.stateOf(job) as LoadBalancerState
  sets[sim.classOf(job)]!.change(place, -1)
  EXTRA[job << REAL_BITS] = NO_TARGET
}

/** The links that a class may take: at layer 4 all of them, because nobody looks into the requests. */
function linksOf(sim: Sim, block: number, config: LoadBalancerConfig, classIndex: number): number[] {
  const { blocks, links } = sim.program
  return blocks[block]!.links.filter((link) => config.layer === 4 || links[link]!.carries[classIndex] === 1)
}

function makeSet(sim: Sim, state: LoadBalancerState, links: readonly number[]): TargetSet {
  const { blocks } = sim.program
  const weights = new Map<number, number>()
  const targets = links.flatMap((link): Target[] => {
    const { to } = sim.program.links[link]!
    const { id, firstStation, instances } = blocks[to]!
    weights.set(link, state.config.weights?.[id] ?? 1)
    if (sim.behaviourOf(to).addressable !== true) return [{ link, station: -1 }]
    return Array.from({ length: instances }, (_, i) => ({ link, station: firstStation + i }))
  })
  return new TargetSet(state.config, targets, weights, sim.draws, state.pick)
}
