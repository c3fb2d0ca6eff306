import { previewDesign } from '@/core/design/preview'
import type { Design } from '@/core/design/schema'

export interface PreviewBench {
  bench: 'preview'
  blocks: number
  classes: number
  load: 'healthy' | 'overloaded'
  /** The first call of all, which nothing has been compiled for, in the first of the loads only. */
  firstMs: number | null
  medianMs: number
  p95Ms: number
}

const ROUNDS = 60
/** As many as the worker of the canvas makes before it is asked again. */
const WARM_UP = 40

/** How long the instant preview of a large design takes, on a first call and after the warm-up: a frame is 16 ms. */
export function benchPreview(): PreviewBench[] {
  return (['healthy', 'overloaded'] as const).map((load) => {
    const design = treeOfServices(100, load === 'healthy' ? 100 : 300)
    const all = Array.from({ length: WARM_UP + ROUNDS }, (_, i) => {
      // a new object each time, as after an edit: nothing that is known of a design may help
      const edited = { ...design, title: `edit ${i}`, blocks: design.blocks.map((block) => ({ ...block })) }
      const start = performance.now()
      previewDesign(edited)
      return performance.now() - start
    })
    const times = all.slice(WARM_UP).sort((a, b) => a - b)
    return {
      bench: 'preview',
      blocks: design.blocks.length,
      classes: design.requests.length,
      load,
      firstMs: load === 'healthy' ? round(all[0]!) : null,
      medianMs: round(times[ROUNDS / 2]!),
      p95Ms: round(times[Math.floor(ROUNDS * 0.95)]!),
    }
  })
}

const round = (ms: number) => Math.round(ms * 100) / 100

/** Services that call two others each, every one with a cache, a sharded store, a queue and workers of its own. */
function treeOfServices(blockCount: number, ratePerS: number): Design {
  const design: Design = {
    format: 'dryrun-design',
    version: 1,
    title: 'tree',
    blocks: [
      { id: 'users', kind: 'client' },
      { id: 'lb', kind: 'load-balancer' },
    ],
    links: [{ id: 'entry', from: 'users', to: 'lb' }],
    requests: [
      { ...request('read', ratePerS), keys: { count: 1_000_000, zipf: 0.9 } },
      { ...request('write', ratePerS / 10), kind: 'write', keys: { count: 1_000_000, zipf: 0.9 } },
      { ...request('feed', ratePerS / 3), keys: { count: 100_000, zipf: 0.8 } },
    ],
  }
  for (let i = 0; design.blocks.length < blockCount; i++) {
    design.blocks.push(
      { id: `service${i}`, kind: 'service', config: { instances: 4 } },
      { id: `cache${i}`, kind: 'cache', config: { capacityItems: 1000 + i } },
      { id: `store${i}`, kind: 'database', config: { shards: 3, replicas: 2 } },
      { id: `queue${i}`, kind: 'queue' },
      { id: `worker${i}`, kind: 'worker' },
    )
    const parent = i === 0 ? 'lb' : `service${Math.floor((i - 1) / 2)}`
    const own = `service${i}`
    design.links.push(
      { id: `call${i}`, from: parent, to: own, step: 4, timeoutS: 1, retries: { max: 2 } },
      { id: `look${i}`, from: own, to: `cache${i}`, step: 1, timeoutS: 0.25 },
      { id: `read${i}`, from: own, to: `store${i}`, step: 2, when: 'miss', timeoutS: 1 },
      { id: `tell${i}`, from: own, to: `queue${i}`, step: 3, mode: 'async', requests: ['write'] },
      { id: `work${i}`, from: `queue${i}`, to: `worker${i}` },
    )
  }
  return design
}

const request = (id: string, ratePerS: number): Design['requests'][number] => ({
  id,
  kind: 'read',
  from: 'users',
  arrivals: { type: 'poisson', ratePerS },
})
