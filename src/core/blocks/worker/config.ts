import { z } from 'zod'
import { field } from '@/core/blocks/field'
import { serviceShape } from '@/core/blocks/service/config'
import { timeDistributionSchema } from '@/core/random/distribution'

/** A service that takes its work from a queue: its own queue stays short, the backlog is the queue's. */
export const workerConfig = z.strictObject({
  ...serviceShape,
  serviceTime: field(timeDistributionSchema.default({ type: 'exponential', meanS: 0.05 }), {
    label: 'Service time',
    help: 'Time one worker is busy with one message, without waiting for calls to other blocks.',
    unit: 's',
    source: 'estimate: 50 ms for a background job',
  }),
})
export type WorkerConfig = z.infer<typeof workerConfig>
