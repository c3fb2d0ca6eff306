import { z } from 'zod'
import { LIMITINGS } from '@/core/algorithms/rate-limiter'
import { field } from '@/core/blocks/field'
import { timeDistributionSchema } from '@/core/random/distribution'

export const LIMITER_KEYS = ['all', 'key'] as const
export const LIMITER_COUNTS = ['local', 'local-share', 'shared'] as const

/** Moments that the logs of all instances may keep together: 4 Mi, 32 MB. */
const MOST_LOGGED = 1 << 22

const settings = z.strictObject({
  algorithm: field(z.enum(LIMITINGS).default('token-bucket'), {
    label: 'Algorithm',
    help: 'How it decides. Buckets allow a burst and then an even pace; windows count. A leaky bucket lets the same requests through as a token bucket, but one by one, at its pace.',
    source: 'Amazon API Gateway throttles by token bucket',
  }),
  limit: field(z.int().min(1).max(100_000_000).default(10_000), {
    label: 'Limit',
    help: 'Requests let through in one window; for buckets, what flows in or out of them meanwhile.',
    unit: 'requests',
    source: 'Amazon API Gateway: 10 000 requests a second of an account and region',
  }),
  windowS: field(z.number().positive().max(86_400).default(1), {
    label: 'Window',
    help: 'The time that the limit is for.',
    unit: 's',
    source: 'Amazon API Gateway: its quota is for a second',
  }),
  burst: field(z.int().min(1).max(100_000_000).nullable().default(5000), {
    label: 'Burst',
    help: 'Size of a bucket: requests let through at once after a quiet time. Empty means as many as the limit. Windows ignore it.',
    unit: 'requests',
    source: 'Amazon API Gateway: a bucket of 5 000 requests',
  }),
  countBy: field(z.enum(LIMITER_KEYS).default('all'), {
    label: 'Counted by',
    help: 'One count for all requests together, or one for each key of the request class (a customer, an address).',
    source: 'Amazon API Gateway: its account quota is for all callers together',
  }),
  counts: field(z.enum(LIMITER_COUNTS).default('shared'), {
    label: 'Counts',
    help: 'Shared: one count for all instances. Local: each instance counts by itself and lets the whole limit through. Local share: each has its part of the limit.',
    source: 'estimate: a quota is meant for all instances together',
  }),
  instances: field(z.int().min(1).max(10_000).default(2), {
    label: 'Instances',
    help: 'Limiters side by side, with one address that moves to live ones at once; each request goes to a random one.',
    source: 'estimate: an active pair',
  }),
  overhead: field(timeDistributionSchema.default({ type: 'exponential', meanS: 0.0002 }), {
    label: 'Overhead',
    help: 'Time a request spends in the limiter, without the shared count.',
    unit: 's',
    source: 'estimate: as a layer 7 proxy',
    advanced: true,
  }),
  countTime: field(timeDistributionSchema.default(0.0005), {
    label: 'Count time',
    help: 'Round trip to where the shared count is kept. Local counts take no time.',
    unit: 's',
    source: 'estimate: there and back within a zone, 0.25 ms each way',
    advanced: true,
  }),
  keysRemembered: field(z.int().min(1).max(4_000_000).default(100_000), {
    label: 'Keys remembered',
    help: 'Keys with a count of their own; beyond them the one not seen for longest is forgotten and starts afresh. A log remembers fewer when its limit is high.',
    unit: 'keys',
    source: 'nginx limit_req: a zone of 10 MB keeps some 80 000 to 160 000 states',
    advanced: true,
  }),
})

export const rateLimiterConfig = settings.refine(
  ({ algorithm, limit, counts, instances }) =>
    algorithm !== 'sliding-window-log' || limit * (counts === 'shared' ? 1 : instances) <= MOST_LOGGED,
  { message: `a log keeps at most ${MOST_LOGGED} requests in all instances: use a counter`, path: ['limit'] },
)
export type RateLimiterConfig = z.infer<typeof rateLimiterConfig>

/** What one count lets through: of all, or of the i-th instance. What does not divide evenly goes to the first ones. */
export function shareOfLimit(config: RateLimiterConfig, i: number): { limit: number; burst: number } {
  const { limit, instances, counts, algorithm } = config
  const burst = config.burst ?? limit
  if (counts !== 'local-share') return { limit, burst }
  const part = (whole: number) => Math.floor(whole / instances) + (i < whole % instances ? 1 : 0)
  const isBucket = algorithm === 'token-bucket' || algorithm === 'leaky-bucket'
  return { limit: isBucket ? limit / instances : part(limit), burst: Math.max(1, part(burst)) }
}
