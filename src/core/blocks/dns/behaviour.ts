import { nextLiveInstance } from '@/core/blocks/next-live-instance'
import { shapeMean } from '@/core/random/moments'
import { nextBelow, nextUniform } from '@/core/random/streams'
import { JOB_REAL, REAL_BITS } from '@/core/sim/rows'
import type { Behaviour, Sim } from '@/core/sim/sim'
import type { DnsConfig } from './config'
import { Endpoints } from './endpoints'

/** Here: the resolver that a job has come through. */
const { EXTRA } = JOB_REAL

/** A name: its endpoints, and what every resolver knows of it. */
interface Name {
  links: readonly number[]
  /** By link, 0 and up. */
  weights: readonly number[]
  turn: number
  /** By resolver: the link that its answer names, until when it is fresh, and until when it is being asked for. */
  answers: Int32Array
  freshUntilS: Float64Array
  askedUntilS: Float64Array
}

interface DnsState {
  config: DnsConfig
  /** By class; classes with the same endpoints share one. */
  names: Name[]
  endpoints: Endpoints
  resolver: number
  pick: number
}

/**
 * Names an endpoint, and lets the job go there. It takes time only when the resolver has to ask; resolvers keep on sending
 * clients to an endpoint that is down until their answers have run out.
 *
 * The first answer of a resolver is fresh for a random part of the time to live, as if it had asked before the run began: all
 * would else ask at the same moments for ever, which no population does.
 */
export const dnsBehaviour: Behaviour<DnsConfig> = {
  routes: true,

  setup(sim, block, config): DnsState {
    const { id } = sim.program.blocks[block]!
    sim.setWork(block, () => config.lookUpTime)
    return {
      config,
      names: namesOf(sim, block, config),
      endpoints: new Endpoints(sim, block, config.healthCheck),
      resolver: sim.addStream(id, 'resolver'),
      pick: sim.addStream(id, 'pick'),
    }
  },

  arrive(sim, job) {
    const block = sim.blockOf(job)
    const state = sim.states[block] as DnsState
    const name = state.names[sim.classOf(job)]!
    if (name.links.length === 0) {
      sim.cannotServe(job)
      return
    }
    const resolver = nextBelow(sim.draws.words, state.resolver, state.config.resolvers)
    EXTRA[job << REAL_BITS] = resolver
    const isFresh = sim.nowS < name.freshUntilS[resolver]!
    sim.countLookUp(block, isFresh)
    if (isFresh) sim.forward(job, name.answers[resolver]!, -1)
    else if (sim.nowS < name.askedUntilS[resolver]!) waitForAnswer(sim, job, name.askedUntilS[resolver]! - sim.nowS)
    else ask(sim, job, block, name, resolver)
  },

  /** The answer has come. */
  served(sim, job) {
    const state = sim.stateOf(job) as DnsState
    const name = state.names[sim.classOf(job)]!
    const resolver = EXTRA[job << REAL_BITS]!
    // whoever waited for the same answer finds it there
    if (!(sim.nowS < name.freshUntilS[resolver]!)) {
      const isFirst = name.freshUntilS[resolver] === -Infinity
      const part = isFirst ? nextUniform(sim.draws.words, state.resolver) : 1
      name.answers[resolver] = answer(sim, state, name)
      name.freshUntilS[resolver] = sim.nowS + part * state.config.ttlS
    }
    sim.forward(job, name.answers[resolver]!, -1)
  },

  resumed: (sim, job) => sim.finish(job, sim.outcomeOfForward(job)),

  cut: (sim, block, link, isCut) => (sim.states[block] as DnsState).endpoints.cut(link, isCut),

  /** Resolvers ask another name server, and who has an answer asks none. */
  paused: () => {},
}

/** One name for the classes that have the same endpoints and, where that matters, the same region. */
function namesOf(sim: Sim, block: number, config: DnsConfig): Name[] {
  const { blocks, links, classes } = sim.program
  const known = new Map<string, Name>()
  return classes.map((spec, c) => {
    const own = blocks[block]!.links.filter((link) => links[link]!.carries[c] === 1)
    const region = config.policy === 'nearest' ? (blocks[spec.block]?.region ?? null) : null
    const id = `${own.join(' ')} of ${region ?? ''}`
    let name = known.get(id)
    if (name === undefined) {
      const ends = own.map((link) => {
        const { region: there, id: to } = blocks[links[link]!.to]!
        return { link, isNear: region !== null && there === region, to, oneWayS: shapeMean(links[link]!.latency) }
      })
      if (config.policy === 'nearest') {
        ends.sort((a, b) => Number(b.isNear) - Number(a.isNear) || a.oneWayS - b.oneWayS)
      }
      name = {
        links: ends.map(({ link }) => link),
        weights: ends.map(({ to }) => config.weights?.[to] ?? 1),
        turn: 0,
        answers: new Int32Array(config.resolvers),
        freshUntilS: new Float64Array(config.resolvers).fill(-Infinity),
        askedUntilS: new Float64Array(config.resolvers).fill(-Infinity),
      }
      known.set(id, name)
    }
    return name
  })
}

/** A resolver asks a name server, any that is up. */
function ask(sim: Sim, job: number, block: number, name: Name, resolver: number): void {
  const { pick } = sim.states[block] as DnsState
  const station = nextLiveInstance(sim, block, nextBelow(sim.draws.words, pick, sim.instancesOf(block)))
  if (station < 0) {
    sim.cannotServe(job)
    return
  }
  sim.assign(job, station)
  sim.drawWork(job, station)
  // it is the resolver's job, whatever becomes of that server
  sim.setStation(job, -1)
  name.askedUntilS[resolver] = sim.nowS + sim.workS[0]!
  sim.scheduleWork(job)
}

function waitForAnswer(sim: Sim, job: number, seconds: number): void {
  sim.workS[0] = seconds
  sim.scheduleWork(job)
}

/** What a name server says: a link. When the checks have taken all endpoints out, it takes them all for healthy. */
function answer(sim: Sim, state: DnsState, name: Name): number {
  const { endpoints, config, pick } = state
  const healthy = name.links.flatMap((link, i) => (endpoints.isHealthy(link) ? [i] : []))
  const places = healthy.length > 0 ? healthy : [...name.links.keys()]
  switch (config.policy) {
    case 'round-robin':
      return name.links[places[name.turn++ % places.length]!]!
    case 'weighted':
      return name.links[byWeight(places, name.weights, nextUniform(sim.draws.words, pick))]!
    default:
      // the first in order, which is the nearest where that matters
      return name.links[places[0]!]!
  }
}

/** Any of them where none has a weight. */
function byWeight(places: readonly number[], weights: readonly number[], uniform: number): number {
  const total = places.reduce((sum, place) => sum + weights[place]!, 0)
  if (total === 0) return places[Math.floor(uniform * places.length)]!
  let left = uniform * total
  for (const place of places) {
    left -= weights[place]!
    if (left < 0) return place
  }
  return places.at(-1)!
}
