import { z } from 'zod'
import { field } from '@/core/blocks/field'
import { timeDistributionSchema } from '@/core/random/distribution'

export const DNS_POLICIES = ['round-robin', 'failover', 'weighted', 'nearest'] as const

export const dnsConfig = z.strictObject({
  policy: field(z.enum(DNS_POLICIES).default('round-robin'), {
    label: 'Policy',
    help: 'Which healthy endpoint an answer names: each in turn, the first in order, by weight, or the one in the client’s region, else the one with the fastest link.',
    source: 'RFC 1794: name servers hand out the addresses of a name in turns',
  }),
  ttlS: field(z.number().min(0).max(604_800).default(60), {
    label: 'Time to live',
    help: 'Resolvers keep an answer for so long and do not ask again: nobody fails over faster.',
    unit: 's',
    source: 'Amazon Route 53: at most 60 s for records with health checks',
  }),
  resolvers: field(z.int().min(1).max(1_000_000).default(100), {
    label: 'Resolvers',
    help: 'Caches between clients and the name servers, of providers and of machines, each with its own answer and its own expiry; every request comes through a random one.',
    source: 'estimate: clients of a hundred networks',
  }),
  healthCheck: field(
    z
      .strictObject({
        intervalS: z.number().positive().max(3600).default(30),
        failures: z.int().min(1).max(100).default(3),
      })
      .prefault({}),
    {
      label: 'Health check',
      help: 'Every endpoint is probed at the interval; after so many failures in a row new answers leave it out, until a probe succeeds. An endpoint is down when none of its instances can answer.',
      source: 'Amazon Route 53: every 30 s, three failures',
    },
  ),
  weights: field(z.record(z.string(), z.number().nonnegative().max(1000)).optional(), {
    label: 'Weights',
    help: 'Weight of each endpoint, by block id, for the weighted policy; 1 where absent, and 0 for none.',
    source: 'equal weights',
    advanced: true,
    keyedBy: 'linked-block',
  }),
  lookUpTime: field(timeDistributionSchema.default({ type: 'exponential', meanS: 0.05 }), {
    label: 'Look-up time',
    help: 'From a resolver that has no answer to a name server and back; those who ask the same resolver meanwhile wait for it.',
    unit: 's',
    source: 'estimate: one round trip within a continent, and now and then a retry',
    advanced: true,
  }),
  instances: field(z.int().min(1).max(100).default(4), {
    label: 'Name servers',
    help: 'Servers that answer the resolvers. Without any, answers are used until their time to live is over, and then nothing is found.',
    source: 'Amazon Route 53: four name servers for each zone',
    advanced: true,
  }),
})
export type DnsConfig = z.infer<typeof dnsConfig>
