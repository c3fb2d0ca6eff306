import { describe, expect, it } from 'vitest'
import { HashRing } from '@/core/algorithms/hash-ring'
import { ShardMap, type Sharding } from '@/core/algorithms/shard-map'
import { numberAt, oracleVectors } from './vectors'

const startingWith = (prefix: string) =>
  oracleVectors.filter((vector) => vector.id.startsWith(prefix)).map((vector) => [vector.id, vector] as const)

describe('shares of the circle that members of a ring own', () => {
  it.each(startingWith('ring-'))('%s', (_, { params, expect: expected }) => {
    const members = numberAt(params, 'n')
    const vnodes = numberAt(params, 'vnodes')
    const rings = Math.max(100, Math.ceil(400_000 / (members * vnodes)))
    const peaks: number[] = []
    let squares = 0
    for (let salt = 1; salt <= rings; salt++) {
      const shares = new HashRing(members, vnodes, salt).shares()
      peaks.push(Math.max(...shares) * members)
      for (const share of shares) squares += (share * members - 1) ** 2
    }
    peaks.sort((a, b) => a - b)
    const mean = peaks.reduce((sum, peak) => sum + peak, 0) / rings
    const deviation = Math.sqrt(peaks.reduce((sum, peak) => sum + (peak - mean) ** 2, 0) / rings)
    const allowed = (4 * deviation) / Math.sqrt(rings)

    expect(Math.abs(mean - numberAt(expected, 'peak_to_mean_mean'))).toBeLessThan(allowed)
    // the median scatters 1.25 times as much as the mean, the 99th percentile some five times
    expect(Math.abs(peaks[Math.floor(rings / 2)]! - numberAt(expected, 'peak_to_mean_p50'))).toBeLessThan(1.5 * allowed)
    expect(Math.abs(peaks[Math.floor(rings * 0.99)]! - numberAt(expected, 'peak_to_mean_p99'))).toBeLessThan(
      6 * allowed,
    )
    const cv = Math.sqrt(squares / (rings * members))
    const expectedCv = numberAt(expected, 'cv_share')
    // n shares of one ring are tied to each other, so only the rings count
    expect(Math.abs(cv / expectedCv - 1)).toBeLessThan(4 / Math.sqrt(rings))
  })
})

describe('keys that move when a shard is added', () => {
  const KEYS = 200_000
  /** Share of keys that change their shard, and how many of them do not go to the new one. */
  const moves = (sharding: Sharding, shards: number, vnodes: number) => {
    const before = new ShardMap({ sharding, shards, keySpace: KEYS, vnodes })
    const after = new ShardMap({ sharding, shards: shards + 1, keySpace: KEYS, vnodes })
    let moved = 0
    let astray = 0
    for (let key = 0; key < KEYS; key++) {
      const shard = after.shardOf(key)
      if (shard === before.shardOf(key)) continue
      moved++
      if (shard !== shards) astray++
    }
    return { share: moved / KEYS, astray }
  }

  it.each(startingWith('reshard-'))('%s', (_, { params, expect: expected }) => {
    const shards = numberAt(params, 'n')
    const vnodes = 500
    for (const [sharding, name] of [
      ['hash-mod', 'mod_n'],
      ['jump-hash', 'jump'],
    ] as const) {
      const share = numberAt(expected, name)
      const deviation = Math.sqrt((share * (1 - share)) / KEYS)
      const moved = moves(sharding, shards, vnodes)
      expect(Math.abs(moved.share - share)).toBeLessThan(4 * deviation)
      // modulo shuffles everything; consistent hashing moves keys to the new shard only
      expect(moved.astray > 0).toBe(sharding === 'hash-mod')
    }
    const ring = numberAt(expected, 'ring')
    const spread = ring * Math.sqrt(shards / ((shards + 1) * vnodes + 1))
    const moved = moves('hash-ring', shards, vnodes)
    expect(Math.abs(moved.share - ring)).toBeLessThan(4 * spread)
    expect(moved.astray).toBe(0)
  })
})
