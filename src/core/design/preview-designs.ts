import { type Block, type Design, designSchema, type Link, type RequestClass } from './schema'

/* Small designs for tests of the preview, with defaults that make closed forms apply. */

export const MEAN_S = 0.01

export interface Parts {
  blocks: Block[]
  links: (Partial<Link> & Pick<Link, 'from' | 'to'>)[]
  requests?: Partial<RequestClass>[]
}

/** A design whose links take no time; requests are reads from `users`, 100 a second unless stated. */
export function design({ blocks, links, requests = [{}] }: Parts): Design {
  return designSchema.parse({
    format: 'dryrun-design',
    version: 1,
    title: 'test',
    blocks: [{ id: 'users', kind: 'client' }, ...blocks],
    links: links.map((link, i) => ({ id: `l${i}`, latency: 0, ...link })),
    requests: requests.map((request, i) => ({
      id: `r${i}`,
      kind: 'read',
      from: 'users',
      arrivals: { type: 'poisson', ratePerS: 100 },
      ...request,
    })),
  })
}

/** One worker that is busy for 10 ms, exponentially, and a queue without a limit. */
export const service = (id: string, config: Record<string, unknown> = {}): Block => ({
  id,
  kind: 'service',
  config: {
    instances: 1,
    concurrency: 1,
    serviceTime: { type: 'exponential', meanS: MEAN_S },
    queueLimit: null,
    ...config,
  },
})

export const database = (id: string, config: Record<string, unknown> = {}): Block => ({
  id,
  kind: 'database',
  config: { connectionLimit: null, ...config },
})

export const poisson = (ratePerS: number) => ({ arrivals: { type: 'poisson' as const, ratePerS } })

/** How far a figure is off, relative to what it should be; NaN for no figure. */
export const deviation = (actual: number | null | undefined, expected: number): number =>
  Math.abs((actual ?? NaN) / expected - 1)
