import { pickInstance } from '@/core/blocks/pick-instance'
import { timeShape } from '@/core/random/moments'
import { END_STEP } from '@/core/sim/program'
import { DISCIPLINE, OUTCOME } from '@/core/sim/rows'
import { SharingStation } from '@/core/sim/sharing'
import type { Behaviour } from '@/core/sim/sim'
import type { ServiceConfig } from './config'

const { OK, UNAVAILABLE } = OUTCOME
const END = END_STEP

interface ServiceState {
  /** Workers stay with their request while it waits for other blocks. */
  holds: boolean
  pick: number
}

const DISCIPLINE_CODES = {
  fifo: DISCIPLINE.FIFO,
  lifo: DISCIPLINE.LIFO,
  'processor-sharing': DISCIPLINE.SHARING,
} as const

/** Instances, each with its workers and its queue; after the work come the calls to other blocks. */
export const serviceBehaviour: Behaviour<ServiceConfig> = {
  addressable: true,

  setup(sim, block, config): ServiceState {
    const { id, firstStation, instances, sources } = sim.program.blocks[block]!
    const discipline = DISCIPLINE_CODES[config.discipline]
    const isShared = discipline === DISCIPLINE.SHARING
    sim.configureStations(block, {
      servers: config.concurrency,
      queueLimit: config.queueLimit,
      discipline,
      pulls: sources.length > 0,
    })
    if (isShared) for (let i = 0; i < instances; i++) sim.sharing.set(firstStation + i, new SharingStation())
    sim.setWork(block, (c) => timeShape(config.serviceTimes?.[sim.program.classes[c]!.id] ?? config.serviceTime))
    // who shares a processor holds none of it while waiting
    return { holds: config.holdsWorker && !isShared, pick: sim.addStream(id, 'instance') }
  },

  arrive(sim, job) {
    const block = sim.blockOf(job)
    const station = pickInstance(sim, job, block, (sim.states[block] as ServiceState).pick)
    if (sim.isDown(station)) sim.finish(job, UNAVAILABLE)
    else sim.enterStation(job, station)
  },

  served(sim, job) {
    const plan = sim.planFor(job)
    if (plan === END) {
      sim.releaseServer(job)
      sim.finish(job, OK)
      return
    }
    if (!(sim.stateOf(job) as ServiceState).holds) sim.releaseServer(job)
    sim.startPlan(job, plan)
  },

  resumed(sim, job) {
    sim.releaseServer(job)
    sim.finish(job, sim.outcomeOfCalls(job))
  },
}
