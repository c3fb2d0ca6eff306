import { z } from 'zod'
import { field } from '@/core/blocks/field'
import { timeDistributionSchema } from '@/core/random/distribution'
import { meanTimeS } from '@/core/random/moments'

export const DISCIPLINES = ['fifo', 'lifo', 'processor-sharing', 'priority', 'priority-preemptive'] as const

/** Shared by services and workers: instances, each with a pool of workers and a queue before them. */
export const serviceShape = {
  instances: field(z.int().min(1).max(100_000).default(2), {
    label: 'Instances',
    help: 'Copies of the service, each with its own workers and its own queue.',
    source: 'estimate: two, so that one may fail',
  }),
  concurrency: field(z.int().min(1).max(100_000).default(8), {
    label: 'Workers an instance',
    help: 'Requests one instance serves at the same time (threads, processes or connections).',
    source: 'estimate: a small application server',
  }),
  serviceTime: field(timeDistributionSchema.default({ type: 'exponential', meanS: 0.01 }), {
    label: 'Service time',
    help: 'Time one worker is busy with one request, without waiting for calls to other blocks.',
    unit: 's',
    source: 'estimate: 10 ms of work for an API request',
  }),
  serviceTimes: field(z.record(z.string(), timeDistributionSchema).optional(), {
    label: 'Service time by request class',
    help: 'Overrides the service time for the classes named, by id.',
    unit: 's',
    source: 'as the service time',
    advanced: true,
    keyedBy: 'request',
  }),
  queueLimit: field(z.int().min(0).max(10_000_000).nullable().default(1000), {
    label: 'Queue limit',
    help: 'Requests that may wait at one instance; more are rejected. Empty means unbounded.',
    unit: 'requests',
    source: 'estimate: a listen backlog of about a thousand',
  }),
  waitLimit: field(timeDistributionSchema.nullable().default(null), {
    label: 'Wait limit',
    help: 'The longest time a request waits for a worker: one that nobody has taken up by then is rejected. A distribution is the patience of callers who hang up. Empty means it waits for ever.',
    unit: 's',
    source: 'thread pools let requests wait for ever unless told',
    advanced: true,
  }),
  discipline: field(z.enum(DISCIPLINES).default('fifo'), {
    label: 'Discipline',
    help: 'Who is next: the first, the last, all at once at shared speed, or the request class of the highest priority, which may interrupt the work on a lower one (preemptive).',
    source: 'thread pools serve first in, first out',
    advanced: true,
  }),
  holdsWorker: field(z.boolean().default(true), {
    label: 'Waits with its worker',
    help: 'On: a worker stays occupied while it waits for the blocks it calls (threads). Off: it is free meanwhile (event loop).',
    source: 'estimate: a thread a request',
  }),
}

export const serviceConfig = z.strictObject(serviceShape)
export type ServiceConfig = z.infer<typeof serviceConfig>

/** Who shares a processor waits for none. */
export const meanWaitLimitS = ({ waitLimit, discipline }: Pick<ServiceConfig, 'waitLimit' | 'discipline'>) =>
  waitLimit === null || discipline === 'processor-sharing' ? null : meanTimeS(waitLimit)
