import { describe, expect, test } from 'vitest'
import { balancerCases } from './cases/balancers'
import { misses } from './trials'

describe('balancers hit queueing theory', () => {
  test.each(balancerCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
