import { timeShape } from '@/core/random/moments'
import { DISCIPLINE } from '@/core/sim/rows'
import { ranksOf } from '@/core/sim/ranked-queue'
import { PreemptiveStation, RankedStation } from '@/core/sim/ranked-stations'
import { SharingStation } from '@/core/sim/sharing'
import type { Scheduler } from '@/core/sim/scheduler'
import type { Behaviour, Sim } from '@/core/sim/sim'
import { WaitLimits } from '@/core/sim/wait-limits'
import type { ServiceConfig } from './config'

/** Which of them the kernel does by itself, while nobody leaves its queue. */
const DISCIPLINE_CODES = {
  fifo: DISCIPLINE.FIFO,
  lifo: DISCIPLINE.LIFO,
  priority: DISCIPLINE.RANKED,
  'priority-preemptive': DISCIPLINE.PREEMPTIVE,
  'processor-sharing': DISCIPLINE.SHARING,
} as const

/** What bounds the waits at each instance; empty where nothing does. */
type ServiceState = readonly WaitLimits[]

/** Instances, each with its workers and its queue; after the work come the calls to other blocks. */
export const serviceBehaviour: Behaviour<ServiceConfig> = {
  addressable: true,

  setup(sim, block, config): ServiceState {
    const { id, sources } = sim.program.blocks[block]!
    const isShared = config.discipline === 'processor-sharing'
    sim.configureStations(block, {
      servers: config.concurrency,
      queueLimit: config.queueLimit,
      discipline: disciplineOf(config),
      pulls: sources.length > 0,
    })
    const limits = addSchedulers(sim, block, config)
    sim.setWork(block, (c) => config.serviceTimes?.[sim.program.classes[c]!.id] ?? config.serviceTime)
    // who shares a processor holds none of it while waiting
    sim.setPlain(block, config.holdsWorker && !isShared, sim.addStream(id, 'instance'))
    return limits
  },

  arrive: (sim, job) => sim.arrivePlain(job),
  served: (sim, job) => sim.servedPlain(job),
  resumed: (sim, job) => sim.resumedPlain(job),

  measured(sim, block) {
    for (const limits of sim.states[block] as ServiceState) limits.measured()
  },

  figures(sim, block) {
    const all = sim.states[block] as ServiceState
    return all.length === 0 ? {} : { waitedTooLong: all.reduce((sum, limits) => sum + limits.waitedTooLong, 0) }
  },
}

function disciplineOf({ discipline, waitLimit }: ServiceConfig): number {
  const code = DISCIPLINE_CODES[discipline]
  return waitLimit === null ? code : Math.max(code, DISCIPLINE.RANKED)
}

/** Each instance gets its own, where the kernel does not keep its queue. @returns what bounds the waits, if anything does */
function addSchedulers(sim: Sim, block: number, config: ServiceConfig): ServiceState {
  const { firstStation, instances } = sim.program.blocks[block]!
  if (disciplineOf(config) < DISCIPLINE.RANKED) return []
  const stations = Array.from({ length: instances }, (_, i) => firstStation + i)
  if (config.discipline === 'processor-sharing') {
    for (const station of stations) sim.setScheduler(station, new SharingStation())
    return []
  }
  const limits = waitLimits(sim, block, config)
  const makeOne = rankedMaker(sim, config)
  for (const [i, station] of stations.entries()) sim.setScheduler(station, makeOne(limits[i] ?? null))
  return limits
}

function waitLimits(sim: Sim, block: number, { waitLimit }: ServiceConfig): ServiceState {
  if (waitLimit === null) return []
  const { id, instances } = sim.program.blocks[block]!
  const draw = sim.addDraw(id, 'wait limit', timeShape(waitLimit))
  return Array.from({ length: instances }, () => new WaitLimits(draw))
}

function rankedMaker(sim: Sim, { discipline }: ServiceConfig): (limits: WaitLimits | null) => Scheduler<Sim> {
  const { classes } = sim.program
  const ranks = discipline.startsWith('priority') ? ranksOf(classes) : classes.map(() => 0)
  const isLastFirst = discipline === 'lifo'
  const Station = discipline === 'priority-preemptive' ? PreemptiveStation : RankedStation
  return (limits) => new Station({ ranks, isLastFirst, limits })
}
