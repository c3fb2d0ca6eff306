import { describe, expect, test } from 'vitest'
import type { Report } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import { emptyDesign } from '@/core/design/schema'

/** A hundred writes a second to a cache before a store that is down for ten seconds. */
function run(writes: 'behind' | 'through'): Report {
  const report = simulate(
    {
      ...emptyDesign('writes'),
      blocks: [
        { id: 'users', kind: 'client' },
        { id: 'cache', kind: 'cache', config: { writes } },
        { id: 'db', kind: 'database' },
      ],
      links: [
        { id: 'l1', from: 'users', to: 'cache' },
        { id: 'l2', from: 'cache', to: 'db' },
      ],
      requests: [{ id: 'write', kind: 'write', from: 'users', arrivals: { type: 'constant', ratePerS: 100 } }],
      faults: [{ id: 'f1', kind: 'crash', target: 'db', atS: 20, forS: 10 }],
    },
    { durationS: 60, warmupS: 5, seed: 5, replications: 1 },
  )
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
  return report
}

describe('a cache that writes behind', () => {
  test('has lost what it acknowledged and its store never took, and counts it', () => {
    const { blocks, requests, faults, findings } = run('behind')
    expect(requests.write!.availability).toBe(1)
    expect(blocks.cache!.lostWrites! / 1000).toBeCloseTo(1, 1)
    expect(faults[0]!.lost!.acknowledgedWrites).toBe(blocks.cache!.lostWrites)
    const [finding] = findings.filter(({ id }) => id === 'lost-writes')
    expect(finding).toMatchObject({ severity: 'error', blocks: ['cache'] })
    expect(finding!.text).not.toContain('follower')
  })

  test('loses nothing when it writes through: the request fails', () => {
    const { blocks, requests, faults, findings } = run('through')
    expect(requests.write!.failed.unavailable / 1000).toBeCloseTo(1, 1)
    expect(blocks.cache!.lostWrites).toBeUndefined()
    expect(faults[0]!.lost!.acknowledgedWrites).toBe(0)
    expect(findings.some(({ id }) => id === 'lost-writes')).toBe(false)
  })
})
