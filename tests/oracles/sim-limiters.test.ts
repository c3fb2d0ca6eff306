import { describe, expect, test } from 'vitest'
import { limiterCases } from './cases/limiters'
import { misses } from './trials'

describe('rate limiters hit theory', () => {
  test.each(limiterCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
