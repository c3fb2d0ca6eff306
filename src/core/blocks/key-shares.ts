import { HashRing, MAX_RING_POINTS } from '@/core/algorithms/hash-ring'
import { ShardMap, type Sharding } from '@/core/algorithms/shard-map'
import { type KeyLaw, zipfMass } from '@/core/queueing/popularity'

export interface KeySplit {
  sharding: Sharding
  shards: number
  vnodes: number
}

/** The keys looked at one by one: the share of traffic of any other is too small to tip a shard. */
const LOOKED_AT = 2048
/** Splits remembered: more than a design has blocks that split keys, and few enough to forget about. */
const REMEMBERED = 256
const remembered = new Map<string, Float64Array>()
const ALL_OF_IT = Float64Array.of(1)

/** The share of requests that each shard gets, adding up to 1: the hottest keys where they fall, the rest evenly. */
export function keyShares(split: KeySplit, keys: KeyLaw | null): Float64Array {
  if (split.shards === 1) return ALL_OF_IT
  const name = `${split.sharding} ${split.shards} ${split.vnodes} ${keys?.count} ${keys?.zipf}`
  const known = remembered.get(name)
  if (known !== undefined) return known
  if (remembered.size >= REMEMBERED) remembered.clear()
  const shares = split.sharding === 'key-range' ? rangeShares(split, keys) : hashedShares(split, keys)
  remembered.set(name, shares)
  return shares
}

/** Requests of several streams that reach each shard, per second. */
export function shardRates(
  split: KeySplit,
  streams: readonly { ratePerS: number; keys: KeyLaw | null }[],
): Float64Array {
  const rates = new Float64Array(split.shards)
  for (const { ratePerS, keys } of streams) {
    const shares = keyShares(split, keys)
    for (let shard = 0; shard < rates.length; shard++) rates[shard] = rates[shard]! + ratePerS * shares[shard]!
  }
  return rates
}

function rangeShares({ shards }: KeySplit, keys: KeyLaw | null): Float64Array {
  if (keys === null) return new Float64Array(shards).fill(1 / shards)
  const total = zipfMass(1, keys.count, keys.zipf)
  const width = keys.count / shards
  // keys are ranks less one, and a shard's keys begin at a multiple of the width, rounded up
  return Float64Array.from({ length: shards }, (_, shard) => {
    const from = Math.ceil(shard * width) + 1
    const to = Math.ceil((shard + 1) * width)
    return zipfMass(from, to, keys.zipf) / total
  })
}

function hashedShares({ sharding, shards, vnodes }: KeySplit, keys: KeyLaw | null): Float64Array {
  const even =
    sharding === 'hash-ring'
      ? new HashRing(shards, Math.max(1, Math.min(vnodes, Math.floor(MAX_RING_POINTS / shards)))).shares()
      : new Float64Array(shards).fill(1 / shards)
  // without popular keys every spot is as likely as its place on the circle is wide
  if (keys === null || (keys.zipf === 0 && keys.count > 100 * shards * vnodes)) return even
  const map = new ShardMap({ sharding, shards, keySpace: keys.count, vnodes })
  const total = zipfMass(1, keys.count, keys.zipf)
  const looked = Math.min(keys.count, LOOKED_AT)
  const rest = zipfMass(looked + 1, keys.count, keys.zipf) / total
  const shares = even.map((share) => share * rest)
  for (let key = 0; key < looked; key++) {
    const shard = map.shardOf(key)
    shares[shard] = shares[shard]! + (key + 1) ** -keys.zipf / total
  }
  return shares
}
