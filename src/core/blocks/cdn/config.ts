import { z } from 'zod'
import { EVICTION_POLICIES } from '@/core/blocks/cache/config'
import { field } from '@/core/blocks/field'
import { timeDistributionSchema } from '@/core/random/distribution'

export const cdnConfig = z.strictObject({
  edges: field(z.int().min(1).max(10_000).default(10), {
    label: 'Edges',
    help: 'Places near the clients, each with a cache of its own. Requests are spread over them; where clients have regions, each region has its part of them.',
    source: 'estimate: ten places on one or two continents',
  }),
  capacityItems: field(z.int().min(1).max(10_000_000).default(100_000), {
    label: 'Capacity an edge',
    help: 'Answers that one edge holds. The hit ratio follows from this, the time to live and what is asked for at that edge.',
    unit: 'items',
    source: 'estimate: a tenth of a million answers',
  }),
  policy: field(z.enum(EVICTION_POLICIES).default('lru'), {
    label: 'Eviction',
    help: 'Which answer makes room for a new one.',
    source: 'LRU is what Varnish does, and nearly what nginx does',
  }),
  ttlS: field(z.number().positive().max(1e9).nullable().default(86_400), {
    label: 'Time to live',
    help: 'An answer is stale so long after an edge has fetched it. Empty means never.',
    unit: 's',
    source: 'Amazon CloudFront: a default TTL of 24 hours',
  }),
  coalesces: field(z.boolean().default(true), {
    label: 'Coalesce misses',
    help: 'While an edge fetches an answer, others who ask it for the same wait for that, and do not go to the origin too.',
    source: 'Amazon CloudFront collapses simultaneous requests for an object',
  }),
  staleIfErrorS: field(z.number().positive().max(1e9).nullable().default(null), {
    label: 'Stale if error',
    help: 'When the origin fails, an answer is still given so long after its time to live is over. Empty means it is not.',
    unit: 's',
    source: 'RFC 5861: only where the origin asks for it',
  }),
  purgesOnWrite: field(z.boolean().default(false), {
    label: 'Purge on write',
    help: 'A write that the origin has taken removes its key from all edges at once.',
    source: 'estimate: a purge has to be asked for',
  }),
  overhead: field(timeDistributionSchema.default({ type: 'exponential', meanS: 0.001 }), {
    label: 'Overhead',
    help: 'Time a request spends in the edge, without what it waits for from the origin.',
    unit: 's',
    source: 'estimate: a millisecond for a proxy that reads from its disk now and then',
    advanced: true,
  }),
})
export type CdnConfig = z.infer<typeof cdnConfig>
