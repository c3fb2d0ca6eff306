import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hash32, hashPair32 } from './hash'
import { HashRing } from './hash-ring'
import { jumpHash } from './jump-hash'
import { SHARDINGS, ShardMap } from './shard-map'

/** The paper's algorithm as printed, in 64-bit arithmetic. */
function jumpHashByBigInt(key: bigint, buckets: number): number {
  let state = key
  let bucket = -1
  let next = 0
  while (next < buckets) {
    bucket = next
    state = (state * 2862933555777941757n + 1n) & 0xffffffffffffffffn
    next = Math.floor((bucket + 1) * (2147483648 / Number((state >> 33n) + 1n)))
  }
  return bucket
}

describe('jumpHash', () => {
  it('agrees with the paper on every 64-bit key', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 0xffffffffffffffffn), fc.integer({ min: 1, max: 100_000 }), (key, buckets) => {
        const high = Number(key >> 32n)
        const low = Number(key & 0xffffffffn)
        expect(jumpHash(high, low, buckets)).toBe(jumpHashByBigInt(key, buckets))
      }),
    )
  })
})

describe('hash32', () => {
  it('has the values of MurmurHash3', () => {
    expect([0, 1, 2, 0xdeadbeef].map(hash32)).toEqual([0, 0x514e28b7, 0x30f4c306, 0x0de5c6a9])
  })

  it('changes about half of the bits when one bit of the key changes', () => {
    let changed = 0
    const keys = 2000
    for (let key = 0; key < keys; key++) {
      for (let bit = 0; bit < 32; bit++) changed += onesIn(hash32(key) ^ hash32(key ^ (1 << bit)))
    }
    expect(changed / (keys * 32 * 32)).toBeCloseTo(0.5, 2)
  })

  it('of pairs depends on the order', () => {
    expect(hashPair32(1, 2)).not.toBe(hashPair32(2, 1))
  })
})

function onesIn(word: number): number {
  let ones = 0
  for (let rest = word >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) ones++
  return ones
}

describe('HashRing', () => {
  it('gives every spot to the first point at or after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(1000),
        (members, vnodes, salt) => {
          const ring = new HashRing(members, vnodes, salt)
          const points = Array.from({ length: members * vnodes }, (_, i) => ({
            spot: hashPair32(hash32(salt) ^ Math.floor(i / vnodes), i % vnodes),
            owner: Math.floor(i / vnodes),
          })).sort((a, b) => a.spot - b.spot || a.owner - b.owner)
          const spots = [0, 2 ** 32 - 1, ...points.flatMap(({ spot }) => [spot, (spot + 1) % 2 ** 32])]
          for (const hash of spots) {
            const next = points.find(({ spot }) => spot >= hash) ?? points[0]!
            expect(ring.ownerOf(hash)).toBe(next.owner)
          }
          expect(ring.shares().reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
        },
      ),
    )
  })

  it('refuses what is no ring', () => {
    expect(() => new HashRing(0, 1)).toThrow(RangeError)
    expect(() => new HashRing(3, 0)).toThrow(RangeError)
    expect(() => new HashRing(10_000, 10_000)).toThrow(RangeError)
  })
})

describe.each(SHARDINGS)('ShardMap %s', (sharding) => {
  it('gives every key a shard, and every shard its share', () => {
    const shards = 7
    const keySpace = 70_000
    const map = new ShardMap({ sharding, shards, keySpace, vnodes: 1000 })
    const keys = new Int32Array(shards)
    for (let key = 0; key < keySpace; key++) keys[map.shardOf(key)]! += 1
    expect(keys.reduce((sum, count) => sum + count, 0)).toBe(keySpace)
    for (const count of keys) expect(Math.abs(count / 10_000 - 1)).toBeLessThan(0.15)
  })

  it('is the same map every time', () => {
    const options = { sharding, shards: 5, keySpace: 1000, vnodes: 10 }
    const [one, two] = [new ShardMap(options), new ShardMap(options)]
    for (let key = 0; key < 1000; key++) expect(one.shardOf(key)).toBe(two.shardOf(key))
  })

  it('has one shard for everything when there is but one', () => {
    const map = new ShardMap({ sharding, shards: 1, keySpace: 1e9, vnodes: 10 })
    for (const key of [0, 1, 999_999_999]) expect(map.shardOf(key)).toBe(0)
  })

  it('serves the largest settings a design may have', () => {
    const map = new ShardMap({ sharding, shards: 10_000, keySpace: 1e9, vnodes: 10_000 })
    expect(map.shardOf(999_999_999)).toBeLessThan(10_000)
  })
})

it('key-range keeps neighbours together', () => {
  const map = new ShardMap({ sharding: 'key-range', shards: 4, keySpace: 10, vnodes: 1 })
  expect(Array.from({ length: 10 }, (_, key) => map.shardOf(key))).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 3, 3])
})
