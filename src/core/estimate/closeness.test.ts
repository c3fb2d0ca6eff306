import { expect, test } from 'vitest'
import { dexCredit, rangeCredit } from './closeness'
import { possibleCause } from './slips'

test('a factor of two is full marks, an order of magnitude half', () => {
  expect([0, 0.3, Math.log10(2), 0.31, 0.5, 0.51, 1, 1.01, Number.NaN].map(dexCredit)).toEqual([
    1, 1, 1, 0.8, 0.8, 0.5, 0.5, 0, 0,
  ])
})

test('well-known slips are named as possible causes, and nothing else is', () => {
  expect(possibleCause(8)).toContain('bits and bytes')
  expect(possibleCause(1 / 86_400)).toContain('per second')
  expect(possibleCause(1.3)).toBe('')
  expect(possibleCause(Number.NaN)).toBe('')
})

test('a number of the calculation itself comes before a slip that everybody makes', () => {
  const copies = [{ factor: 3, says: 'copies' }]
  expect(possibleCause(1 / 3, copies)).toContain('left out: copies')
  expect(possibleCause(3, copies)).toContain('once too often')
  expect(possibleCause(8, copies)).toContain('bits and bytes')
})

test('a narrow range that holds is full, a hundredfold one nothing, and a miss costs more than width saves', () => {
  expect(rangeCredit(Math.log10(5), 0)).toBe(1)
  expect(rangeCredit(1, 0)).toBeGreaterThan(0.5)
  expect(rangeCredit(2, 0)).toBe(0)
  expect(rangeCredit(6, 0)).toBe(0)
  expect(rangeCredit(0.7, 0.02)).toBeLessThan(rangeCredit(1, 0))
})
