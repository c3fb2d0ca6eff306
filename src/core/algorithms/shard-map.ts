import { hash32 } from './hash'
import { HashRing, MAX_RING_POINTS } from './hash-ring'
import { jumpHash } from './jump-hash'

export const SHARDINGS = ['hash-mod', 'hash-ring', 'jump-hash', 'key-range'] as const

/** How a key finds its shard. */
export type Sharding = (typeof SHARDINGS)[number]

export interface ShardMapOptions {
  sharding: Sharding
  /** how many shards there are, at least 1 */
  shards: number
  /** keys are the integers 0 .. keySpace - 1; only `key-range` cuts this span into equal pieces */
  keySpace: number
  /** points a shard has on the ring; only `hash-ring` uses it, and at most 1 Mi of all shards together */
  vnodes: number
}

/**
 * Which shard holds a key. One class with a number for the way of sharding, not one class a way, so that a call
 * site in the engine's hot loop stays monomorphic however many ways a design mixes.
 */
export class ShardMap {
  readonly shards: number
  readonly sharding: Sharding
  private readonly code: number
  private readonly keysPerShard: number
  private readonly ring: HashRing | null

  /** @throws RangeError for a number of shards, keys or points that is not a positive integer */
  constructor(options: ShardMapOptions) {
    const { sharding, shards, keySpace, vnodes } = options
    if (!Number.isInteger(shards) || shards < 1) throw new RangeError(`Not a number of shards: ${shards}`)
    if (!(keySpace >= 1)) throw new RangeError(`Not a number of keys: ${keySpace}`)
    this.shards = shards
    this.sharding = sharding
    this.code = SHARDINGS.indexOf(sharding)
    this.keysPerShard = keySpace / shards
    this.ring =
      sharding === 'hash-ring' ? new HashRing(shards, Math.min(vnodes, Math.floor(MAX_RING_POINTS / shards))) : null
  }

  /**
   * The shard of a key.
   * @param key an integer; only its low 32 bits count, except for `key-range`, which wants 0 .. keySpace - 1
   * @returns 0 .. shards - 1
   */
  shardOf(key: number): number {
    switch (this.code) {
      case 0:
        return hash32(key) % this.shards
      case 1:
        return this.ring!.ownerOf(hash32(key))
      case 2:
        // both halves hashed, since the paper's generator wants keys that are already well spread
        return jumpHash(hash32(~key), hash32(key), this.shards)
      default:
        return Math.min(this.shards - 1, Math.floor(key / this.keysPerShard))
    }
  }
}
