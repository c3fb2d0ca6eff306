import { z } from 'zod'
import { field } from '@/core/blocks/field'
import { timeDistributionSchema } from '@/core/random/distribution'

export const BALANCING_POLICIES = [
  'round-robin',
  'random',
  'least-connections',
  'power-of-two',
  'weighted-round-robin',
  'consistent-hash',
] as const

/** More of them hardly shorten a queue any further. */
export const MOST_CHOICES = 10

export const loadBalancerConfig = z.strictObject({
  policy: field(z.enum(BALANCING_POLICIES).default('round-robin'), {
    label: 'Policy',
    help: 'How the next instance is picked among all instances of all blocks linked to.',
    source: 'round robin is the default of nginx and HAProxy',
  }),
  choices: field(z.int().min(2).max(MOST_CHOICES).default(2), {
    label: 'Choices',
    help: 'Power of two looks at so many random instances and takes the least loaded of them; other policies look at none.',
    unit: 'instances',
    source: 'Envoy: choice_count 2; HAProxy: random(2)',
    advanced: true,
  }),
  layer: field(z.union([z.literal(4), z.literal(7)]).default(7), {
    label: 'Layer',
    help: 'Layer 4 picks once a connection and sees no requests; layer 7 reads each request and follows only links that carry its class.',
    source: 'estimate: HTTP services are balanced at layer 7',
  }),
  instances: field(z.int().min(1).max(10_000).default(2), {
    label: 'Instances',
    help: 'Balancers side by side. One alone is a single point of failure.',
    source: 'estimate: an active pair',
  }),
  overhead: field(timeDistributionSchema.default({ type: 'exponential', meanS: 0.0002 }), {
    label: 'Overhead',
    help: 'Time a request spends in the balancer, without queueing.',
    unit: 's',
    source: 'estimate: a few hundred microseconds for an HTTP proxy',
    advanced: true,
  }),
  healthCheck: field(
    z
      .strictObject({
        intervalS: z.number().positive().max(3600).default(2),
        failures: z.int().min(1).max(100).default(3),
      })
      .prefault({}),
    {
      label: 'Health check',
      help: 'Every instance is probed at the interval; after so many failures in a row it gets no more requests, until a probe succeeds.',
      source: 'HAProxy: inter 2 s, fall 3',
      advanced: true,
    },
  ),
  weights: field(z.record(z.string(), z.number().positive().max(1000)).optional(), {
    label: 'Weights',
    help: 'Weight of each linked block, by block id, for weighted round robin; 1 where absent.',
    source: 'equal weights',
    advanced: true,
    keyedBy: 'linked-block',
  }),
})
export type LoadBalancerConfig = z.infer<typeof loadBalancerConfig>
