import { describe, expect, test } from 'vitest'
import { simulate } from '@/core/design/run'
import type { Design } from '@/core/design/schema'
import { cacheAside } from './cases/caches'
import { designOf, poisson, server, stationDesign } from './trials'
import { numberAt, oracle } from './vectors'

/**
 * Whether the 95 % interval that a report gives for its mean holds the true mean as often as it says. `npm run soak` asks with
 * 200 seeds a design, `npm test` with few.
 */
const SEEDS = Number(process.env.SOAK_SEEDS ?? 30)
const REQUESTS = 50_000

interface Covered {
  design: Design
  durationS: number
  trueMeanS: number
}

const row = ['a', 'b', 'c', 'd', 'e']
/** A hit takes a millisecond, a miss ten more on average; so few ask that a missed key is back before it is asked for again. */
const cached = oracle('cache-exact-8-1.0-4')
const HIT_S = 0.001
const MISS_S = 0.01
const CACHE_RATE_PER_S = 0.1

const designs: Record<string, Covered> = {
  'M/M/1 at 0.5': { design: stationDesign(poisson(0.5)), durationS: REQUESTS / 0.5, trueMeanS: 2 },
  'M/M/1 at 0.8': { design: stationDesign(poisson(0.8)), durationS: REQUESTS / 0.8, trueMeanS: 5 },
  'M/M/8 at 0.8': {
    design: stationDesign(poisson(6.4), { concurrency: 8 }),
    durationS: REQUESTS / 6.4,
    trueMeanS: numberAt(oracle('mmc-8-6.4').expect, 'W'),
  },
  'five in a row at 0.8': {
    design: designOf({
      blocks: Object.fromEntries(
        row.map((name): [string, ['service', object]] => [name, ['service', server()]]),
      ) as never,
      links: row.map((name, i) => [i === 0 ? 'users' : row[i - 1]!, name]),
      arrivals: poisson(0.8),
    }),
    durationS: REQUESTS / 0.8,
    trueMeanS: 25,
  },
  'a cache beside a database': {
    design: (() => {
      const design = cacheAside(
        { capacityItems: 4, policy: 'lru', serviceTime: HIT_S },
        { count: 8, zipf: 1 },
        CACHE_RATE_PER_S,
      )
      const database = design.blocks.find(({ id }) => id === 'db')!
      database.config = { ...database.config, serviceTimes: { read: { type: 'exponential', meanS: MISS_S }, write: 0 } }
      return design
    })(),
    durationS: REQUESTS / CACHE_RATE_PER_S,
    trueMeanS: HIT_S + (1 - numberAt(cached.expect, 'lru')) * MISS_S,
  },
}

/** Standard deviation of a share that should be 95 %. */
const spread = (intervals: number) => Math.sqrt((0.95 * 0.05) / intervals)

function holds({ design, durationS, trueMeanS }: Covered, seed: number): boolean {
  const report = simulate(design, { durationS, warmupS: durationS / 20, seed, replications: 1 })
  const interval = report.requests.r!.latencyS.meanCi95
  if (interval === null) throw new Error('the report gives no interval')
  return interval[0] <= trueMeanS && trueMeanS <= interval[1]
}

describe('intervals of the mean', () => {
  const held = new Map<string, number>()

  test.each(Object.entries(designs))(
    'of %s hold it 95 times of a hundred, within three standard deviations of chance',
    (name, one) => {
      let count = 0
      for (let seed = 1; seed <= SEEDS; seed++) if (holds(one, seed)) count++
      held.set(name, count)
      expect(Math.abs(count / SEEDS - 0.95)).toBeLessThanOrEqual(3 * spread(SEEDS) + 0.01)
    },
    600_000,
  )

  test('of all together hold it between 93 and 97 times, or as near as chance lets so few runs come', () => {
    const intervals = SEEDS * held.size
    const share = [...held.values()].reduce((sum, count) => sum + count, 0) / intervals
    console.info(`${(100 * share).toFixed(1)} % of ${intervals} intervals hold the true mean`, Object.fromEntries(held))
    expect(Math.abs(share - 0.95)).toBeLessThanOrEqual(Math.max(0.02, 3 * spread(intervals)))
  })
})
