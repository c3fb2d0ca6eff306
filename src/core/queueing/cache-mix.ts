import { solveSmooth } from './root-finding'

export type CacheOrder = 'lru' | 'fifo' | 'random' | 'lfu' | 'w-tinylfu'

export interface CacheStreams {
  order: CacheOrder
  capacityItems: number
  /** an item is stale so long after it was put in; null never */
  ttlS: number | null
  /** keys in each group of equally popular keys */
  items: Float64Array
  /** look-ups of each group of keys together, per second */
  readRatesPerS: Float64Array
  /** removals of each group of keys together by writes, per second */
  removalRatesPerS: Float64Array
}

/**
 * How far a policy gets from LRU towards keeping the most popular items for good, by how many removals come with a read.
 * Estimates, measured on Zipf traffic of exponents 0.5 .. 1.2 with caches of 1 % .. 50 % of the keys and up to 0.3
 * removals a read; the hit ratio is within three percentage points. A removed item loses its count: few removals are
 * enough to make LFU worse than LRU.
 */
const TOWARDS_PERFECT: Record<CacheOrder, (removals: number) => number> = {
  lru: () => 0,
  fifo: () => 0,
  random: () => 0,
  lfu: (removals) => 0.7 - (1.1 * removals) / (removals + 0.004),
  'w-tinylfu': (removals) => Math.max(-0.2, 0.84 - 8 * removals ** 2),
}

/**
 * The chance that a look-up of a key of each group finds it, in the long run, by Che's approximation: a key is present
 * while it was asked for within a time T that is the same for all keys and that fills the cache. A write that removes
 * the key, or its time to live, ends its stay early. Several nodes that split the keys evenly are one cache of their
 * capacity together.
 * Sources: Che, Tung, Wang (2002); Martina, Garetto, Leonardi (2014) for FIFO and RANDOM; removals and time to live by
 * the same renewal argument.
 */
export function hitChances(cache: CacheStreams): Float64Array {
  const { order } = cache
  const base = order === 'fifo' || order === 'random' ? order : 'lru'
  const chances = characteristicChances(cache, base)
  const towards = TOWARDS_PERFECT[order](sum(cache.removalRatesPerS) / sum(cache.readRatesPerS))
  if (towards === 0) return chances
  const perfect = perfectChances(cache)
  return chances.map((chance, g) => chance + towards * (perfect[g]! - chance))
}

const sum = (rates: Float64Array) => rates.reduce((total, rate) => total + rate, 0)

function characteristicChances(cache: CacheStreams, order: 'lru' | 'fifo' | 'random'): Float64Array {
  const stay = characteristicTimeS(cache, order)
  return cache.items.map((_, g) => {
    const { reads, removals } = ratesOf(cache, g)
    if (reads === 0) return 0
    const chance = presence(order, reads, removals, stay)
    return cache.ttlS === null ? chance : ofHits(hitsBefore(cache.ttlS, { order, chance, reads, removals, stay }))
  })
}

/** Seconds that an item stays when nobody asks for it: the time at which the items present fill the cache. */
function characteristicTimeS(cache: CacheStreams, order: 'lru' | 'fifo' | 'random'): number {
  const occupied = (stay: number) => {
    let items = 0
    for (let g = 0; g < cache.items.length; g++) {
      const { reads, removals } = ratesOf(cache, g)
      if (reads > 0) items += cache.items[g]! * presence(order, reads, removals, stay)
    }
    return items
  }
  if (occupied(Infinity) <= cache.capacityItems) return Infinity
  const reads = sum(cache.readRatesPerS)
  // it takes at least as many reads as there are places to fill them
  const low = cache.capacityItems / reads / 2
  let high = 2 * low
  while (occupied(high) < cache.capacityItems) high *= 4
  return solveSmooth(occupied, cache.capacityItems, low, high, 1e-7 * cache.capacityItems)
}

/** The chance that an item is present, its key being read and removed at these rates. */
function presence(order: 'lru' | 'fifo' | 'random', reads: number, removals: number, stay: number): number {
  const events = reads + removals
  // the last event within the stay was a read
  if (order === 'lru') return (reads / events) * (stay === Infinity ? 1 : -Math.expm1(-events * stay))
  if (stay === Infinity) return reads / events
  if (order === 'random') return reads / (events + 1 / stay)
  const life = removals === 0 ? stay : -Math.expm1(-removals * stay) / removals
  return (reads * life) / (1 + reads * life)
}

/** The chance of a hit, when so many follow a miss. */
const ofHits = (hits: number) => hits / (1 + hits)

interface Stay {
  order: 'lru' | 'fifo' | 'random'
  /** without a time to live */
  chance: number
  reads: number
  removals: number
  stay: number
}

/**
 * Reads that find an item within so many seconds of its being put in, by the renewal argument of Fofack, Nain, Neglia and
 * Towsley (2014). LRU is exact up to the characteristic time, before which only a write can end a stay, and exponential
 * after it, so that all its hits come out.
 */
function hitsBefore(ttlS: number, { order, chance, reads, removals, stay }: Stay): number {
  // what is always there is hit as long as it is fresh
  const all = chance >= 1 ? Infinity : chance / (1 - chance)
  if (order === 'random') return endingHits(all, reads, ttlS)
  const certain = survivingReads(reads, removals, Math.min(ttlS, stay))
  if (order === 'fifo' || ttlS <= stay) return certain
  const left = Math.max(0, all - certain)
  const rate = reads * Math.exp(-removals * stay) * -Math.expm1(-reads * stay)
  return certain + endingHits(left, rate, ttlS - stay)
}

/** Reads before the first write. */
function survivingReads(reads: number, removals: number, seconds: number): number {
  return removals * seconds < 1e-12 ? reads * seconds : (-reads * Math.expm1(-removals * seconds)) / removals
}

/** Hits that come with a rate which falls off exponentially, so that in all there would be so many. */
function endingHits(all: number, rate: number, seconds: number): number {
  if (all === 0) return 0
  return all === Infinity ? rate * seconds : -all * Math.expm1((-rate * seconds) / all)
}

/** The most popular items are kept for good. */
function perfectChances(cache: CacheStreams): Float64Array {
  const groups = [...cache.items.keys()].filter((g) => cache.readRatesPerS[g]! > 0)
  groups.sort((a, b) => cache.readRatesPerS[b]! / cache.items[b]! - cache.readRatesPerS[a]! / cache.items[a]!)
  const chances = new Float64Array(cache.items.length)
  let room = cache.capacityItems
  for (const g of groups) {
    const { reads, removals } = ratesOf(cache, g)
    const fits = Math.min(1, room / cache.items[g]!)
    chances[g] =
      fits * (cache.ttlS === null ? reads / (reads + removals) : ofHits(survivingReads(reads, removals, cache.ttlS)))
    room -= fits * cache.items[g]!
    if (room <= 0) break
  }
  return chances
}

/** Rates of a single key of a group. */
function ratesOf(cache: CacheStreams, group: number): { reads: number; removals: number } {
  const items = cache.items[group]!
  return { reads: cache.readRatesPerS[group]! / items, removals: cache.removalRatesPerS[group]! / items }
}
