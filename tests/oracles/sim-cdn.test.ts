import { describe, expect, test } from 'vitest'
import { cdnCases } from './cases/cdn'
import { misses } from './trials'

describe('a CDN hits theory', () => {
  test.each(cdnCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
