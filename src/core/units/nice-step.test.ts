import { expect, test } from 'vitest'
import { niceStep } from './nice-step'

test.each([
  [1, 1],
  [1.01, 2],
  [12, 20],
  [45, 50],
  [51, 100],
  [0.003, 0.005],
  [0.1 + 0.2, 0.5],
])('a length of %d goes in steps of %d', (length, step) => {
  expect(niceStep(length)).toBeCloseTo(step, 12)
})
