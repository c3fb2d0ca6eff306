import { timeShape } from '@/core/random/moments'
import { DISCIPLINE } from '@/core/sim/rows'
import { PreemptiveStation, PriorityStation } from '@/core/sim/priority-stations'
import { SharingStation } from '@/core/sim/sharing'
import type { Scheduler } from '@/core/sim/scheduler'
import type { Behaviour, Sim } from '@/core/sim/sim'
import type { ServiceConfig } from './config'

const DISCIPLINE_CODES = {
  fifo: DISCIPLINE.FIFO,
  lifo: DISCIPLINE.LIFO,
  priority: DISCIPLINE.PRIORITY,
  'priority-preemptive': DISCIPLINE.PREEMPTIVE,
  'processor-sharing': DISCIPLINE.SHARING,
} as const

/** Instances, each with its workers and its queue; after the work come the calls to other blocks. */
export const serviceBehaviour: Behaviour<ServiceConfig> = {
  addressable: true,

  setup(sim, block, config) {
    const { id, sources } = sim.program.blocks[block]!
    const discipline = DISCIPLINE_CODES[config.discipline]
    const isShared = discipline === DISCIPLINE.SHARING
    sim.configureStations(block, {
      servers: config.concurrency,
      queueLimit: config.queueLimit,
      discipline,
      pulls: sources.length > 0,
    })
    addSchedulers(sim, block, config)
    sim.setWork(block, (c) => timeShape(config.serviceTimes?.[sim.program.classes[c]!.id] ?? config.serviceTime))
    // who shares a processor holds none of it while waiting
    sim.setPlain(block, config.holdsWorker && !isShared, sim.addStream(id, 'instance'))
    return null
  },

  arrive: (sim, job) => sim.arrivePlain(job),
  served: (sim, job) => sim.servedPlain(job),
  resumed: (sim, job) => sim.resumedPlain(job),
}

/** Each instance gets its own, where the discipline has one. */
function addSchedulers(sim: Sim, block: number, { discipline }: ServiceConfig): void {
  const { firstStation, instances } = sim.program.blocks[block]!
  const { classes } = sim.program
  const makers: Partial<Record<ServiceConfig['discipline'], () => Scheduler<Sim>>> = {
    'processor-sharing': () => new SharingStation(),
    priority: () => new PriorityStation(classes),
    'priority-preemptive': () => new PreemptiveStation(classes),
  }
  const make = makers[discipline]
  if (make) for (let i = 0; i < instances; i++) sim.setScheduler(firstStation + i, make())
}
