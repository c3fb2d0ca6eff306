import { type BlockPreview, type Flow, type FlowRouting, PASSES_ON } from '@/core/blocks/block-preview'
import { shardRates } from '@/core/blocks/key-shares'
import { mixedMoments, type Pool, responseIn, unevenPool } from '@/core/blocks/pool-preview'
import { timeOfDistribution } from '@/core/blocks/time-of'
import { hitChances } from '@/core/queueing/cache-mix'
import { popularityOf } from '@/core/queueing/popularity'
import { meanS, secondMomentS2, type TimeMix } from '@/core/queueing/time-mix'
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
    // the key picks the node
    const nodes = shardRates({ sharding: 'hash-mod', shards: config.instances, vnodes: 1 }, load.flows)
    const figures = unevenPool(pool, nodes)
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

/** The keys of the flows in groups, and the chance that a look-up in each finds what it looks for. */
interface KeyChances {
  keyed: readonly Flow[]
  items: Float64Array
  /** Share of each keyed flow that each group gets. */
  shares: readonly Float64Array[]
  chances: Float64Array
}

/** Hit ratio of each flow: 0 where no key comes twice, null for writes and where nothing is asked. */
function hitRatios(config: CacheConfig, flows: readonly Flow[]): (number | null)[] {
  const known = keyChances(config, flows)
  const chances = known && withMissesUnderWay(known)
  return flows.map((flow) => {
    if (flow.isWrite || flow.ratePerS === 0) return null
    const shares = known?.shares[known.keyed.indexOf(flow)]
    // shares add up to 1 but for rounding
    return Math.min(1, shares?.reduce((sum, share, g) => sum + share * chances![g]!, 0) ?? 0)
  })
}

const keyedFlows = (flows: readonly Flow[]) => flows.filter((flow) => flow.keys !== null && flow.ratePerS > 0)

/** While a value is fetched, whoever asks for its key misses too. Source: Atre et al., "Caching with Delayed Hits" (2020). */
function withMissesUnderWay({ keyed, items, shares, chances }: KeyChances): Float64Array {
  const fills = keyed.map(({ fill }) => fixedAndVaried(fill))
  return chances.map((chance, g) => {
    let more = 0
    for (const [k, { isWrite, ratePerS }] of keyed.entries()) {
      if (!isWrite) more += missesMore((ratePerS * shares[k]![g]!) / items[g]!, fills[k]!)
    }
    // in each cycle one miss, those under way with it, and as many hits for it as the chance says
    return chance / (1 + (1 - chance) * more)
  })
}

/**
 * Reads of a key until the first of all that are under way has come back: each takes a fixed time and an exponential one of
 * mean m, so that after the fixed time the chance to be still without it is e^-(t + rt^2 / 2) / m. Its mean is Mills' ratio,
 * by the bound of Pollak (1956), exact at both ends.
 */
function missesMore(readsPerS: number, { fixedS, variedS }: { fixedS: number; variedS: number }): number {
  const firstS = (2 * variedS) / (1 + Math.sqrt(1 + (8 / Math.PI) * readsPerS * variedS))
  return readsPerS * (fixedS + firstS)
}

/** A duration as a constant and an exponential one after it. */
function fixedAndVaried(time: TimeMix): { fixedS: number; variedS: number } {
  const mean = meanS(time)
  const variedS = Math.min(mean, Math.sqrt(Math.max(0, secondMomentS2(time) - mean ** 2)))
  return { fixedS: mean - variedS, variedS }
}

/** What a cache did under the load before, which differs little from round to round of a preview. */
const last = new WeakMap<CacheConfig, { flows: readonly Flow[]; known: KeyChances | null }>()
const ALIKE = 1e-4

function keyChances(config: CacheConfig, flows: readonly Flow[]): KeyChances | null {
  const before = last.get(config)
  if (before && isSameMix(config, before.flows, flows))
    return before.known && { ...before.known, keyed: keyedFlows(flows) }
  const known = newKeyChances(config, keyedFlows(flows))
  last.set(config, { flows, known })
  return known
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

/** null where nothing is looked up by its key. */
function newKeyChances(config: CacheConfig, keyed: readonly Flow[]): KeyChances | null {
  if (!keyed.some((flow) => !flow.isWrite)) return null
  const { items, shares } = popularityOf(keyed.map((flow) => flow.keys!))
  const puts = new Float64Array(items.length)
  const removals = new Float64Array(items.length)
  for (const [k, flow] of keyed.entries()) {
    // a write that leaves its value here is as good as a read
    const rates = flow.isWrite && config.writes === 'invalidate' ? removals : puts
    for (let g = 0; g < rates.length; g++) rates[g] = rates[g]! + flow.ratePerS * shares[k]![g]!
  }
  const chances = hitChances({
    order: config.policy,
    capacityItems: config.capacityItems,
    ttlS: config.ttlS,
    items,
    readRatesPerS: puts,
    removalRatesPerS: removals,
  })
  return { keyed, items, shares, chances }
}
