import { expect, test } from 'vitest'
import type { MergedResult } from './merge-results'
import { simulate } from './run'
import { type Design, emptyDesign } from './schema'
import { selfChecks } from './self-checks'

const design: Design = {
  ...emptyDesign('checked'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'api', kind: 'service', config: { instances: 1, concurrency: 1, serviceTime: 0.008, queueLimit: 20 } },
    { id: 'db', kind: 'database', config: {} },
  ],
  links: [
    { id: 'l1', from: 'users', to: 'api', timeoutS: 0.2 },
    { id: 'l2', from: 'api', to: 'db' },
  ],
  requests: [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS: 90 } }],
  faults: [{ id: 'f', kind: 'slow', target: 'api', factor: 3, atS: 4, forS: 3 }],
}

test('every check shows both sides where there is most of it, and they agree', () => {
  const { checks, blocks, simulatedS } = simulate(design, { durationS: 20, seed: 6, replications: 3 })
  expect(checks.map(({ id, compared, sides }) => [id, compared, sides!.at])).toEqual([
    ['flow', 4, 'api'],
    ['little', 3, 'api'],
    ['utilisation', 3, 'api'],
  ])
  const [flow, little, utilisation] = checks.map(({ sides }) => sides!)
  // requests of before measuring began are still there
  expect(flow!.left).toBeGreaterThanOrEqual(blocks.api!.arrivals)
  expect(flow!.right).toBe(flow!.left)
  expect(little!.left).toBeCloseTo(blocks.api!.queueLength.mean!, 9)
  expect(little!.right).toBeCloseTo(little!.left, 9)
  expect(utilisation!.left).toBeCloseTo(blocks.api!.utilisation!, 9)
  expect(utilisation!.right).toBeCloseTo(utilisation!.left, 9)
  expect(simulatedS).toBe(20)
})

/** What a block counted, in which all checks hold. */
const block = (part: object) => {
  const counts = { arrivals: 100, insideFirst: 0, done: 100, rejected: 0, broken: 0, inside: 0, flowError: 0 }
  const times = { queueS: 50, waitedS: 50, littleError: 0, busyS: 10, heldS: 10, utilisationError: 0 }
  return { ...counts, ...times, ...part }
}

test('one that fails names the place and shows how far the sides are apart', () => {
  const blocks = [block({}), block({ waitedS: 30, littleError: 20 }), block({ done: 98, flowError: 2 })]
  const classes = [{ offered: 100, completed: 90, failed: [5, 3, 1, 0], inFlight: 1 }]
  const checks = selfChecks(design, { blocks, classes, measuredS: 10 } as unknown as MergedResult)
  expect(checks.map(({ id, passed, sides }) => ({ id, passed, ...sides }))).toEqual([
    { id: 'flow', passed: false, at: 'db', left: 100, right: 98 },
    { id: 'little', passed: false, at: 'api', left: 5, right: 3 },
    { id: 'utilisation', passed: true, at: 'users', left: 1, right: 1 },
  ])
  expect(checks[0]!.detail).toContain('broken at db')
})
