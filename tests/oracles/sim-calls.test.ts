import { describe, expect, test } from 'vitest'
import { callCases } from './cases/calls'
import { misses } from './trials'

describe('calls, time-outs, retries and breakers hit theory', () => {
  test.each(callCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
