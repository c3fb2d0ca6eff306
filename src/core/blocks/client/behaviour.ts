import { OUTCOME } from '@/core/sim/rows'
import type { Behaviour } from '@/core/sim/sim'
import type { ClientConfig } from './config'

/** Requests start here and end here; a call to a client (a push) is received at once. */
export const clientBehaviour: Behaviour<ClientConfig> = {
  setup: () => null,
  arrive: (sim, job) => sim.finish(job, OUTCOME.OK),
  served: () => {},
  resumed: (sim, job) => sim.requestDone(job),
}
