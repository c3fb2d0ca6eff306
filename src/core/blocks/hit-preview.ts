import type { Flow } from '@/core/blocks/block-preview'
import { type CacheOrder, hitChances } from '@/core/queueing/cache-mix'
import { popularityOf } from '@/core/queueing/popularity'
import { meanS, NO_TIME, oneOf, residualOf, secondMomentS2, type TimeMix } from '@/core/queueing/time-mix'

/** One cache, whatever it is part of. */
export interface PreviewedCache {
  policy: CacheOrder
  capacityItems: number
  ttlS: number | null
  /** A write removes its key; else it leaves its value here, and is as good as a read. */
  writesRemove: boolean
  /** Of all who miss a key at the same time, one fetches it and the others wait for that. */
  coalesces: boolean
}

/** Of the look-ups of a flow: those that find their key, and those that go and fetch it; the rest waits for others. */
export interface HitShares {
  hit: number
  fetch: number
}

/**
 * Of each flow; null for writes and where nothing is asked. No hits where no key comes twice.
 * @param owner, part what this is the cache of: what was last known of it is a start for the next round of a preview
 */
export function hitShares(
  owner: object,
  part: number,
  cache: PreviewedCache,
  flows: readonly Flow[],
): (HitShares | null)[] {
  const known = keyChances(owner, part, cache, flows)
  const under = known && withMissesUnderWay(known, cache.coalesces)
  return flows.map((flow) => {
    if (flow.isWrite || flow.ratePerS === 0) return null
    const shares = known?.shares[known.keyed.indexOf(flow)]
    if (shares === undefined) return { hit: 0, fetch: 1 }
    // shares add up to 1 but for rounding
    const hit = Math.min(1, weighedBy(shares, under!.hits))
    if (!cache.coalesces) return { hit, fetch: 1 - hit }
    return { hit, fetch: Math.min(1 - hit, weighedBy(shares, under!.fetches)) }
  })
}

function weighedBy(shares: Float64Array, values: Float64Array): number {
  let sum = 0
  for (let g = 0; g < shares.length; g++) sum += shares[g]! * values[g]!
  return sum
}

/** Who asks while another one's fetch is under way waits for the rest of it. */
export function waitForOthers(shares: HitShares | null, fill: TimeMix): TimeMix {
  const waits = shares === null ? 0 : 1 - shares.hit - shares.fetch
  if (!(waits > 1e-9)) return NO_TIME
  return oneOf([
    { chance: 1 - waits, time: NO_TIME },
    { chance: waits, time: residualOf(fill) },
  ])
}

/** The keys of the flows in groups, and the chance that a look-up in each finds what it looks for. */
interface KeyChances {
  keyed: readonly Flow[]
  items: Float64Array
  /** Share of each keyed flow that each group gets. */
  shares: readonly Float64Array[]
  chances: Float64Array
}

const keyedFlows = (flows: readonly Flow[]) => flows.filter((flow) => flow.keys !== null && flow.ratePerS > 0)

/**
 * While a value is fetched, whoever asks for its key misses too; where misses are coalesced, until that one fetch is over.
 * Source: Atre et al., "Caching with Delayed Hits" (2020).
 */
function withMissesUnderWay(
  { keyed, items, shares, chances }: KeyChances,
  coalesces: boolean,
): { hits: Float64Array; fetches: Float64Array } {
  const perFetch = new Float64Array(items.length)
  for (const [k, { isWrite, ratePerS, fill }] of keyed.entries()) {
    if (isWrite) continue
    const { meanS, fixedS, variedS } = fixedAndVaried(fill)
    if (meanS === 0) continue
    for (let g = 0; g < items.length; g++) {
      const readsPerS = (ratePerS * shares[k]![g]!) / items[g]!
      perFetch[g]! += coalesces ? readsPerS * meanS : missesMore(readsPerS, fixedS, variedS)
    }
  }
  const hits = new Float64Array(items.length)
  const fetches = new Float64Array(items.length)
  for (let g = 0; g < items.length; g++) {
    const chance = chances[g]!
    // in each cycle one miss, those under way with it, and as many hits for it as the chance says
    const cycle = 1 + (1 - chance) * perFetch[g]!
    hits[g] = chance / cycle
    fetches[g] = (1 - chance) / cycle
  }
  return { hits, fetches }
}

/**
 * Reads of a key until the first of all that are under way has come back: each takes a fixed time and an exponential one of
 * mean m, so that after the fixed time the chance to be still without it is e^-(t + rt^2 / 2) / m. Its mean is Mills' ratio,
 * by the bound of Pollak (1956), exact at both ends.
 */
function missesMore(readsPerS: number, fixedS: number, variedS: number): number {
  const firstS = (2 * variedS) / (1 + Math.sqrt(1 + (8 / Math.PI) * readsPerS * variedS))
  return readsPerS * (fixedS + firstS)
}

/** A duration as a constant and an exponential one after it. */
function fixedAndVaried(time: TimeMix): { meanS: number; fixedS: number; variedS: number } {
  const mean = meanS(time)
  const variedS = Math.min(mean, Math.sqrt(Math.max(0, secondMomentS2(time) - mean ** 2)))
  return { meanS: mean, fixedS: mean - variedS, variedS }
}

/** What a cache did under the load before, which differs little from round to round of a preview. */
const last = new WeakMap<object, Map<number, { flows: readonly Flow[]; known: KeyChances | null }>>()
const ALIKE = 1e-4

function keyChances(owner: object, part: number, cache: PreviewedCache, flows: readonly Flow[]): KeyChances | null {
  const parts = last.get(owner) ?? new Map<number, { flows: readonly Flow[]; known: KeyChances | null }>()
  const before = parts.get(part)
  if (before && isSameMix(cache, before.flows, flows))
    return before.known && { ...before.known, keyed: keyedFlows(flows) }
  const known = newKeyChances(cache, keyedFlows(flows))
  last.set(owner, parts.set(part, { flows, known }))
  return known
}

/** Without a time to live only the proportions of the flows matter: twice as much of everything hits as often. */
function isSameMix(cache: PreviewedCache, before: readonly Flow[], after: readonly Flow[]): boolean {
  if (before.length !== after.length) return false
  const first = after[0]?.ratePerS ?? 0
  const scale = cache.ttlS === null && first > 0 ? before[0]!.ratePerS / first : 1
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
function newKeyChances(cache: PreviewedCache, keyed: readonly Flow[]): KeyChances | null {
  if (!keyed.some((flow) => !flow.isWrite)) return null
  const { items, shares } = popularityOf(keyed.map((flow) => flow.keys!))
  const puts = new Float64Array(items.length)
  const removals = new Float64Array(items.length)
  for (const [k, flow] of keyed.entries()) {
    // a write that leaves its value here is as good as a read
    const rates = flow.isWrite && cache.writesRemove ? removals : puts
    for (let g = 0; g < rates.length; g++) rates[g] = rates[g]! + flow.ratePerS * shares[k]![g]!
  }
  const chances = hitChances({
    order: cache.policy,
    capacityItems: cache.capacityItems,
    ttlS: cache.ttlS,
    items,
    readRatesPerS: puts,
    removalRatesPerS: removals,
  })
  return { keyed, items, shares, chances }
}
