import { describe, expect, test } from 'vitest'
import { networkCases } from './cases/networks'
import { misses } from './trials'

describe('networks of stations hit queueing theory', () => {
  test.each(networkCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
