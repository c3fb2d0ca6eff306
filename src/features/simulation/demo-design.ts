import type { Design } from '@/core/design/schema'

/** Requests a second that the landing page's design is laid out for: factor 1 of its slider. */
export const DEMO_READS_PER_S = 1500
export const DEMO_WRITES_PER_S = 60

/** The small design of the landing page: a shortener's read path with its store, at `factor` times its traffic. */
export function demoDesign(factor: number, cacheOn: boolean): Design {
  return {
    format: 'dryrun-design',
    version: 1,
    title: 'A read path that holds, until it does not',
    blocks: [
      { id: 'users', kind: 'client', name: 'Users', x: 0, y: 88 },
      { id: 'balancer', kind: 'load-balancer', name: 'Balancer', x: 290, y: 88 },
      {
        id: 'api',
        kind: 'service',
        name: 'API',
        x: 580,
        y: 88,
        config: { instances: 4, concurrency: 16, serviceTime: { type: 'exponential', meanS: 0.004 }, queueLimit: 500 },
      },
      { id: 'cache', kind: 'cache', name: 'Cache', x: 872, y: 0, config: { capacityItems: 20_000 } },
      {
        id: 'store',
        kind: 'database',
        name: 'Links store',
        x: 872,
        y: 176,
        config: {
          replicas: 2,
          readFrom: 'any',
          concurrency: 8,
          serviceTimes: { read: { type: 'exponential', meanS: 0.006 }, write: { type: 'exponential', meanS: 0.01 } },
        },
      },
    ],
    links: [
      { id: 'users-balancer', from: 'users', to: 'balancer' },
      { id: 'balancer-api', from: 'balancer', to: 'api' },
      ...(cacheOn ? [{ id: 'api-cache', from: 'api', to: 'cache', step: 1 }] : []),
      { id: 'api-store', from: 'api', to: 'store', step: 2, ...(cacheOn ? { when: 'miss' as const } : {}) },
    ],
    requests: [
      {
        id: 'follow',
        name: 'Follow a short link',
        kind: 'read',
        from: 'users',
        arrivals: { type: 'poisson', ratePerS: DEMO_READS_PER_S * factor },
        keys: { count: 200_000, zipf: 1 },
      },
      {
        id: 'create',
        name: 'Create a short link',
        kind: 'write',
        from: 'users',
        arrivals: { type: 'poisson', ratePerS: DEMO_WRITES_PER_S * factor },
        keys: { count: 200_000, zipf: 0 },
      },
    ],
    objectives: [
      { id: 'latency', metric: 'latency', request: 'follow', percentile: 99, atMost: 0.1 },
      { id: 'availability', metric: 'availability', request: 'follow', atLeast: 0.999 },
    ],
  }
}
