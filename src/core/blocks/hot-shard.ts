import { z } from 'zod'
import { SHARDINGS, ShardMap, type Sharding } from '@/core/algorithms/shard-map'
import { remembered } from '@/core/algorithms/remembered'
import { KeySampler } from '@/core/random/key-sampler'
import { seedStream, WORDS_PER_STREAM } from '@/core/random/streams'
import { configOf } from './registry'

export interface ShardedStore {
  shards: number
  shardBy: Sharding
  vnodes: number
}

const shardedSettings = z.object({
  shards: z.int().min(2),
  shardBy: z.enum(SHARDINGS),
  vnodes: z.int().min(1),
})

/** How a block splits its keys, read by the names of its settings, whatever its kind; null where it does not. */
export function shardedStoreOf(block: Parameters<typeof configOf>[0]): ShardedStore | null {
  return shardedSettings.safeParse(configOf(block)).data ?? null
}

/** Values that rows are placed by: how many there are, and how unevenly they are asked for (Zipf's exponent). */
export interface PlacedBy {
  count: number
  zipf: number
}

/** Rows placed: enough to tell a ratio of 1.05 from 1 with a hundred shards. */
const DRAWS = 50_000

/**
 * How much the busiest shard gets of what it would get if all got the same, from drawing values and placing them as the
 * store does: 1 is even, and the number of shards is everything in one place.
 */
export function hotShardRatio({ shards, shardBy, vnodes }: ShardedStore, { count, zipf }: PlacedBy): number {
  return ratioOf(JSON.stringify([shards, shardBy, vnodes, count, zipf]))
}

/** Fifty thousand draws are a third of a score, and most scores place the same values over the same shards. */
const ratioOf = remembered(100, (text) => {
  const [shards, sharding, vnodes, keySpace, zipf] = JSON.parse(text) as [number, Sharding, number, number, number]
  const map = new ShardMap({ sharding, shards, keySpace, vnodes })
  const values = new KeySampler(keySpace, zipf)
  const stream = new Int32Array(WORDS_PER_STREAM)
  seedStream(stream, 0, 'hot shard')
  const placed = new Float64Array(shards)
  for (let draw = 0; draw < DRAWS; draw++) {
    const shard = map.shardOf(values.draw(stream, 0))
    placed[shard] = placed[shard]! + 1
  }
  return (placed.reduce((most, each) => Math.max(most, each), 0) * shards) / DRAWS
})
