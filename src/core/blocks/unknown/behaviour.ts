import { nextLiveInstance } from '@/core/blocks/next-live-instance'
import type { Behaviour } from '@/core/sim/sim'
import type { UnknownConfig } from './config'

/** Passes everything on along its links, in steps, and takes no time. */
export const unknownBehaviour: Behaviour<UnknownConfig> = {
  setup: () => null,
  arrive(sim, job) {
    const station = nextLiveInstance(sim, sim.blockOf(job), 0)
    if (station < 0) {
      sim.cannotServe(job)
      return
    }
    sim.setStation(job, station)
    sim.startPlan(job, sim.planFor(job))
  },
  served: () => {},
  resumed: (sim, job) => sim.finish(job, sim.outcomeOfCalls(job)),
}
