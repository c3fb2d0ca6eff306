import { describe, expect, test } from 'vitest'
import { failureCases } from './cases/failures'
import { misses } from './trials'

describe('failures and lags hit theory', () => {
  test.each(failureCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
