import { expect, test } from 'vitest'
import { wilsonInterval } from './wilson-interval'

test('agrees with what Brown, Cai and DasGupta give, and with the ends', () => {
  // 15 of 20 at 95 %: 0.5313 to 0.8881 (also the value of R's prop.test without correction).
  const [low, high] = wilsonInterval(15, 20)!
  expect(low).toBeCloseTo(0.5313, 4)
  expect(high).toBeCloseTo(0.8881, 4)
  expect(wilsonInterval(0, 10)![0]).toBe(0)
  expect(wilsonInterval(0, 10)![1]).toBeCloseTo(0.2775, 4)
  expect(wilsonInterval(10, 10)![1]).toBe(1)
  expect(wilsonInterval(0, 0)).toBeNull()
})
