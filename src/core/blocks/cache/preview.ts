import { type BlockLoad, type BlockPreview, type Flow, type FlowRouting, PASSES_ON } from '@/core/blocks/block-preview'
import { keyShares } from '@/core/blocks/key-shares'
import { mixedMoments, type Pool, responseIn, unevenPool } from '@/core/blocks/pool-preview'
import { timeOfDistribution } from '@/core/blocks/time-of'
import { hitChances } from '@/core/queueing/cache-mix'
import { popularityOf } from '@/core/queueing/popularity'
import type { CacheConfig } from './config'

/** Nodes that split the keys; hit ratios follow from the keys asked for. */
export const cachePreview: BlockPreview<CacheConfig> = {
  routing: (config, load) => {
    const ratios = hitRatios(config, load.flows)
    return load.flows.map((flow, i) => {
      const hasStore = load.links.some((link) => link.requests?.includes(flow.request) !== false)
      return routingOf(config, flow, ratios[i]!, hasStore)
    })
  },
  load: (config, load) => {
    const work = timeOfDistribution(config.serviceTime)
    const pool: Pool = {
      instances: config.instances,
      serversEach: config.concurrency,
      queueLimitEach: null,
      arrivalScv: 1,
      ...mixedMoments([{ ratePerS: 1, time: work }]),
    }
    const figures = unevenPool(pool, nodeRates(config, load))
    const time = figures.wait === null ? null : responseIn(figures, figures.wait, work)
    return {
      utilisation: figures.utilisation,
      peakUtilisation: figures.peakUtilisation,
      queueLength: figures.queueLength,
      backlog: 0,
      carried: figures.carried,
      flows: load.flows.map(() => ({ time, pReject: figures.pReject })),
    }
  },
  // a lost node takes its share of the keys with it
  availability: (_, __, instanceUp) => instanceUp,
}

/** With a store behind it, the cache answers whatever it is asked; without, its caller asks the store. */
function routingOf(config: CacheConfig, flow: Flow, hitRatio: number | null, hasStore: boolean): FlowRouting {
  if (flow.isWrite) return { ...PASSES_ON, answersHit: hasStore ? 1 : 0, waits: config.writes !== 'behind' }
  return { ...PASSES_ON, hitRatio, answersHit: hasStore ? 1 : (hitRatio ?? 0), goesOn: 1 - (hitRatio ?? 0) }
}

/** Calls that reach each node, per second. */
function nodeRates(config: CacheConfig, load: BlockLoad): Float64Array {
  const rates = new Float64Array(config.instances)
  for (const { keys, ratePerS } of load.flows) {
    const shares = keyShares({ sharding: 'hash-mod', shards: config.instances, vnodes: 1, keys })
    for (let node = 0; node < rates.length; node++) rates[node] = rates[node]! + ratePerS * shares[node]!
  }
  return rates
}

/** What a cache did under the load before, which differs little from round to round of a preview. */
const last = new WeakMap<CacheConfig, { flows: readonly Flow[]; ratios: (number | null)[] }>()
const ALIKE = 1e-4

function hitRatios(config: CacheConfig, flows: readonly Flow[]): (number | null)[] {
  const known = last.get(config)
  if (known && isSameMix(config, known.flows, flows)) return known.ratios
  const ratios = newHitRatios(config, flows)
  last.set(config, { flows, ratios })
  return ratios
}

/** Without a time to live only the proportions of the flows matter: twice as much of everything hits as often. */
function isSameMix(config: CacheConfig, before: readonly Flow[], after: readonly Flow[]): boolean {
  if (before.length !== after.length) return false
  const first = after[0]?.ratePerS ?? 0
  const scale = config.ttlS === null && first > 0 ? before[0]!.ratePerS / first : 1
  return after.every((flow, i) => {
    const old = before[i]!
    const isSameKind = flow.isWrite === old.isWrite && sameKeys(flow.keys, old.keys)
    return isSameKind && Math.abs(flow.ratePerS * scale - old.ratePerS) <= ALIKE * old.ratePerS
  })
}

function sameKeys(a: Flow['keys'], b: Flow['keys']): boolean {
  return a === b || (a !== null && b !== null && a.count === b.count && a.zipf === b.zipf)
}

/** Hit ratio of each flow: 0 where no key comes twice, null for writes and where nothing is asked. */
function newHitRatios(config: CacheConfig, flows: readonly Flow[]): (number | null)[] {
  const keyed = flows.filter((flow) => flow.keys !== null && flow.ratePerS > 0)
  if (!keyed.some((flow) => !flow.isWrite)) return flows.map((flow) => (flow.isWrite || flow.ratePerS === 0 ? null : 0))
  const { items, shares: sharesOf } = popularityOf(keyed.map((flow) => flow.keys!))
  const puts = new Float64Array(items.length)
  const removals = new Float64Array(items.length)
  for (const [k, flow] of keyed.entries()) {
    const shares = sharesOf[k]!
    // a write that leaves its value here is as good as a read
    const rates = flow.isWrite && config.writes === 'invalidate' ? removals : puts
    for (let g = 0; g < rates.length; g++) rates[g] = rates[g]! + flow.ratePerS * shares[g]!
  }
  const chances = hitChances({
    order: config.policy,
    capacityItems: config.capacityItems,
    ttlS: config.ttlS,
    items,
    readRatesPerS: puts,
    removalRatesPerS: removals,
  })
  return flows.map((flow) => {
    if (flow.isWrite || flow.ratePerS === 0) return null
    return sharesOf[keyed.indexOf(flow)]?.reduce((sum, share, g) => sum + share * chances[g]!, 0) ?? 0
  })
}
