import { expect, test } from 'vitest'
import { CURSOR, memory } from '@/core/sim/memory'
import { JOB, ROW_BITS } from '@/core/sim/rows'
import { simulate } from './run'
import { emptyDesign } from './schema'

const exponential = (meanS: number) => ({ type: 'exponential', meanS }) as const

test('a row that is given back has no time-out and no cache to fill left in it, whatever became of its job', () => {
  const report = simulate(
    {
      ...emptyDesign('time-outs, retries, misses, messages and a crash'),
      blocks: [
        { id: 'users', kind: 'client' },
        { id: 'web', kind: 'service', config: { serviceTime: exponential(0.002) } },
        { id: 'cache', kind: 'cache', config: { capacityItems: 50 } },
        { id: 'store', kind: 'database', config: { serviceTimes: { read: exponential(0.004) } } },
        { id: 'queue', kind: 'queue', config: { ackTimeoutS: 1 } },
        { id: 'worker', kind: 'worker', config: { serviceTime: exponential(0.01) } },
      ],
      links: [
        { id: 'in', from: 'users', to: 'web', timeoutS: 0.05, retries: { max: 2, backoff: { baseS: 0.01 } } },
        { id: 'look', from: 'web', to: 'cache', step: 1, timeoutS: 0.02 },
        { id: 'read', from: 'web', to: 'store', step: 2, when: 'miss', timeoutS: 0.01, lossRatio: 0.05 },
        { id: 'tell', from: 'web', to: 'queue', step: 3, mode: 'async' },
        { id: 'work', from: 'queue', to: 'worker' },
      ],
      requests: [
        { id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS: 400 }, keys: { count: 1000, zipf: 0.9 } },
      ],
      faults: [{ id: 'crash', kind: 'crash', target: 'web', atS: 5, forS: 1, instances: 1 }],
    },
    { durationS: 10, warmupS: 0, seed: 3, replications: 1 },
  )
  expect(report.links.read!.timeouts).toBeGreaterThan(0)
  expect(report.links.in!.retries).toBeGreaterThan(0)
  expect(report.blocks.cache!.hitRatio).toBeGreaterThan(0)
  let free = 0
  for (let job = memory.cursors[CURSOR.FREE_JOB]!; job >= 0; job = JOB.NEXT[job << ROW_BITS]!) {
    free++
    expect([JOB.TIMER[job << ROW_BITS], JOB.MISSED[job << ROW_BITS]]).toEqual([0, -1])
  }
  expect(free).toBeGreaterThan(10)
})
