import { timeShape } from '@/core/random/moments'
import { DISCIPLINE } from '@/core/sim/rows'
import { SharingStation } from '@/core/sim/sharing'
import type { Behaviour } from '@/core/sim/sim'
import type { ServiceConfig } from './config'

const DISCIPLINE_CODES = {
  fifo: DISCIPLINE.FIFO,
  lifo: DISCIPLINE.LIFO,
  'processor-sharing': DISCIPLINE.SHARING,
} as const

/** Instances, each with its workers and its queue; after the work come the calls to other blocks. */
export const serviceBehaviour: Behaviour<ServiceConfig> = {
  addressable: true,

  setup(sim, block, config) {
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
    sim.setPlain(block, config.holdsWorker && !isShared, sim.addStream(id, 'instance'))
    return null
  },

  arrive: (sim, job) => sim.arrivePlain(job),
  served: (sim, job) => sim.servedPlain(job),
  resumed: (sim, job) => sim.resumedPlain(job),
}
