import type { Block, Design, Link } from '@/core/design/schema'

const kinds = ['service', 'cache', 'database', 'queue', 'worker', 'load-balancer'] as const

/** A grid of blocks of many kinds, each linked to the next and every other one to the row below. */
export function largeDesign(count: number): Design {
  const columns = Math.ceil(Math.sqrt(count * 1.6))
  const blocks: Block[] = Array.from({ length: count }, (_, i) => ({
    id: `b${i}`,
    kind: i === 0 ? 'client' : kinds[i % kinds.length]!,
    name: `Block number ${i}`,
    x: (i % columns) * 256,
    y: Math.floor(i / columns) * 120,
  }))
  const links: Link[] = []
  for (let i = 0; i < count; i += 1) {
    if ((i + 1) % columns !== 0 && i + 1 < count) links.push({ id: `r${i}`, from: `b${i}`, to: `b${i + 1}` })
    if (i % 2 === 1 && i + columns < count)
      links.push({ id: `d${i}`, from: `b${i}`, to: `b${i + columns}`, mode: 'async', calls: 3 })
  }
  return {
    format: 'dryrun-design',
    version: 1,
    title: `${count} blocks`,
    blocks,
    links,
    requests: [{ id: 'read', from: 'b0', arrivals: { type: 'poisson', ratePerS: 100 } }],
  }
}
