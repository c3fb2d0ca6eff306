import { z } from 'zod'
import { field } from '@/core/blocks/field'

export const queueConfig = z.strictObject({
  limit: field(z.int().min(1).max(100_000_000).nullable().default(100_000), {
    label: 'Limit',
    help: 'Messages it holds; more are rejected. Empty means unbounded, which only hides the overload.',
    unit: 'messages',
    source: 'estimate: a hundred thousand messages',
  }),
  ackTimeoutS: field(z.number().positive().max(86_400).default(30), {
    label: 'Acknowledgement time-out',
    help: 'A message taken but not acknowledged for this long is delivered again.',
    unit: 's',
    source: 'Amazon SQS: visibility time-out of 30 s',
  }),
  maxDeliveries: field(z.int().min(1).max(1000).default(5), {
    label: 'Deliveries at most',
    help: 'After so many failed deliveries a message is given up.',
    source: 'estimate: five',
  }),
  deadLetter: field(z.boolean().default(true), {
    label: 'Dead letters',
    help: 'Messages given up are kept for a person to look at; off, they are lost.',
    source: 'estimate: on',
  }),
  replicas: field(z.int().min(1).max(9).default(3), {
    label: 'Brokers',
    help: 'Brokers that each keep every message on disk. The queue answers while more than half of them are up.',
    source: 'RabbitMQ: quorum queues have three members',
    advanced: true,
  }),
})
export type QueueConfig = z.infer<typeof queueConfig>
