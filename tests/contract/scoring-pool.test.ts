import { afterAll, expect, test } from 'vitest'
import { simulate } from '@/core/design/run'
import { effectiveDesign } from '@/core/interview/effective-design'
import { scenariosOf, scoredDesign } from '@/core/scoring/scored-design'
import { EnginePool, type EnginePoolOptions } from '@/server/engine-pool'
import { cases, fold } from './scored'
import { prices } from './scored-runs'

const { problem, medium } = cases.find((each) => each.problem.slug === 'timeline')!
const { design } = scoredDesign(effectiveDesign(fold(problem, medium)), problem, scenariosOf(problem)[0]!)
const short = { durationS: 2, warmupS: 1, seed: 7, replications: 1 }
/** More than any machine runs before the limit. */
const endless = { ...short, durationS: 1e6, replications: 1000 }

const pools: EnginePool[] = []
const makePool = (options: EnginePoolOptions = {}): EnginePool => {
  const pool = new EnginePool(options)
  pools.push(pool)
  return pool
}
afterAll(() => Promise.all(pools.map((pool) => pool.close())))

test('a run on the thread of its own is the very run that it would be here', async () => {
  const { report } = await makePool().run(design, { options: short, prices })
  expect(report).toEqual(JSON.parse(JSON.stringify(simulate(design, short, { prices }))))
})

test('runs come one after the other, in the order in which they were asked for', async () => {
  const pool = makePool()
  const done: number[] = []
  await Promise.all(
    [1, 2, 3].map(async (seed) => {
      const { report } = await pool.run(design, { options: { ...short, seed }, prices })
      done.push(report!.seed)
    }),
  )
  expect(done).toEqual([1, 2, 3])
})

test('a run that takes too long is stopped and says so, and the next one goes on', async () => {
  const pool = makePool({ runLimitMs: 3000 })
  const [long, next] = await Promise.all([
    pool.run(design, { options: endless, prices }),
    pool.run(design, { options: short, prices }),
  ])
  expect(long).toMatchObject({ report: null, failure: { why: expect.stringContaining('3 s') } })
  expect(next.report?.truncated).toBeNull()
})

test('a run that reaches its caps stops by itself, the same everywhere, and its report says so', async () => {
  const run = () => makePool().run(design, { options: endless, prices, caps: { events: 50_000 } })
  const { report } = await run()
  expect(report?.truncated).toBe('events')
  expect((await run()).report).toEqual(report)
})

test('what the engine throws is our mistake, not the design’s: there is no report, and the cause is kept', async () => {
  const { report, failure } = await makePool().run(design, { options: { ...short, durationS: -1 }, prices })
  expect(report).toBeNull()
  expect(failure?.why).toContain('engine')
  expect(failure?.cause).toContain('more than 0')
})

test('a thread that cannot start, or has too little memory, is said and replaced', async () => {
  const missing = makePool({ thread: 'src/server/no-such-thread.mjs' })
  const small = makePool({ memoryMb: 6 })
  for (const [pool, why] of [
    [missing, 'thread'],
    [small, '6 MB'],
  ] as const) {
    for (let attempt = 0; attempt < 2; attempt++) {
      const { report, failure } = await pool.run(design, { options: short, prices })
      expect(report).toBeNull()
      expect(failure?.why).toContain(why)
    }
  }
})

test('closing rejects what is under way', async () => {
  const pool = makePool()
  const rejected = expect(pool.run(design, { options: endless, prices })).rejects.toThrow('stopped')
  await pool.close()
  await rejected
})
