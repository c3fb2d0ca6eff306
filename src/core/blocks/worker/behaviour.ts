import { serviceBehaviour } from '@/core/blocks/service/behaviour'
import type { Behaviour } from '@/core/sim/sim'
import type { WorkerConfig } from './config'

/** Works as a service does, which takes messages from the queues linked to it whenever one of its servers is free. */
export const workerBehaviour: Behaviour<WorkerConfig> = serviceBehaviour
