import { describe, expect, test } from 'vitest'
import { cacheCases } from './cases/caches'
import { misses } from './trials'

describe('caches hit theory', () => {
  test.each(cacheCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
