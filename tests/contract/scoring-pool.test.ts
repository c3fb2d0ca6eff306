import { afterAll, expect, test } from 'vitest'
import { simulate } from '@/core/design/run'
import { effectiveDesign } from '@/core/interview/effective-design'
import { scenariosOf, scoredDesign } from '@/core/scoring/scored-design'
import { EnginePool } from '@/server/engine-pool'
import { cases, fold } from './scored'
import { prices } from './scored-runs'

const { problem, medium } = cases.find((each) => each.problem.slug === 'timeline')!
const { design } = scoredDesign(effectiveDesign(fold(problem, medium)), problem, scenariosOf(problem)[0]!)
const short = { durationS: 2, warmupS: 1, seed: 7, replications: 1 }
/** More than any machine runs before the limit. */
const endless = { ...short, durationS: 1e6, replications: 1000 }

const pools: EnginePool[] = []
const makePool = (runLimitMs?: number): EnginePool => {
  const pool = new EnginePool(runLimitMs === undefined ? {} : { runLimitMs })
  pools.push(pool)
  return pool
}
afterAll(() => Promise.all(pools.map((pool) => pool.close())))

test('a run on the thread of its own is the very run that it would be here', async () => {
  const { report } = await makePool().run(design, short, prices)
  expect(report).toEqual(JSON.parse(JSON.stringify(simulate(design, short, { prices }))))
})

test('runs come one after the other, in the order in which they were asked for', async () => {
  const pool = makePool()
  const done: number[] = []
  await Promise.all(
    [1, 2, 3].map(async (seed) => {
      const { report } = await pool.run(design, { ...short, seed }, prices)
      done.push(report!.seed)
    }),
  )
  expect(done).toEqual([1, 2, 3])
})

test('a run that takes too long is stopped and refused, and the next one goes on', async () => {
  const pool = makePool(3000)
  const [long, next] = await Promise.all([pool.run(design, endless, prices), pool.run(design, short, prices)])
  expect(long.refused).toContain('3 s')
  expect(next.report?.truncated).toBeNull()
})

test('an option that no engine takes is our mistake, not the design’s', async () => {
  await expect(makePool().run(design, { ...short, durationS: -1 }, prices)).rejects.toThrow('more than 0')
})

test('closing rejects what is under way', async () => {
  const pool = makePool()
  const rejected = expect(pool.run(design, endless, prices)).rejects.toThrow('stopped')
  await pool.close()
  await rejected
})
