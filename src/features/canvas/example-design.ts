import type { Design } from '@/core/design/schema'

/** For an empty canvas: small enough to see through, and it breaks in an instructive way when the traffic grows. */
export const exampleDesign: Design = {
  format: 'dryrun-design',
  version: 1,
  title: 'Reads through a cache',
  blocks: [
    { id: 'users', kind: 'client', name: 'Users', x: 0, y: 112 },
    { id: 'balancer', kind: 'load-balancer', name: 'Load balancer', x: 256, y: 112 },
    { id: 'api', kind: 'service', name: 'API', x: 512, y: 112, config: { instances: 4 } },
    { id: 'cache', kind: 'cache', name: 'Cache', x: 768, y: 40, config: { capacityItems: 200_000 } },
    { id: 'store', kind: 'database', name: 'Items', x: 768, y: 184, config: { replicas: 2 } },
  ],
  links: [
    { id: 'users-balancer', from: 'users', to: 'balancer' },
    { id: 'balancer-api', from: 'balancer', to: 'api' },
    { id: 'api-cache', from: 'api', to: 'cache', timeoutS: 0.25 },
    { id: 'api-store', from: 'api', to: 'store', step: 2, when: 'miss', timeoutS: 1 },
  ],
  requests: [
    {
      id: 'read',
      name: 'Read an item',
      kind: 'read',
      from: 'users',
      arrivals: { type: 'poisson', ratePerS: 1500 },
      keys: { count: 1_000_000, zipf: 0.9 },
      requestBytes: 300,
      responseBytes: 2000,
    },
  ],
  objectives: [
    { id: 'fast', metric: 'latency', request: 'read', percentile: 99, atMost: 0.2 },
    { id: 'up', metric: 'availability', request: 'read', atLeast: 0.999 },
  ],
}
